//! A balanced network of excitatory and inhibitory cells with conductances:
//! Vogels & Abbott 2005; Brette et al. 2007, benchmark 1.
//!
//! `cargo run --release --example ei_balance`

use std::time::Instant;

use nernst::plot::{Figure, Raster, Rate};
use nernst::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -49.0 * mV, // -60 mV and a constant drive of 11 mV
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        v: -60.0 * mV,
    };
    let cells =
        |count| Population::new(count, lif.clone()).with(Lif::V, Normal::new(-65.0 * mV, 5.0 * mV));

    let mut network = Network::new();
    let e = network.population("E", cells(3200))?;
    let i = network.population("I", cells(800))?;
    for (name, post) in [("E", e), ("I", i)] {
        let excitation = Projection::new(e, post)
            .connectivity(FixedProbability::new(0.02))
            .synapse(Expon::new(5.0 * ms))
            .initial(Expon::G, Normal::new(40.0 * nS, 15.0 * nS))
            .output(Coba { e: 0.0 * mV })
            .weight(6.0 * nS);
        let inhibition = Projection::new(i, post)
            .connectivity(FixedProbability::new(0.02))
            .synapse(Expon::new(10.0 * ms))
            .initial(Expon::G, Normal::new(200.0 * nS, 120.0 * nS))
            .output(Coba { e: -80.0 * mV })
            .weight(67.0 * nS);
        network.projection(&format!("E to {name}"), excitation)?;
        network.projection(&format!("I to {name}"), inhibition)?;
    }

    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    print!("{}", simulation.report());
    simulation.run(100.0 * ms)?; // until the initial values are forgotten
    let records = [
        ("E", simulation.record(e.spikes())?),
        ("I", simulation.record(i.spikes())?),
    ];
    let start = Instant::now();
    simulation.run(1.0 * second)?;
    println!(
        "1 s took {:.2} s of computing",
        start.elapsed().as_secs_f64()
    );

    let (mut raster, mut rate) = (Raster::new(), Rate::new(5.0 * ms));
    for (name, record) in &records {
        let spikes = simulation.read(record);
        let cv = spikes.interval_cv().unwrap_or(f64::NAN);
        println!("{name}: {:.1}, CV of intervals {cv:.2}", spikes.rate());
        raster = raster
            .population(name, spikes)
            .cells(0..if *name == "E" { 160 } else { 40 });
        rate = rate.population(name, spikes);
    }
    let path = "figures/ei_balance.svg";
    Figure::new().panel(raster).panel(rate).save(path)?;
    println!("spikes of 200 cells and the rates: {path}");
    Ok(())
}
