//! White noise in a linear equation.

use nernst::prelude::*;

use super::{Bar, Measurement};
use crate::process::{cells, deviations, traces};

/// Ornstein-Uhlenbeck process.
#[derive(Neuron, Clone)]
struct Fluctuating {
    tau: Time,
    mean: ElectricPotential,
    sigma: ElectricPotential,
    #[ode(dv/dt = (mean - v) / tau + sigma * sqrt(2 / tau) * xi)]
    v: ElectricPotential,
}

/// A million samples for each time step: those of 1000 cells over 1000 moments.
///
/// Three standard errors are exceeded by chance once in 370 estimates; the seeds are fixed, so what passes once passes always.
pub(crate) fn ornstein_uhlenbeck() -> Vec<Measurement> {
    let (tau, mean, sigma) = (10.0, -65e-3, 5e-3);
    let model = Fluctuating {
        tau: tau * ms,
        mean: mean * volt,
        sigma: sigma * volt,
        v: mean * volt,
    };
    let mut measurements = Vec::new();
    for (h, seed) in [(0.01, 1), (0.1, 2), (1.0, 3), (10.0, 4), (50.0, 5)] {
        let population = cells(1000, model.clone());
        let [v] = traces(population, [Fluctuating::V], h, 10.0 * tau, 999, seed);
        let about_tau = ((tau / h) as usize).clamp(3, 900);
        let lags = [0, 1, 2, about_tau];
        for (what, deviation) in deviations(&v, mean, sigma, (-h / tau).exp(), &lags) {
            measurements.push(Measurement::new(
                format!("Ornstein-Uhlenbeck, h {h} ms, {what}"),
                Fluctuating::SOLVER.method,
                "standard errors from the closed form",
                deviation.abs(),
                Bar::AtMost(3.0),
            ));
        }
    }
    measurements
}
