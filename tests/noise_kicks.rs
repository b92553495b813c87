//! White noise before and after the steps of solvers that are not exact, against what the scheme and the equations give.
//!
//! Estimates are compared within three standard errors; see `noise.rs`.

mod common;
#[path = "common/process.rs"]
mod process;

use common::si;
use nernst::prelude::*;
use process::{cells, check_process, traces, within_three};

const SPLIT: Method = Method::Splitting {
    steps: Steps::Number(1),
};

/// Ornstein-Uhlenbeck process with an input.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = 0 mV)]
#[refractory(t_ref, hold(v))]
struct Fluctuating {
    tau: Time,
    r: ElectricalResistance,
    sigma: ElectricPotential,
    v_th: ElectricPotential,
    t_ref: Time,
    #[ode(dv/dt = (r * i - v) / tau + sigma * sqrt(2 / tau) * xi)]
    v: ElectricPotential,
}

const TAU: f64 = 10.0;
const SIGMA: f64 = 5e-3;

fn fluctuating() -> Fluctuating {
    Fluctuating {
        tau: TAU * ms,
        r: 100.0 * MOhm,
        sigma: SIGMA * volt,
        v_th: 1e3 * volt,
        t_ref: 0.0 * ms,
        v: 0.0 * mV,
    }
}

/// By how much the scheme makes the variance of an Ornstein-Uhlenbeck process too large, `(h / tau) coth(h / tau)`: second order.
fn excess(h: f64, tau: f64) -> f64 {
    h / tau / (h / tau).tanh()
}

#[test]
fn an_ornstein_uhlenbeck_process_has_the_variance_of_the_scheme() {
    let rk45 = Method::Rk45 { tolerance: 1e-6 };
    for (solver, h, parts, seed) in [
        (SPLIT, 0.1, 1.0, 1),
        (SPLIT, 10.0, 1.0, 2),
        (
            Method::Splitting {
                steps: Steps::Number(4),
            },
            10.0,
            4.0,
            3,
        ),
        (rk45, 1.0, 1.0, 4),
        (rk45, 10.0, 1.0, 5),
    ] {
        let (count, population) = cells(1000, fluctuating());
        let population = (count, population.solver(solver));
        let [v] = traces(population, [Fluctuating::V], h, 10.0 * TAU, 499, seed);
        let sigma = SIGMA * excess(h / parts, TAU).sqrt();
        let r = (-h / TAU).exp();
        check_process(&format!("{solver} {h} ms"), &v, 0.0, sigma, r, &[0, 1, 2]);
    }
}

/// What a spike switches on.
#[derive(Synapse, Clone, Debug)]
#[weight(ElectricalConductance)]
#[on_spike(g += weight)]
#[output(g)]
struct Switch {
    #[state]
    g: ElectricalConductance,
}

#[test]
fn noise_meets_a_conductance() {
    // One and a half times the leak, so that the time constant is 4 ms.
    let (count, h, e, ratio) = (2000, 1.0, -80e-3, 1.5);
    let mut network = Network::new();
    let cells = network.population("cells", Population::new(count, fluctuating()));
    let cells = cells.unwrap();
    let times = SpikeTimes::new(1, [(0, 0.0 * ms)]);
    let source = network.source("source", times).unwrap();
    let switch = Switch { g: 0.0 * nS };
    let projection = Projection::new(source, cells)
        .synapse(switch)
        .output(Coba { e: e * volt })
        .weight(ratio * 10.0 * nS);
    network.projection("switch", projection).unwrap();
    let mut simulation = Simulation::new(&network, h * ms, 6).unwrap();
    let report = simulation.report().populations[0].reason.clone();
    assert!(
        report.ends_with("with white noise before and after each step"),
        "{report}"
    );
    simulation.run(200.0 * ms).unwrap();
    let v = simulation.record(cells.trace(Fluctuating::V)).unwrap();
    let v: Vec<f64> = (0..count)
        .map(|cell| si(&simulation.read(&v), cell)[0])
        .collect();

    let tau = TAU / (1.0 + ratio);
    let expected = e * ratio / (1.0 + ratio);
    let variance = SIGMA * SIGMA / (1.0 + ratio) * excess(h, tau);
    let n = count as f64;
    let mean = v.iter().sum::<f64>() / n;
    within_three("mean", mean, expected, (variance / n).sqrt());
    let found = v.iter().map(|v| (v - expected).powi(2)).sum::<f64>() / n;
    within_three("variance", found, variance, variance * (2.0 / n).sqrt());
}

/// `E x^2` under the density `exp(-(x^4 / 4 - x^2 / 2) / d)`, by the trapezoidal rule.
fn second_moment_of_the_double_well(d: f64) -> f64 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for k in -4000..=4000 {
        let x = f64::from(k) * 1e-3;
        let density = (-(x.powi(4) / 4.0 - x * x / 2.0) / d).exp();
        sum += x * x * density;
        weight += density;
    }
    sum / weight
}

#[test]
fn a_double_well_has_its_stationary_distribution() {
    #[derive(Neuron, Clone)]
    struct DoubleWell {
        tau: Time,
        d: f64,
        #[ode(dx/dt = (x - x^3) / tau + sqrt(2 * d / tau) * xi)]
        x: f64,
    }
    let d = 0.5;
    let well = DoubleWell {
        tau: TAU * ms,
        d,
        x: 0.0,
    };
    let (count, h) = (4000, 0.5);
    let [x] = traces(cells(count, well), [DoubleWell::X], h, 20.0 * TAU, 1, 7);
    let squares: Vec<f64> = x.iter().map(|x| x[1] * x[1]).collect();
    let n = count as f64;
    let mean = squares.iter().sum::<f64>() / n;
    let variance = squares.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / n;
    let expected = second_moment_of_the_double_well(d);
    within_three("second moment", mean, expected, (variance / n).sqrt());
}

#[derive(Neuron, Clone)]
struct Growing {
    tau: Time,
    s: f64,
    #[ode(dx/dt = -x / tau + s / sqrt(tau) * x * xi)]
    x: f64,
}

fn growing() -> Growing {
    Growing {
        tau: TAU * ms,
        s: 1.0,
        x: 1.0,
    }
}

/// `ln x` moves by `-dt / tau + s / sqrt(tau) dW` in the sense of Stratonovich; in that of Itô it would fall half as fast again.
#[test]
fn noise_that_grows_with_the_state_is_that_of_stratonovich() {
    assert_eq!(Growing::SOLVER.method, SPLIT);
    let (count, h) = (4000, 0.1);
    let [x] = traces(cells(count, growing()), [Growing::X], h, 0.0, 100, 8);
    let logarithms: Vec<f64> = x.iter().map(|x| x[100].ln()).collect();
    let n = count as f64;
    let mean = logarithms.iter().sum::<f64>() / n;
    within_three("mean", mean, -1.0, (1.0 / n).sqrt());
    let variance = logarithms.iter().map(|l| (l - mean).powi(2)).sum::<f64>() / n;
    within_three("variance", variance, 1.0, (2.0 / n).sqrt());
}

#[test]
fn an_exact_solver_for_noise_that_grows_is_refused() {
    let mut network = Network::new();
    let population = Population::new(1, growing()).solver(Method::Exact);
    let error = network.population("cells", population).unwrap_err();
    assert_eq!(
        error.to_string(),
        "population `cells`: `exact` needs white noise with constant coefficients, but in `dx/dt` the coefficient of `xi` changes with `x`; `splitting` takes it"
    );
}

#[test]
fn a_held_state_takes_no_noise() {
    let model = Fluctuating {
        v_th: 2.0 * mV,
        t_ref: 3.0 * ms,
        ..fluctuating()
    };
    for solver in [SPLIT, Method::Rk45 { tolerance: 1e-6 }] {
        let mut network = Network::new();
        let cells = Population::new(64, model.clone()).solver(solver);
        let cells = network.population("cells", cells).unwrap();
        let mut simulation = Simulation::new(&network, 1.0 * ms, 9).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        let v = simulation.record(cells.trace(Fluctuating::V)).unwrap();
        simulation.run(200.0 * ms).unwrap();
        let mut held = 0;
        for cell in 0..64 {
            let trace = si(&simulation.read(&v), cell);
            for time in simulation.read(&spikes).of(cell) {
                let step = (time / ms).round() as usize;
                let samples = trace.iter().skip(step + 1).take(2);
                samples.for_each(|v| assert_eq!(*v, 0.0, "{solver}"));
                held += 1;
            }
        }
        assert!(held > 100, "{held}");
    }
}

#[test]
fn the_same_seed_gives_the_same_noise() {
    let run = |count, seed| {
        let population = (count, Population::new(count, fluctuating()).solver(SPLIT));
        let [v] = traces(population, [Fluctuating::V], 0.5, 0.0, 50, seed);
        v[..60]
            .iter()
            .map(|v| v[50].to_bits())
            .collect::<Vec<u64>>()
    };
    assert_eq!(run(64, 1), run(64, 1));
    assert_eq!(run(64, 1), run(100, 1));
    assert_ne!(run(64, 1), run(64, 2));
}

#[test]
fn spikes_that_run_away_meet_noise() {
    #[derive(Neuron, Clone)]
    #[spike(v >= v_th)]
    #[reset(v = v_reset)]
    struct Exponential {
        tau: Time,
        delta: ElectricPotential,
        v_th: ElectricPotential,
        v_reset: ElectricPotential,
        sigma: ElectricPotential,
        #[ode(dv/dt = (-v + delta * exp(v / delta)) / tau + sigma * sqrt(2 / tau) * xi)]
        v: ElectricPotential,
    }
    let model = Exponential {
        tau: TAU * ms,
        delta: 2.0 * mV,
        v_th: 40.0 * mV,
        v_reset: -5.0 * mV,
        sigma: 5.0 * mV,
        v: 0.0 * mV,
    };
    let mut network = Network::new();
    let cells = network.population("cells", Population::new(100, model));
    let cells = cells.unwrap();
    let mut simulation = Simulation::new(&network, 0.5 * ms, 10).unwrap();
    let spikes = simulation.record(cells.spikes()).unwrap();
    simulation.run(1.0 * second).unwrap();
    assert!(simulation.read(&spikes).len() > 1000);
}

/// Squid axon with a noisy current.
#[derive(Neuron, Clone)]
#[define(
    u = v + 65 mV,
    alpha_m = 1 / exprel((25 mV - u) / 10 mV) / 1 ms,
    beta_m = 4 * exp(-u / 18 mV) / 1 ms,
    alpha_h = 0.07 * exp(-u / 20 mV) / 1 ms,
    beta_h = 1 / (1 + exp((30 mV - u) / 10 mV)) / 1 ms,
    alpha_n = 0.1 / exprel((10 mV - u) / 10 mV) / 1 ms,
    beta_n = 0.125 * exp(-u / 80 mV) / 1 ms,
    i = 120 mS/cm^2 * m^3 * h * (50 mV - v) + 36 mS/cm^2 * n^4 * (-77 mV - v) + 0.3 mS/cm^2 * (-54.387 mV - v)
)]
struct Axon {
    c: ArealCapacitance,
    sigma: ElectricPotential,
    #[ode(dv/dt = (i + 10 uA/cm^2) / c + sigma / sqrt(1 ms) * xi)]
    v: ElectricPotential,
    #[ode(dm/dt = alpha_m * (1 - m) - beta_m * m)]
    m: f64,
    #[ode(dh/dt = alpha_h * (1 - h) - beta_h * h)]
    h: f64,
    #[ode(dn/dt = alpha_n * (1 - n) - beta_n * n)]
    n: f64,
}

/// The flow stays between the reversal potentials, whatever the step; beyond them there is the noise of some steps alone.
#[test]
fn an_axon_in_noise_stays_bounded_at_half_a_millisecond() {
    let model = Axon {
        c: 1.0 * uF / cm2,
        sigma: 5.0 * mV,
        v: -65.0 * mV,
        m: 0.05,
        h: 0.6,
        n: 0.32,
    };
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(10, model))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.5 * ms, 11).unwrap();
    let v = simulation.record(cells.trace(Axon::V)).unwrap();
    let m = simulation.record(cells.trace(Axon::M)).unwrap();
    simulation.run(10.0 * second).unwrap();
    for cell in 0..10 {
        let (v, m) = (
            si(&simulation.read(&v), cell),
            si(&simulation.read(&m), cell),
        );
        assert!(v.iter().all(|v| (-0.11..0.09).contains(v)));
        assert!(m.iter().all(|m| (0.0..=1.0).contains(m)));
        assert!(v.iter().any(|v| *v > 0.0), "it spikes");
    }
}

/// A gate that follows a membrane with noise.
#[derive(Neuron, Clone)]
struct Following {
    tau: Time,
    sigma: ElectricPotential,
    #[ode(dv/dt = -v / tau + sigma * sqrt(2 / tau) * xi)]
    v: ElectricPotential,
    #[ode(dn/dt = (exp(v / 5 mV) - n) / tau)]
    n: f64,
}

/// Two solvers see the same noise; rates of gates that are kept from one step to the next must not miss what it does to the membrane.
#[test]
fn gates_follow_a_membrane_in_noise() {
    let model = Following {
        tau: TAU * ms,
        sigma: SIGMA * volt,
        v: 0.0 * mV,
        n: 1.0,
    };
    let gates = |solver| {
        let population = (50, Population::new(50, model.clone()).solver(solver));
        let [n] = traces(population, [Following::N], 0.5, 0.0, 200, 12);
        n.concat()
    };
    let (split, adaptive) = (gates(SPLIT), gates(Method::Rk45 { tolerance: 1e-9 }));
    // The gate reaches some ten times its steady value, of which splitting misses about (h / tau)^2 / 24 in a step.
    let error = common::distance(split, adaptive);
    assert!(error < 0.05, "{error}");
}
