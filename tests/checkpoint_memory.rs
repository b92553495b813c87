//! A checkpoint takes no more memory than its file, whatever it says of itself.

#![cfg(target_os = "linux")]

use std::fs;

use nernst::prelude::*;

/// The most memory that this process has had, in bytes.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let mut lines = status.lines();
    let line = lines.find(|line| line.starts_with("VmHWM:")).unwrap();
    let kilobytes = line.split_whitespace().nth(1).unwrap();
    kilobytes.parse::<usize>().unwrap() << 10
}

/// A word of the body in place of another one, and the checksums that belong to it.
fn altered(bytes: &[u8], place: usize, word: u64) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[place..place + 8].copy_from_slice(&word.to_le_bytes());
    let body = crc32fast::hash(&bytes[28..]).to_le_bytes();
    bytes[12..16].copy_from_slice(&body);
    let header = crc32fast::hash(&bytes[..24]).to_le_bytes();
    bytes[24..28].copy_from_slice(&header);
    bytes
}

#[test]
fn lengths_that_are_too_large_take_no_memory() {
    let mut network = Network::new();
    let readout = LeakyReadout {
        tau: 5.0 * ms,
        r: 1.0,
    };
    let readout = network.population("readout", Population::new(3, readout));
    let readout = readout.unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    simulation.record(readout.trace(LeakyReadout::R)).unwrap();
    simulation.run(1.0 * ms).unwrap();
    let name = format!("nernst-{}-memory.checkpoint", std::process::id());
    let path = std::env::temp_dir().join(name);
    simulation.save(&path).unwrap();
    let bytes = fs::read(&path).unwrap();
    let before = peak();
    let mut refused = 0;
    for place in 28..bytes.len() - 8 {
        for word in [1 << 32, 1 << 40, u64::MAX / 8, u64::MAX] {
            fs::write(&path, altered(&bytes, place, word)).unwrap();
            refused += usize::from(simulation.load(&path).is_err());
        }
    }
    fs::remove_file(&path).unwrap();
    assert!(refused > bytes.len(), "{refused}");
    let taken = peak() - before;
    assert!(taken < 16 << 20, "{taken} bytes");
}
