//! The connections of a projection (stand-in until the table with weights and delays lands).

use std::ops::Range;

use super::Rows;

/// Rows with one weight and one delay.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    rows: Rows,
    sources: usize,
    weight: f64,
    delays: Vec<u64>,
}

impl Connections {
    pub(crate) fn new(rows: Rows, sources: usize, weight: f64, delay: u64) -> Self {
        Connections {
            rows,
            sources,
            weight,
            delays: vec![delay],
        }
    }
    pub(crate) fn sources(&self) -> usize {
        self.sources
    }
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
    pub(crate) fn row(&self, source: u32) -> Range<usize> {
        self.rows.range(source)
    }
    pub(crate) fn bucket(&self, source: u32, _delay: u64) -> Range<usize> {
        self.rows.range(source)
    }
    pub(crate) fn target(&self, connection: usize) -> u32 {
        self.rows.target(connection)
    }
    pub(crate) fn weight(&self, _connection: usize) -> f64 {
        self.weight
    }
    pub(crate) fn delay(&self, _connection: usize) -> u64 {
        self.delays[0]
    }
    pub(crate) fn delays(&self) -> &[u64] {
        &self.delays
    }
    pub(crate) fn longest_delay(&self) -> u64 {
        self.delays[0]
    }
}
