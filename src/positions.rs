//! Where cells are.

mod places;
mod point;

pub use places::{Places, Space};
pub use point::Point;

use crate::quantity::{Length, Measured};
use crate::random::{Purpose, Stream};

/// The positions of the cells of a population, in one, two or three dimensions.
///
/// A position is a `Length` on a line, or an array `[x, y]` or `[x, y, z]`.
///
/// ```
/// use nernst::prelude::*;
///
/// // A ring of a hundred cells.
/// let ring = Positions::line(10.0 * um).periodic(1.0 * mm);
/// // A sheet of 20 by 30 cells, without borders.
/// let sheet = Positions::grid([20, 30], [25.0 * um, 25.0 * um]).periodic([0.5 * mm, 0.75 * mm]);
/// // Anywhere in a slice, drawn for the seed of a simulation.
/// let slice = Positions::random([0.0 * mm; 3], [1.0 * mm, 1.0 * mm, 0.3 * mm]);
/// // Measured ones.
/// let measured = Positions::list([[1.2 * um, 3.4 * um], [5.6 * um, 7.8 * um]]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Positions {
    pattern: Pattern,
    dimensions: usize,
    /// Number of coordinates and extent of a space without borders.
    extent: Option<(usize, [f64; 3])>,
}

#[derive(Clone, Debug, PartialEq)]
enum Pattern {
    List(Vec<[f64; 3]>),
    Line(f64),
    Grid([usize; 3], [f64; 3]),
    Random([f64; 3], [f64; 3]),
}

impl Positions {
    fn new<P: Point>(pattern: Pattern) -> Self {
        Positions {
            pattern,
            dimensions: P::DIMENSIONS,
            extent: None,
        }
    }

    /// One point for each cell.
    #[must_use]
    pub fn list<P: Point>(points: impl IntoIterator<Item = P>) -> Self {
        let points = points.into_iter().map(Point::coordinates).collect();
        Self::new::<P>(Pattern::List(points))
    }

    /// On a line, cell `k` at `k` times the spacing.
    #[must_use]
    pub fn line(spacing: Length) -> Self {
        Self::new::<Length>(Pattern::Line(spacing.si()))
    }

    /// So many cells along each axis, so far apart; the first coordinate changes fastest.
    ///
    /// In a grid of `[columns, rows]`, cell `k` is in column `k % columns` and row `k / columns`.
    #[must_use]
    pub fn grid<const D: usize>(cells: [usize; D], spacing: [Length; D]) -> Self
    where
        [Length; D]: Point,
    {
        let mut along = [1; 3];
        along[..D].copy_from_slice(&cells);
        Self::new::<[Length; D]>(Pattern::Grid(along, spacing.coordinates()))
    }

    /// Each cell anywhere in a box between two corners, uniformly and independently of the others; drawn for the
    /// seed of a simulation.
    #[must_use]
    pub fn random<P: Point>(low: P, high: P) -> Self {
        Self::new::<P>(Pattern::Random(low.coordinates(), high.coordinates()))
    }

    /// In a space without borders: who leaves it on one side comes in on the other, so that a distance is the
    /// shortest way round. A line becomes a ring, a rectangle a torus.
    #[must_use]
    pub fn periodic<P: Point>(mut self, extent: P) -> Self {
        self.extent = Some((P::DIMENSIONS, extent.coordinates()));
        self
    }

    /// The space in which the positions lie.
    #[must_use]
    pub fn space(&self) -> Space {
        let mut periods = [f64::INFINITY; 3];
        if let Some((_, extent)) = self.extent {
            periods[..self.dimensions].copy_from_slice(&extent[..self.dimensions]);
        }
        Space {
            dimensions: self.dimensions,
            periods,
        }
    }

    /// The positions of so many cells, the same for the same seed; `object` tells the populations of a network apart.
    #[must_use]
    pub fn places(&self, cells: usize, seed: u64, object: u32) -> Places {
        let points = match &self.pattern {
            Pattern::List(points) => points.clone(),
            Pattern::Line(spacing) => (0..cells)
                .map(|cell| [cell as f64 * spacing, 0.0, 0.0])
                .collect(),
            Pattern::Grid([columns, rows, _], spacing) => (0..cells)
                .map(|cell| {
                    let row = cell / columns;
                    let at = [cell % columns, row % rows, row / rows];
                    [0, 1, 2].map(|axis| at[axis] as f64 * spacing[axis])
                })
                .collect(),
            Pattern::Random(low, high) => (0..cells)
                .map(|cell| {
                    let mut stream = Stream::new(seed, Purpose::Position, object, cell as u64);
                    [0, 1, 2]
                        .map(|axis| (high[axis] - low[axis]).mul_add(stream.uniform(), low[axis]))
                })
                .collect(),
        };
        Places {
            points,
            space: self.space(),
        }
    }

    /// What is wrong with the positions for so many cells, in words.
    pub(crate) fn fault(&self, cells: usize) -> Option<String> {
        self.extent_fault()
            .or_else(|| self.pattern_fault(cells))
            .or_else(|| self.overlap(cells))
    }

    fn extent_fault(&self) -> Option<String> {
        let (dimensions, extent) = self.extent?;
        if dimensions != self.dimensions {
            return Some(format!(
                "the positions have {} coordinates and the extent of their space has {dimensions}",
                self.dimensions
            ));
        }
        let extent = extent[..dimensions].iter();
        let wrong = extent
            .copied()
            .find(|length| !(*length > 0.0 && length.is_finite()))?;
        Some(format!(
            "the extent of a periodic space must be positive and finite, but it is {}",
            Length::show(wrong)
        ))
    }

    fn pattern_fault(&self, cells: usize) -> Option<String> {
        match &self.pattern {
            Pattern::List(points) if points.len() != cells => {
                Some(format!("there are {} positions for {cells} cells", points.len()))
            }
            Pattern::List(points) => {
                let wrong = |point: &[f64; 3]| point.iter().find(|x| !x.is_finite()).copied();
                let mut points = points.iter().enumerate();
                points.find_map(|(cell, point)| {
                    let coordinate = Length::show(wrong(point)?);
                    Some(format!(
                        "the position of cell {cell} must be finite, but it has the coordinate {coordinate}"
                    ))
                })
            }
            Pattern::Line(spacing) => spacing_fault(*spacing),
            Pattern::Grid(along, spacing) => {
                let size = along.iter().try_fold(1_usize, |n, k| n.checked_mul(*k));
                if size != Some(cells) {
                    let along = along[..self.dimensions].iter().map(usize::to_string);
                    let along = along.collect::<Vec<_>>().join(" x ");
                    return Some(format!(
                        "a grid of {along} has {} places for {cells} cells",
                        size.map_or("too many".to_owned(), |size| size.to_string())
                    ));
                }
                spacing[..self.dimensions].iter().find_map(|s| spacing_fault(*s))
            }
            Pattern::Random(low, high) => (0..self.dimensions).find_map(|axis| {
                let (low, high) = (low[axis], high[axis]);
                let is_box = low.is_finite() && high.is_finite() && low <= high;
                (!is_box).then(|| {
                    format!(
                        "the box of random positions must be finite with its lower corner first, but it goes from {} to {}",
                        Length::show(low),
                        Length::show(high)
                    )
                })
            }),
        }
    }

    /// Cells farther apart than their space is wide would lie on top of each other.
    fn overlap(&self, cells: usize) -> Option<String> {
        let (_, extent) = self.extent?;
        let places = self.places(cells, 0, 0);
        (0..self.dimensions).find_map(|axis| {
            let along = places.points.iter().map(|point| point[axis]);
            let low = along.clone().fold(f64::INFINITY, f64::min);
            let spread = along.fold(f64::NEG_INFINITY, f64::max) - low;
            (spread > extent[axis]).then(|| {
                format!(
                    "the positions are spread over {}, and their periodic space is only {} wide",
                    Length::show(spread),
                    Length::show(extent[axis])
                )
            })
        })
    }
}

fn spacing_fault(spacing: f64) -> Option<String> {
    (!spacing.is_finite()).then(|| {
        format!(
            "the spacing of positions must be finite, but it is {}",
            Length::show(spacing)
        )
    })
}
