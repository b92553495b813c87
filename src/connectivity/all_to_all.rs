//! Every pair.

use super::{Connectivity, Ends, Pattern, Rows};

/// Every source with every target.
///
/// Within one population a cell is its own target too, unless `without_self` is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AllToAll {
    skip_self: bool,
}

impl AllToAll {
    /// All pairs.
    #[must_use]
    pub const fn new() -> Self {
        AllToAll { skip_self: false }
    }

    /// The same, with no cell connected to itself.
    #[must_use]
    pub const fn without_self(self) -> Self {
        AllToAll { skip_self: true }
    }
}

impl Connectivity for AllToAll {
    fn describe(&self) -> String {
        let others = super::self_connections(self.skip_self);
        format!("all to all{others}")
    }

    fn pattern(&self, ends: &Ends<'_>) -> Option<Pattern> {
        let skip_self = self.skip_self && ends.is_recurrent();
        Some(Pattern::AllToAll { skip_self })
    }

    fn expected(&self, ends: &Ends<'_>) -> Option<f64> {
        Some(ends.sources() as f64 * ends.targets() as f64)
    }

    fn rows(&self, ends: &Ends<'_>, _seed: u64, _object: u32) -> Result<Rows, String> {
        let skip_self = self.skip_self && ends.is_recurrent();
        let targets = ends.targets() as u32;
        Ok(Rows::collect(ends.sources(), |source, row| {
            row.extend((0..targets).filter(|target| !(skip_self && *target == source)));
        }))
    }
}
