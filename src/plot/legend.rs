//! Which line is which.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, Frame, Pen, SMALL, width_of};
use super::curve::Curve;

/// The height of a row.
const ROW: f64 = 22.0;

/// The length of the piece of line before a name.
const SAMPLE: f64 = 28.0;

/// Before the name, and behind it.
const GAPS: (f64, f64) = (7.0, 22.0);

/// The names of curves in rows above the frame, where they cover no data.
#[derive(Debug)]
pub(super) struct Legend<'a>(Vec<(&'a str, Pen)>);

impl<'a> Legend<'a> {
    pub(super) fn new(curves: &'a [Curve]) -> Legend<'a> {
        let named = curves.iter().filter(|curve| !curve.name.is_empty());
        Legend(named.map(|curve| (&*curve.name, curve.pen)).collect())
    }

    /// The width of its widest item.
    pub(super) fn width(&self) -> f64 {
        self.0
            .iter()
            .map(|(name, _)| item(name))
            .fold(0.0, f64::max)
    }

    /// The height it takes in a frame of this width.
    pub(super) fn height(&self, width: f64) -> f64 {
        let last = self.places(width).last();
        last.map_or(0.0, |(_, row, ..)| (row + 1) as f64 * ROW)
    }

    /// Draws it above the frame.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, frame: Frame) {
        let width = frame.right - frame.left;
        let top = frame.top - self.height(width);
        for (x, row, name, pen) in self.places(width) {
            let x = frame.left + x;
            let y = top + (row as f64 + 0.35) * ROW;
            match pen {
                Pen::Dots(_) => canvas.curve(&[(x + SAMPLE / 2.0, y)], pen, y),
                Pen::Area(_) => {
                    canvas.curve(&[(x, y - 5.0), (x + SAMPLE, y - 5.0)], pen, y + 5.0);
                }
                _ => canvas.line(&[(x, y), (x + SAMPLE, y)], pen),
            }
            canvas.text(name, (x + SAMPLE + GAPS.0, y), HPos::Left, None);
        }
    }

    /// Place in the row, row, name and pen of each item.
    fn places(&self, width: f64) -> impl Iterator<Item = (f64, usize, &'a str, Pen)> {
        let (mut x, mut row) = (0.0, 0);
        self.0.iter().map(move |(name, pen)| {
            if x > 0.0 && x + item(name) > width {
                (x, row) = (0.0, row + 1);
            }
            let place = (x, row, *name, *pen);
            x += item(name) + GAPS.1;
            place
        })
    }
}

/// The width of a name with the piece of line before it.
fn item(name: &str) -> f64 {
    SAMPLE + GAPS.0 + width_of(name, SMALL)
}
