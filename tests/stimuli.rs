//! What drives an input from outside: closed forms, orders, distributions, and the same for every solver.

mod common;
#[path = "common/process.rs"]
mod process;

use std::f64::consts::TAU as TURN;

use common::order::order;
use common::{bits, decay, distance, si, silent_cell};
use nernst::prelude::*;
use process::check_process;

/// A membrane of 20 ms and 100 MOhm at rest at -70 mV.
const TAU: f64 = 20.0;

/// The potential above rest at the end of every step, in mV, which starts at rest.
fn response(
    stimulate: impl FnOnce(Population<Lif>) -> Population<Lif>,
    method: Option<Method>,
    h: f64,
    t: f64,
) -> Vec<f64> {
    let mut population = stimulate(Population::new(1, silent_cell()));
    if let Some(method) = method {
        population = population.solver(method);
    }
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
    let v = simulation.record(cells.trace(Lif::V)).unwrap();
    simulation.run(t * ms).unwrap();
    let trace = si(&simulation.read(&v), 0);
    trace.into_iter().map(|v| (v + 0.07) * 1e3).collect()
}

/// The integral of its input.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
struct Integrator {
    #[ode(dq/dt = i)]
    q: ElectricCharge,
}

/// What is held over each step, in pA, for each cell.
fn held<S: Signal<ElectricCurrent>>(
    signals: impl IntoIterator<Item = S>,
    cells: usize,
    h: f64,
    steps: u64,
    seed: u64,
) -> Vec<Vec<f64>> {
    let mut population = Population::new(cells, Integrator { q: 0.0 * pC });
    for signal in signals {
        population = population.stimulus(Integrator::I, signal);
    }
    let mut network = Network::new();
    let id = network.population("cells", population).unwrap();
    let mut simulation = Simulation::new(&network, h * ms, seed).unwrap();
    let q = simulation.record(id.trace(Integrator::Q)).unwrap();
    simulation.run(steps as f64 * h * ms).unwrap();
    let trace = simulation.read(&q);
    let of_cell = |cell| {
        let q = si(&trace, cell);
        q.windows(2).map(|q| (q[1] - q[0]) / h * 1e15).collect()
    };
    (0..cells).map(of_cell).collect()
}

// Closed forms

#[test]
fn steps_are_exact_for_every_time_step() {
    for h in [0.1, 0.5, 1.0, 5.0] {
        let step = Step::new(0.3 * nA).from(10.0 * ms).until(90.0 * ms);
        let found = response(|cells| cells.stimulus(Lif::I, step), None, h, 150.0);
        let expected = |k: usize| {
            let t = k as f64 * h;
            let rise = |since: f64| 30.0 * (1.0 - decay(since.max(0.0), TAU));
            rise(t - 10.0) - rise(t - 90.0)
        };
        let expected: Vec<f64> = (0..found.len()).map(expected).collect();
        let error = distance(found, expected);
        assert!(error < 30.0 * 1e-12, "h = {h} ms: {error:e} mV");
    }
}

#[test]
fn a_step_without_edges_is_a_constant_to_the_bit() {
    let methods = [
        Method::Exact,
        Method::Splitting {
            steps: Steps::Number(1),
        },
        Method::Splitting {
            steps: Steps::Number(3),
        },
        Method::ExponentialEuler { steps: 2 },
        Method::Rk4 { steps: 2 },
        Method::Rk45 { tolerance: 1e-6 },
    ];
    let lif = Lif {
        v_th: -50.0 * mV,
        t_ref: 2.0 * ms,
        ..silent_cell()
    };
    let current = || by_index(|cell| 0.01 * cell as f64 * nA);
    for method in methods {
        let run = |population: Population<Lif>| {
            let mut network = Network::new();
            let cells = network
                .population("cells", population.solver(method))
                .unwrap();
            let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
            let v = simulation.record(cells.trace(Lif::V)).unwrap();
            simulation.run(50.0 * ms).unwrap();
            let trace = simulation.read(&v);
            (0..130).map(|cell| bits(&trace, cell)).collect::<Vec<_>>()
        };
        let constant = run(Population::new(130, lif.clone()).with(Lif::I, current()));
        let amplitudes = Step::new(current());
        let stimulus = run(Population::new(130, lif.clone()).stimulus(Lif::I, amplitudes));
        assert!(constant == stimulus, "{method}");
        let each = by_cell(|cell| Step::new(0.01 * cell as f64 * nA));
        let of_cells = run(Population::new(130, lif.clone()).stimulus(Lif::I, each));
        assert!(constant == of_cells, "{method}");
    }
}

#[test]
fn ramps_and_sines_are_right_to_second_order_with_every_solver() {
    let rise = |t: f64| t - TAU * (1.0 - decay(t, TAU));
    // 0.1 nA to 0.4 nA over 40 ms, from 10 ms on, in mV.
    let ramp = move |t: f64| {
        let s = (t - 10.0).max(0.0);
        10.0 * (1.0 - decay(s, TAU)) + 30.0 / 40.0 * rise(s)
    };
    // 0.2 nA + 0.3 nA sin(2π 0.025 / ms t + 1).
    let w = TURN * 0.025;
    let sine = move |t: f64| {
        let filtered = |t: f64| {
            let p = w * t + 1.0;
            (p.sin() - w * TAU * p.cos()) / (1.0 + (w * TAU).powi(2))
        };
        20.0 * (1.0 - decay(t, TAU)) + 30.0 * (filtered(t) - filtered(0.0) * decay(t, TAU))
    };
    let methods = [
        None,
        Some(Method::Splitting {
            steps: Steps::Number(1),
        }),
        Some(Method::ExponentialEuler { steps: 1 }),
        Some(Method::Rk45 { tolerance: 1e-12 }),
    ];
    for method in methods {
        let error = |stimulus: usize, h: f64| {
            let stimulate = |cells: Population<Lif>| match stimulus {
                0 => cells.stimulus(
                    Lif::I,
                    Ramp::new(0.1 * nA, 0.4 * nA, 40.0 * ms).from(10.0 * ms),
                ),
                _ => cells.stimulus(
                    Lif::I,
                    Sine::new(0.3 * nA, 25.0 * Hz).phase(1.0).offset(0.2 * nA),
                ),
            };
            let found = response(stimulate, method, h, 50.0);
            let times = (0..found.len()).map(|k| k as f64 * h);
            match stimulus {
                0 => distance(found.clone(), times.map(ramp)),
                _ => distance(found.clone(), times.map(sine)),
            }
        };
        for (stimulus, name) in [(0, "ramp"), (1, "sine")] {
            let errors = [2.0, 1.0, 0.5, 0.25].map(|h| error(stimulus, h));
            let found = order(&errors);
            assert!((found - 2.0).abs() < 0.03, "{name}, {method:?}: {found}");
            // At 0.1 ms a hundred thousandth of the range.
            assert!(errors[3] < 2e-3, "{name}, {method:?}: {errors:?}");
        }
    }
}

#[test]
fn the_frequency_response_of_a_membrane_is_that_of_a_low_pass() {
    // After the transient: amplitude 10 mV / √(1 + (w tau)²).
    let w = TURN * 0.05;
    let stimulus = Sine::new(0.1 * nA, 50.0 * Hz);
    let found = response(|cells| cells.stimulus(Lif::I, stimulus), None, 0.05, 600.0);
    let largest = found[10_000..].iter().fold(0.0, |a: f64, b| a.max(b.abs()));
    let expected = 10.0 / (1.0 + (w * TAU).powi(2)).sqrt();
    assert!(
        (largest / expected - 1.0).abs() < 1e-4,
        "{largest} {expected}"
    );
}

#[test]
fn precise_spikes_see_the_steps_of_a_stimulus() {
    let lif = Lif {
        v_th: -50.0 * mV,
        ..silent_cell()
    };
    let stimulus = Step::new(0.4 * nA).from(12.0 * ms).until(60.0 * ms);
    let background = Step::new(0.1 * nA);
    let population = Population::new(70, lif)
        .stimulus(Lif::I, stimulus)
        .stimulus(Lif::I, background);
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let simulation = Simulation::new(&network, 2.0 * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let spikes = simulation.record(cells.spikes()).unwrap();
    let v = simulation.record(cells.trace(Lif::V)).unwrap();
    simulation.run(100.0 * ms).unwrap();
    // 10 mV (1 - e^(-12/20)) at 12 ms, from there to 50 mV; the threshold is at 20 mV.
    let start = 10.0 * (1.0 - decay(12.0, TAU));
    let first = 12.0 + TAU * ((50.0 - start) / 30.0).ln();
    let later = TAU * (50.0_f64 / 30.0).ln();
    for cell in [0, 63, 64, 69] {
        let times = simulation.read(&spikes).of(cell);
        assert_eq!(times.len(), 4);
        for (k, time) in times.iter().enumerate() {
            let expected = first + k as f64 * later;
            assert!((*time / ms - expected).abs() < 1e-11, "{time} {expected}");
        }
        // After the end of the pulse towards 10 mV.
        let at_end = 50.0 * (1.0 - decay(60.0 - first - 3.0 * later, TAU));
        let expected = 10.0 + (at_end - 10.0) * decay(40.0, TAU);
        let found = (si(&simulation.read(&v), cell)[50] + 0.07) * 1e3;
        assert!((found - expected).abs() < 1e-11, "{found} {expected}");
    }
}

// What is held

#[test]
fn arrays_are_reproduced() {
    let values = [10.0, -20.0, 0.0, 35.0];
    let array = TimedArray::new(0.4 * ms, values.map(|i| i * pA)).from(0.2 * ms);
    let found = held([array], 3, 0.1, 24, 1);
    let expected = (0..24).map(|k: usize| {
        let interval = k.checked_sub(2).map(|k| k / 4);
        interval.and_then(|k| values.get(k)).copied().unwrap_or(0.0)
    });
    let expected: Vec<f64> = expected.collect();
    for cell in &found {
        assert!(distance(cell.clone(), expected.clone()) < 1e-9, "{cell:?}");
    }
    // A row for each cell, in two blocks.
    let value = |cell: usize, k: usize| (cell * 10 + k) as f64;
    let rows = (0..70).map(|cell| (0..5).map(|k| value(cell, k) * pA).collect());
    let rows = TimedArray::rows(0.5 * ms, rows).until(2.0 * ms);
    let found = held([rows], 70, 0.5, 6, 1);
    for (cell, found) in found.into_iter().enumerate() {
        let expected = (0..6).map(|k| if k < 4 { value(cell, k) } else { 0.0 });
        assert!(
            distance(found, expected) < 1e-9 * (1.0 + cell as f64),
            "cell {cell}"
        );
    }
}

#[test]
fn closures_are_asked_in_the_middle_of_each_step() {
    let line = by_time(|t| t / ms * pA);
    let found = held([line.from(1.0 * ms)], 2, 0.5, 6, 1);
    let expected = [0.0, 0.0, 0.25, 0.75, 1.25, 1.75];
    for cell in found {
        assert!(distance(cell, expected) < 1e-12);
    }
}

#[test]
fn stimuli_add_up_with_a_constant() {
    let all = |cells: Population<Lif>| {
        cells
            .with(Lif::I, 0.1 * nA)
            .stimulus(Lif::I, Step::new(0.2 * nA).until(20.0 * ms))
            .stimulus(Lif::I, Step::new(0.2 * nA).from(20.0 * ms))
            .stimulus(Lif::I, Sine::new(0.1 * nA, 40.0 * Hz))
            .stimulus(Lif::I, Sine::new(-0.1 * nA, 40.0 * Hz))
    };
    let found = response(all, None, 0.1, 50.0);
    let expected = (0..found.len()).map(|k| 30.0 * (1.0 - decay(k as f64 * 0.1, TAU)));
    assert!(distance(found.clone(), expected) < 30.0 * 1e-12);
}

#[test]
fn every_input_has_its_own() {
    #[derive(Neuron, Clone)]
    #[input(i: ElectricCurrent, rate: Frequency)]
    struct Two {
        #[ode(dq/dt = i)]
        q: ElectricCharge,
        #[ode(dn/dt = rate)]
        n: f64,
    }
    let two = Two {
        q: 0.0 * pC,
        n: 0.0,
    };
    let population = Population::new(1, two)
        .stimulus(Two::RATE, Step::new(100.0 * Hz))
        .stimulus(Two::I, Step::new(2.0 * pA));
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let mut simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let q = simulation.record(cells.trace(Two::Q)).unwrap();
    let n = simulation.record(cells.trace(Two::N)).unwrap();
    simulation.run(1.0 * second).unwrap();
    assert!((simulation.read(&q).last(0) / (2.0 * pC) - 1.0).abs() < 1e-12);
    assert!((simulation.read(&n).last(0) - 100.0).abs() < 1e-10);
}

#[test]
fn a_held_state_is_not_driven() {
    let lif = Lif {
        v_th: -60.0 * mV,
        t_ref: 5.0 * ms,
        ..silent_cell()
    };
    // Fires at 20 ms ln 2 = 13.86 ms, and is driven no more from 15 ms to 18.9 ms, where it is held.
    let population = Population::new(1, lif)
        .stimulus(Lif::I, Step::new(0.2 * nA).until(14.0 * ms))
        .stimulus(Lif::I, Step::new(1.0 * nA).from(14.0 * ms).until(18.9 * ms));
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let v = simulation.record(cells.trace(Lif::V)).unwrap();
    simulation.run(30.0 * ms).unwrap();
    let v = si(&simulation.read(&v), 0);
    assert!(v[138] > -0.061 && v[139..].iter().all(|v| *v == -0.07));
}

// Noise

#[test]
fn an_ornstein_uhlenbeck_process_has_its_distribution_for_every_time_step() {
    for (h, cells, steps) in [
        (0.1, 100, 20_000),
        (1.0, 200, 2000),
        (5.0, 300, 400),
        (50.0, 400, 100),
    ] {
        let noise = OrnsteinUhlenbeck::new(30.0 * pA, 8.0 * pA, 5.0 * ms);
        let traces = held([noise], cells, h, steps, 3);
        let r = decay(h, 5.0);
        let lags: Vec<usize> = [0.0, 2.0, 5.0, 10.0]
            .map(|t: f64| (t / h).round() as usize)
            .to_vec();
        check_process(&format!("h = {h} ms"), &traces, 30.0, 8.0, r, &lags);
        // Stationary from the first step on.
        let first: Vec<Vec<f64>> = traces.iter().map(|trace| vec![trace[0]]).collect();
        check_process(&format!("start, h = {h} ms"), &first, 30.0, 8.0, r, &[0]);
    }
}

#[test]
fn cells_and_stimuli_have_noise_of_their_own() {
    let noise = OrnsteinUhlenbeck::new(0.0 * pA, 8.0 * pA, 5.0 * ms);
    let traces = held([noise.clone()], 130, 10.0, 2000, 4);
    // Products of neighbours, whose mean is zero; samples of 10 ms have the correlation e^-2.
    let mean = |a: usize, b: usize| {
        let products = traces[a].iter().zip(&traces[b]).map(|(a, b)| a * b / 64.0);
        products.sum::<f64>() / 2000.0
    };
    let sum: f64 = (1..130).map(|cell| mean(cell - 1, cell)).sum();
    let r = decay(20.0, 5.0);
    let error = ((1.0 + r) / (1.0 - r) / 2000.0 * 129.0).sqrt();
    assert!(sum.abs() < 3.0 * error, "{sum} {error}");
    // Two of the same are not twice one: the variances add up.
    let traces = held([noise.clone(), noise], 130, 10.0, 2000, 4);
    check_process(
        "two",
        &traces,
        0.0,
        8.0 * 2.0_f64.sqrt(),
        decay(10.0, 5.0),
        &[0],
    );
}

#[test]
fn white_noise_is_held_for_its_interval_whatever_the_time_step() {
    let noise = WhiteNoise::new(5.0 * pA, 2.0 * pA, 1.0 * ms);
    let coarse = held([noise.clone()], 70, 1.0, 400, 5);
    check_process("values", &coarse, 5.0, 2.0, 0.0, &[0, 1, 2]);
    for parts in [2, 10] {
        let fine = held([noise.clone()], 70, 1.0 / parts as f64, 400 * parts, 5);
        for (coarse, fine) in coarse.iter().zip(fine) {
            let expected = (0..fine.len()).map(|k| coarse[k / parts as usize]);
            assert!(distance(fine.clone(), expected) < 1e-6);
        }
    }
}

#[test]
fn white_noise_moves_a_membrane_as_it_must() {
    // At the ends of intervals of 2 ms v is R sd (1 - a) times an autoregressive process with a = e^(-2/20).
    let noise = WhiteNoise::new(0.1 * nA, 0.2 * nA, 2.0 * ms);
    let population = Population::new(300, silent_cell())
        .with(Lif::V, -60.0 * mV)
        .stimulus(Lif::I, noise);
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    for h in [0.2, 2.0] {
        let mut simulation = Simulation::new(&network, h * ms, 6).unwrap();
        simulation.run(200.0 * ms).unwrap();
        let v = simulation
            .record(cells.trace(Lif::V).every(2.0 * ms))
            .unwrap();
        simulation.run(2.0 * second).unwrap();
        let trace = simulation.read(&v);
        let traces: Vec<Vec<f64>> = (0..300).map(|cell| si(&trace, cell)).collect();
        let a = decay(2.0, TAU);
        let sigma = 20e-3 * ((1.0 - a) / (1.0 + a)).sqrt();
        check_process("membrane", &traces, -60e-3, sigma, a, &[0, 1, 5, 20]);
    }
}

#[test]
fn drawn_amplitudes_are_those_of_their_distribution() {
    let steps = Step::new(Normal::new(10.0 * pA, 3.0 * pA));
    let cells = held([steps.clone()], 5000, 1.0, 2, 7);
    assert!(cells.iter().all(|i| (i[0] - i[1]).abs() < 1e-9));
    let first: Vec<Vec<f64>> = cells.iter().map(|i| vec![i[0]]).collect();
    check_process("amplitudes", &first, 10.0, 3.0, 0.0, &[0]);
    // Those of two stimuli, and of the mean and the values of a noise, are independent.
    let noise = WhiteNoise::new(
        Normal::new(0.0 * pA, 3.0 * pA),
        Uniform::new(4.0 * pA, 4.0 * pA),
        1.0 * ms,
    );
    let both = held([noise], 5000, 1.0, 1, 7);
    check_process("noise", &both, 0.0, 5.0, 0.0, &[0]);
    let both = held([steps.clone(), steps], 5000, 1.0, 1, 7);
    check_process("two", &both, 20.0, 18.0_f64.sqrt(), 0.0, &[0]);
}

// Solvers

#[test]
fn every_solver_sees_the_same_stimuli() {
    let stimulate = |cells: Population<Lif>| {
        cells
            .stimulus(Lif::I, Sine::new(0.2 * nA, 30.0 * Hz))
            .stimulus(Lif::I, OrnsteinUhlenbeck::new(0.1 * nA, 0.2 * nA, 5.0 * ms))
            .stimulus(Lif::I, Step::new(0.3 * nA).from(20.0 * ms).until(21.0 * ms))
    };
    let exact = response(stimulate, None, 0.5, 100.0);
    let range = exact.iter().fold(0.0, |a: f64, b| a.max(b.abs()));
    assert!(range > 10.0);
    let others = [
        // The membrane is linear in itself, so its exponential is exact whatever the parts.
        (
            Method::Splitting {
                steps: Steps::Number(1),
            },
            1e-12,
        ),
        (
            Method::Splitting {
                steps: Steps::Number(4),
            },
            1e-12,
        ),
        (Method::ExponentialEuler { steps: 3 }, 1e-12),
        (Method::Rk45 { tolerance: 1e-12 }, 1e-10),
        (Method::Rk4 { steps: 4 }, 1e-9),
    ];
    for (method, bar) in others {
        let found = response(stimulate, Some(method), 0.5, 100.0);
        let error = distance(found, exact.clone()) / range;
        assert!(error < bar, "{method}: {error:e}");
    }
    // With spikes off the grid, a cell that does not fire is the same.
    let population = stimulate(Population::new(70, silent_cell()));
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let mut plain = Simulation::new(&network, 0.5 * ms, 1).unwrap();
    let precise = Simulation::new(&network, 0.5 * ms, 1).unwrap();
    let mut precise = precise.with_precise_spikes().unwrap();
    let traces = [&mut plain, &mut precise].map(|simulation| {
        let v = simulation.record(cells.trace(Lif::V)).unwrap();
        simulation.run(100.0 * ms).unwrap();
        let trace = simulation.read(&v);
        (0..70).map(|cell| si(&trace, cell)).collect::<Vec<_>>()
    });
    for (plain, precise) in traces[0].iter().zip(&traces[1]) {
        assert!(distance(plain.clone(), precise.clone()) < 1e-15);
    }
}

#[test]
fn stimuli_reach_gated_and_non_linear_membranes() {
    // A step that is a constant, and noise that is the same for each solver.
    let area = 1e-3 * mm2;
    let noise = || OrnsteinUhlenbeck::new(90.0 * nA * 1e-3, 20.0 * nA * 1e-3, 5.0 * ms);
    let run = |method: Method| {
        let squid = Population::new(3, HodgkinHuxley::squid(area)).solver(method);
        let squid = squid.stimulus(HodgkinHuxley::I, noise());
        let mut network = Network::new();
        let cells = network.population("cells", squid).unwrap();
        let mut simulation = Simulation::new(&network, 0.01 * ms, 1).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        simulation.run(60.0 * ms).unwrap();
        let times = |cell| simulation.read(&spikes).of(cell);
        [times(0), times(1), times(2)]
            .map(|times| times.iter().map(|t| *t / ms).collect::<Vec<_>>())
    };
    let reference = run(Method::Rk45 { tolerance: 1e-10 });
    assert!(reference.iter().all(|times| times.len() > 2) && reference[0] != reference[1]);
    let splitting = run(Method::Splitting {
        steps: Steps::Number(1),
    });
    for (reference, splitting) in reference.into_iter().zip(splitting) {
        assert!(distance(reference, splitting) < 0.0201);
    }
}

#[test]
fn the_same_seed_makes_the_same_stimuli() {
    let noise = by_cell(|cell| {
        let tau = (5.0 + cell as f64) * ms;
        OrnsteinUhlenbeck::new(0.0 * pA, 8.0 * pA, tau).from(1.0 * ms)
    });
    let run = |cells, seed| held([noise], cells, 0.5, 200, seed);
    let all = run(100, 1);
    assert!(all == run(100, 1));
    assert!(all != run(100, 2));
    // A cell has its noise whatever stands beside it.
    assert!(all[..3] == run(3, 1));
}

#[test]
fn runs_in_pieces_are_one_run() {
    let noise = OrnsteinUhlenbeck::new(0.1 * nA, 50.0 * pA, 5.0 * ms);
    let white = WhiteNoise::new(0.0 * nA, 50.0 * pA, 2.0 * ms);
    let population = Population::new(70, silent_cell())
        .stimulus(Lif::I, noise)
        .stimulus(Lif::I, white);
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let run = |pieces: &[f64]| {
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        let v = simulation.record(cells.trace(Lif::V)).unwrap();
        for piece in pieces {
            simulation.run(*piece * ms).unwrap();
        }
        bits(&simulation.read(&v), 69)
    };
    assert!(run(&[30.0]) == run(&[0.7, 20.0, 9.3]));
}
