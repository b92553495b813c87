//! The contract of a step, line by line.

mod common;

use common::{bits, si, silent_cell};
use nernst::prelude::*;
use proptest::prelude::*;

const H: f64 = 0.1;

/// So many steps.
fn steps(count: u64) -> Time {
    count as f64 * H * ms
}

/// Fires at once when a free step leads it above -50 mV, and rests at its reset.
fn quick_cell(refractory: u64) -> Lif {
    Lif {
        v_th: -50.0 * mV,
        t_ref: steps(refractory),
        ..silent_cell()
    }
}

/// A current that leads from reset to threshold in one step.
fn flood() -> ElectricCurrent {
    100.0 * nA
}

fn stamps(
    simulation: &Simulation,
    spikes: &nernst::record::Recorded<nernst::record::Spikes<'static>>,
    cell: usize,
) -> Vec<u64> {
    let spikes = simulation.read(spikes).of(cell);
    spikes
        .iter()
        .map(|t| (*t / (H * ms)).round() as u64)
        .collect()
}

/// Kicks are added before the threshold is tested, and a synapse is raised after the step: from one source with delays of their own, both
/// are in time. What both do to a linear cell is the sum of what each does.
#[test]
fn kicks_and_synapses_of_one_source_are_in_time() {
    let potentials = |with_kicks: bool, with_synapses: bool| {
        let mut network = Network::new();
        let spikes = SpikeTimes::new(1, [(0, steps(3))]);
        let source = network.source("source", spikes).unwrap();
        let cells = Population::new(2, silent_cell());
        let cells = network.population("cells", cells).unwrap();
        let delays = || vec![steps(1), steps(4)];
        if with_kicks {
            let kicks = Projection::new(source, cells).weight(1.0 * mV);
            network.projection("kicks", kicks.delay(delays())).unwrap();
        }
        if with_synapses {
            let synapses = Projection::new(source, cells)
                .synapse(Expon::new(5.0 * ms))
                .output(Cuba)
                .weight(0.1 * nA);
            let synapses = synapses.delay(delays());
            network.projection("synapses", synapses).unwrap();
        }
        let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
        let v = simulation.record(cells.trace(Lif::V)).unwrap();
        simulation.run(steps(20)).unwrap();
        let v = simulation.read(&v);
        [si(&v, 0), si(&v, 1)].concat()
    };
    let rest = silent_cell().v_rest.si();
    let (both, kicks, synapses) = (
        potentials(true, true),
        potentials(true, false),
        potentials(false, true),
    );
    assert!(kicks.iter().any(|v| v - rest > 0.9e-3));
    assert!(synapses.iter().any(|v| v - rest > 1e-5));
    for ((both, kick), synapse) in both.iter().zip(kicks).zip(synapses) {
        let error = (both - rest) - (kick - rest) - (synapse - rest);
        assert!(error.abs() < 1e-15, "{both}, {kick}, {synapse}");
    }
}

/// The potential of a cell that is driven by what `connect` adds to the network.
fn potential(
    cell: Lif,
    run: u64,
    connect: impl FnOnce(&mut Network, PopulationId<Lif>),
) -> (Vec<f64>, Vec<u64>) {
    let mut network = Network::new();
    let cell = network
        .population("cell", Population::new(1, cell))
        .unwrap();
    connect(&mut network, cell);
    let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
    let v = simulation.record(cell.trace(Lif::V)).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(steps(run)).unwrap();
    (si(&simulation.read(&v), 0), stamps(&simulation, &spikes, 0))
}

/// Delta spikes of this weight at these steps, with a delay of one step.
fn kicks(network: &mut Network, cell: PopulationId<Lif>, weight: ElectricPotential, at: &[u64]) {
    let times = at.iter().map(|step| (0, steps(*step)));
    let source = network.source("kicks", SpikeTimes::new(1, times)).unwrap();
    network
        .projection("kicks", Projection::new(source, cell).weight(weight))
        .unwrap();
}

// Delays

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_spike_arrives_after_exactly_its_delay(sent in 0..30_u64, delay in 1..=20_u64) {
        let mut network = Network::new();
        let through = network.population("through", Population::new(1, silent_cell())).unwrap();
        let direct = network.population("direct", Population::new(1, silent_cell())).unwrap();
        let source = network.source("source", SpikeTimes::new(1, [(0, steps(sent))])).unwrap();
        let synapse = Projection::new(source, through).synapse(Expon::new(5.0 * ms)).output(Coba { e: 0.0 * mV });
        let synapse = network.projection("synapse", synapse.weight(2.0 * nS).delay(steps(delay))).unwrap();
        network.projection("delta", Projection::new(source, direct).weight(1.0 * mV).delay(steps(delay))).unwrap();
        let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
        let spikes = simulation.record(source.spikes()).unwrap();
        let g = simulation.record(synapse.trace(Expon::G)).unwrap();
        let v = simulation.record(direct.trace(Lif::V)).unwrap();
        let indirect = simulation.record(through.trace(Lif::V)).unwrap();
        simulation.run(steps(60)).unwrap();
        let arrival = (sent + delay) as usize;
        prop_assert_eq!(stamps(&simulation, &spikes, 0), vec![sent]);
        let g = si(&simulation.read(&g), 0);
        prop_assert!(g[..arrival].iter().all(|g| *g == 0.0));
        prop_assert_eq!(g[arrival], (2.0 * nS).si(), "the whole weight, before any decay");
        let v = si(&simulation.read(&v), 0);
        prop_assert!(v[..arrival].iter().all(|v| *v == (-70.0 * mV).si()));
        prop_assert_eq!(v[arrival], (-70.0 * mV).si() + (1.0 * mV).si());
        // What arrives at the end of a step moves the membrane in the next.
        let indirect = si(&simulation.read(&indirect), 0);
        prop_assert_eq!(indirect[arrival], (-70.0 * mV).si());
        prop_assert!(indirect[arrival + 1] > (-70.0 * mV).si());
    }

    /// Also onto a population that was added before its source, onto itself, and with several delays from one source.
    #[test]
    fn spikes_of_populations_arrive_after_exactly_their_delay(delay in 1..=20_u64, longer in 1..=20_u64) {
        let mut network = Network::new();
        let before = network.population("before", Population::new(1, silent_cell())).unwrap();
        let firing = network.population("firing", Population::new(1, quick_cell(400)).with(Lif::I, flood())).unwrap();
        let after = network.population("after", Population::new(1, silent_cell())).unwrap();
        let mut traces = Vec::new();
        for (name, target, delay) in [("before", before, delay), ("firing", firing, delay), ("after", after, longer)] {
            let synapse = Projection::new(firing, target).synapse(Expon::new(5.0 * ms)).output(Coba { e: -70.0 * mV });
            let projection = network.projection(name, synapse.weight(2.0 * nS).delay(steps(delay))).unwrap();
            traces.push((projection, delay));
        }
        let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
        let spikes = simulation.record(firing.spikes()).unwrap();
        let traces: Vec<_> = traces.into_iter().map(|(p, delay)| (simulation.record(p.trace(Expon::G)).unwrap(), delay)).collect();
        simulation.run(steps(30)).unwrap();
        prop_assert_eq!(stamps(&simulation, &spikes, 0), vec![1]);
        for (trace, delay) in traces {
            let g = si(&simulation.read(&trace), 0);
            let arrival = 1 + delay as usize;
            prop_assert!(g[..arrival].iter().all(|g| *g == 0.0));
            prop_assert_eq!(g[arrival], (2.0 * nS).si());
        }
    }
}

#[test]
fn without_a_delay_given_it_is_one_step() {
    let (v, _) = potential(silent_cell(), 5, |network, cell| {
        kicks(network, cell, 1.0 * mV, &[2])
    });
    assert_eq!(v[2], (-70.0 * mV).si());
    assert!(v[3] > (-70.0 * mV).si());
}

// Threshold, reset, refractoriness

#[test]
fn a_delta_can_fire_the_cell_in_the_step_of_its_arrival() {
    let (v, spikes) = potential(quick_cell(3), 10, |network, cell| {
        kicks(network, cell, 25.0 * mV, &[4])
    });
    assert_eq!(spikes, [5]);
    assert_eq!(v[5], (-70.0 * mV).si(), "already reset at its stamp");
}

#[test]
fn a_weight_below_the_threshold_does_not_fire() {
    let (_, spikes) = potential(quick_cell(3), 10, |network, cell| {
        kicks(network, cell, 19.9 * mV, &[4])
    });
    assert_eq!(spikes, []);
}

/// Rest and reset are the same, so that a kick is the only thing that moves the cell.
#[test]
fn a_delta_onto_a_held_state_is_lost_up_to_the_last_held_step() {
    let refractory = 7;
    for late in 1..=refractory + 3 {
        let fired = 5;
        let mut network = Network::new();
        let cell = network
            .population("cell", Population::new(1, quick_cell(refractory)))
            .unwrap();
        kicks(&mut network, cell, 25.0 * mV, &[fired - 1]);
        let source = network
            .source("late", SpikeTimes::new(1, [(0, steps(fired + late - 1))]))
            .unwrap();
        network
            .projection("late", Projection::new(source, cell).weight(1.0 * mV))
            .unwrap();
        let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
        let v = simulation.record(cell.trace(Lif::V)).unwrap();
        simulation.run(steps(30)).unwrap();
        let v = si(&simulation.read(&v), 0);
        let moved = v.iter().position(|v| *v != (-70.0 * mV).si());
        let expected = (late > refractory).then_some((fired + late) as usize);
        assert_eq!(moved, expected, "arrival {late} steps after the spike");
    }
}

#[test]
fn refractoriness_lasts_exactly_its_steps() {
    for refractory in [0, 1, 2, 20] {
        let cell = quick_cell(refractory);
        let mut network = Network::new();
        let cells = Population::new(
            1,
            Lif {
                v_reset: -72.0 * mV,
                ..cell
            },
        )
        .with(Lif::I, flood());
        let cell = network.population("cell", cells).unwrap();
        let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
        let v = simulation.record(cell.trace(Lif::V)).unwrap();
        let spikes = simulation.record(cell.spikes()).unwrap();
        simulation.run(steps(100)).unwrap();
        // The first step is free and fires; then the held steps, and again a free one.
        let expected: Vec<u64> = (1..=100).step_by(refractory as usize + 1).collect();
        assert_eq!(stamps(&simulation, &spikes, 0), expected);
        let v = si(&simulation.read(&v), 0);
        assert!(v[1..].iter().all(|v| *v == (-72.0 * mV).si()));
    }
}

#[test]
fn a_cell_that_starts_above_its_threshold_fires_in_the_first_step() {
    let cell = Lif {
        v: -40.0 * mV,
        ..quick_cell(2)
    };
    let (_, spikes) = potential(cell, 20, |_, _| {});
    assert_eq!(spikes, [1]);
}

/// Follows a sine and has no reset.
#[derive(Neuron, Clone)]
#[spike(v >= v_th)]
struct Swing {
    tau: Time,
    omega: Frequency,
    high: ElectricPotential,
    v_th: ElectricPotential,
    #[ode(dv/dt = (high * sin(omega * t) - v) / tau)]
    v: ElectricPotential,
}

#[test]
fn without_reset_a_cell_fires_once_per_crossing() {
    let swing = Swing {
        tau: 1.0 * ms,
        omega: std::f64::consts::TAU / (10.0 * ms),
        high: 10.0 * mV,
        v_th: 5.0 * mV,
        v: 0.0 * mV,
    };
    let mut network = Network::new();
    let cell = network
        .population("swing", Population::new(1, swing))
        .unwrap();
    let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
    let v = simulation.record(cell.trace(Swing::V)).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(100.0 * ms).unwrap();
    let v = si(&simulation.read(&v), 0);
    let above = |k: usize| v[k] >= 5e-3;
    let crossings: Vec<u64> = (1..v.len())
        .filter(|k| above(*k) && !above(k - 1))
        .map(|k| k as u64)
        .collect();
    assert_eq!(crossings.len(), 10);
    assert!(
        (0..v.len()).filter(|k| above(*k)).count() > 200,
        "above for many steps"
    );
    assert_eq!(stamps(&simulation, &spikes, 0), crossings);
}

// Bits

/// Excitation and inhibition with random connections and initial values.
fn balance() -> (Network, PopulationId<Lif>, PopulationId<Lif>) {
    let lif = Lif {
        v_rest: -49.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        ..silent_cell()
    };
    let cells =
        |count| Population::new(count, lif.clone()).with(Lif::V, Normal::new(-60.0 * mV, 5.0 * mV));
    let mut network = Network::new();
    let e = network.population("E", cells(160)).unwrap();
    let i = network.population("I", cells(40)).unwrap();
    for (post, name) in [(e, "E"), (i, "I")] {
        let random = FixedProbability::new(0.2);
        let excitation = Projection::new(e, post)
            .connectivity(random)
            .synapse(Expon::new(5.0 * ms));
        let excitation = excitation
            .output(Coba { e: 0.0 * mV })
            .weight(6.0 * nS)
            .delay(0.3 * ms);
        network
            .projection(&format!("E to {name}"), excitation)
            .unwrap();
        let inhibition = Projection::new(i, post)
            .connectivity(random)
            .synapse(Expon::new(10.0 * ms));
        let inhibition = inhibition.output(Coba { e: -80.0 * mV }).weight(67.0 * nS);
        network
            .projection(&format!("I to {name}"), inhibition)
            .unwrap();
    }
    (network, e, i)
}

/// The bits of all final potentials, and all spikes.
type History = (Vec<u64>, Vec<(u64, usize)>);

/// A run of a new network in parts of so many steps, with something else done after each part.
fn history(
    seed: u64,
    parts: &[u64],
    between: impl Fn(&mut Simulation, PopulationId<Lif>),
) -> History {
    let (network, e, i) = balance();
    let mut simulation = Simulation::new(&network, H * ms, seed).unwrap();
    let spikes = simulation.record(e.spikes()).unwrap();
    for part in parts {
        simulation.run(steps(*part)).unwrap();
        between(&mut simulation, i);
    }
    let end = simulation.record(e.trace(Lif::V)).unwrap();
    let v = (0..160)
        .flat_map(|cell| bits(&simulation.read(&end), cell))
        .collect();
    let spikes = simulation
        .read(&spikes)
        .iter()
        .map(|(t, cell)| (t.si().to_bits(), cell))
        .collect();
    (v, spikes)
}

fn nothing(_: &mut Simulation, _: PopulationId<Lif>) {}

#[test]
fn a_network_built_again_gives_the_same_bits() {
    let whole = history(3, &[500], nothing);
    assert!(whole.1.len() > 50, "the network is active");
    assert!(whole == history(3, &[500], nothing));
}

#[test]
fn running_twice_is_running_on() {
    assert!(history(3, &[1000], nothing) == history(3, &[1, 399, 0, 600], nothing));
}

#[test]
fn another_seed_gives_another_run() {
    // Initial values are drawn anew, as connections are.
    for parts in [&[0], &[500]] {
        let (v, spikes) = history(3, parts, nothing);
        let (other_v, other_spikes) = history(4, parts, nothing);
        assert!(v != other_v);
        assert!(spikes.is_empty() || spikes != other_spikes);
    }
}

#[test]
fn recording_does_not_change_the_run() {
    let watch = |simulation: &mut Simulation, cells: PopulationId<Lif>| {
        simulation
            .record(cells.trace(Lif::V).every(0.5 * ms))
            .unwrap();
        simulation.record(cells.spikes()).unwrap();
    };
    assert!(history(3, &[0, 300, 200], nothing) == history(3, &[0, 300, 200], watch));
}

#[test]
fn a_simulation_leaves_the_network_as_it_was() {
    let (network, e, _) = balance();
    let run = || {
        let mut simulation = Simulation::new(&network, H * ms, 5).unwrap();
        let spikes = simulation.record(e.spikes()).unwrap();
        simulation.run(50.0 * ms).unwrap();
        simulation.read(&spikes).iter().collect::<Vec<_>>()
    };
    let first_run = run();
    assert!(!first_run.is_empty());
    assert_eq!(first_run, run());
}

/// Two populations that excite and inhibit each other, added in the given order.
fn each_other(order: [&str; 2]) -> Vec<Vec<u64>> {
    let mut network = Network::new();
    let mut add = |name| {
        let drive = if name == "a" { 0.5 * nA } else { 0.3 * nA };
        let cells = Population::new(3, quick_cell(4)).with(Lif::I, drive);
        (name, network.population(name, cells).unwrap())
    };
    let mut cells = order.map(&mut add);
    cells.sort_by_key(|(name, _)| *name);
    let [(_, a), (_, b)] = cells;
    network
        .projection("ab", Projection::new(a, b).weight(0.7 * mV))
        .unwrap();
    network
        .projection("ba", Projection::new(b, a).weight(-0.4 * mV))
        .unwrap();
    let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
    let spikes = [a, b].map(|cells| simulation.record(cells.spikes()).unwrap());
    simulation.run(300.0 * ms).unwrap();
    spikes
        .iter()
        .map(|spikes| stamps(&simulation, spikes, 0))
        .collect()
}

#[test]
fn a_step_is_the_same_whichever_population_was_added_first() {
    let trains = each_other(["a", "b"]);
    assert!(trains.iter().all(|train| train.len() > 5));
    assert_eq!(trains, each_other(["b", "a"]));
}

// Shared states

/// Two projections onto one cell, as reported and as they sum.
fn shared<S, T>(
    one: Projection<Lif, S, Coba, ElectricalConductance>,
    other: Projection<Lif, T, Coba, ElectricalConductance>,
    mut network: Network,
) -> usize
where
    Projection<Lif, S, Coba, ElectricalConductance>: nernst::projection::Complete,
    Projection<Lif, T, Coba, ElectricalConductance>: nernst::projection::Complete,
{
    network.projection("one", one).unwrap();
    network.projection("other", other).unwrap();
    let simulation = Simulation::new(&network, H * ms, 1).unwrap();
    simulation.report().populations[0].receptors
}

#[test]
fn only_equal_descriptors_share_a_state() {
    let pair = |tau: Time, e: ElectricPotential| {
        let mut network = Network::new();
        let cell = network
            .population("cell", Population::new(1, silent_cell()))
            .unwrap();
        let source = network.source("source", SpikeTimes::new(1, [])).unwrap();
        let projection = || Projection::new(source, cell).weight(1.0 * nS);
        let one = projection()
            .synapse(Expon::new(5.0 * ms))
            .output(Coba { e: 0.0 * mV });
        (
            network,
            one,
            projection()
                .synapse(Expon::new(tau))
                .output(Coba { e })
                .weight(2.0 * nS)
                .delay(1.0 * ms),
        )
    };
    let (network, one, other) = pair(5.0 * ms, 0.0 * mV);
    assert_eq!(
        shared(one.clone(), other, network.clone()),
        1,
        "weight and delay do not matter"
    );
    let plastic = one.clone();
    let plastic = plastic.short_term_plasticity(Std::new(0.5, 200.0 * ms));
    assert_eq!(
        shared(one.clone(), plastic, network.clone()),
        1,
        "what is released is a weight"
    );
    let kinetic = one.clone().synapse(Ampa::new());
    assert_eq!(
        shared(kinetic.clone(), kinetic, network.clone()),
        2,
        "pulses are those of a projection"
    );
    let alpha = one.clone().synapse(Alpha::new(5.0 * ms));
    assert_eq!(
        shared(one.clone(), alpha, network.clone()),
        2,
        "another synapse"
    );
    let initial = one.clone().initial(Expon::G, 3.0 * nS);
    assert_eq!(
        shared(one.clone(), initial.clone(), network.clone()),
        2,
        "an initial value"
    );
    assert_eq!(
        shared(initial.clone(), initial, network.clone()),
        2,
        "two initial values"
    );
    let started = one.clone().synapse(Expon {
        g: 3.0 * nS,
        ..Expon::new(5.0 * ms)
    });
    assert_eq!(
        shared(one, started, network),
        2,
        "a descriptor that starts elsewhere"
    );
    let (network, one, other) = pair(5.1 * ms, 0.0 * mV);
    assert_eq!(shared(one, other, network), 2, "another time constant");
    let (network, one, other) = pair(5.0 * ms, -80.0 * mV);
    assert_eq!(shared(one, other, network), 2, "another reversal potential");
}

#[test]
fn a_shared_state_holds_the_sum() {
    let mut network = Network::new();
    let cell = network
        .population("cell", Population::new(2, silent_cell()))
        .unwrap();
    let mut last = None;
    for (name, weight, at, delay) in [
        ("one", 1.0, 3, 2),
        ("other", 4.0, 5, 3),
        ("third", 0.5, 1, 4),
    ] {
        let source = network
            .source(name, SpikeTimes::new(1, [(0, steps(at))]))
            .unwrap();
        let through = Projection::new(source, cell)
            .synapse(Expon::new(5.0 * ms))
            .output(Coba { e: 0.0 * mV });
        last = Some(
            network
                .projection(name, through.weight(weight * nS).delay(steps(delay)))
                .unwrap(),
        );
    }
    let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
    assert_eq!(simulation.report().populations[0].receptors, 1);
    let g = simulation.record(last.unwrap().trace(Expon::G)).unwrap();
    simulation.run(steps(20)).unwrap();
    let exact = |k: u64| -> f64 {
        let parts = [(1.0, 5), (4.0, 8), (0.5, 5)];
        let arrived = parts.iter().filter(|(_, arrival)| *arrival <= k);
        arrived
            .map(|(weight, arrival)| weight * common::decay((k - arrival) as f64 * H, 5.0))
            .sum()
    };
    for cell in 0..2 {
        let g = si(&simulation.read(&g), cell);
        let error = common::distance(g.into_iter().map(|g| g / 1e-9), (0..=20).map(exact));
        assert!(error <= 1e-14, "{error:e}");
    }
}

/// What two initial values leave is what each leaves alone, and both act on the membrane.
#[test]
fn initial_values_of_two_projections_stay_apart() {
    let run = |weights: &[f64]| {
        let mut network = Network::new();
        let cell = network
            .population("cell", Population::new(1, silent_cell()))
            .unwrap();
        let source = network.source("source", SpikeTimes::new(1, [])).unwrap();
        let mut projections = Vec::new();
        for (k, g) in weights.iter().enumerate() {
            let through = Projection::new(source, cell)
                .synapse(Expon::<dim::ElectricCurrent>::new(5.0 * ms))
                .output(Cuba);
            let through = through
                .initial(Expon::<dim::ElectricCurrent>::G, *g * nA)
                .weight(1.0 * nA);
            projections.push(network.projection(&format!("{k}"), through).unwrap());
        }
        let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
        let traces: Vec<_> = projections
            .iter()
            .map(|p| {
                simulation
                    .record(p.trace(Expon::<dim::ElectricCurrent>::G))
                    .unwrap()
            })
            .collect();
        let v = simulation.record(cell.trace(Lif::V)).unwrap();
        simulation.run(10.0 * ms).unwrap();
        let g: Vec<Vec<f64>> = traces
            .iter()
            .map(|trace| si(&simulation.read(trace), 0))
            .collect();
        (g, si(&simulation.read(&v), 0))
    };
    let (both, one, other) = (run(&[0.1, 0.3]), run(&[0.1]), run(&[0.3]));
    assert_eq!(both.0, [one.0[0].clone(), other.0[0].clone()]);
    let sum = one.1.iter().zip(&other.1).map(|(a, b)| a + b + 0.07);
    assert!(common::distance(both.1.iter().copied(), sum) <= 1e-15);
}

#[test]
fn a_neuron_model_need_not_fire() {
    #[derive(Neuron, Clone)]
    struct Passive {
        tau: Time,
        #[ode(dv/dt = -v / tau)]
        v: ElectricPotential,
    }
    let passive = Passive {
        tau: 5.0 * ms,
        v: 1.0 * mV,
    };
    let mut network = Network::new();
    let cell = network
        .population("cell", Population::new(1, passive))
        .unwrap();
    let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(1.0 * ms).unwrap();
    assert!(simulation.read(&spikes).is_empty());
}
