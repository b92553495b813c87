//! Basic usage: a synapse is described, becomes part of a projection, is advanced by the simulation, and can be read.

use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

pub(crate) fn run() -> Result<()> {
    let mut network = Network::new();
    let neurons = network.population("neurons", Population::new(50, lif()))?;
    // One spike of each of 100 inputs, between 1 ms and 11 ms.
    let volley = (0..100).map(|input| (input, 1.0 * ms + f64::from(input as u32) * 0.1 * ms));
    let inputs = network.source("inputs", SpikeTimes::new(100, volley))?;

    // Creation: what a synapse is, and not how many there are. That follows from the populations.
    let synapse = Expon::new(5.0 * ms);
    // Integration: spikes, connectivity, synapse, output, neurons.
    let projection = Projection::new(inputs, neurons)
        .connectivity(FixedProbability::new(0.1))
        .synapse(synapse)
        .output(Cuba)
        .weight(0.1 * nA);
    let projection = network.projection("inputs to neurons", projection)?;

    // Update: every time step advances synapses and neurons together.
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let current = simulation.record(projection.trace(Expon::G).every(5.0 * ms))?;
    let spikes = simulation.record(neurons.spikes())?;
    simulation.run(50.0 * ms)?;
    print!("{}", simulation.report());

    // Access: synaptic variables are quantities, here currents.
    let current = simulation.read(&current);
    for (time, i) in current.times().zip(current.of(0)) {
        println!("at {time:>5}: {:>5.1} pA into neuron 0", i / pA);
    }
    println!("{} spikes", simulation.read(&spikes).len());
    Ok(())
}
