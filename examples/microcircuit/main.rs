//! The cortical microcircuit of Potjans & Diesmann (2014) at full scale: 77 169 cells, 299 million connections. Takes 3 GB, and on two cores
//! half a minute to be made.
//!
//! `cargo run --release --example microcircuit -- 2` on two threads; `-- 2 0.1` at a tenth of the scale, where rates are others.

mod network;

use std::error::Error;
use std::time::Instant;

use nernst::plot::{Figure, Raster};
use nernst::prelude::*;
use network::{POPULATIONS, microcircuit};

/// The rates that are published for full scale, in spikes per second, as found by simulation with Poisson drive.
const PUBLISHED: [f64; 8] = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let threads = arguments.next().map_or(Ok(2), |threads| threads.parse())?;
    let scale: f64 = arguments.next().map_or(Ok(1.0), |scale| scale.parse())?;

    let start = Instant::now();
    let (network, populations) = microcircuit(scale)?;
    let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, threads)?;
    let report = simulation.report();
    println!(
        "{} cells and {} connections on {} threads, made in {:.1} s",
        report
            .populations
            .iter()
            .filter(|p| p.method.is_some())
            .map(|p| p.count)
            .sum::<usize>(),
        report.connections(),
        report.threads,
        start.elapsed().as_secs_f64()
    );
    simulation.run(500.0 * ms)?; // until the initial values are forgotten
    let records = populations
        .iter()
        .map(|cells| simulation.record(cells.spikes()));
    let records = records.collect::<Result<Vec<_>, _>>()?;
    let start = Instant::now();
    simulation.run(2.0 * second)?;
    println!(
        "2 s took {:.2} s of computing",
        start.elapsed().as_secs_f64()
    );

    println!("         rate    published  CV of intervals");
    let mut raster = Raster::new();
    for ((record, (name, ..)), published) in records.iter().zip(POPULATIONS).zip(PUBLISHED) {
        let spikes = simulation.read(record);
        let cv = spikes.interval_cv().unwrap_or(f64::NAN);
        println!(
            "{name:<6} {:5.2} Hz  {published:5.2} Hz     {cv:.2}",
            spikes.rate().value_in(Hz)
        );
        // One cell of forty.
        let cells = (0..spikes.cells()).step_by(40);
        raster = raster.population(name, spikes).cells(cells);
    }
    let path = "figures/microcircuit.svg";
    let (from, to) = (1.0 * second, 1.3 * second);
    Figure::new().panel(raster).between(from, to).save(path)?;
    println!("spikes of one cell of forty: {path}");
    Ok(())
}
