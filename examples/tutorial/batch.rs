//! Batches: 1000 neurons and their 100,000 connections are one projection, timed with three synapses.
//!
//! All that a model needs is compiled; there is nothing to switch on. Where superposition holds, a projection has one synapse for each
//! postsynaptic cell, however many connections it has.

use std::time::Instant;

use nernst::model::{Receives, Synapse};
use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

pub(crate) fn run() -> Result<()> {
    // The weights make the three alike in the charge that they let in.
    println!("1 s of 1000 cells, each with about 100 inputs of 10 Hz:");
    measure("Expon", Expon::new(5.0 * ms), 0.5 * nS)?;
    measure("Alpha", Alpha::new(5.0 * ms), 0.18 * nS)?;
    measure("Ampa", Ampa::new(), 2.2 * nS)?;
    Ok(())
}

fn measure<S>(name: &str, synapse: S, weight: ElectricalConductance) -> Result<()>
where
    S: Synapse<Out = ElectricalConductance> + Receives<ElectricalConductance>,
{
    let mut network = Network::new();
    let inputs = network.source("inputs", Poisson::new(1000, 10.0 * Hz))?;
    let cells = network.population("cells", Population::new(1000, lif()))?;
    let projection = Projection::new(inputs, cells)
        .connectivity(FixedProbability::new(0.1))
        .synapse(synapse)
        .output(Coba { e: 0.0 * mV })
        .weight(weight);
    network.projection("inputs to cells", projection)?;
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let spikes = simulation.record(cells.spikes())?;
    let start = Instant::now();
    simulation.run(1.0 * second)?;
    let elapsed = start.elapsed().as_secs_f64() * second;
    let (report, rate) = (simulation.report(), simulation.read(&spikes).rate());
    let connections = report.connections();
    println!("{name}: {connections} connections, {rate:.1}, {elapsed:.0} of computing");
    Ok(())
}
