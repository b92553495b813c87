//! One value for each cell.

use super::{Draw, Values};
use crate::quantity::Measured;
use crate::random::Stream;

impl<Q: Measured> Draw for Vec<Q> {
    fn draw(&self, cell: usize, _stream: &mut Stream) -> f64 {
        self[cell].si()
    }

    fn describe(&self) -> String {
        "listed".to_owned()
    }

    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> Values<Q> for Vec<Q> {}
