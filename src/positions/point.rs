//! Points on a line, in a plane, in space.

use crate::quantity::{Length, Measured};

/// A point: a `Length` on a line, `[x, y]` in a plane, `[x, y, z]` in space.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a point",
    label = "not a point",
    note = "a point is a `Length` on a line, or an array of two or three, such as `[0.1 * mm, 0.2 * mm]`"
)]
pub trait Point: Copy + sealed::Sealed {
    /// The number of coordinates.
    const DIMENSIONS: usize;

    /// In metres, with zeros behind.
    #[doc(hidden)]
    fn coordinates(self) -> [f64; 3];
}

impl Point for Length {
    const DIMENSIONS: usize = 1;

    fn coordinates(self) -> [f64; 3] {
        [self.si(), 0.0, 0.0]
    }
}

impl Point for [Length; 2] {
    const DIMENSIONS: usize = 2;

    fn coordinates(self) -> [f64; 3] {
        [self[0].si(), self[1].si(), 0.0]
    }
}

impl Point for [Length; 3] {
    const DIMENSIONS: usize = 3;

    fn coordinates(self) -> [f64; 3] {
        self.map(Measured::si)
    }
}

mod sealed {
    use crate::quantity::Length;

    pub trait Sealed {}
    impl Sealed for Length {}
    impl Sealed for [Length; 2] {}
    impl Sealed for [Length; 3] {}
}
