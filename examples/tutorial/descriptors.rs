//! The descriptor pattern: a synapse is a value, used in as many projections as wanted, and changed by struct update.

use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

pub(crate) fn run() -> Result<()> {
    let fast: Expon = Expon::new(5.0 * ms);
    let slow = Expon {
        tau: 50.0 * ms,
        ..fast.clone()
    };
    // So are neurons.
    let reluctant = Lif {
        v_th: -45.0 * mV,
        ..lif()
    };

    let mut network = Network::new();
    let near = network.source("near", Poisson::new(80, 20.0 * Hz))?;
    let far = network.source("far", Poisson::new(40, 20.0 * Hz))?;
    let ready = network.population("ready", Population::new(100, lif()))?;
    let reluctant = network.population("reluctant", Population::new(100, reluctant))?;

    // What all projections have in common is said once.
    let project = |pre: SourceId, post: PopulationId<Lif>, synapse: &Expon| {
        Projection::new(pre, post)
            .connectivity(FixedProbability::new(0.1))
            .synapse(synapse.clone())
            .output(Coba { e: 0.0 * mV })
            .weight(2.0 * nS)
    };
    network.projection("near to ready", project(near, ready, &fast))?;
    network.projection("far to ready", project(far, ready, &fast))?;
    network.projection("near to reluctant", project(near, reluctant, &fast))?;
    network.projection("far to reluctant", project(far, reluctant, &slow))?;

    let simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    // Equal descriptors with equal outputs share one variable at each cell, to which all their spikes add.
    for cells in simulation.report().populations {
        if cells.method.is_some() {
            let (name, count) = (&cells.name, cells.receptors);
            println!("synaptic variables at each cell of `{name}`: {count}");
        }
    }
    Ok(())
}
