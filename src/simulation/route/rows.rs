//! Targets of every source of one table.

use std::ops::Range;

use super::Link;
use crate::dispatch::{prefetch, room};

/// Rows of slots, one for each source, behind one another.
pub(super) struct Rows {
    starts: Vec<usize>,
    slots: Vec<u16>,
}

impl Rows {
    /// The rows that the closure fills, with so many links or less, and what else is kept of each link, in the same order.
    pub(super) fn new(
        sources: usize,
        links: usize,
        fill: impl Fn(usize, &mut Vec<Link>),
        mut keep: impl FnMut(&Link),
    ) -> Self {
        let (mut starts, mut slots, mut row) = (vec![0], room(links), Vec::new());
        for source in 0..sources {
            row.clear();
            fill(source, &mut row);
            slots.extend(row.iter().map(|link| link.slot));
            row.iter().for_each(&mut keep);
            starts.push(slots.len());
        }
        slots.shrink_to_fit();
        Rows { starts, slots }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.starts) + size_of_val(&*self.slots)
    }

    /// Calls for the row of each source: its number among these, its slots, and where they stand in the table.
    #[inline(always)]
    pub(super) fn for_each(
        &self,
        sources: &[u32],
        mut call: impl FnMut(usize, &[u16], Range<usize>),
    ) {
        let range = |source: u32| self.starts[source as usize]..self.starts[source as usize + 1];
        for (k, &source) in sources.iter().enumerate() {
            if let Some(&next) = sources.get(k + 1) {
                prefetch(&self.slots[range(next)]);
            }
            let range = range(source);
            call(k, &self.slots[range.clone()], range);
        }
    }
}
