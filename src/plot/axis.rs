//! What panels stand over.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, Frame, Pen, SMALL, width_of};
use super::ticks::Ticks;

/// Free space between two numbers.
const SPACE: f64 = 16.0;

/// Ticks and numbers below a frame.
pub(super) const NUMBERS: f64 = 28.0;

/// Ticks, numbers and title below a frame.
pub(super) const FOOT: f64 = 60.0;

/// An axis of time in milliseconds, or of the logarithm of a time step.
#[derive(Clone, Copy)]
pub(super) struct Axis {
    pub(super) is_logarithmic: bool,
    pub(super) span: (f64, f64),
}

impl Axis {
    /// The line with its ticks, at the bottom of the frame.
    pub(super) fn draw_line(&self, canvas: &Canvas<'_>, frame: Frame) {
        let bottom = frame.bottom;
        canvas.line(&[(frame.left, bottom), (frame.right, bottom)], Pen::Axis);
        for (x, _) in self.places(frame) {
            canvas.line(&[(x, bottom), (x, bottom + 5.0)], Pen::Axis);
        }
    }

    /// The number of each tick.
    pub(super) fn draw_numbers(&self, canvas: &Canvas<'_>, frame: Frame) {
        for (x, label) in self.places(frame) {
            canvas.text(&label, (x, frame.bottom + 17.0), HPos::Center, None);
        }
    }

    /// What is along it, below the numbers.
    pub(super) fn draw_title(&self, canvas: &Canvas<'_>, frame: Frame) {
        let title = if self.is_logarithmic {
            "time step (ms)"
        } else {
            "time (ms)"
        };
        let middle = (frame.left + frame.right) / 2.0;
        canvas.title(title, (middle, frame.bottom + 42.0));
    }

    /// Place and label of each tick.
    fn places(&self, frame: Frame) -> Vec<(f64, String)> {
        let (start, end) = self.span;
        let width = frame.right - frame.left;
        let ticks = self.ticks(width);
        let place = |t: f64| frame.left + (t - start) / (end - start) * width;
        let places = ticks.labelled().map(|(t, label)| (place(t), label));
        places.collect()
    }

    /// As many as find room for their labels, up to ten.
    fn ticks(&self, width: f64) -> Ticks {
        let of = |count| {
            if self.is_logarithmic {
                Ticks::powers(self.span.0, self.span.1, count)
            } else {
                Ticks::new(self.span.0, self.span.1, count)
            }
        };
        let fits = |count: &usize| {
            let ticks = of(*count);
            let widest = ticks.labelled().map(|(_, label)| width_of(&label, SMALL));
            (widest.fold(0.0, f64::max) + SPACE) * (*count as f64) < width
        };
        of((1..=10).rev().find(fits).unwrap_or(1))
    }
}
