//! Positions as drawn for a seed, and distances between them.

use std::fmt::{self, Display, Formatter};

use crate::quantity::{Length, Measured};

/// Dimensions of a space, and how wide it is where it has no borders.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Space {
    pub(crate) dimensions: usize,
    /// Infinite where it is open.
    pub(crate) periods: [f64; 3],
}

impl Display for Space {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(["a line", "a plane", "a space of three dimensions"][self.dimensions - 1])?;
        if self.periods[0].is_finite() {
            let periods = self.periods[..self.dimensions].iter();
            let periods: Vec<String> = periods.map(|period| Length::show(*period)).collect();
            write!(f, ", periodic over {}", periods.join(" x "))?;
        }
        Ok(())
    }
}

/// Where each cell of a population is.
#[derive(Clone, Debug, PartialEq)]
pub struct Places {
    pub(crate) points: Vec<[f64; 3]>,
    pub(crate) space: Space,
}

impl Places {
    /// The coordinates of a cell, as many as the space has dimensions.
    #[must_use]
    pub fn of(&self, cell: usize) -> Vec<Length> {
        let coordinates = &self.points[cell][..self.space.dimensions];
        coordinates.iter().map(|x| Length::from_si(*x)).collect()
    }

    /// The distance from a cell to one in the same space, the shortest way round where that is periodic.
    #[must_use]
    pub fn distance(&self, cell: usize, to: &Places, other: usize) -> Length {
        let (a, b) = (&self.points[cell], &to.points[other]);
        let axes = (0..self.space.dimensions).map(|axis| {
            let (period, apart) = (self.space.periods[axis], (a[axis] - b[axis]).abs());
            if period.is_finite() {
                let within = apart % period;
                within.min(period - within)
            } else {
                apart
            }
        });
        Length::from_si(axes.map(|apart| apart * apart).sum::<f64>().sqrt())
    }
}
