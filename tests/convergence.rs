//! Orders of convergence of neurons declared here, against references that are written out.

mod common;

use common::order::{hodgkin_huxley, order, runge_kutta};
use nernst::model::{Neuron as NeuronModel, State};
use nernst::prelude::*;

/// The order of the largest error over common points, for so many halvings of the step.
fn assert_order(expected: f64, halvings: u32, error: impl Fn(u64) -> f64) {
    let errors: Vec<f64> = (0..=halvings).map(|k| error(1 << k)).collect();
    let order = order(&errors);
    assert!(
        (order - expected).abs() <= 0.1,
        "order {order} of {errors:?}"
    );
}

/// A state of one cell every millisecond.
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
    assert_order(2.0, 6, |halvings| {
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
fn a_quadratic_neuron_is_of_fourth_order_below_its_threshold() {
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
    assert_order(4.0, 4, |per_ms| {
        let cell = Population::new(1, model.clone()).with(Quadratic::I, 0.03 * nA);
        let cell = cell.solver(Method::Rk4 { steps: 1 });
        let v = samples(cell, Quadratic::V, per_ms, 40);
        common::distance(v.iter().map(|v| v * 1e3), reference.iter().map(|x| x[0]))
    });
}
