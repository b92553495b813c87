//! Pairs written down one by one.

use super::{Connectivity, Ends, Rows};

/// The pairs of source and target in a list, in any order.
///
/// A pair that is listed twice has two connections. Weights and delays that are given as a `Vec` are in the order of this list.
///
/// ```
/// use nernst::prelude::*;
/// use nernst::projection::{Direct, NoOutput};
///
/// fn chain(cells: PopulationId<Lif>) -> Projection<Lif, Direct, NoOutput, ElectricPotential> {
///     Projection::new(cells, cells)
///         .connectivity(vec![(0, 1), (1, 2), (2, 0)])
///         .weight(vec![1.0 * mV, 2.0 * mV, 3.0 * mV])
/// }
/// ```
impl Connectivity for Vec<(usize, usize)> {
    fn describe(&self) -> String {
        "listed pairs".to_owned()
    }

    fn fault(&self, ends: &Ends<'_>) -> Option<String> {
        self.iter()
            .find_map(|(source, target)| missing(ends, *source, *target))
    }

    fn rows(&self, ends: &Ends<'_>, _seed: u64, _object: u32) -> Result<Rows, String> {
        self.fault(ends).map_or(Ok(()), Err)?;
        let pairs = self
            .iter()
            .map(|(source, target)| (*source as u32, *target as u32));
        Ok(Rows::listed(ends.sources(), &pairs.collect::<Vec<_>>()))
    }
}

/// Why there cannot be a connection between these cells.
fn missing(ends: &Ends<'_>, source: usize, target: usize) -> Option<String> {
    let (sources, targets) = (ends.sources(), ends.targets());
    if source >= sources {
        return Some(format!(
            "a connection starts at cell {source}, and there are {sources} sources"
        ));
    }
    (target >= targets)
        .then(|| format!("a connection ends at cell {target}, and there are {targets} targets"))
}
