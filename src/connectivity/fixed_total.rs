//! A given number of connections in all.

use super::repetition::{Repetition, around};
use super::{Connectivity, Ends, Rows};
use crate::random::{Purpose, Stream};

/// A given number of connections, between pairs drawn at random.
///
/// All pairs have the same chance and, unless `with_multapses` is called, differ from each other. Within one population a
/// cell can be connected to itself, unless `without_self` is called.
///
/// ```
/// use nernst::connectivity::{Connectivity, Ends};
/// use nernst::prelude::*;
///
/// let rule = FixedTotal::new(500).with_multapses();
/// let rows = rule.rows(&Ends::new(100, 50), 1, 0)?;
/// assert_eq!(rows.len(), 500);
/// assert_eq!(rule.describe(), "500 connections, multapses occur");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedTotal {
    total: u64,
    repetition: Repetition,
}

impl FixedTotal {
    /// So many connections in all.
    #[must_use]
    pub fn new(total: usize) -> Self {
        FixedTotal {
            total: total as u64,
            repetition: Repetition::default(),
        }
    }

    /// The same, with no cell connected to itself.
    #[must_use]
    pub fn without_self(mut self) -> Self {
        self.repetition.skips_self = true;
        self
    }

    /// The same, drawn with replacement: a pair can have more than one connection.
    #[must_use]
    pub fn with_multapses(mut self) -> Self {
        self.repetition.has_multapses = true;
        self
    }

    /// How many targets a source can have.
    fn targets(&self, ends: &Ends<'_>) -> u64 {
        ends.targets() as u64 - u64::from(self.repetition.leaves_out(ends))
    }
}

impl Connectivity for FixedTotal {
    fn describe(&self) -> String {
        let repetition = self.repetition.describe();
        format!("{} connections, {repetition}", self.total)
    }

    fn fault(&self, ends: &Ends<'_>) -> Option<String> {
        let pairs = ends.sources() as u64 * self.targets(ends);
        let fault = self.repetition.fault(self.total, pairs, "pairs")?;
        let total = self.total;
        Some(format!("{total} connections need as many pairs, {fault}"))
    }

    fn expected(&self, _ends: &Ends<'_>) -> Option<f64> {
        Some(self.total as f64)
    }

    fn rows(&self, ends: &Ends<'_>, seed: u64, object: u32) -> Result<Rows, String> {
        self.fault(ends).map_or(Ok(()), Err)?;
        let leaves_out = self.repetition.leaves_out(ends);
        let (sources, targets) = (ends.sources() as u64, self.targets(ends));
        let mut stream = Stream::new(seed, Purpose::Connectivity, object, 0);
        let chosen = self
            .repetition
            .choose(self.total, sources * targets, &mut stream);
        let mut chosen = chosen.into_iter().peekable();
        Ok(Rows::collect(ends.sources(), |source, row| {
            let own = leaves_out.then_some(source);
            let first = u64::from(source) * targets;
            while let Some(pair) = chosen.next_if(|pair| *pair < first + targets) {
                row.push(around(own, pair - first));
            }
        }))
    }
}
