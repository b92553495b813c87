//! A record in a file takes no memory, however long it gets.
//!
//! `NERNST_SPIKES=1e9 cargo test --release --test recording_memory` is the long form.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::PathBuf;

use nernst::prelude::*;
use nernst::record::{SpikeProbe, To};

/// The most memory that this process has had, in bytes.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    let kilobytes = line.split_whitespace().nth(1).unwrap();
    kilobytes.parse::<usize>().unwrap() << 10
}

/// Spikes to a file of a format, which has so many bytes a row at least.
type Format = (fn(SpikeProbe, &PathBuf) -> To<SpikeProbe>, u64);

/// Of text, which is as long and takes longer to be written, there is none.
const FORMATS: &[Format] = &[
    (|spikes, path| spikes.to(Npz::new(path)), 12),
    #[cfg(feature = "arrow")]
    (|spikes, path| spikes.to(Arrow::new(path)), 12),
    #[cfg(feature = "hdf5")]
    (|spikes, path| spikes.to(Sonata::new(path)), 16),
];

#[test]
fn spikes_in_a_file_take_no_memory() {
    let asked = std::env::var("NERNST_SPIKES").map(|text| text.parse::<f64>().unwrap());
    let spikes = asked.unwrap_or(2e7);
    let (cells, rate) = (20_000, 500.0 * Hz);
    let mut network = Network::new();
    let noise = network.source("noise", Poisson::new(cells, rate)).unwrap();
    for threads in [1, 2] {
        for (to, bytes) in FORMATS {
            let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, threads).unwrap();
            let path = std::env::temp_dir().join(format!("nernst-memory-{}", std::process::id()));
            let file = simulation.record(to(noise.spikes(), &path)).unwrap();
            let steps = (spikes / (cells as f64 * rate * 0.1 * ms)).ceil();
            simulation.run(steps * 0.1 * ms).unwrap();
            let rows = simulation.read(&file).rows();
            assert!((rows as f64 / spikes - 1.0).abs() < 0.01, "{rows}");
            simulation.close(&file).unwrap();
            assert!(fs::metadata(&path).unwrap().len() > bytes * rows);
            fs::remove_file(&path).unwrap();
        }
    }
    let peak = peak();
    assert!(peak < 200 << 20, "{peak} bytes");
}
