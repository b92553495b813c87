//! Published sets of parameters do what their names say, with the solvers that the equations suggest, and resting states rest.

use nernst::model::{Input, Neuron as NeuronModel};
use nernst::prelude::*;

/// The spike times in ms of one cell with this constant input.
fn spikes<N: NeuronModel, Q: nernst::values::Values<Q>>(
    model: N,
    input: Input<N, Q>,
    value: Q,
    duration: Time,
) -> Vec<f64> {
    let mut network = Network::new();
    let cell = Population::new(1, model).with(input, value);
    let cell = network.population("cell", cell).unwrap();
    let mut simulation = Simulation::new(&network, 0.05 * ms, 1).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(duration).unwrap();
    let spikes = simulation.read(&spikes);
    spikes.of(0).iter().map(|time| *time / ms).collect()
}

fn intervals(times: &[f64]) -> Vec<f64> {
    times.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

fn shortest(intervals: &[f64]) -> f64 {
    intervals.iter().copied().fold(f64::INFINITY, f64::min)
}

fn longest(intervals: &[f64]) -> f64 {
    intervals.iter().copied().fold(0.0, f64::max)
}

/// The lengths of the bursts: runs of spikes no further apart than `gap` ms.
fn bursts(times: &[f64], gap: f64) -> Vec<usize> {
    let mut bursts = vec![1];
    for interval in intervals(times) {
        match bursts.last_mut() {
            Some(last) if interval <= gap => *last += 1,
            _ => bursts.push(1),
        }
    }
    bursts
}

/// Asserts that all intervals are equal to `tolerance` ms.
fn assert_tonic(times: &[f64], tolerance: f64) {
    let intervals = intervals(times);
    assert!(intervals.len() > 5, "{times:?}");
    let spread = longest(&intervals) - shortest(&intervals);
    assert!(spread <= tolerance, "{intervals:?}");
}

/// Asserts that the intervals never become shorter than a step by more than a step, and that the last is so many times the first.
fn assert_adapts(times: &[f64], growth: f64) {
    let intervals = intervals(times);
    assert!(intervals.len() > 3, "{times:?}");
    let falls = intervals.windows(2).any(|pair| pair[1] < pair[0] - 0.11);
    let grown = intervals[intervals.len() - 1] > growth * intervals[0];
    assert!(!falls && grown, "{intervals:?}");
}

#[test]
fn a_neuron_without_a_leak_fires_at_the_rate_of_its_charge() {
    let cell = If {
        c: 250.0 * pF,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 0.0 * ms,
        v: 0.0 * mV,
    };
    assert_eq!(cell.clone().at_rest().v, -60.0 * mV);
    // 2.5 pC take 25 ms at 0.1 nA, and 2.5 s at 1 pA.
    let times = spikes(cell.clone().at_rest(), If::I, 0.1 * nA, 201.0 * ms);
    assert_eq!(times.len(), 8);
    assert_tonic(&times[1..], 0.051);
    let held = If {
        t_ref: 5.0 * ms,
        ..cell.clone().at_rest()
    };
    let times = spikes(held, If::I, 0.1 * nA, 200.0 * ms);
    assert!((intervals(&times)[0] - 30.0).abs() < 0.051);
    let weak = spikes(cell.at_rest(), If::I, 1.01 * pA, 2500.0 * ms);
    assert_eq!(weak.len(), 1);
}

#[test]
fn adaptive_exponential_neurons_fire_as_they_are_called() {
    let run = |model: AdEx, current: f64| spikes(model, AdEx::I, current * pA, 500.0 * ms);

    assert_tonic(&run(AdEx::tonic(), 500.0)[10..], 0.051);
    assert_adapts(&run(AdEx::adapting(), 500.0), 2.0);

    let times = run(AdEx::initially_bursting(), 400.0);
    let bursts_found = bursts(&times, 12.0);
    assert!(bursts_found[0] >= 3, "{times:?}");
    assert!(
        bursts_found[1..].iter().all(|spikes| *spikes == 1) && bursts_found.len() > 4,
        "{times:?}"
    );

    let times = run(AdEx::bursting(), 210.0);
    let repeated = bursts(&times, 20.0);
    assert!(repeated.len() > 3, "{times:?}");
    assert!(
        repeated[..repeated.len() - 1]
            .iter()
            .all(|spikes| *spikes >= 2),
        "{times:?}"
    );

    let times = run(AdEx::delayed_accelerating(), 300.0);
    let between = intervals(&times);
    assert!(times[0] > longest(&between), "{times:?}");
    assert!(between[0] > 1.3 * between[between.len() - 1], "{between:?}");
    assert!(
        between.windows(2).all(|pair| pair[1] < pair[0] + 0.11),
        "{between:?}"
    );

    let times = run(AdEx::delayed_bursting(), 110.0);
    let repeated = bursts(&times, 10.0);
    assert!(times[0] > 30.0 && repeated.len() > 3, "{times:?}");
    assert!(
        repeated[1..repeated.len() - 1]
            .iter()
            .all(|spikes| *spikes >= 2),
        "{times:?}"
    );

    let times = run(AdEx::transient(), 180.0);
    assert!(
        (1..=5).contains(&times.len()) && times[times.len() - 1] < 100.0,
        "{times:?}"
    );

    assert_adapts(
        &spikes(AdEx::regular_spiking(), AdEx::I, 1.0 * nA, 500.0 * ms),
        1.5,
    );
}

/// Intervals spread widely and do not repeat, while a tonic neuron repeats each of them.
#[test]
fn an_irregular_neuron_repeats_no_interval() {
    let between = intervals(&spikes(AdEx::irregular(), AdEx::I, 160.0 * pA, 1000.0 * ms));
    assert!(between.len() > 40, "{between:?}");
    assert!(longest(&between) > 5.0 * shortest(&between), "{between:?}");
    for period in 1..=8 {
        let later = &between[between.len() / 2..];
        let changes = later.windows(period + 1).map(|w| (w[period] - w[0]).abs());
        assert!(
            changes.fold(0.0, f64::max) > 1.0,
            "period {period}: {later:?}"
        );
    }
}

#[test]
fn adaptive_quadratic_neurons_fire_as_they_are_called() {
    let run = |model: AdQif, current: f64| spikes(model, AdQif::I, current * pA, 500.0 * ms);
    // The rheobase of the book's regular cell is 51.5 pA.
    assert!(run(AdQif::regular_spiking(), 51.0).is_empty());
    assert!(!spikes(AdQif::regular_spiking(), AdQif::I, 52.0 * pA, 2000.0 * ms).is_empty());
    let regular = run(AdQif::regular_spiking(), 100.0);
    assert!(
        bursts(&regular, 10.0).iter().all(|spikes| *spikes == 1) && regular.len() > 5,
        "{regular:?}"
    );

    let times = run(AdQif::intrinsically_bursting(), 600.0);
    assert!(bursts(&times, 20.0)[0] >= 3, "{times:?}");
    assert!(
        longest(&intervals(&times)) > 3.0 * intervals(&times)[0],
        "{times:?}"
    );

    let times = run(AdQif::chattering(), 300.0);
    let repeated = bursts(&times, 8.0);
    assert!(
        repeated.len() > 4
            && repeated[..repeated.len() - 1]
                .iter()
                .all(|spikes| *spikes >= 2),
        "{times:?}"
    );
}

#[test]
fn izhikevich_neurons_fire_as_they_are_called() {
    let run =
        |model: Izhikevich, input: f64| spikes(model, Izhikevich::I, input * mV / ms, 500.0 * ms);
    let regular = run(Izhikevich::regular_spiking(), 10.0);
    assert_adapts(&regular, 1.3);
    let fast = run(Izhikevich::fast_spiking(), 10.0);
    assert!(fast.len() > 3 * regular.len());
    assert_tonic(&fast[fast.len() / 2..], 0.11);

    let times = run(Izhikevich::intrinsically_bursting(), 10.0);
    let found = bursts(&times, 12.0);
    assert!(
        found[0] >= 3 && found[1..].iter().all(|spikes| *spikes == 1),
        "{times:?}"
    );

    let times = run(Izhikevich::chattering(), 10.0);
    let found = bursts(&times, 6.0);
    assert!(
        found.len() > 3 && found[..found.len() - 1].iter().all(|spikes| *spikes >= 2),
        "{times:?}"
    );

    // A threshold lower than that of the regular cell, and adaptation.
    assert!(run(Izhikevich::regular_spiking(), 2.0).len() <= 1);
    assert!(run(Izhikevich::low_threshold_spiking(), 2.0).len() > 5);
    assert_adapts(&run(Izhikevich::low_threshold_spiking(), 10.0), 1.5);

    assert_tonic(&run(Izhikevich::thalamo_cortical(), 2.0)[9..], 0.11);
}

#[test]
fn a_thalamic_neuron_bursts_when_it_is_released_from_hyperpolarization() {
    let mut released = Izhikevich::thalamo_cortical();
    // At -10 mV/ms it comes to rest where 0.04 v² + 4.75 v + 130 = 0.
    released.v = (-4.75 - (4.75_f64.powi(2) - 0.16 * 130.0).sqrt()) / 0.08 * mV;
    let released = released.at_rest();
    let times = spikes(released, Izhikevich::I, 0.0 * mV / ms, 300.0 * ms);
    assert!(times.len() >= 3, "{times:?}");
    assert!(
        intervals(&times)[..2]
            .iter()
            .all(|interval| *interval < 15.0),
        "{times:?}"
    );
    assert!(times[times.len() - 1] < 150.0, "{times:?}");
}

/// The states of one cell without an input after the time, from this descriptor.
fn rest_after<N: NeuronModel, Q: Measured>(
    model: N,
    state: nernst::model::State<N, Q>,
    duration: Time,
) -> Vec<f64> {
    let mut network = Network::new();
    let cell = network
        .population("cell", Population::new(1, model))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let trace = simulation.record(cell.trace(state)).unwrap();
    simulation.run(duration).unwrap();
    let trace = simulation.read(&trace);
    trace.of(0).map(Measured::si).collect()
}

/// A kick of 2 mV decays through the resting potential again and again in a resonator, and only once in a regular cell.
#[test]
fn a_resonator_rings() {
    let crossings = |model: Izhikevich, rest: f64| {
        let start = (rest + 2.0) * mV;
        let kicked = Izhikevich {
            v: rest * mV,
            ..model
        }
        .at_rest();
        let v = rest_after(Izhikevich { v: start, ..kicked }, Izhikevich::V, 100.0 * ms);
        let signs = v.iter().map(|v| (v * 1e3 - rest) > 0.0).collect::<Vec<_>>();
        signs.windows(2).filter(|pair| pair[0] != pair[1]).count()
    };
    assert!(crossings(Izhikevich::resonator(), -62.5) >= 4);
    assert!(crossings(Izhikevich::regular_spiking(), -70.0) <= 1);
}

/// Where a model has a resting state, its rates vanish there: nothing moves by more than rounding.
#[test]
fn neurons_stay_where_they_rest() {
    fn check<N: NeuronModel, Q: Measured>(
        model: N,
        state: nernst::model::State<N, Q>,
        tolerance: f64,
    ) {
        let name = std::any::type_name::<N>();
        let values = rest_after(model, state, 100.0 * ms);
        let start = values[0];
        let moved = values
            .iter()
            .map(|value| (value - start).abs())
            .fold(0.0, f64::max);
        assert!(
            moved <= tolerance * start.abs(),
            "{name}: {moved:e} from {start:e}"
        );
    }
    let regular = Izhikevich {
        v: -70.0 * mV,
        ..Izhikevich::regular_spiking()
    };
    check(regular.at_rest(), Izhikevich::V, 1e-14);
    let ringing = Izhikevich {
        v: -62.5 * mV,
        ..Izhikevich::resonator()
    };
    check(ringing.at_rest(), Izhikevich::V, 1e-12);
    check(AdQif::regular_spiking(), AdQif::V, 0.0);
    check(AdQif::chattering(), AdQif::V, 0.0);
    check(Gif::tonic(200.0 * pF), Gif::V, 0.0);
    check(Gif::bursting(200.0 * pF), Gif::V_TH, 0.0);
    check(FitzHughNagumo::excitable(), FitzHughNagumo::V, 1e-13);
    check(FitzHughNagumo::excitable(), FitzHughNagumo::W, 1e-13);
    // -65 mV and these conductances are rounded numbers: the potential of rest lies 4 uV from there.
    check(HodgkinHuxley::squid(1e-3 * mm2), HodgkinHuxley::V, 1e-3);
    // Of the exponential neurons the leak alone would rest at e_l: the exponential is exp(-10) there, or less.
    check(AdEx::tonic(), AdEx::V, 1e-5);
    check(AdEx::regular_spiking(), AdEx::V, 1e-5);
}

/// 200 pF, as in the paper: all currents are proportional to the capacitance.
#[test]
fn generalized_neurons_fire_as_they_are_called() {
    let c = 200.0 * pF;
    let run = |model: Gif, slope: f64| spikes(model, Gif::I, slope * mV / ms * c, 500.0 * ms);

    assert_tonic(&run(Gif::tonic(c), 1.5), 0.051);
    // Class 1: at any low rate above 1 V/s, and not at all below.
    assert!(run(Gif::tonic(c), 1.0 - 1e-6).is_empty());
    assert!(!run(Gif::tonic(c), 1.0 + 1e-6).is_empty());

    let adapting = run(Gif::adapting(c), 2.0);
    assert_adapts(&adapting, 1.3);
    let phasic = run(Gif::adapting(c), 1.5);
    assert!(
        (1..=5).contains(&phasic.len()) && phasic[phasic.len() - 1] < 200.0,
        "{phasic:?}"
    );

    assert!(run(Gif::tonic(c), -1.0).is_empty());
    let times = run(Gif::hyperpolarization_spiking(c), -1.0);
    assert!(
        bursts(&times, 10.0).iter().all(|spikes| *spikes == 1) && times.len() > 1,
        "{times:?}"
    );
    let times = run(Gif::hyperpolarization_bursting(c), -1.0);
    assert!(
        bursts(&times, 10.0)
            .iter()
            .filter(|spikes| **spikes >= 2)
            .count()
            > 1,
        "{times:?}"
    );

    let times = run(Gif::bursting(c), 2.0);
    let repeated = bursts(&times, 10.0);
    assert!(
        repeated.len() > 2
            && repeated[..repeated.len() - 1]
                .iter()
                .all(|spikes| *spikes >= 2),
        "{times:?}"
    );
    let times = run(Gif::bursting(c), 1.5);
    assert!(
        bursts(&times, 10.0).len() == 1 && times.len() > 1,
        "{times:?}"
    );

    let times = run(Gif::mixed_mode(c), 2.0);
    let found = bursts(&times, 10.0);
    assert!(
        found[0] >= 2 && found.len() > 3 && found[1..].iter().all(|spikes| *spikes == 1),
        "{times:?}"
    );
}

/// After a pulse that makes it fire, the neuron of two stable states goes on firing without an input; another falls silent.
#[test]
fn a_bistable_neuron_goes_on_firing_after_a_pulse() {
    let c = 200.0 * pF;
    let run = |model: Gif| {
        let mut network = Network::new();
        let cell = network
            .population("cell", Population::new(1, model))
            .unwrap();
        let pulse = [("on", 0.0, 5.0), ("off", 10.0, -5.0)];
        for (name, time, slope) in pulse {
            let times = SpikeTimes::new(1, [(0, time * ms)]);
            let source = network.source(name, times).unwrap();
            let step = Projection::new(source, cell)
                .synapse(Step { i: 0.0 * nA })
                .output(Cuba)
                .weight(slope * mV / ms * c);
            network.projection(name, step).unwrap();
        }
        let mut simulation = Simulation::new(&network, 0.05 * ms, 1).unwrap();
        let spikes = simulation.record(cell.spikes()).unwrap();
        simulation.run(300.0 * ms).unwrap();
        simulation.read(&spikes).of(0).to_vec()
    };
    let last = |times: &[Time]| times[times.len() - 1];
    assert!(last(&run(Gif::bistable(c))) > 250.0 * ms);
    assert!(last(&run(Gif::tonic(c))) < 20.0 * ms);
}

/// A current that is switched.
#[derive(Synapse, Clone, Debug)]
#[weight(ElectricCurrent)]
#[on_spike(i += weight)]
#[output(i)]
struct Step {
    #[state]
    i: ElectricCurrent,
}

/// At the same current one cell rests and another, started away from rest, goes round: two stable states. With the phi of the
/// saddle-node set there is but one.
#[test]
fn the_homoclinic_set_rests_and_oscillates_at_one_current() {
    let area = 0.01 * mm2;
    let count = |model: MorrisLecar, v: f64, w: f64| {
        let current = 38.0 * uA / cm2 * area;
        let model = MorrisLecar {
            v: v * mV,
            w,
            ..model
        };
        let times = spikes(model, MorrisLecar::I, current, 2000.0 * ms);
        times.iter().filter(|time| **time > 1000.0).count()
    };
    let homoclinic = MorrisLecar::homoclinic(area);
    assert_eq!(count(homoclinic.clone(), -35.0, 0.0), 0);
    assert!(count(homoclinic, 0.0, 0.2) > 20);
    let saddle_node = MorrisLecar::saddle_node(area);
    assert_eq!(count(saddle_node.clone(), -35.0, 0.0), 0);
    assert_eq!(count(saddle_node, 0.0, 0.2), 0);
}

/// Refractoriness holds `v` for whole steps and leaves the rest alone.
#[test]
fn a_refractory_period_is_added_to_each_interval() {
    let of = |t_ref: f64| {
        let model = Izhikevich {
            t_ref: t_ref * ms,
            ..Izhikevich::fast_spiking()
        };
        intervals(&spikes(model, Izhikevich::I, 10.0 * mV / ms, 300.0 * ms))
    };
    // The recovery decays meanwhile, so that the way to the next spike is shorter than without.
    let (free, held) = (of(0.0), of(5.0));
    let (free, held) = (free[free.len() - 1], held[held.len() - 1]);
    assert!(
        held > 5.0 && held > free && held < free + 5.0,
        "{free} {held}"
    );
}

#[test]
fn values_that_would_be_silently_wrong_are_refused() {
    let refusal = |cell: Population<Lif>| {
        let mut network = Network::new();
        network.population("cells", cell).unwrap_err().to_string()
    };
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 0.0 * ms,
        v: -65.0 * mV,
    };
    let negative = Lif {
        r: -1.0 * MOhm,
        ..lif
    };
    assert_eq!(
        refusal(Population::new(1, negative)),
        "population `cells`: `Lif` requires `r > 0 ohm`, but r = -1 MOhm"
    );
    let mut network = Network::new();
    let cell = If {
        c: 1.0 * pF,
        v_th: -65.0 * mV,
        v_reset: -50.0 * mV,
        t_ref: 0.0 * ms,
        v: -65.0 * mV,
    };
    let error = network
        .population("cells", Population::new(1, cell))
        .unwrap_err();
    assert!(error.to_string().contains("`v_reset < v_th`"), "{error}");
    let cell = AdQif {
        a_0: 0.0 / mV,
        ..AdQif::chattering()
    };
    let error = network
        .population("cells", Population::new(1, cell))
        .unwrap_err();
    assert!(error.to_string().contains("`a_0 > 0"), "{error}");
}
