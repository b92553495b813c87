//! Spikes off the grid, against mathematics.

mod common;

use common::{si, silent_cell};
use nernst::prelude::*;

/// Spike times of each cell in ms.
fn times(
    network: &Network,
    cells: impl Into<Vec<nernst::record::SpikeProbe>>,
    h: f64,
    run: f64,
) -> Vec<Vec<f64>> {
    let simulation = Simulation::new(network, h * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let probes = cells.into();
    let records: Vec<_> = probes
        .into_iter()
        .map(|probe| simulation.record(probe).unwrap())
        .collect();
    simulation.run(run * ms).unwrap();
    let mut times = Vec::new();
    for record in &records {
        let spikes = simulation.read(record);
        for cell in 0..spikes.cells() {
            times.push(spikes.of(cell).iter().map(|t| *t / (1.0 * ms)).collect());
        }
    }
    times
}

fn lif(t_ref: f64) -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -62.0 * mV,
        t_ref: t_ref * ms,
        v: -68.0 * mV,
    }
}

fn assert_close(found: &[f64], expected: &[f64], tolerance: f64, case: &str) {
    assert_eq!(
        found.len(),
        expected.len(),
        "{case}: {found:?} against {expected:?}"
    );
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() <= tolerance,
            "{case}: {found} against {expected}, {:e}",
            found - expected
        );
    }
}

#[test]
fn a_constant_current_gives_the_times_of_the_formula_at_every_time_step() {
    // Towards -45 mV from -68 mV, then from -62 mV; at 20 ms and 500 MOhm several spikes a step.
    for (r, limit, t_ref, steps) in [
        (100.0, -45.0, 5.0, &[0.1, 1.0, 2.5][..]),
        (500.0, 35.0, 0.0, &[0.1, 20.0]),
    ] {
        let to = |start: f64| 20.0 * ((limit - start) / (limit + 50.0)).ln();
        let mut expected = vec![to(-68.0)];
        while expected[expected.len() - 1] + t_ref + to(-62.0) <= 500.0 {
            expected.push(expected[expected.len() - 1] + t_ref + to(-62.0));
        }
        assert!(expected.len() > 15);
        for h in steps {
            let cell = Lif {
                r: r * MOhm,
                ..lif(t_ref)
            };
            let mut network = Network::new();
            let cells = Population::new(70, cell).with(Lif::I, 0.2 * nA);
            let cells = network.population("cells", cells).unwrap();
            for found in times(&network, [cells.spikes()], *h, 500.0) {
                assert_close(&found, &expected, 500.0 * 1e-14, &format!("h = {h} ms"));
            }
        }
    }
}

/// The first time in ms from which a function of time is above zero, by small steps and bisection.
fn first_root(from: f64, y: impl Fn(f64) -> f64) -> f64 {
    let mut high = from;
    while y(high) < 0.0 {
        high += 1e-3;
    }
    let mut low = high - 1e-3;
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if y(middle) < 0.0 {
            low = middle
        } else {
            high = middle
        }
    }
    high
}

#[test]
fn the_crossing_under_synaptic_input_is_that_of_the_closed_form() {
    let (tau, tau_s, arrivals) = (20.0, 0.7, [4.0, 6.0, 9.0]);
    for h in [0.1, 1.0] {
        let mut network = Network::new();
        let cell = Lif {
            v: -65.0 * mV,
            ..lif(2.0)
        };
        let cell = network
            .population("cell", Population::new(1, cell))
            .unwrap();
        let source = SpikeTimes::new(1, arrivals.map(|t| (0, (t - 1.0) * ms)));
        let source = network.source("source", source).unwrap();
        let synapse = Expon::new(tau_s * ms);
        let projection = Projection::new(source, cell).synapse(synapse).output(Cuba);
        network
            .projection("input", projection.weight(2.0 * nA).delay(1.0 * ms))
            .unwrap();
        // Each spike: 2 nA exp(-t/tau_s) through 100 MOhm.
        let v = |t: f64| {
            let rise =
                |s: f64| 200.0 * tau_s / (tau - tau_s) * ((-s / tau).exp() - (-s / tau_s).exp());
            arrivals
                .iter()
                .filter(|a| **a < t)
                .map(|a| rise(t - a))
                .sum::<f64>()
                - 15.0
        };
        let found = times(&network, [cell.spikes()], h, 10.0);
        assert_close(
            &found[0][..1],
            &[first_root(0.0, v)],
            1e-12,
            "through a synapse",
        );
    }
}

#[test]
fn a_loop_of_two_neurons_does_not_depend_on_the_time_step() {
    let run = |h: f64| {
        let mut network = Network::new();
        let one = |v: f64| {
            Population::new(
                1,
                Lif {
                    v: v * mV,
                    ..lif(2.0)
                },
            )
            .with(Lif::I, 0.22 * nA)
        };
        let a = network.population("a", one(-60.0)).unwrap();
        let b = network.population("b", one(-68.0)).unwrap();
        let there = Projection::new(a, b)
            .synapse(Expon::new(3.0 * ms))
            .output(Cuba);
        network
            .projection("there", there.weight(0.3 * nA).delay(1.0 * ms))
            .unwrap();
        let back = Projection::new(b, a)
            .synapse(Alpha::new(2.0 * ms))
            .output(Cuba);
        network
            .projection("back", back.weight(-0.1 * nA).delay(2.0 * ms))
            .unwrap();
        let direct = Projection::new(b, a).weight(1.3 * mV).delay(3.0 * ms);
        network.projection("direct", direct).unwrap();
        times(&network, [a.spikes(), b.spikes()], h, 200.0)
    };
    let (coarse, fine) = (run(1.0), run(0.01));
    for (coarse, fine) in coarse.iter().zip(&fine) {
        assert!(coarse.len() > 4, "{coarse:?}");
        assert_close(coarse, fine, 1e-9, "1 ms against 0.01 ms");
    }
}

#[test]
fn cells_with_coefficients_of_their_own_do_not_depend_on_the_time_step() {
    let run = |h: f64| {
        let mut network = Network::new();
        let cells = Population::new(80, lif(2.0))
            .with(Lif::TAU, by_index(|cell| (8.0 + 0.3 * cell as f64) * ms))
            .with(Lif::I, 0.12 * nA);
        let cells = network.population("cells", cells).unwrap();
        let given = (0..600_usize).map(|k| (k % 20, (k * k % 197) as f64 * ms));
        let source = SpikeTimes::new(20, given);
        let source = network.source("source", source).unwrap();
        let random = FixedProbability::new(0.3);
        let excitation = Projection::new(source, cells).connectivity(random);
        let excitation = excitation.synapse(Expon::new(0.4 * ms)).output(Cuba);
        network
            .projection("excitation", excitation.weight(0.9 * nA).delay(1.0 * ms))
            .unwrap();
        let inhibition = Projection::new(source, cells).connectivity(random);
        let inhibition = inhibition.synapse(Alpha::new(1.5 * ms)).output(Cuba);
        network
            .projection("inhibition", inhibition.weight(-0.05 * nA).delay(2.0 * ms))
            .unwrap();
        let kicks = Projection::new(cells, cells).connectivity(FixedProbability::new(0.02));
        network
            .projection("kicks", kicks.weight(-0.7 * mV).delay(1.0 * ms))
            .unwrap();
        times(&network, [cells.spikes()], h, 200.0)
    };
    let (coarse, fine) = (run(1.0), run(0.1));
    assert!(fine.iter().map(Vec::len).sum::<usize>() > 500);
    for (cell, (coarse, fine)) in coarse.iter().zip(&fine).enumerate() {
        assert_close(coarse, fine, 1e-9, &format!("cell {cell}"));
    }
}

#[test]
fn a_peak_above_threshold_between_two_grid_points_fires() {
    let build = || {
        let mut network = Network::new();
        let cell = Lif {
            tau: 5.0 * ms,
            v: -65.0 * mV,
            ..lif(0.0)
        };
        let cell = network
            .population("cell", Population::new(1, cell))
            .unwrap();
        let source = network
            .source("source", SpikeTimes::new(1, [(0, 10.0 * ms)]))
            .unwrap();
        let projection = Projection::new(source, cell)
            .synapse(Expon::new(1.0 * ms))
            .output(Cuba);
        network
            .projection(
                "input",
                projection.weight(PEAK * 1.01 * nA).delay(10.0 * ms),
            )
            .unwrap();
        (network, cell)
    };
    // (e^{-s/5} - e^{-s}) / 4 is largest at s = 1.25 ln 5, where it is 0.2 · 5^{-1/4}.
    const PEAK: f64 = 0.15 * 5.0 * 1.495_348_781_221_220_5;
    let (network, cell) = build();
    let mut grid = Simulation::new(&network, 10.0 * ms, 1).unwrap();
    let record = grid.record(cell.spikes()).unwrap();
    grid.run(100.0 * ms).unwrap();
    assert!(grid.read(&record).is_empty());
    let found = times(&network, [cell.spikes()], 10.0, 100.0);
    let v = |s: f64| 100.0 * PEAK * 1.01 * ((-s / 5.0).exp() - (-s).exp()) / 4.0 - 15.0;
    assert_close(&found[0], &[20.0 + first_root(0.0, v)], 1e-12, "the peak");
    // A peak that is one part in 10^10 too low does not fire, and one as much higher does.
    for (factor, count) in [(1.0 - 1e-10, 0), (1.0 + 1e-10, 1)] {
        let mut network = Network::new();
        let cell = Lif {
            tau: 5.0 * ms,
            v: -65.0 * mV,
            ..lif(0.0)
        };
        let cell = network
            .population("cell", Population::new(1, cell))
            .unwrap();
        let source = network
            .source("source", SpikeTimes::new(1, [(0, 10.0 * ms)]))
            .unwrap();
        let projection = Projection::new(source, cell)
            .synapse(Expon::new(1.0 * ms))
            .output(Cuba);
        network
            .projection(
                "input",
                projection.weight(PEAK * factor * nA).delay(10.0 * ms),
            )
            .unwrap();
        assert_eq!(
            times(&network, [cell.spikes()], 10.0, 100.0)[0].len(),
            count,
            "{factor}"
        );
    }
}

/// A pendulum that fires and goes on.
#[derive(Neuron, Clone, Debug)]
#[spike(x > level)]
struct Pendulum {
    w: Frequency,
    level: f64,
    #[ode(dx/dt = w * y)]
    x: f64,
    #[ode(dy/dt = -w * x)]
    y: f64,
}

#[test]
fn an_oscillation_faster_than_the_step_fires_once_in_each_period() {
    for (period, level) in [(3.7, 0.2), (1.3, -0.9), (0.71, 0.99)] {
        let turn = std::f64::consts::TAU / period;
        let mut network = Network::new();
        let cell = Pendulum {
            w: turn / ms,
            level,
            x: 0.0,
            y: 1.0,
        };
        let start = if level < 0.0 { 1 } else { 0 };
        let cell = network
            .population("cell", Population::new(1, cell))
            .unwrap();
        let found = times(&network, [cell.spikes()], 10.0, 100.0);
        let phase = f64::asin(level) / turn;
        // The condition counts as not having held before the run.
        let mut expected = if level < 0.0 { vec![0.0] } else { Vec::new() };
        let rises = (start..200).map(|k| phase + f64::from(k) * period);
        expected.extend(rises.filter(|t| *t <= 100.0));
        assert_close(
            &found[0],
            &expected,
            1e-11,
            &format!("{period} ms, {level}"),
        );
    }
}

#[test]
fn refractoriness_ends_exactly_its_period_after_the_spike() {
    let mut network = Network::new();
    let cell = Population::new(1, lif(3.0)).with(Lif::I, 0.2 * nA);
    let cell = network.population("cell", cell).unwrap();
    let simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let v = simulation.record(cell.trace(Lif::V)).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(60.0 * ms).unwrap();
    let spikes = simulation.read(&spikes);
    let first = spikes.of(0)[0] / (1.0 * ms);
    assert!((first - 20.0 * (23.0_f64 / 5.0).ln()).abs() < 1e-12);
    let (v, free) = (si(&simulation.read(&v), 0), first + 3.0);
    for k in (first.ceil() as usize)..48 {
        let exact = -45.0 - 17.0 * (-(k as f64 - free).max(0.0) / 20.0).exp();
        assert!((v[k] * 1e3 - exact).abs() < 1e-12 * 60.0, "{k} ms");
    }
    // What arrives before that is lost, what arrives after it counts.
    let end = free.floor() as u64;
    for (arrival, counts) in [(end, false), (end + 1, true)] {
        let mut network = Network::new();
        let cell = Population::new(1, lif(3.0)).with(Lif::I, 0.2 * nA);
        let cell = network.population("cell", cell).unwrap();
        let source = SpikeTimes::new(1, [(0, (arrival - 1) as f64 * ms)]);
        let source = network.source("source", source).unwrap();
        let kick = Projection::new(source, cell)
            .weight(10.0 * mV)
            .delay(1.0 * ms);
        network.projection("kick", kick).unwrap();
        let found = times(&network, [cell.spikes()], 1.0, 60.0);
        let arrival = arrival as f64;
        let (start, below) = if counts {
            (arrival, 17.0 * (-(arrival - free) / 20.0).exp() - 10.0)
        } else {
            (free, 17.0)
        };
        let next = start + 20.0 * (below / 5.0).ln();
        let expected = [first, next];
        assert_close(&found[0][..2], &expected, 1e-12, "a kick");
    }
}

#[test]
fn a_threshold_that_moves_is_met_where_it_is() {
    let alif = Alif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 2.0 * ms,
        tau_a: 40.0 * ms,
        beta: 4.0 * mV,
        v: -65.0 * mV,
        a: 0.0,
    };
    let mut expected = Vec::new();
    let (mut free, mut a, mut last) = (0.0, 0.0, 0.0);
    for _ in 0..5 {
        let y = |t: f64| {
            30.0 * (1.0 - (-(t - free) / 20.0).exp()) - 15.0 - 4.0 * a * (-(t - last) / 40.0).exp()
        };
        let spike = first_root(free, y);
        a = a * (-(spike - last) / 40.0_f64).exp() + 1.0;
        (free, last) = (spike + 2.0, spike);
        expected.push(spike);
    }
    let mut network = Network::new();
    let cell = Population::new(1, alif).with(Alif::I, 0.3 * nA);
    let cell = network.population("cell", cell).unwrap();
    for h in [0.1, 2.0] {
        let found = times(&network, [cell.spikes()], h, 300.0);
        assert_close(&found[0][..5], &expected, 1e-11, &format!("h = {h} ms"));
    }
}

/// Two conditions at once.
#[derive(Neuron, Clone, Debug)]
#[spike(x > 1 && y > 0)]
struct Twofold {
    #[ode(dx/dt = -x / 1 ms)]
    x: f64,
    #[ode(dy/dt = -y / 1 ms)]
    y: f64,
}

#[test]
fn what_cannot_be_precise_is_refused_in_one_sentence() {
    let refusal = |network: &Network| {
        let simulation = Simulation::new(network, 0.1 * ms, 1).unwrap();
        simulation.with_precise_spikes().unwrap_err().to_string()
    };
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(1, lif(2.0)))
        .unwrap();
    let source = network.source("source", SpikeTimes::new(1, [])).unwrap();
    let conductance = Projection::new(source, cells)
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV });
    network
        .projection("conductance", conductance.weight(1.0 * nS))
        .unwrap();
    assert_eq!(
        refusal(&network),
        "population `cells` cannot have precise spike times: it is advanced by splitting (the neuron is linear, but the currents that reach it depend on its membrane), and crossings are found in the solution of `exact` alone"
    );
    let mut network = Network::new();
    let quadratic = Qif {
        tau: 10.0 * ms,
        r: 100.0 * MOhm,
        a_0: 0.1 / mV,
        v_rest: -65.0 * mV,
        v_c: -55.0 * mV,
        v_th: 0.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 0.0 * ms,
        v: -65.0 * mV,
    };
    network
        .population("quadratic", Population::new(1, quadratic))
        .unwrap();
    let sentence = refusal(&network);
    assert!(
        sentence.starts_with(
            "population `quadratic` cannot have precise spike times: it is advanced by rk45"
        ),
        "{sentence}"
    );
    #[derive(Neuron, Clone)]
    #[spike(x > 1)]
    struct Noisy {
        #[ode(dx/dt = -x / 1 ms + sqrt(2 / 1 ms) * xi)]
        x: f64,
    }
    let mut network = Network::new();
    network
        .population("noisy", Population::new(1, Noisy { x: 0.0 }))
        .unwrap();
    assert_eq!(
        refusal(&network),
        "population `noisy` cannot have precise spike times: `Noisy` has white noise, whose paths cross a threshold without end"
    );
    let mut network = Network::new();
    network
        .population("two", Population::new(1, Twofold { x: 0.0, y: 0.0 }))
        .unwrap();
    assert_eq!(
        refusal(&network),
        "population `two` cannot have precise spike times: the spike condition of `Twofold` must be one comparison that is linear in the states, but `x > 1 && y > 0` is not one comparison by `<`, `<=`, `>` or `>=`"
    );
    let mut network = Network::new();
    network
        .population("cells", Population::new(1, lif(2.0)))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    simulation.run(0.2 * ms).unwrap();
    assert_eq!(
        simulation.with_precise_spikes().unwrap_err().to_string(),
        "precise spike times are asked for before the first step, and the simulation is at 200 us"
    );
}

#[test]
fn rest_stays_at_rest_to_the_bit_and_the_report_names_the_option() {
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(3, silent_cell()))
        .unwrap();
    let simulation = Simulation::new(&network, 0.3 * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let reason = simulation.report().populations[0].reason.clone();
    assert!(reason.ends_with(", with precise spike times"), "{reason}");
    let trace = simulation.record(cells.trace(Lif::V)).unwrap();
    simulation.run(300.0 * ms).unwrap();
    let bits = common::bits(&simulation.read(&trace), 2);
    assert!(bits.iter().all(|v| *v == silent_cell().v.si().to_bits()));
}
