//! What a synapse does with one spike, for the examples that compare synapses.

use nernst::model::{Readout, Receives, Synapse};
use nernst::prelude::*;

/// The conductance over time that a synapse with a weight of 1 nS hands on, if spikes arrive at these times.
pub(crate) fn response<S>(
    synapse: S,
    output: Readout<S, ElectricalConductance>,
    arrivals: impl IntoIterator<Item = Time>,
    duration: Time,
) -> Result<Vec<(Time, ElectricalConductance)>, Box<dyn std::error::Error>>
where
    S: Synapse<Out = ElectricalConductance> + Receives<ElectricalConductance>,
{
    // A potential of which only the synapse is looked at.
    let membrane = If {
        c: 1.0 * uF,
        v_th: 0.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 0.0 * ms,
        v: -65.0 * mV,
    };
    let mut network = Network::new();
    let (time_step, delay) = (0.1 * ms, 0.1 * ms);
    let spikes = arrivals.into_iter().map(|time| (0, time - delay));
    let source = network.source("source", SpikeTimes::new(1, spikes))?;
    let cell = network.population("cell", Population::new(1, membrane))?;
    let input = Projection::new(source, cell)
        .synapse(synapse)
        .output(Coba { e: 0.0 * mV })
        .weight(1.0 * nS)
        .delay(delay);
    let input = network.projection("input", input)?;
    network.accept_scale("input")?; // the cell is not to be moved

    let mut simulation = Simulation::new(&network, time_step, 1)?;
    let g = simulation.record(input.readout(output))?;
    simulation.run(duration)?;
    let g = simulation.read(&g);
    Ok(g.times().zip(g.of(0)).collect())
}
