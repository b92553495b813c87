//! The order of the splitting solver, against references that are written out here.

mod common;

use common::{decay, silent_cell};
use nernst::model::{Neuron as NeuronModel, State};
use nernst::prelude::*;
use nernst::random::{Purpose, Stream};

const ONE_SPLIT_STEP: Method = Method::Splitting {
    steps: Steps::Number(1),
};

/// The classical Runge-Kutta method, for references.
fn runge_kutta<const N: usize>(
    mut x: [f64; N],
    from: f64,
    to: f64,
    steps: usize,
    rate: impl Fn(f64, [f64; N]) -> [f64; N],
) -> [f64; N] {
    let h = (to - from) / steps as f64;
    let along = |x: [f64; N], k: [f64; N], h: f64| std::array::from_fn(|i| x[i] + h * k[i]);
    for step in 0..steps {
        let t = from + step as f64 * h;
        let a = rate(t, x);
        let b = rate(t + h / 2.0, along(x, a, h / 2.0));
        let c = rate(t + h / 2.0, along(x, b, h / 2.0));
        let d = rate(t + h, along(x, c, h));
        x = std::array::from_fn(|i| x[i] + h / 6.0 * (a[i] + 2.0 * b[i] + 2.0 * c[i] + d[i]));
    }
    x
}

/// The slope of the errors in a plot of logarithms, from steps that are halved each time.
fn order(errors: &[f64]) -> f64 {
    let n = errors.len() as f64;
    let mean = (n - 1.0) / 2.0;
    let logarithms = errors
        .iter()
        .enumerate()
        .map(|(k, error)| (k as f64 - mean, -error.log2()));
    let (product, square) = logarithms.fold((0.0, 0.0), |(p, s), (k, l)| (p + k * l, s + k * k));
    product / square
}

/// The largest error over common points, for six halvings of the step.
fn assert_second_order(error: impl Fn(u64) -> f64) {
    let errors: Vec<f64> = (0..=6).map(|halvings| error(1 << halvings)).collect();
    let order = order(&errors);
    assert!((order - 2.0).abs() <= 0.1, "order {order} of {errors:?}");
}

/// Steps of 1 ms at which spikes of a Poisson process with 200 per second fall.
fn random_steps(index: u64) -> Vec<u64> {
    let mut stream = Stream::new(7, Purpose::User, 0, index);
    (0..60).filter(|_| stream.uniform() < 0.2).collect()
}

/// Excitation and inhibition as conductances, with jumps on the coarsest grid.
#[test]
fn conductances_that_jump_are_of_second_order() {
    let arrivals = [random_steps(0), random_steps(1)];
    assert!(arrivals.iter().all(|steps| steps.len() > 5));
    let (taus, reversals, weights) = ([5.0, 10.0], [0.0, -80.0], [3.0, 4.0]);

    // In mV, ms, nS; a resistance of 100 MOhm is 0.1 / nS. What is sent in step k arrives at k + 1.
    let mut reference = vec![-70.0];
    let mut g = [0.0, 0.0];
    for k in 0..60_u64 {
        for which in 0..2 {
            if k > 0 && arrivals[which].contains(&(k - 1)) {
                g[which] += weights[which];
            }
        }
        let rate = |t: f64, [v]: [f64; 1]| {
            let current: f64 = (0..2)
                .map(|s| g[s] * decay(t, taus[s]) * (reversals[s] - v))
                .sum();
            [(-70.0 - v + 0.1 * current) / 20.0]
        };
        let [v] = runge_kutta([reference[k as usize]], 0.0, 1.0, 256, rate);
        reference.push(v);
        g = std::array::from_fn(|s| g[s] * decay(1.0, taus[s]));
    }

    assert_second_order(|per_ms| {
        let mut network = Network::new();
        let cell = network
            .population("cell", Population::new(1, silent_cell()))
            .unwrap();
        for which in 0..2 {
            let times = arrivals[which].iter().map(|step| (0, *step as f64 * ms));
            let source = network
                .spike_times(&format!("{which}"), SpikeTimes::new(1, times))
                .unwrap();
            let through = Projection::new(source, cell)
                .synapse(Expon::new(taus[which] * ms))
                .output(Coba {
                    e: reversals[which] * mV,
                })
                .weight(weights[which] * nS)
                .delay(1.0 * ms);
            network.projection(&format!("{which}"), through).unwrap();
        }
        let mut simulation = Simulation::new(&network, 1.0 / per_ms as f64 * ms, 1).unwrap();
        assert_eq!(
            simulation.report().populations[0].method,
            Some(ONE_SPLIT_STEP)
        );
        let v = simulation
            .record(cell.trace(Lif::V).every(1.0 * ms))
            .unwrap();
        simulation.run(60.0 * ms).unwrap();
        common::distance(
            simulation.read(&v).of(0).map(|v| v / mV),
            reference.iter().copied(),
        )
    });
}

/// Milliseconds of a state of one cell that is advanced by splitting.
fn samples<N: NeuronModel, D: Dimension>(
    population: Population<N>,
    state: State<N, Quantity<D>>,
    per_ms: u64,
    end: u64,
) -> Vec<f64> {
    
    let mut network = Network::new();
    let cell = network.population("cell", population).unwrap();
    let mut simulation = Simulation::new(&network, 1.0 / per_ms as f64 * ms, 1).unwrap();
    let trace = simulation
        .record(cell.trace(state).every(1.0 * ms))
        .unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(end as f64 * ms).unwrap();
    assert!(
        simulation.read(&spikes).is_empty(),
        "the order is that before the first spike"
    );
    common::si(&simulation.read(&trace), 0)
}

/// Hodgkin, A. L. & Huxley, A. F. (1952), J. Physiol. 117, 500, with today's sign of the potential.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrentDensity)]
#[spike(v >= v_th)]
#[define(
    u = v + 65 mV,
    alpha_m = 1 / exprel((25 mV - u) / 10 mV) / 1 ms,
    beta_m = 4 * exp(-u / 18 mV) / 1 ms,
    alpha_h = 0.07 * exp(-u / 20 mV) / 1 ms,
    beta_h = 1 / (1 + exp((30 mV - u) / 10 mV)) / 1 ms,
    alpha_n = 0.1 / exprel((10 mV - u) / 10 mV) / 1 ms,
    beta_n = 0.125 * exp(-u / 80 mV) / 1 ms
)]
struct HodgkinHuxley {
    c: ArealCapacitance,
    g_na: ArealConductance,
    g_k: ArealConductance,
    g_l: ArealConductance,
    e_na: ElectricPotential,
    e_k: ElectricPotential,
    e_l: ElectricPotential,
    v_th: ElectricPotential,
    #[ode(dv/dt = (g_na * m^3 * h * (e_na - v) + g_k * n^4 * (e_k - v) + g_l * (e_l - v) + i) / c)]
    v: ElectricPotential,
    #[ode(dm/dt = alpha_m * (1 - m) - beta_m * m)]
    m: f64,
    #[ode(dh/dt = alpha_h * (1 - h) - beta_h * h)]
    h: f64,
    #[ode(dn/dt = alpha_n * (1 - n) - beta_n * n)]
    n: f64,
}

/// The same in mV and ms, written by hand.
fn hodgkin_huxley(i: f64) -> impl Fn(f64, [f64; 4]) -> [f64; 4] {
    move |_, [v, m, h, n]| {
        let u = v + 65.0;
        let ratio = |z: f64| z / z.exp_m1();
        let current = 120.0 * m.powi(3) * h * (50.0 - v)
            + 36.0 * n.powi(4) * (-77.0 - v)
            + 0.3 * (-54.387 - v)
            + i;
        [
            current,
            ratio((25.0 - u) / 10.0) * (1.0 - m) - 4.0 * (-u / 18.0).exp() * m,
            0.07 * (-u / 20.0).exp() * (1.0 - h) - h / (1.0 + ((30.0 - u) / 10.0).exp()),
            0.1 * ratio((10.0 - u) / 10.0) * (1.0 - n) - 0.125 * (-u / 80.0).exp() * n,
        ]
    }
}

#[test]
fn hodgkin_and_huxley_are_of_second_order_before_the_first_spike() {
    // Below the least current that makes it fire.
    let drive = 2.0;
    let model = HodgkinHuxley {
        c: 1.0 * uF / cm2,
        g_na: 120.0 * mS / cm2,
        g_k: 36.0 * mS / cm2,
        g_l: 0.3 * mS / cm2,
        e_na: 50.0 * mV,
        e_k: -77.0 * mV,
        e_l: -54.387 * mV,
        v_th: 0.0 * mV,
        v: -66.0 * mV,
        m: 0.05,
        h: 0.6,
        n: 0.32,
    };
    let mut reference = vec![[-66.0, 0.05, 0.6, 0.32]];
    for k in 0..20 {
        reference.push(runge_kutta(
            reference[k],
            0.0,
            1.0,
            2048,
            hodgkin_huxley(drive),
        ));
    }
    // From 1/16 ms on, so that the fastest gate is resolved.
    assert_second_order(|halvings| {
        let cell = Population::new(1, model.clone()).with(HodgkinHuxley::I, drive * uA / cm2);
        let v = samples(cell, HodgkinHuxley::V, 16 * halvings, 20);
        common::distance(v.iter().map(|v| v * 1e3), reference.iter().map(|x| x[0]))
    });
}

/// Quadratic integrate-and-fire.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset)]
struct Quadratic {
    tau: Time,
    r: ElectricalResistance,
    c: InversePotential,
    v_rest: ElectricPotential,
    v_c: ElectricPotential,
    v_th: ElectricPotential,
    v_reset: ElectricPotential,
    #[ode(dv/dt = (c * (v - v_rest) * (v - v_c) + r * i) / tau)]
    v: ElectricPotential,
}

#[test]
fn a_quadratic_neuron_is_of_second_order_below_its_threshold() {
    let model = Quadratic {
        tau: 10.0 * ms,
        r: 100.0 * MOhm,
        c: 0.07 / mV,
        v_rest: -65.0 * mV,
        v_c: -50.0 * mV,
        v_th: 1.0 * volt,
        v_reset: -68.0 * mV,
        v: -70.0 * mV,
    };
    let mut reference = vec![[-70.0]];
    for k in 0..40 {
        let rate = |_, [v]: [f64; 1]| [(0.07 * (v + 65.0) * (v + 50.0) + 3.0) / 10.0];
        reference.push(runge_kutta(reference[k], 0.0, 1.0, 256, rate));
    }
    assert_second_order(|per_ms| {
        let cell = Population::new(1, model.clone()).with(Quadratic::I, 0.03 * nA);
        let v = samples(cell, Quadratic::V, per_ms, 40);
        common::distance(v.iter().map(|v| v * 1e3), reference.iter().map(|x| x[0]))
    });
}
