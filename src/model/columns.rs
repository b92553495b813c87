//! How generated code reads the variables of a cell out of columns.

/// Cells are advanced in blocks of so many: enough for the widest vectors, few
/// enough that all columns of a block stay in the first-level cache.
#[doc(hidden)]
pub const LANES: usize = 64;

/// Columns of a block of cells; `lane` is the cell within the block.
#[doc(hidden)]
pub trait Columns {
    fn parameter(&self, index: usize, lane: usize) -> f64;

    fn state(&self, _index: usize, _lane: usize) -> f64 {
        0.0
    }

    fn input(&self, _index: usize, _lane: usize) -> Affine {
        Affine::default()
    }

    fn time(&self, _lane: usize) -> f64 {
        0.0
    }
}

/// What arrives at an input, `offset - slope * v`, where `v` is the membrane state of that input.
///
/// A conductance enters as offset `g * e` and slope `g`, so that it takes part in
/// the exponential of the membrane instead of acting as a frozen current.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Affine {
    pub offset: f64,
    pub slope: f64,
    /// Whether the slope is known to be zero, which the compiler sees where currents are increments of the states.
    pub is_flat: bool,
}

impl Affine {
    #[inline(always)]
    pub fn new(offset: f64, slope: f64) -> Self {
        Affine {
            offset,
            slope,
            is_flat: false,
        }
    }

    /// The same whatever the membrane.
    #[inline(always)]
    pub fn flat(offset: f64) -> Self {
        Affine {
            offset,
            slope: 0.0,
            is_flat: true,
        }
    }

    #[inline(always)]
    pub fn at(self, v: f64) -> f64 {
        if self.is_flat {
            self.offset
        } else {
            self.offset - self.slope * v
        }
    }
}

/// An array whose length the model knows.
#[doc(hidden)]
pub trait Array<T: Copy>: Copy + Send + AsRef<[T]> + AsMut<[T]> {
    fn filled(value: T) -> Self;
}

impl<T: Copy + Send, const N: usize> Array<T> for [T; N] {
    fn filled(value: T) -> Self {
        [value; N]
    }
}
