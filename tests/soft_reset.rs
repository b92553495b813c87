//! Soft resets keep what was beyond the threshold: nothing that reached a cell is lost.

mod common;
#[path = "common/golden.rs"]
mod golden;

use common::{distance, si};
use golden::{Origin, spike_times};
use nernst::model::Neuron as NeuronModel;
use nernst::prelude::*;

/// A cell that needs 10 mV to fire.
fn integrator() -> If {
    If {
        c: 1.0 * nF,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 0.0 * ms,
        v: -60.0 * mV,
    }
}

/// Solvers with and without sub-steps.
const METHODS: [Method; 5] = [
    Method::Exact,
    Method::Splitting {
        steps: Steps::Number(2),
    },
    Method::ExponentialEuler { steps: 1 },
    Method::Rk4 { steps: 1 },
    Method::Rk45 { tolerance: 1e-6 },
];

/// `steps` steps of 1 ms: the number of the spikes, and the potential at the end.
fn run(network: &Network, cell: PopulationId<If>, steps: f64) -> (usize, ElectricPotential) {
    let mut simulation = Simulation::new(network, 1.0 * ms, 1).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    let v = simulation.record(cell.trace(If::V)).unwrap();
    simulation.run(steps * ms).unwrap();
    let v = simulation.read(&v).last(0);
    (simulation.read(&spikes).len(), v)
}

#[test]
fn a_neuron_without_a_leak_fires_at_its_rate_on_a_coarse_grid() {
    for method in METHODS {
        for rise in [0.37, 2.9, 3.0, 7.3, 9.99] {
            let mut network = Network::new();
            let cell = Population::new(1, integrator())
                .with(If::I, rise * nA)
                .solver(method)
                .soft_reset();
            let cell = network.population("cell", cell).unwrap();
            let (count, v) = run(&network, cell, 1000.0);
            // All that came in is in the spikes and in the potential.
            let inside = count as f64 * 10.0 + (v - -60.0 * mV) / mV;
            assert!(
                (inside - 1000.0 * rise).abs() < 1e-7,
                "{method} {rise}: {inside}"
            );
            assert!(v < -50.0 * mV + 1e-9 * mV, "{method} {rise}: {v}");
            // One less where the last crossing falls on the end of the run and is lost to rounding.
            let exact = (100.0 * rise).floor() as usize;
            assert!(
                count == exact || count + 1 == exact,
                "{method} {rise}: {count}"
            );
        }
    }
}

/// Spikes of these sources with weights in mV, without a synapse; one weight is two and a half thresholds.
fn kicked(cell: Population<If>) -> (Network, PopulationId<If>, f64) {
    let mut network = Network::new();
    let cell = network.population("cell", cell).unwrap();
    let mut sum = 0.0;
    for (name, weight, every) in [
        ("weak", 0.7, 3),
        ("strong", 4.1, 7),
        ("huge", 25.0, 50),
        ("inhibition", -1.3, 5),
    ] {
        let times: Vec<usize> = (0..300).filter(|step| step % every == 0).collect();
        sum += weight * times.len() as f64;
        let times = SpikeTimes::new(1, times.iter().map(|step| (0, *step as f64 * ms)));
        let times = network.source(name, times).unwrap();
        let kicks = Projection::new(times, cell).weight(weight * mV);
        network.projection(name, kicks).unwrap();
    }
    (network, cell, sum)
}

#[test]
fn delta_synapses_conserve_charge() {
    for method in METHODS {
        let cell = Population::new(1, integrator()).solver(method);
        let (network, cell, sum) = kicked(cell.soft_reset());
        let (count, v) = run(&network, cell, 400.0);
        let inside = count as f64 * 10.0 + (v - -60.0 * mV) / mV;
        assert!((inside - sum).abs() < 1e-7, "{method}: {inside} {sum}");
        assert!(count as f64 >= sum / 10.0 - 1.0 - 1e-9, "{method}: {count}");
    }
    // Hard resets lose it.
    let (network, cell, sum) = kicked(Population::new(1, integrator()));
    let (count, v) = run(&network, cell, 400.0);
    assert!(count as f64 * 10.0 + (v - -60.0 * mV) / mV < sum - 20.0);
}

/// With precise spike times as well; a kick of two and a half thresholds fires twice at once.
#[test]
fn charge_is_conserved_off_the_grid() {
    let (network, cell, sum) = kicked(Population::new(1, integrator()).soft_reset());
    let simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    let v = simulation.record(cell.trace(If::V)).unwrap();
    simulation.run(400.0 * ms).unwrap();
    let v = simulation.read(&v).last(0);
    let times = simulation.read(&spikes).of(0);
    let inside = times.len() as f64 * 10.0 + (v - -60.0 * mV) / mV;
    assert!((inside - sum).abs() < 1e-7, "{inside} {sum}");
    let at_once = times.windows(2).filter(|pair| pair[0] == pair[1]).count();
    assert!(at_once >= 6, "{times:?}");
}

/// In continuous time both resets are one, since a crossing is at the threshold.
#[test]
fn off_the_grid_a_soft_reset_at_a_crossing_is_a_hard_one() {
    let lif = Lif {
        t_ref: 2.0 * ms,
        ..golden::lif_hard().model
    };
    let mut network = Network::new();
    let cells = |cells: Population<Lif>| cells.with(Lif::I, 21.3 * mA);
    let hard = network
        .population("hard", cells(Population::new(1, lif.clone())))
        .unwrap();
    let soft = network
        .population("soft", cells(Population::new(1, lif).soft_reset()))
        .unwrap();
    let simulation = Simulation::new(&network, 0.5 * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let hard = simulation.record(hard.spikes()).unwrap();
    let soft = simulation.record(soft.spikes()).unwrap();
    simulation.run(500.0 * ms).unwrap();
    let times = |record: &nernst::record::Recorded<nernst::record::Spikes<'static>>| {
        let times = simulation.read(record).of(0);
        times.iter().map(|time| *time / ms).collect::<Vec<f64>>()
    };
    let (hard, soft) = (times(&hard), times(&soft));
    assert!(hard.len() > 30);
    assert!(distance(hard, soft) < 1e-10);
}

/// The recorded neurons with soft resets are the shipped one with soft resets; theirs hold for a step less than they say.
#[test]
fn a_soft_reset_is_the_recorded_one() {
    for (name, t_ref) in [("lif_soft", 0.0), ("lifref_soft", 4.9)] {
        let mut case = golden::lif_hard();
        case.model.t_ref = t_ref * ms;
        let table = golden::Table::read(&format!("neu_{name}_dt0p1"));
        let (network, cell) = case.network_of(case.cell().soft_reset());
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        let v = simulation.record(cell.trace(Lif::V)).unwrap();
        let spikes = simulation.record(cell.spikes()).unwrap();
        simulation.run(100.0 * ms).unwrap();
        let v = si(&simulation.read(&v), 0);
        // A row with a spike is before the reset of 15 mV, ours after it.
        let rows = table.column("t_ms").into_iter().zip(table.column("spike"));
        let ours =
            rows.map(|(t, fired)| v[(t / 0.1_f64).round() as usize + 1] * 1e3 + 15.0 * fired);
        assert!(distance(ours, table.column("V")) < 1e-9, "{name}");
        let stamps = simulation.read(&spikes).of(0);
        let steps = stamps.iter().map(|t| *t / ms - 0.1);
        assert!(
            distance(steps, spike_times(name, Origin::Step0p1)) < 1e-9,
            "{name}"
        );
    }
}

/// What is left beyond the threshold fires as soon as the cell is free again.
#[test]
fn a_refractory_cell_fires_what_is_left_when_it_is_free() {
    for method in METHODS {
        let cell = If {
            t_ref: 3.0 * ms,
            v: -25.0 * mV,
            ..integrator()
        };
        let mut network = Network::new();
        let cell = Population::new(1, cell).solver(method).soft_reset();
        let cell = network.population("cell", cell).unwrap();
        let mut simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
        let spikes = simulation.record(cell.spikes()).unwrap();
        simulation.run(30.0 * ms).unwrap();
        // 35 mV are three spikes.
        let times = simulation.read(&spikes).of(0);
        let gaps = times
            .windows(2)
            .map(|pair| ((pair[1] - pair[0]) / ms).round());
        let gaps: Vec<f64> = gaps.collect();
        let expected = match method {
            // In continuous time it fires at once where it is free.
            Method::Rk4 { .. } | Method::Rk45 { .. } => [3.0, 3.0],
            // Parts of half a step: free after three steps, tested at the end of the next half.
            Method::Splitting { .. } => [3.0, 4.0],
            _ => [4.0, 4.0],
        };
        assert_eq!(gaps, expected, "{method}");
    }
}

/// The state that the reset sets is moved, whatever else the threshold compares: against the recursion by hand.
#[test]
fn a_threshold_that_adapts_keeps_its_own_reset() {
    let alif = Alif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: 0.0 * mV,
        v_th: 10.0 * mV,
        v_reset: 1.0 * mV,
        t_ref: 0.0 * ms,
        tau_a: 50.0 * ms,
        beta: 3.0 * mV,
        v: 0.0 * mV,
        a: 0.0,
    };
    let mut network = Network::new();
    let cell = Population::new(1, alif)
        .with(Alif::I, 0.6 * nA)
        .soft_reset();
    let cell = network.population("cell", cell).unwrap();
    let mut simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let v = simulation.record(cell.trace(Alif::V)).unwrap();
    let a = simulation.record(cell.trace(Alif::A)).unwrap();
    simulation.run(200.0 * ms).unwrap();
    let (ours_v, ours_a) = (si(&simulation.read(&v), 0), si(&simulation.read(&a), 0));
    let (mut v, mut a, mut count) = (0.0, 0.0, 0);
    for step in 1..=200 {
        v = 60.0 + (v - 60.0) * (-1.0_f64 / 20.0).exp();
        a *= (-1.0_f64 / 50.0).exp();
        let threshold = 10.0 + 3.0 * a;
        if v >= threshold {
            v = 1.0 + (v - threshold);
            a += 1.0;
            count += 1;
        }
        assert!((ours_v[step] * 1e3 - v).abs() < 1e-9, "step {step}");
        assert!((ours_a[step] - a).abs() < 1e-12, "step {step}");
    }
    assert!(count > 10);
}

#[test]
fn models_whose_reset_has_no_overshoot_are_refused() {
    fn refusal<N: NeuronModel>(model: N) -> String {
        let mut network = Network::new();
        let error = network.population("cells", Population::new(1, model).soft_reset());
        error.unwrap_err().to_string()
    }
    /// Two conditions at once.
    #[derive(Neuron, Clone)]
    #[spike(v >= 10 mV && w < 5 mV)]
    #[reset(v = 0 mV)]
    struct Both {
        tau: Time,
        #[ode(dv/dt = -v / tau)]
        v: ElectricPotential,
        #[ode(dw/dt = -w / tau)]
        w: ElectricPotential,
    }
    let both = Both {
        tau: 10.0 * ms,
        v: 0.0 * mV,
        w: 0.0 * mV,
    };
    assert_eq!(
        refusal(both),
        "population `cells`: a soft reset keeps by how much `Both` was beyond its threshold, but `v >= 10 mV && w < 5 mV` is not one comparison by `<`, `<=`, `>` or `>=`; leave `.soft_reset()` out"
    );
    assert_eq!(
        refusal(HodgkinHuxley::squid(1e-3 * mm2)),
        "population `cells`: a soft reset keeps by how much `HodgkinHuxley` was beyond its threshold, but its reset sets no state of `v >= v_th` to a value that does not depend on it; leave `.soft_reset()` out"
    );
}

#[test]
fn the_report_tells() {
    let mut network = Network::new();
    let cell = Population::new(1, integrator()).soft_reset();
    network.population("cell", cell).unwrap();
    let simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let report = simulation.report().to_string();
    assert!(report.contains(", with soft resets"), "{report}");
}
