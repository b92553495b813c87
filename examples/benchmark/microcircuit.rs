//! The network of the example `microcircuit`, timed.

#[path = "../microcircuit/network.rs"]
mod network;

use nernst::prelude::*;

use super::Benchmark;

/// 77 169 cells and 299 million connections at scale 1.
pub(crate) fn microcircuit(scale: f64) -> Result<Benchmark, NetworkError> {
    let (network, populations) = network::microcircuit(scale)?;
    Ok(Benchmark {
        network,
        spikes: populations.iter().map(|cells| cells.spikes()).collect(),
    })
}
