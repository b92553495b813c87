//! One value for all cells, or one for each.

use crate::model::LANES;

/// The values of a variable of a population.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Column {
    Uniform(f64),
    PerCell(Vec<f64>),
}

/// A value for each cell of a block.
pub(crate) type Lanes = [f64; LANES];

impl Column {
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

    pub(crate) fn is_uniform(&self) -> bool {
        matches!(self, Column::Uniform(_))
    }

    pub(crate) fn scale(&mut self, factor: f64) {
        match self {
            Column::Uniform(value) => *value *= factor,
            Column::PerCell(values) => values.iter_mut().for_each(|value| *value *= factor),
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
        let mut lanes = [0.0; LANES];
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
