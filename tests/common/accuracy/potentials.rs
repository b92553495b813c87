//! Currents through synapses into a leaky membrane, which the exact solver advances: rows 1 to 3.

use nernst::prelude::*;
use nernst::random::{Purpose, Stream};

use super::{Bar, Measurement, largest, range, solver};
use crate::common::{decay, distance, relative_exponential, si, silent_cell};

/// The synaptic current of an arrival at time zero, and what it leaves at the membrane.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Current {
    Expon,
    Alpha,
}

impl Current {
    /// The membrane potential relative to rest, for a weight of one and a resistance of one.
    fn potential(self, t: f64, tau_m: f64, tau_s: f64) -> f64 {
        // By how much the membrane forgets more slowly than the synapse, without cancellation.
        let gap = (tau_m - tau_s) / (tau_m * tau_s);
        match self {
            _ if t < 0.0 => 0.0,
            // ∫ e^{-s/tau_s} e^{-(t-s)/tau_m} ds / tau_m
            Current::Expon => t / tau_m * decay(t, tau_m) * relative_exponential(-gap * t),
            // ∫ (s/tau_s) e^{1-s/tau_s} e^{-(t-s)/tau_m} ds / tau_m
            Current::Alpha => {
                let scale = t / tau_m * (t / tau_s) * (1.0 - t / tau_m).exp();
                scale * first_moment(gap * t)
            }
        }
    }

    /// The potential at every step, and how it is advanced.
    fn run(self, tau_m: f64, tau_s: f64, weight: f64, h: f64, steps: u64) -> (Vec<f64>, String) {
        let mut network = Network::new();
        let model = Lif {
            tau: tau_m * ms,
            ..silent_cell()
        };
        let cell = network
            .population("cell", Population::new(1, model))
            .unwrap();
        let source = network
            .source("source", SpikeTimes::new(1, [(0, 0.0 * ms)]))
            .unwrap();
        let through = Projection::new(source, cell)
            .weight(weight * nA)
            .output(Cuba);
        match self {
            Current::Expon => {
                let synapse = Expon::<dim::ElectricCurrent>::new(tau_s * ms);
                network
                    .projection("through", through.synapse(synapse))
                    .map(drop)
            }
            Current::Alpha => {
                let synapse = Alpha::<dim::ElectricCurrent>::new(tau_s * ms);
                network
                    .projection("through", through.synapse(synapse))
                    .map(drop)
            }
        }
        .unwrap();
        network.accept_scale("through").unwrap();
        let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
        let trace = simulation.record(cell.trace(Lif::V)).unwrap();
        simulation.run(steps as f64 * h * ms).unwrap();
        (si(&simulation.read(&trace), 0), solver(&simulation))
    }

    /// The largest error of the postsynaptic potential, relative to its peak, with time constants and step in ms.
    pub(crate) fn error(self, tau_m: f64, tau_s: f64, h: f64) -> f64 {
        let steps = (8.0 * tau_m.max(tau_s) / h) as u64;
        let weight = 0.3;
        // As the engine sees them, rounded in seconds.
        let (m, s) = ((tau_m * ms).si(), (tau_s * ms).si());
        let exact: Vec<f64> = (0..=steps)
            .map(|k| 0.1 * weight * self.potential((k as f64 - 1.0) * h * 1e-3, m, s))
            .collect();
        let peak = exact.iter().copied().fold(0.0, f64::max);
        let (v, _) = self.run(tau_m, tau_s, weight, h, steps);
        distance(v, exact.iter().map(|v| v - 0.07)) / peak
    }
}

/// ∫₀¹ u e^{-z u} du
fn first_moment(z: f64) -> f64 {
    if z.abs() > 1.0 {
        return (1.0 - (1.0 + z) * (-z).exp()) / (z * z);
    }
    let (mut sum, mut term) = (0.0, 1.0);
    for k in 0..25 {
        let k = f64::from(k);
        sum += term / (k + 2.0);
        term *= -z / (k + 1.0);
    }
    sum
}

/// The parts by which one time constant is longer than the other, of either sign.
fn gaps() -> impl Iterator<Item = f64> {
    (-16..=-1).flat_map(|power| [-1.0, 1.0].map(|sign| sign * 10.0_f64.powi(power)))
}

const STEPS: [f64; 3] = [0.1, 0.25, 1.0];

/// Twenty thousand steps round twenty thousand times, at a potential of -70 mV.
const TINY: f64 = 1.0 / 1024.0;

const OF_THE_PEAK: &str = "largest error by the peak";

fn measure(
    current: Current,
    taus: &[(f64, f64)],
    what: &str,
    steps: &[f64],
    bar: f64,
) -> Measurement {
    let errors = taus
        .iter()
        .flat_map(|(m, s)| steps.iter().map(|h| current.error(*m, *s, *h)));
    let (_, solver) = current.run(10.0, 2.0, 1.0, 1.0, 1);
    let case = format!("Lif, {current:?}, Cuba, {what}");
    Measurement::new(case, solver, OF_THE_PEAK, largest(errors), Bar::AtMost(bar))
}

pub(crate) fn closed_forms() -> Vec<Measurement> {
    let taus = [(10.0, 2.0), (20.0, 0.3), (5.0, 30.0)];
    let of = |current| {
        [
            measure(current, &taus, "h 0.1 to 1 ms", &STEPS, 1e-12),
            measure(current, &[taus[0], taus[2]], "h 2^-10 ms", &[TINY], 1e-11),
        ]
    };
    [Current::Expon, Current::Alpha]
        .into_iter()
        .flat_map(of)
        .collect()
}

/// A relative difference of the time constants from 1e-16 to 1e-1, of either sign, and none.
pub(crate) fn nearly_equal_time_constants() -> Vec<Measurement> {
    let tau = 10.0;
    let taus: Vec<(f64, f64)> = gaps()
        .chain([0.0])
        .map(|gap| (tau, tau * (1.0 + gap)))
        .collect();
    let few = [0.0, -1e-16, 1e-12, -1e-9, 1e-4, 0.1].map(|gap| (tau, tau * (1.0 + gap)));
    let of = |current: Current| {
        [
            measure(current, &taus, "gaps, h 0.1 to 1 ms", &STEPS, 1e-12),
            measure(current, &few, "gaps, h 2^-10 ms", &[TINY], 1e-11),
            smoothness(current, tau),
        ]
    };
    [Current::Expon, Current::Alpha]
        .into_iter()
        .flat_map(of)
        .collect()
}

/// By how much a gap moves the potential, by the gap and the peak; of order one in the closed form, where a formula with the difference of
/// the time constants in a denominator would jump.
fn smoothness(current: Current, tau: f64) -> Measurement {
    let run = |gap: f64| current.run(tau, tau * (1.0 + gap), 0.3, 0.1, 800);
    let (equal, solver) = run(0.0);
    let peak = largest(equal.iter().map(|v| v + 0.07));
    let slopes = gaps().filter(|gap| gap.abs() >= 1e-9).map(|gap| {
        let moved = distance(run(gap).0, equal.iter().copied());
        moved / peak / gap.abs()
    });
    let case = format!("Lif, {current:?}, Cuba, gaps from 1e-9 on");
    Measurement::new(
        case,
        solver,
        "change by the gap and the peak",
        largest(slopes),
        Bar::AtMost(2.0),
    )
}

/// The potential with steps of 0.1 ms and of 0.01 ms, where both have samples.
pub(crate) fn bombardment() -> Vec<Measurement> {
    // One step of 0.1 ms in ten has an input.
    let mut stream = Stream::new(11, Purpose::User, 0, 0);
    let arrivals: Vec<u64> = (0..100_000).filter(|_| stream.uniform() < 0.1).collect();
    let run = |h: Time| {
        let mut network = Network::new();
        let cell = network
            .population("cell", Population::new(1, silent_cell()))
            .unwrap();
        let times = arrivals.iter().map(|step| (0, *step as f64 * 0.1 * ms));
        let source = network.source("source", SpikeTimes::new(1, times)).unwrap();
        let through = Projection::new(source, cell)
            .synapse(Expon::<dim::ElectricCurrent>::new(5.0 * ms))
            .output(Cuba)
            .weight(20.0 * pA)
            .delay(1.0 * ms);
        network.projection("through", through).unwrap();
        network.accept_scale("through").unwrap();
        let mut simulation = Simulation::new(&network, h, 1).unwrap();
        let trace = simulation
            .record(cell.trace(Lif::V).every(0.1 * ms))
            .unwrap();
        simulation.run(10.0 * second).unwrap();
        (si(&simulation.read(&trace), 0), solver(&simulation))
    };
    let (coarse, solver) = run(0.1 * ms);
    let (fine, _) = run(0.01 * ms);
    let range = range(&fine);
    let case = "Lif, Expon, Cuba, h 0.1 ms against 0.01 ms";
    let error = distance(coarse, fine) / range;
    vec![Measurement::new(
        case,
        solver,
        "largest difference by the range",
        error,
        Bar::AtMost(1e-10),
    )]
}
