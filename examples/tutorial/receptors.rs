//! Several receptors at one neuron: AMPA and NMDA for excitation, GABA_A and GABA_B for inhibition.
//!
//! Transmitter from one ending acts on two receptors, a fast one and a slow one. NMDA channels are blocked by magnesium at rest and conduct
//! where AMPA receptors have depolarised the cell; GABA_B receptors answer to bursts and hardly to single spikes.

use nernst::plot::{Figure, Lines};
use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

pub(crate) fn run() -> Result<()> {
    // Two bursts: five excitatory spikes at 100 Hz, and ten inhibitory spikes at 200 Hz.
    let burst = |count: i32, start: Time, interval: Time| {
        SpikeTimes::new(
            1,
            (0..count).map(move |k| (0, start + f64::from(k) * interval)),
        )
    };
    let mut network = Network::new();
    let glutamate = network.source("glutamate", burst(5, 50.0 * ms, 10.0 * ms))?;
    let gaba = network.source("GABA", burst(10, 300.0 * ms, 5.0 * ms))?;
    let cell = network.population("cell", Population::new(1, lif()))?;

    let ampa = Projection::new(glutamate, cell)
        .synapse(Ampa::new())
        .output(Coba { e: 0.0 * mV })
        .weight(40.0 * nS);
    let nmda = Projection::new(glutamate, cell)
        .synapse(Nmda::new())
        .output(MagnesiumBlock::new())
        .weight(5.0 * nS);
    let gaba_a = Projection::new(gaba, cell)
        .synapse(GabaA::new())
        .output(Coba { e: -70.0 * mV })
        .weight(10.0 * nS);
    let gaba_b = Projection::new(gaba, cell)
        .synapse(GabaB::new())
        .output(Coba { e: -95.0 * mV })
        .weight(200.0 * nS);
    let ampa = network.projection("AMPA", ampa)?;
    let nmda = network.projection("NMDA", nmda)?;
    let gaba_a = network.projection("GABA_A", gaba_a)?;
    let gaba_b = network.projection("GABA_B", gaba_b)?;
    network.accept_scale("GABA_B")?; // one spike alone moves the cell by next to nothing

    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let conductances = [
        ("AMPA", simulation.record(ampa.readout(Ampa::OUTPUT))?),
        (
            "NMDA, before the block",
            simulation.record(nmda.readout(Nmda::OUTPUT))?,
        ),
        ("GABA_A", simulation.record(gaba_a.readout(GabaA::OUTPUT))?),
        ("GABA_B", simulation.record(gaba_b.readout(GabaB::OUTPUT))?),
    ];
    let v = simulation.record(cell.trace(Lif::V))?;
    let spikes = simulation.record(cell.spikes())?;
    simulation.run(1.0 * second)?;

    let mut lines = Lines::new("conductance", nS);
    for (name, g) in &conductances {
        let g = simulation.read(g);
        println!(
            "{name}: up to {:.2}",
            g.of(0).fold(0.0 * nS, ElectricalConductance::max)
        );
        lines = lines.curve(name, g.times(), g.of(0));
    }
    println!("spikes: {:?}", simulation.read(&spikes).of(0));
    let v = simulation.read(&v);
    let membrane = Lines::new("membrane potential", mV).curve("", v.times(), v.of(0));
    let path = "figures/tutorial_receptors.svg";
    Figure::new().panel(lines).panel(membrane).save(path)?;
    println!("conductances and potential: {path}");
    Ok(())
}
