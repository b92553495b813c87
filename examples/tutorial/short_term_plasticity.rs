//! Short-term plasticity: synapses that facilitate and synapses that depress, driven by the same train of spikes.
//!
//! Eight spikes at 20 Hz and one after a pause. Each acts with the part of the resources `x` that it releases: `u` grows with each spike and
//! fades slowly where synapses facilitate; `x` is used up and recovers slowly where they depress.

use nernst::plot::{Figure, Lines};
use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

pub(crate) fn run() -> Result<()> {
    let times: Vec<Time> = (0..8)
        .map(|k| 20.0 + 50.0 * f64::from(k))
        .chain([870.0])
        .map(|t| t * ms)
        .collect();
    let mut network = Network::new();
    let train = network.source(
        "train",
        SpikeTimes::new(1, times.iter().map(|time| (0, *time))),
    )?;
    let mut responses = Lines::new("conductance", nS);
    let mut utilisation = Lines::new("utilisation u", 1.0);
    let mut resources = Lines::new("resources x", 1.0);

    let mut projections = Vec::new();
    for (name, plasticity) in [
        ("facilitating", Stp::new(0.15, 1500.0 * ms, 200.0 * ms)),
        ("depressing", Stp::new(0.45, 50.0 * ms, 750.0 * ms)),
    ] {
        let cell = network.population(name, Population::new(1, lif()))?;
        let projection = Projection::new(train, cell)
            .short_term_plasticity(plasticity)
            .synapse(Expon::new(5.0 * ms))
            .output(Coba { e: 0.0 * mV })
            .weight(1.0 * nS);
        projections.push((name, network.projection(name, projection)?));
    }

    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let mut records = Vec::new();
    for (name, projection) in projections {
        let g = simulation.record(projection.trace(Expon::G))?;
        let u = simulation.record(projection.plasticity_trace(Stp::U))?;
        let x = simulation.record(projection.plasticity_trace(Stp::X))?;
        records.push((name, g, u, x));
    }
    simulation.run(1.0 * second)?;

    for (name, g, u, x) in &records {
        let (g, u, x) = (simulation.read(g), simulation.read(u), simulation.read(x));
        responses = responses.curve(name, g.times(), g.of(0));
        utilisation = utilisation.curve("", u.times(), u.of(0));
        resources = resources.curve("", x.times(), x.of(0));
        // By how much each spike raises the conductance.
        let values: Vec<ElectricalConductance> = g.of(0).collect();
        let jumps = values
            .windows(2)
            .map(|pair| (pair[1] - pair[0]) / nS)
            .filter(|jump| *jump > 0.0);
        let jumps: Vec<String> = jumps.map(|jump| format!("{jump:.3}")).collect();
        println!("{name}: {} nS", jumps.join(", "));
    }
    let path = "figures/tutorial_short_term_plasticity.svg";
    Figure::new()
        .panel(responses)
        .panel(utilisation)
        .panel(resources)
        .save(path)?;
    println!("responses, utilisation and resources: {path}");
    Ok(())
}
