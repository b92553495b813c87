//! One value for all cells, or one for each.

use std::ops::{Deref, DerefMut, Range};

use crate::model::LANES;

/// The values of a variable of a population.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Column {
    Uniform(f64),
    PerCell(Vec<f64>),
}

/// A value for each cell of a block.
///
/// It starts at a line of the cache, so that no vector of the widest instructions lies across two.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub(crate) struct Lanes([f64; LANES]);

impl Lanes {
    pub(crate) const ZERO: Self = Lanes::all(0.0);

    /// The same value in all.
    #[inline(always)]
    pub(crate) const fn all(value: f64) -> Self {
        Lanes([value; LANES])
    }
}

/// A place for each of so many cells, and idle ones up to the end of the last block.
pub(crate) fn places(cells: usize) -> Vec<Lanes> {
    vec![Lanes::ZERO; cells.div_ceil(LANES)]
}

impl Default for Lanes {
    fn default() -> Self {
        Lanes::ZERO
    }
}

impl Deref for Lanes {
    type Target = [f64; LANES];

    #[inline(always)]
    fn deref(&self) -> &[f64; LANES] {
        &self.0
    }
}

impl DerefMut for Lanes {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [f64; LANES] {
        &mut self.0
    }
}

impl Column {
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Column::Uniform(_) => 0,
            Column::PerCell(values) => size_of_val(&**values),
        }
    }

    /// Uniform if all values are the same to the bit.
    pub(crate) fn of(values: Vec<f64>) -> Self {
        match values.first() {
            Some(first) if values.iter().all(|v| v.to_bits() == first.to_bits()) => {
                Column::Uniform(*first)
            }
            _ => Column::PerCell(values),
        }
    }

    pub(crate) fn get(&self, cell: usize) -> f64 {
        match self {
            Column::Uniform(value) => *value,
            Column::PerCell(values) => values[cell],
        }
    }

    /// The value of all cells, if it is one.
    pub(crate) fn of_all(&self) -> Option<f64> {
        match self {
            Column::Uniform(value) => Some(*value),
            Column::PerCell(_) => None,
        }
    }

    pub(crate) fn is_uniform(&self) -> bool {
        matches!(self, Column::Uniform(_))
    }

    pub(crate) fn scale(&mut self, factor: f64) {
        match self {
            Column::Uniform(value) => *value *= factor,
            Column::PerCell(values) => values.iter_mut().for_each(|value| *value *= factor),
        }
    }

    /// The values of some of the cells.
    pub(crate) fn of_cells(&self, cells: Range<usize>) -> Self {
        match self {
            Column::Uniform(value) => Column::Uniform(*value),
            Column::PerCell(values) => Column::PerCell(values[cells].to_vec()),
        }
    }

    /// Fills up to whole blocks with the value of the first cell, so that idle lanes compute something harmless.
    pub(crate) fn pad(&mut self) {
        if let Column::PerCell(values) = self {
            pad(values);
        }
    }

    /// Copies the values of the block that starts at `base`.
    #[inline(always)]
    pub(crate) fn copy_block(&self, base: usize, lanes: &mut Lanes) {
        match self {
            Column::Uniform(value) => lanes.fill(*value),
            Column::PerCell(values) => lanes.copy_from_slice(&values[base..base + LANES]),
        }
    }

    /// The values of the block that starts at `base`.
    pub(crate) fn block(&self, base: usize) -> Lanes {
        let mut lanes = Lanes::ZERO;
        self.copy_block(base, &mut lanes);
        lanes
    }
}

/// Fills up to whole blocks with the first value.
pub(crate) fn pad(values: &mut Vec<f64>) {
    let first = values.first().copied().unwrap_or(0.0);
    values.resize(values.len().next_multiple_of(LANES), first);
}

/// Whether a lane is not zero; without a way out of the loop, so that it is a few wide instructions.
#[inline(always)]
pub(crate) fn has_any(lanes: &Lanes) -> bool {
    lanes.iter().fold(0, |bits, lane| bits | lane.to_bits()) << 1 != 0
}
