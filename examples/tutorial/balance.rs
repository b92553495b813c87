//! Excitation and inhibition in balance: 80 fast excitatory and 20 slow inhibitory inputs onto 100 neurons.
//!
//! Excitation alone drives the cells regularly. Inhibition that cancels most of it in the mean leaves the fluctuations, at which cells fire
//! less often, and irregularly.

use nernst::plot::{Figure, Lines, Raster};
use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

pub(crate) fn run() -> Result<()> {
    let mut network = Network::new();
    let e = network.source("E", Poisson::new(80, 100.0 * Hz))?;
    let i = network.source("I", Poisson::new(20, 100.0 * Hz))?;
    let alone = network.population("alone", Population::new(100, lif()))?;
    let balanced = network.population("balanced", Population::new(100, lif()))?;
    // 8 inputs of 100 Hz, 0.3 nA and 2 ms: 0.48 nA in the mean.
    let fast = |post| {
        Projection::new(e, post)
            .connectivity(FixedInDegree::new(8))
            .synapse(Expon::new(2.0 * ms))
            .output(Cuba)
            .weight(0.3 * nA)
    };
    // 2 inputs of 100 Hz, -0.2 nA and 10 ms: -0.4 nA in the mean.
    let slow = Projection::new(i, balanced)
        .connectivity(FixedInDegree::new(2))
        .synapse(Expon::new(10.0 * ms))
        .output(Cuba)
        .weight(-0.2 * nA);
    network.projection("E to alone", fast(alone))?;
    let fast = network.projection("E to balanced", fast(balanced))?;
    let slow = network.projection("I to balanced", slow)?;

    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let spikes = [
        ("alone", simulation.record(alone.spikes())?),
        ("balanced", simulation.record(balanced.spikes())?),
    ];
    let currents = [
        (
            "excitation",
            simulation.record(fast.trace(Expon::G).cells([0]))?,
        ),
        (
            "inhibition",
            simulation.record(slow.trace(Expon::G).cells([0]))?,
        ),
    ];
    simulation.run(1.0 * second)?;

    let mut raster = Raster::new();
    for (name, spikes) in &spikes {
        let spikes = simulation.read(spikes);
        let cv = spikes.interval_cv().unwrap_or(f64::NAN);
        println!("{name}: {:.1}, CV of intervals {cv:.2}", spikes.rate());
        raster = raster.population(name, spikes).cells(0..30);
    }
    let mut lines = Lines::new("currents of one cell", nA);
    for (name, current) in &currents {
        let current = simulation.read(current);
        lines = lines.curve(name, current.times(), current.of(0));
    }
    let path = "figures/tutorial_balance.svg";
    Figure::new()
        .panel(raster)
        .panel(lines)
        .between(500.0 * ms, 800.0 * ms)
        .save(path)?;
    println!("spikes and currents: {path}");
    Ok(())
}
