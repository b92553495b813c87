//! Which way states move.

use super::canvas::{Canvas, Frame, Pen};
use super::graph::places;

/// Arrows across and upwards.
const COUNTS: (usize, usize) = (15, 12);

/// The part of the distance between two arrows that one takes.
const LENGTH: f64 = 0.62;

/// The length of the head of an arrow, and half of its width, in parts of the arrow.
const HEAD: (f64, f64) = (0.38, 0.19);

/// Arrows over a plane, all of the same length.
#[derive(Clone, Debug)]
pub(super) struct Field(Vec<Arrow>);

#[derive(Clone, Copy, Debug)]
struct Arrow {
    at: (f64, f64),
    /// Along each axis, in its own unit.
    toward: (f64, f64),
}

impl Field {
    /// The field of these directions, at places that leave half a distance free at the edges.
    pub(super) fn new(
        toward: impl Fn(f64, f64) -> (f64, f64),
        [across, upward]: [(f64, f64); 2],
    ) -> Field {
        let place = |(low, high): (f64, f64), index, count| {
            low + (high - low) * (index as f64 + 0.5) / count as f64
        };
        let arrows = (0..COUNTS.0 * COUNTS.1).map(|k| {
            let x = place(across, k % COUNTS.0, COUNTS.0);
            let y = place(upward, k / COUNTS.0, COUNTS.1);
            Arrow {
                at: (x, y),
                toward: toward(x, y),
            }
        });
        Field(arrows.collect())
    }

    /// Draws the arrows; there is none where states stand still or a rate is no number.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_>,
        frame: Frame,
        [across, upward]: [(f64, f64); 2],
    ) {
        let (x, y) = places(frame, across, upward);
        let (width, height) = (frame.right - frame.left, frame.bottom - frame.top);
        let length = (width / COUNTS.0 as f64).min(height / COUNTS.1 as f64) * LENGTH;
        for arrow in &self.0 {
            let dx = arrow.toward.0 / (across.1 - across.0) * width;
            let dy = -arrow.toward.1 / (upward.1 - upward.0) * height;
            let size = dx.hypot(dy);
            if size.is_finite() && size > 0.0 {
                let along = (dx / size * length, dy / size * length);
                draw(canvas, (x(arrow.at.0), y(arrow.at.1)), along);
            }
        }
    }
}

/// An arrow whose middle is at a place of the sheet.
fn draw(canvas: &Canvas<'_>, (x, y): (f64, f64), (dx, dy): (f64, f64)) {
    let start = (x - dx / 2.0, y - dy / 2.0);
    let end = (x + dx / 2.0, y + dy / 2.0);
    let neck = (end.0 - HEAD.0 * dx, end.1 - HEAD.0 * dy);
    let side = (-HEAD.1 * dy, HEAD.1 * dx);
    canvas.line(&[start, neck], Pen::Faint);
    let [left, right] = [1.0, -1.0].map(|sign| (neck.0 + sign * side.0, neck.1 + sign * side.1));
    canvas.head([end, left, right]);
}
