//! The same number of outputs for every cell.

use super::repetition::{Repetition, around};
use super::{Connectivity, Ends, Rows};
use crate::random::{Purpose, Stream};

/// Every source with the same number of connections to targets drawn at random.
///
/// All targets have the same chance and, unless `with_multapses` is called, differ from each other. Within one population a
/// cell can be its own target, unless `without_self` is called. How many connections reach a target is random.
///
/// ```
/// use nernst::connectivity::{Connectivity, Ends};
/// use nernst::prelude::*;
///
/// let rule = FixedOutDegree::new(10).without_self();
/// let rows = rule.rows(&Ends::recurrent(100), 1, 0)?;
/// assert_eq!(rows.len(), 1000);
/// assert_eq!(rule.describe(), "out-degree 10, no multapses, no self-connections");
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedOutDegree {
    degree: u64,
    repetition: Repetition,
}

impl FixedOutDegree {
    /// So many connections for each source.
    #[must_use]
    pub fn new(degree: usize) -> Self {
        FixedOutDegree {
            degree: degree as u64,
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

    /// From how many targets those of a cell are chosen.
    fn among(&self, ends: &Ends<'_>) -> u64 {
        ends.targets() as u64 - u64::from(self.repetition.leaves_out(ends))
    }
}

impl Connectivity for FixedOutDegree {
    fn describe(&self) -> String {
        format!("out-degree {}, {}", self.degree, self.repetition.describe())
    }

    fn fault(&self, ends: &Ends<'_>) -> Option<String> {
        let candidates = if self.repetition.leaves_out(ends) {
            "other cells"
        } else {
            "targets"
        };
        let fault = self
            .repetition
            .fault(self.degree, self.among(ends), candidates)?;
        Some(format!(
            "an out-degree of {} needs as many targets, {fault}",
            self.degree
        ))
    }

    fn expected(&self, ends: &Ends<'_>) -> Option<f64> {
        Some(self.degree as f64 * ends.sources() as f64)
    }

    fn rows(&self, ends: &Ends<'_>, seed: u64, object: u32) -> Result<Rows, String> {
        self.fault(ends).map_or(Ok(()), Err)?;
        let among = self.among(ends);
        let leaves_out = self.repetition.leaves_out(ends);
        Ok(Rows::collect(ends.sources(), |source, targets| {
            let mut stream = Stream::new(seed, Purpose::Connectivity, object, source.into());
            let own = leaves_out.then_some(source);
            let chosen = self.repetition.choose(self.degree, among, &mut stream);
            targets.extend(chosen.into_iter().map(|number| around(own, number)));
        }))
    }
}
