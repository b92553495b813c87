//! The targets of every source, as one table.

/// Lists of targets, one for each source, stored one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    starts: Vec<usize>,
    targets: Vec<u32>,
}

impl Rows {
    /// The table whose rows the closure fills, source by source.
    pub fn collect(sources: usize, mut row: impl FnMut(u32, &mut Vec<u32>)) -> Self {
        let mut targets = Vec::new();
        let mut starts = Vec::with_capacity(sources + 1);
        starts.push(0);
        for source in 0..sources {
            row(source as u32, &mut targets);
            starts.push(targets.len());
        }
        Rows { starts, targets }
    }

    /// The targets of one source.
    #[must_use]
    pub fn of(&self, source: u32) -> &[u32] {
        let source = source as usize;
        &self.targets[self.starts[source]..self.starts[source + 1]]
    }

    pub(crate) fn range(&self, source: u32) -> std::ops::Range<usize> {
        let source = source as usize;
        self.starts[source]..self.starts[source + 1]
    }

    pub(crate) fn target(&self, connection: usize) -> u32 {
        self.targets[connection]
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
}
