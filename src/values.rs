//! Values for the cells of a population or the connections of a projection:
//! one for all, drawn, listed, or computed.

use std::fmt::Debug;
use std::marker::PhantomData;

use crate::quantity::{Dimension, Measured, Quantity};
use crate::random::Stream;

/// A rule that gives one value of type `Q` for each cell.
///
/// A quantity is the same for all cells, a `Vec` lists one for each,
/// [`Normal`] and [`Uniform`] draw, [`by_index`] computes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give values of `{Q}`",
    label = "expected `{Q}`, or a distribution, list or closure of it"
)]
pub trait Values<Q>: Draw {}

/// A rule of values, without its dimension.
#[doc(hidden)]
pub trait Draw: Debug + Send + Sync + 'static {
    /// The value for the cell, in SI base units.
    fn draw(&self, cell: usize, stream: &mut Stream) -> f64;

    /// Whether values come from the stream.
    fn is_random(&self) -> bool {
        false
    }

    /// The one value of all cells.
    fn constant(&self) -> Option<f64> {
        None
    }

    /// How many cells the rule has values for, if not any number.
    fn length(&self) -> Option<usize> {
        None
    }

    /// What is wrong with the rule itself, such as a negative standard deviation.
    fn fault(&self) -> Option<String> {
        None
    }
}

impl<D: Dimension> Draw for Quantity<D> {
    fn draw(&self, _cell: usize, _stream: &mut Stream) -> f64 {
        self.si()
    }

    fn constant(&self) -> Option<f64> {
        Some(self.si())
    }
}

impl<D: Dimension> Values<Quantity<D>> for Quantity<D> {}

impl Draw for f64 {
    fn draw(&self, _cell: usize, _stream: &mut Stream) -> f64 {
        *self
    }

    fn constant(&self) -> Option<f64> {
        Some(*self)
    }
}

impl Values<f64> for f64 {}

/// One value for each cell.
impl<Q: Measured> Draw for Vec<Q> {
    fn draw(&self, cell: usize, _stream: &mut Stream) -> f64 {
        self[cell].si()
    }

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<Q: Measured> Values<Q> for Vec<Q> {}

/// A normal distribution.
///
/// ```
/// use nernst::prelude::*;
///
/// let v = Normal::new(-65.0 * mV, 5.0 * mV); // mean and standard deviation
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal<Q> {
    /// The mean.
    pub mean: Q,
    /// The standard deviation, not negative.
    pub sd: Q,
}

impl<Q> Normal<Q> {
    /// The distribution of this mean and standard deviation.
    pub const fn new(mean: Q, sd: Q) -> Self {
        Normal { mean, sd }
    }
}

impl<Q: Measured> Draw for Normal<Q> {
    fn draw(&self, _cell: usize, stream: &mut Stream) -> f64 {
        self.sd.si().mul_add(stream.normal(), self.mean.si())
    }

    fn is_random(&self) -> bool {
        true
    }

    fn fault(&self) -> Option<String> {
        let (mean, sd) = (self.mean.si(), self.sd.si());
        if !mean.is_finite() || !sd.is_finite() {
            return Some("the mean and the standard deviation must be finite".to_owned());
        }
        (sd < 0.0).then(|| format!("the standard deviation {} is negative", Q::show(sd)))
    }
}

impl<Q: Measured> Values<Q> for Normal<Q> {}

/// A uniform distribution over `[low, high)`.
///
/// ```
/// use nernst::prelude::*;
///
/// let v = Uniform::new(-60.0 * mV, -50.0 * mV);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform<Q> {
    /// The least value.
    pub low: Q,
    /// The bound above, not less than `low`.
    pub high: Q,
}

impl<Q> Uniform<Q> {
    /// The distribution between these bounds.
    pub const fn new(low: Q, high: Q) -> Self {
        Uniform { low, high }
    }
}

impl<Q: Measured> Draw for Uniform<Q> {
    fn draw(&self, _cell: usize, stream: &mut Stream) -> f64 {
        let (low, high) = (self.low.si(), self.high.si());
        (high - low).mul_add(stream.uniform(), low)
    }

    fn is_random(&self) -> bool {
        true
    }

    fn fault(&self) -> Option<String> {
        let (low, high) = (self.low.si(), self.high.si());
        if !low.is_finite() || !high.is_finite() {
            return Some("the bounds must be finite".to_owned());
        }
        (low > high).then(|| format!("the bound {} lies above {}", Q::show(low), Q::show(high)))
    }
}

impl<Q: Measured> Values<Q> for Uniform<Q> {}

/// The values that a closure computes from the index of the cell.
///
/// ```
/// use nernst::prelude::*;
///
/// let gradient = by_index(|cell| (cell as f64) * 0.1 * mV);
/// ```
pub fn by_index<Q, F>(value: F) -> ByIndex<F, Q>
where
    Q: Measured,
    F: Fn(usize) -> Q + Send + Sync + 'static,
{
    ByIndex {
        value,
        of: PhantomData,
    }
}

/// A rule made by [`by_index`].
#[derive(Clone, Copy)]
pub struct ByIndex<F, Q> {
    value: F,
    of: PhantomData<fn() -> Q>,
}

impl<F, Q> Debug for ByIndex<F, Q> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("by_index(..)")
    }
}

impl<Q, F> Draw for ByIndex<F, Q>
where
    Q: Measured,
    F: Fn(usize) -> Q + Send + Sync + 'static,
{
    fn draw(&self, cell: usize, _stream: &mut Stream) -> f64 {
        (self.value)(cell).si()
    }
}

impl<Q, F> Values<Q> for ByIndex<F, Q>
where
    Q: Measured,
    F: Fn(usize) -> Q + Send + Sync + 'static,
{
}
