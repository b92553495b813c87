//! What a projection connects.

use crate::positions::Places;
use crate::quantity::Length;

/// The sources and targets of a projection.
///
/// ```
/// use nernst::connectivity::{Connectivity, Ends};
/// use nernst::prelude::*;
///
/// let rows = AllToAll::new().without_self().rows(&Ends::recurrent(3), 1, 0)?;
/// assert_eq!(rows.of(1), [0, 2]);
/// // Between two populations no cell is another one itself.
/// let rows = AllToAll::new().without_self().rows(&Ends::new(3, 3), 1, 0)?;
/// assert_eq!(rows.of(1), [0, 1, 2]);
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Ends<'a> {
    sources: usize,
    targets: usize,
    is_recurrent: bool,
    places: Option<(&'a Places, &'a Places)>,
}

impl<'a> Ends<'a> {
    /// Two populations of so many cells.
    #[must_use]
    pub const fn new(sources: usize, targets: usize) -> Self {
        Ends {
            sources,
            targets,
            is_recurrent: false,
            places: None,
        }
    }

    /// One population of so many cells, with itself.
    #[must_use]
    pub const fn recurrent(cells: usize) -> Self {
        Ends {
            is_recurrent: true,
            ..Ends::new(cells, cells)
        }
    }

    /// The same, with where the cells are, in one space.
    #[must_use]
    pub fn at(self, sources: &'a Places, targets: &'a Places) -> Self {
        Ends {
            places: Some((sources, targets)),
            ..self
        }
    }

    /// The number of sources.
    #[must_use]
    pub const fn sources(&self) -> usize {
        self.sources
    }

    /// The number of targets.
    #[must_use]
    pub const fn targets(&self) -> usize {
        self.targets
    }

    /// Whether sources and targets are the same cells.
    #[must_use]
    pub const fn is_recurrent(&self) -> bool {
        self.is_recurrent
    }

    /// How far a source is from a target; nothing if it is not known where they are.
    #[must_use]
    pub fn distance(&self, source: usize, target: usize) -> Option<Length> {
        let (from, to) = self.places?;
        Some(from.distance(source, to, target))
    }
}
