//! A complete projection: 80 neurons that a current makes fire, 100 neurons that they excite through exponential synapses.
//!
//! For the second population to notice, currents and the resistance of the membrane have to fit: 0.15 nA through 100 MOhm are the 15 mV from
//! rest to threshold. (The tutorial that this one follows has a resistance of 1 ohm, at which its 2 nA are 2 nV.)

use nernst::plot::{Figure, Lines, Raster};
use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

pub(crate) fn run() -> Result<()> {
    // A step of current, from just below the threshold in the first cell to twice as much in the last.
    let amplitude = by_index(|cell| 0.14 * nA * (1.0 + cell as f64 / 80.0));
    let step = Step::new(amplitude).from(10.0 * ms).until(90.0 * ms);

    let mut network = Network::new();
    let pre = network.population("pre", Population::new(80, lif()).stimulus(Lif::I, step))?;
    let post = network.population("post", Population::new(100, lif()))?;
    let projection = Projection::new(pre, post)
        .connectivity(FixedProbability::new(0.1))
        .synapse(Expon::new(5.0 * ms))
        .output(Cuba)
        .weight(0.08 * nA)
        .delay(1.0 * ms);
    let projection = network.projection("pre to post", projection)?;

    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let spikes = [
        ("pre", simulation.record(pre.spikes())?),
        ("post", simulation.record(post.spikes())?),
    ];
    let current = simulation.record(projection.trace(Expon::G).cells([0]))?;
    let v = simulation.record(post.trace(Lif::V).cells([0]))?;
    simulation.run(100.0 * ms)?;

    let mut raster = Raster::new();
    for (name, spikes) in &spikes {
        let spikes = simulation.read(spikes);
        println!("{name}: {} spikes, {:.1}", spikes.len(), spikes.rate());
        raster = raster.population(name, spikes);
    }
    let (current, v) = (simulation.read(&current), simulation.read(&v));
    let current = Lines::new("synaptic current", nA).curve(
        "into cell 0 of post",
        current.times(),
        current.of(0),
    );
    let v = Lines::new("membrane potential", mV).curve("cell 0 of post", v.times(), v.of(0));
    let path = "figures/tutorial_complete_projection.svg";
    Figure::new()
        .panel(raster)
        .panel(current)
        .panel(v)
        .save(path)?;
    println!("spikes, current and potential: {path}");
    Ok(())
}
