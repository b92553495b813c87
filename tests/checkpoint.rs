//! A run that goes on from a checkpoint has the bits of one that was never interrupted.

#[path = "checkpoint/interrupted.rs"]
mod interrupted;
#[path = "checkpoint/networks.rs"]
mod networks;
#[path = "checkpoint/refused.rs"]
mod refused;

use std::path::PathBuf;

use nernst::prelude::*;
use nernst::random::{Purpose, Stream};
use nernst::record::{PopulationRate, Trace};

/// A file that goes away.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let name = format!("nernst-{}-{name}.checkpoint", std::process::id());
        File(std::env::temp_dir().join(name))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn stream(number: u64) -> Stream {
    Stream::new(3, Purpose::User, 0, number)
}
