//! A record in a file takes no memory, however long it gets.
//!
//! `NERNST_SPIKES=1e9 cargo test --release --test recording_memory` is the long form.

#![cfg(target_os = "linux")]

use std::fs;

use nernst::prelude::*;

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

#[test]
fn spikes_in_a_file_take_no_memory() {
    let asked = std::env::var("NERNST_SPIKES").map(|text| text.parse::<f64>().unwrap());
    let spikes = asked.unwrap_or(2e7);
    let (cells, rate) = (20_000, 500.0 * Hz);
    let mut network = Network::new();
    let noise = network.source("noise", Poisson::new(cells, rate)).unwrap();
    for threads in [1, 2] {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, threads).unwrap();
        // Text is as long, and takes longer to be written.
        let path = std::env::temp_dir().join(format!("nernst-memory-{}.npz", std::process::id()));
        let file = simulation
            .record(noise.spikes().to(Npz::new(&path)))
            .unwrap();
        let steps = (spikes / (cells as f64 * rate * 0.1 * ms)).ceil();
        simulation.run(steps * 0.1 * ms).unwrap();
        let rows = simulation.read(&file).rows();
        assert!((rows as f64 / spikes - 1.0).abs() < 0.01, "{rows}");
        simulation.close(&file).unwrap();
        assert!(fs::metadata(&path).unwrap().len() > 12 * rows);
        fs::remove_file(&path).unwrap();
    }
    let peak = peak();
    assert!(peak < 200 << 20, "{peak} bytes");
}
