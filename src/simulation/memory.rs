//! Whether the connections of a network fit into the memory of the machine, asked before any are drawn.

use super::SimulationError;
use crate::connections::Kind;
use crate::network::{Network, ProjectionEntry, ends_of};

/// Bytes that a connection takes as drawn: target, weight, delay, and room to bring them in order.
const DRAWN: f64 = 24.0;

/// Refuses a network whose tables take more memory than is free, where both are known.
pub(super) fn suffices(network: &Network) -> Result<(), SimulationError> {
    let Some(free) = free() else { return Ok(()) };
    let (connections, needed) = needed(network);
    if needed <= free {
        return Ok(());
    }
    Err(SimulationError::Memory {
        connections: format!("{connections:.0}"),
        needed: format!("{needed:.0}"),
        free: format!("{free:.0}"),
    })
}

/// How many connections are to be expected, and how many bytes they take at most at a time: the tables of all, and as drawn
/// those of the source that has most.
fn needed(network: &Network) -> (f64, f64) {
    let mut of_source = vec![0.0; network.members().len()];
    let (mut connections, mut tables) = (0.0, 0.0);
    for projection in network.projections() {
        let members = network.members();
        let ends = ends_of(&members[projection.pre], &members[projection.post]);
        let expected = projection.connectivity.expected(&ends).unwrap_or(0.0);
        connections += expected;
        if projection.pattern(&ends).is_some() {
            continue;
        }
        tables += expected * bytes(projection);
        of_source[projection.pre] += expected * DRAWN;
    }
    let largest = of_source.into_iter().fold(0.0, f64::max);
    (connections, tables + largest)
}

/// Bytes of a connection in its table.
fn bytes(projection: &ProjectionEntry) -> f64 {
    match projection.weight.kind {
        Kind::Same(_) => 2.0,
        Kind::Drawn(_) => 6.0,
        _ => 10.0,
    }
}

/// The bytes that the system can give, where it tells.
fn free() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = told
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(1024.0 * kilobytes)
}
