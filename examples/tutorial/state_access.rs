//! State access: any state of any synapse can be recorded, and comes back as a quantity with its unit.

use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

pub(crate) fn run() -> Result<()> {
    let mut network = Network::new();
    let inputs = network.source("inputs", Poisson::new(100, 20.0 * Hz))?;
    let cells = network.population("cells", Population::new(100, lif()))?;
    let projection = Projection::new(inputs, cells)
        .connectivity(FixedInDegree::new(10))
        .synapse(Alpha::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(2.0 * nS);
    let projection = network.projection("inputs to cells", projection)?;

    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    // A state of chosen cells, at chosen times. The states of a model are constants of its struct.
    let g = projection.trace(Alpha::G).cells([0, 17]).every(20.0 * ms);
    let g = simulation.record(g)?;
    let h = simulation.record(projection.trace(Alpha::H))?;
    // What the synapse hands on to its output, whatever its states are: here `g` itself.
    let handed_on = simulation.record(projection.readout(Alpha::OUTPUT))?;
    simulation.run(100.0 * ms)?;

    // A quantity by its unit is a number.
    let g = simulation.read(&g);
    println!("{:>10}{:>14}{:>14}", "time", "cell 0 (nS)", "cell 17 (nS)");
    for ((time, one), other) in g.times().zip(g.of(0)).zip(g.of(1)) {
        println!("{time:>10}{:>14.3}{:>14.3}", one / nS, other / nS);
    }
    println!("latest h of cell 0: {:.2}", simulation.read(&h).last(0));
    let largest = simulation
        .read(&handed_on)
        .of(0)
        .reduce(ElectricalConductance::max);
    println!("largest g of cell 0: {:.2}", largest.unwrap_or_default());

    // A run goes on from where it was, here one time step further.
    simulation.run(simulation.time_step())?;
    println!(
        "{} later: {:.2}",
        simulation.time_step(),
        simulation.read(&handed_on).last(0)
    );
    Ok(())
}
