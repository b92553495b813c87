//! What a network has been made of: weights, delays, and who is connected with whom.

use nernst::plot::{Figure, Histogram, Matrix};
use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

/// Weights and delays of two projections, and both as matrices: a small one by dots, a large one by shades.
pub(crate) fn connections() -> Result<Figure> {
    let line =
        |count| Population::new(count, lif()).positions(Positions::line(1.0 * mm / count as f64));
    let mut network = Network::new();
    let e = network.population("E", line(4000))?;
    let i = network.population("I", line(80))?;
    let local = ProbabilityByDistance::new(|d| 0.4 * (-0.5 * (d / (0.1 * mm)).powi(2)).exp());
    let conduction = by_distance(|d| 0.5 * ms + d / (0.2 * metre / second));
    let excitation = Projection::new(e, e)
        .connectivity(local.without_self())
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(LogNormal::of_mean(1.0 * nS, 0.5 * nS))
        .delay(conduction);
    let inhibition = Projection::new(i, i)
        .connectivity(FixedInDegree::new(12).without_self())
        .synapse(Expon::new(10.0 * ms))
        .output(Coba { e: -80.0 * mV })
        .weight(Normal::new(4.0 * nS, 0.5 * nS))
        .delay(Uniform::new(0.5 * ms, 1.5 * ms));
    let excitation = network.projection("E to E", excitation)?;
    let inhibition = network.projection("I to I", inhibition)?;

    let simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let excitation = simulation.connections(excitation)?;
    let inhibition = simulation.connections(inhibition)?;
    let weights = Histogram::new("weight", nS).values("E to E", excitation.weights()?);
    let delays = Histogram::new("delay", ms).values("I to I", inhibition.delays());
    Ok(Figure::new()
        .panel(weights)
        .panel(delays)
        .panel(Matrix::new(&excitation))
        .panel(Matrix::new(&inhibition))
        .columns(2))
}
