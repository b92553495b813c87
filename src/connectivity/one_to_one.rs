//! Pairs of equal index.

use super::{Connectivity, Ends, Pattern, Rows};

/// Source `k` with target `k`; both populations have the same number of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OneToOne;

impl Connectivity for OneToOne {
    fn describe(&self) -> String {
        "one to one".to_owned()
    }

    fn pattern(&self, _ends: &Ends<'_>) -> Option<Pattern> {
        Some(Pattern::OneToOne)
    }

    fn fault(&self, ends: &Ends<'_>) -> Option<String> {
        let (sources, targets) = (ends.sources(), ends.targets());
        (sources != targets).then(|| {
            format!("one-to-one needs as many targets as sources, not {targets} for {sources}")
        })
    }

    fn rows(&self, ends: &Ends<'_>, _seed: u64, _object: u32) -> Result<Rows, String> {
        Ok(Rows::collect(ends.sources(), |source, row| {
            row.push(source)
        }))
    }
}
