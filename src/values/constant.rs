//! The same value everywhere.

use super::{Draw, Values};
use crate::quantity::{Dimension, Measured, Quantity};
use crate::random::Stream;

impl<D: Dimension> Draw for Quantity<D> {
    fn draw(&self, _cell: usize, _stream: &mut Stream) -> f64 {
        self.si()
    }

    fn describe(&self) -> String {
        Self::show(self.si())
    }

    fn constant(&self) -> Option<f64> {
        Some(self.si())
    }
}

#[diagnostic::do_not_recommend]
impl<D: Dimension> Values<Quantity<D>> for Quantity<D> {}

impl Draw for f64 {
    fn draw(&self, _cell: usize, _stream: &mut Stream) -> f64 {
        *self
    }

    fn describe(&self) -> String {
        Self::show(*self)
    }

    fn constant(&self) -> Option<f64> {
        Some(*self)
    }
}

#[diagnostic::do_not_recommend]
impl Values<f64> for f64 {}
