//! Pairs that meet a condition.

use std::fmt::{self, Debug, Formatter};

use super::{Connectivity, Ends, Rows};

/// The pairs of source and target for which a closure says so.
///
/// ```
/// use nernst::connectivity::{Connectivity, Ends};
/// use nernst::prelude::*;
///
/// // Modules of ten cells.
/// let modules = ConnectedIf::new(|pre, post| pre / 10 == post / 10 && pre != post);
/// let rows = modules.rows(&Ends::recurrent(100), 1, 0)?;
/// assert_eq!(rows.len(), 100 * 9);
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy)]
pub struct ConnectedIf<F> {
    condition: F,
}

impl<F: Fn(usize, usize) -> bool + Send + Sync + 'static> ConnectedIf<F> {
    /// The pairs of indices that meet the condition.
    pub const fn new(condition: F) -> Self {
        ConnectedIf { condition }
    }
}

impl<F> Debug for ConnectedIf<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("ConnectedIf(..)")
    }
}

impl<F: Fn(usize, usize) -> bool + Send + Sync + 'static> Connectivity for ConnectedIf<F> {
    fn describe(&self) -> String {
        "pairs by a condition".to_owned()
    }

    fn rows(&self, ends: &Ends<'_>, _seed: u64, _object: u32) -> Result<Rows, String> {
        let targets = ends.targets() as u32;
        Ok(Rows::collect(ends.sources(), |source, row| {
            let is_connected = |target: &u32| (self.condition)(source as usize, *target as usize);
            row.extend((0..targets).filter(is_connected));
        }))
    }
}
