//! Potentials with spikes, above the spikes of all cells.

use nernst::plot::{Figure, Raster, Traces};
use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

/// Cells that a noisy current drives over their threshold now and then: potentials of one, of two others, and the spikes of all.
pub(crate) fn traces() -> Result<Figure> {
    let noise = OrnsteinUhlenbeck::new(0.14 * nA, 0.06 * nA, 10.0 * ms);
    let cells = Population::new(40, lif()).stimulus(Lif::I, noise);
    let mut network = Network::new();
    let cells = network.population("E", cells)?;
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let spikes = simulation.record(cells.spikes())?;
    let v = simulation.record(cells.trace(Lif::V).cells([7, 19, 21]))?;
    simulation.run(500.0 * ms)?;

    let (v, spikes) = (simulation.read(&v), simulation.read(&spikes));
    let traces = |numbers: &[usize]| {
        let traces = Traces::new("membrane potential", mV).peak(-20.0 * mV);
        traces.cells("cell", numbers.iter().copied(), v, spikes)
    };
    Ok(Figure::new()
        .panel(traces(&[7]))
        .panel(traces(&[19, 21]))
        .panel(Raster::new().population("E", spikes)))
}
