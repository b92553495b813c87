//! What panels stand over.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, Frame, Pen, SMALL, width_of};
use super::ticks::{Scale, Ticks};

/// Free space between two numbers.
const SPACE: f64 = 16.0;

/// Ticks and numbers below a frame.
pub(super) const NUMBERS: f64 = 28.0;

/// Ticks, numbers and title below a frame.
pub(super) const FOOT: f64 = 60.0;

/// What is along an axis; panels on top of each other have the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Across {
    /// What it is, with its unit.
    pub(super) title: String,
    pub(super) scale: Scale,
}

impl Across {
    /// Time in milliseconds.
    pub(super) fn time() -> Across {
        Across {
            title: "time (ms)".to_owned(),
            scale: Scale::Linear,
        }
    }

    /// The logarithm of a time step in milliseconds.
    pub(super) fn time_step() -> Across {
        Across {
            title: "time step (ms)".to_owned(),
            scale: Scale::Logarithmic,
        }
    }

    /// A stretch of time along it, if it is one of time.
    pub(super) fn stretch(&self, (start, end): (f64, f64)) -> Option<(f64, f64)> {
        if *self == Across::time_step() {
            return Some((start.log10(), end.log10()));
        }
        (*self == Across::time()).then_some((start, end))
    }
}

/// As much of it as is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis<'a> {
    pub(super) across: &'a Across,
    pub(super) span: (f64, f64),
}

impl Axis<'_> {
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
        let middle = (frame.left + frame.right) / 2.0;
        canvas.title(&self.across.title, (middle, frame.bottom + 42.0));
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
        let of = |count| Ticks::new(self.across.scale, self.span, count);
        let fits = |count: &usize| {
            let ticks = of(*count);
            let widest = ticks.labelled().map(|(_, label)| width_of(&label, SMALL));
            (widest.fold(0.0, f64::max) + SPACE) * (*count as f64) < width
        };
        of((1..=10).rev().find(fits).unwrap_or(1))
    }
}

/// The axis at the left of a frame, with a number at each of these heights.
pub(super) fn draw_upright(
    canvas: &Canvas<'_>,
    frame: Frame,
    places: impl Iterator<Item = (f64, String)>,
) {
    let left = frame.left;
    canvas.line(&[(left, frame.top), (left, frame.bottom)], Pen::Axis);
    for (y, label) in places {
        canvas.line(&[(left - 5.0, y), (left, y)], Pen::Axis);
        canvas.text(&label, (left - 9.0, y), HPos::Right, None);
    }
}
