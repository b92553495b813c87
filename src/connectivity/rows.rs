//! The targets of every source, as one table.

use std::ops::Range;

/// Lists of targets, one for each source, stored one behind the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    starts: Vec<usize>,
    targets: Vec<u32>,
    /// The place of each connection in the list of pairs of which the table was made.
    places: Option<Vec<usize>>,
}

impl Rows {
    pub(crate) fn bytes(&self) -> usize {
        let places = self
            .places
            .as_ref()
            .map_or(0, |places| size_of_val(&**places));
        size_of_val(&*self.starts) + size_of_val(&*self.targets) + places
    }

    /// The table whose rows the closure fills, source by source.
    pub fn collect(sources: usize, mut row: impl FnMut(u32, &mut Vec<u32>)) -> Self {
        let mut targets = Vec::new();
        let mut starts = Vec::with_capacity(sources + 1);
        starts.push(0);
        for source in 0..sources {
            row(source as u32, &mut targets);
            starts.push(targets.len());
        }
        Rows {
            starts,
            targets,
            places: None,
        }
    }

    /// The table of a list of pairs of source and target, in any order.
    ///
    /// It remembers the order, in which weights and delays are listed too.
    ///
    /// # Panics
    ///
    /// If a source is not below `sources`.
    #[must_use]
    pub fn listed(sources: usize, pairs: &[(u32, u32)]) -> Self {
        let mut places: Vec<usize> = (0..pairs.len()).collect();
        // Stable: connections of the same pair stay in the order of the list.
        places.sort_by_key(|place| pairs[*place]);
        let mut starts = vec![0; sources + 1];
        for (source, _) in pairs {
            starts[*source as usize + 1] += 1;
        }
        for source in 0..sources {
            starts[source + 1] += starts[source];
        }
        Rows {
            starts,
            targets: places.iter().map(|place| pairs[*place].1).collect(),
            places: Some(places),
        }
    }

    /// The table in which sources and targets have changed places: what is a target here is one of so many sources there.
    #[must_use]
    pub(super) fn transposed(&self, sources: usize) -> Self {
        let mut starts = vec![0; sources + 1];
        for source in &self.targets {
            starts[*source as usize + 1] += 1;
        }
        for source in 0..sources {
            starts[source + 1] += starts[source];
        }
        let mut next = starts.clone();
        let mut targets = vec![0; self.targets.len()];
        for target in 0..self.sources() as u32 {
            for source in self.of(target) {
                let place = &mut next[*source as usize];
                targets[*place] = target;
                *place += 1;
            }
        }
        Rows {
            starts,
            targets,
            places: None,
        }
    }

    /// The targets of one source.
    #[must_use]
    pub fn of(&self, source: u32) -> &[u32] {
        &self.targets[self.range(source)]
    }

    /// The number of sources.
    #[must_use]
    pub fn sources(&self) -> usize {
        self.starts.len() - 1
    }

    /// The number of connections.
    #[must_use]
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there is no connection.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Which connections, counted by source and then target, are those of the source.
    pub(crate) fn range(&self, source: u32) -> Range<usize> {
        let source = source as usize;
        self.starts[source]..self.starts[source + 1]
    }

    /// Where the connection stands in the order in which the modeler lists values.
    pub(crate) fn place(&self, connection: usize) -> usize {
        self.places
            .as_ref()
            .map_or(connection, |places| places[connection])
    }

    pub(crate) fn targets_mut(&mut self) -> &mut [u32] {
        &mut self.targets
    }

    pub(crate) fn targets(&self) -> &[u32] {
        &self.targets
    }
}
