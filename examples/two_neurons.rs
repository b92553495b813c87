//! Two neurons: the first, driven by a constant current, sends its spikes to the second through an exponential synapse.
//!
//! `cargo run --release --example two_neurons`

use nernst::plot::{Figure, Lines};
use nernst::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lif = Lif {
        tau: 10.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 2.0 * ms,
        v: -65.0 * mV,
    };
    let mut network = Network::new();
    let pre = Population::new(1, lif.clone()).with(Lif::I, 0.2 * nA);
    let pre = network.population("pre", pre)?;
    let post = network.population("post", Population::new(1, lif))?;
    let projection = Projection::new(pre, post)
        .connectivity(OneToOne)
        .synapse(Expon::new(5.0 * ms))
        .output(Cuba)
        .weight(0.15 * nA)
        .delay(1.0 * ms);
    network.projection("pre to post", projection)?;

    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let v_pre = simulation.record(pre.trace(Lif::V))?;
    let v_post = simulation.record(post.trace(Lif::V))?;
    let spikes = simulation.record(pre.spikes())?;
    simulation.run(100.0 * ms)?;
    print!("{}", simulation.report());
    println!("spikes of pre: {:?}", simulation.read(&spikes).of(0));

    let (v_pre, v_post) = (simulation.read(&v_pre), simulation.read(&v_post));
    let membranes = Lines::new("membrane potential", mV)
        .curve("pre", v_pre.times(), v_pre.of(0))
        .curve("post", v_post.times(), v_post.of(0));
    let path = "figures/two_neurons.svg";
    Figure::new().panel(membranes).save(path)?;
    println!("both membranes: {path}");
    Ok(())
}
