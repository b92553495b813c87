//! Values computed from the index of a cell.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use super::{Draw, Values};
use crate::quantity::Measured;
use crate::random::Stream;

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
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
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

    fn describe(&self) -> String {
        "by index".to_owned()
    }
}

#[diagnostic::do_not_recommend]
impl<Q, F> Values<Q> for ByIndex<F, Q>
where
    Q: Measured,
    F: Fn(usize) -> Q + Send + Sync + 'static,
{
}
