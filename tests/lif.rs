//! Linear neurons against their closed forms.

mod common;

use common::{bits, decay, distance, si, silent_cell};
use nernst::prelude::*;
use proptest::prelude::*;

/// Voltage of a cell, and the steps at which it fired.
fn run<N: nernst::model::Neuron, Q: Measured>(
    population: Population<N>,
    state: nernst::model::State<N, Q>,
    h: Time,
    steps: u64,
) -> (Vec<f64>, Vec<u64>) {
    let mut network = Network::new();
    let cell = network.population("cell", population).unwrap();
    let mut simulation = Simulation::new(&network, h, 1).unwrap();
    let trace = simulation.record(cell.trace(state)).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(steps as f64 * h).unwrap();
    let spikes = simulation.read(&spikes).of(0);
    let stamps = spikes.iter().map(|t| (*t / h).round() as u64);
    (si(&simulation.read(&trace), 0), stamps.collect())
}

fn constant_current(t_ref: Time) -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -62.0 * mV,
        t_ref,
        v: -68.0 * mV,
    }
}

#[test]
fn voltage_under_constant_current_is_the_closed_form() {
    for h in [2.0_f64.powi(-10), 0.01, 0.1, 1.0, 7.0] {
        let steps = (100.0 / h) as u64;
        let cell = Population::new(1, constant_current(0.0 * ms)).with(Lif::I, 0.14 * nA);
        let (v, _) = run(cell, Lif::V, h * ms, steps);
        // From -68 mV towards -65 mV + 14 mV.
        let exact = (0..=steps).map(|k| -0.051 - 0.017 * decay(k as f64 * h, 20.0));
        let error = distance(v, exact) / 0.017;
        assert!(error <= 1e-12, "h {h} ms: {error:e} of the range");
    }
}

/// The number of steps from `start` to the first grid point at or above the threshold, by the formula.
fn steps_to_threshold(start: f64, limit: f64, threshold: f64, tau: f64, h: f64) -> u64 {
    (tau / h * ((limit - start) / (limit - threshold)).ln()).ceil() as u64
}

#[test]
fn spike_times_under_constant_current_are_those_of_the_formula() {
    for h in [0.01, 0.1, 0.5] {
        for refractory in [0_u64, 1, 7, 40] {
            let t_ref = refractory as f64 * h * ms;
            let steps = (200.0 / h) as u64;
            let cell = Population::new(1, constant_current(t_ref)).with(Lif::I, 0.2 * nA);
            let (v, spikes) = run(cell, Lif::V, h * ms, steps);
            let first = steps_to_threshold(-68.0, -45.0, -50.0, 20.0, h);
            let interval = refractory + steps_to_threshold(-62.0, -45.0, -50.0, 20.0, h);
            let expected: Vec<u64> = (first..=steps).step_by(interval as usize).collect();
            assert!(expected.len() > 3);
            assert_eq!(spikes, expected, "h {h} ms, {refractory} steps");
            // The potential since the latest reset, or since the start.
            let exact = (0..=steps).map(|k| match expected.iter().rfind(|spike| **spike <= k) {
                None => -45.0 - 23.0 * decay(k as f64 * h, 20.0),
                Some(spike) => {
                    let free = (k - spike).saturating_sub(refractory);
                    -45.0 - 17.0 * decay(free as f64 * h, 20.0)
                }
            });
            let error = distance(v, exact.map(|v| v * 1e-3)) / 0.023;
            assert!(error <= 1e-12, "h {h} ms, {refractory} steps: {error:e}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_cell_follows_the_closed_form(
        tau in 0.5..50.0_f64, r in 1.0..500.0_f64, i in -0.5..0.5_f64,
        v_rest in -80.0..-40.0_f64, v in -90.0..20.0_f64, h in 0.001..3.0_f64,
    ) {
        let model = Lif { tau: tau * ms, r: r * MOhm, v_rest: v_rest * mV, v: v * mV, ..silent_cell() };
        let (trace, _) = run(Population::new(1, model).with(Lif::I, i * nA), Lif::V, h * ms, 500);
        let limit = v_rest + r * i;
        let exact = (0..=500).map(|k| (limit + (v - limit) * decay(k as f64 * h, tau)) * 1e-3);
        let scale = 1e-3 * (v - limit).abs().max(v_rest.abs());
        prop_assert!(distance(trace, exact) <= 1e-12 * scale);
    }
}

proptest! {
    // Each case takes 100 000 steps.
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rest_is_a_fixed_point_to_the_bit(
        tau in 0.5..50.0_f64, r in 1.0..500.0_f64, v_rest in -80.0..20.0_f64, h in 0.001..3.0_f64,
    ) {
        let rest = v_rest * mV;
        let model = Lif { tau: tau * ms, r: r * MOhm, v_rest: rest, v: rest, ..silent_cell() };
        let mut network = Network::new();
        let cell = network.population("cell", Population::new(1, model)).unwrap();
        // An open synapse with nothing in it leaves the cell at rest too, as a current and as a conductance.
        let driven = network.population("driven", Population::new(1, Lif { v_rest: rest, v: rest, ..silent_cell() })).unwrap();
        let source = network.source("source", SpikeTimes::new(1, [])).unwrap();
        let current = Expon::<dim::ElectricCurrent>::new(5.0 * ms);
        network.projection("current", Projection::new(source, cell).synapse(current).output(Cuba).weight(1.0 * nA)).unwrap();
        let conductance = Projection::new(source, driven).synapse(Expon::new(5.0 * ms)).output(Coba { e: 0.0 * mV });
        network.projection("conductance", conductance.weight(1.0 * nS)).unwrap();
        let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
        let traces = [cell, driven].map(|cells| simulation.record(cells.trace(Lif::V).every(1000.0 * h * ms)).unwrap());
        simulation.run(100_000.0 * h * ms).unwrap();
        for trace in traces {
            let trace = bits(&simulation.read(&trace), 0);
            prop_assert_eq!(trace.len(), 101);
            prop_assert!(trace.iter().all(|v| *v == rest.si().to_bits()));
        }
    }
}

/// More cells than a block holds, each with parameters of its own.
#[test]
fn cells_of_a_population_equal_networks_of_one_cell_to_the_bit() {
    let tau = |cell: usize| (5.0 + 0.3 * cell as f64) * ms;
    let r = |cell: usize| (150.0 - cell as f64) * MOhm;
    let i = |cell: usize| (0.25 + 0.001 * cell as f64) * nA;
    let cells = Population::new(150, constant_current(2.0 * ms))
        .with(Lif::TAU, by_index(tau))
        .with(Lif::R, by_index(r))
        .with(Lif::I, by_index(i));
    let mut network = Network::new();
    let cells = network.population("cells", cells).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let trace = simulation.record(cells.trace(Lif::V)).unwrap();
    let spikes = simulation.record(cells.spikes()).unwrap();
    simulation.run(50.0 * ms).unwrap();
    let mut fired = 0;
    for cell in 0..150 {
        let model = Lif {
            tau: tau(cell),
            r: r(cell),
            ..constant_current(2.0 * ms)
        };
        let (v, stamps) = run(
            Population::new(1, model).with(Lif::I, i(cell)),
            Lif::V,
            0.1 * ms,
            500,
        );
        let together = bits(&simulation.read(&trace), cell);
        assert_eq!(
            together,
            v.iter().map(|v| v.to_bits()).collect::<Vec<_>>(),
            "cell {cell}"
        );
        assert_eq!(
            simulation.read(&spikes).of(cell).len(),
            stamps.len(),
            "cell {cell}"
        );
        fired += stamps.len();
    }
    assert!(fired > 100, "the comparison includes resets");
}

/// Leaky membrane with linear adaptation: `tau dv/dt = v_rest - v + r (i - w)`, `tau_w dw/dt = a (v - v_rest) - w`.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset, w += b)]
#[refractory(t_ref, hold(v))]
struct Adapting {
    tau: Time,
    tau_w: Time,
    r: ElectricalResistance,
    a: ElectricalConductance,
    b: ElectricCurrent,
    v_rest: ElectricPotential,
    v_th: ElectricPotential,
    v_reset: ElectricPotential,
    t_ref: Time,
    #[ode(dv/dt = (v_rest - v + r * (i - w)) / tau)]
    v: ElectricPotential,
    #[ode(dw/dt = (a * (v - v_rest) - w) / tau_w)]
    w: ElectricCurrent,
}

fn adapting(a: f64) -> Adapting {
    Adapting {
        tau: 10.0 * ms,
        tau_w: 35.0 * ms,
        r: 100.0 * MOhm,
        a: a * nS,
        b: 0.03 * nA,
        v_rest: -65.0 * mV,
        v_th: 1e3 * volt,
        v_reset: -62.0 * mV,
        t_ref: 0.0 * ms,
        v: -60.0 * mV,
        w: 0.05 * nA,
    }
}

/// `e^(M t) x` of a real 2×2 matrix, by its trace and determinant.
fn exponential_of([[a, b], [c, d]]: [[f64; 2]; 2], t: f64, [x, y]: [f64; 2]) -> [f64; 2] {
    let mean = 0.5 * (a + d);
    let square = 0.25 * (a - d) * (a - d) + b * c;
    let q = square.abs().sqrt();
    // cosh and sinh / q, of a real or an imaginary q.
    let (even, odd) = if square > 0.0 {
        ((q * t).cosh(), (q * t).sinh() / q)
    } else {
        ((q * t).cos(), (q * t).sin() / q)
    };
    let growth = (mean * t).exp();
    let row = |m: [f64; 2], own: f64| growth * (even * own + odd * (m[0] * x + m[1] * y));
    [row([a - mean, b], x), row([c, d - mean], y)]
}

#[test]
fn an_adapting_neuron_follows_the_exponential_of_its_matrix() {
    // Real and complex eigenvalues.
    for a in [0.5, 60.0] {
        for h in [0.01, 0.1, 1.0, 5.0] {
            let current = 0.12;
            // In mV, nA and ms: 100 MOhm are 100 mV/nA, 1 nS is 0.001 nA/mV.
            let (r, a_mv) = (100.0, a * 1e-3);
            let matrix = [[-1.0 / 10.0, -r / 10.0], [a_mv / 35.0, -1.0 / 35.0]];
            let v_limit = r * current / (1.0 + r * a_mv);
            let limit = [v_limit, a_mv * v_limit];
            let start = [5.0 - limit[0], 0.05 - limit[1]];
            let steps = (150.0 / h) as u64;
            let state = |k: u64, part: usize| {
                limit[part] + exponential_of(matrix, k as f64 * h, start)[part]
            };
            let cell = || Population::new(1, adapting(a)).with(Adapting::I, current * nA);
            let (v, _) = run(cell(), Adapting::V, h * ms, steps);
            let (w, _) = run(cell(), Adapting::W, h * ms, steps);
            let v_error = distance(v, (0..=steps).map(|k| (state(k, 0) - 65.0) * 1e-3)) / 5e-3;
            let w_error = distance(w, (0..=steps).map(|k| state(k, 1) * 1e-9)) / 0.05e-9;
            assert!(
                v_error <= 1e-12 && w_error <= 1e-12,
                "h {h} ms: {v_error:e} and {w_error:e}"
            );
        }
    }
}

#[test]
fn adaptation_goes_on_while_the_membrane_is_held() {
    let h = 0.1;
    let model = Adapting {
        v_th: -64.0 * mV,
        t_ref: 4.0 * ms,
        ..adapting(2.0)
    };
    let (v, spikes) = run(Population::new(1, model.clone()), Adapting::V, h * ms, 41);
    let (w, _) = run(Population::new(1, model), Adapting::W, h * ms, 41);
    assert_eq!(spikes, [1], "above the threshold from the start, then held");
    // From stamp 1 through 41, forty steps later, v stands at the reset to the bit.
    assert!(v[1..=41].iter().all(|v| *v == (-62.0 * mV).si()));
    // w relaxes towards a (v_reset - v_rest) from where the spike left it.
    let limit = 2e-9 * 3e-3;
    let exact = (1..=41).map(|k| limit + (w[1] - limit) * decay((k - 1) as f64 * h, 35.0));
    let error = distance(w[1..].iter().copied(), exact) / w[1];
    assert!(error <= 1e-14, "{error:e}");
    assert!(w[1] > 0.079e-9, "the spike has added b");
}
