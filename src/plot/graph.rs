//! Curves over an axis of numbers.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, Frame, LARGE, Pen, SMALL, width_of};
use super::curve::{Curve, thin};
use super::legend::Legend;
use super::ticks::Ticks;

/// Pixels between two ticks, at least.
const TICK_DISTANCE: f64 = 36.0;

/// The part of the axis that stays free above and below the curves.
const MARGIN: f64 = 0.05;

/// The most that a frame is high, by the width of its column.
const PROPORTION: f64 = 0.55;

/// Columns of pixels into which curves are thinned.
const COLUMN: f64 = 0.4;

/// Curves with one axis of values.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub(super) label: String,
    pub(super) curves: Vec<Curve>,
    /// The height of its frame where there is room.
    pub(super) height: f64,
    /// Does the axis begin at zero?
    pub(super) is_from_zero: bool,
    /// Are times and values logarithms?
    pub(super) is_logarithmic: bool,
    pub(super) fault: Option<String>,
}

impl Graph {
    pub(super) fn new(label: String) -> Graph {
        Graph {
            label,
            curves: Vec::new(),
            height: 210.0,
            is_from_zero: false,
            is_logarithmic: false,
            fault: None,
        }
    }

    /// Keeps the first fault, to be told when the figure is saved.
    pub(super) fn find_fault(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// The height of its frame in a column of this width, with room for the title of the axis.
    pub(super) fn height(&self, column: f64) -> f64 {
        let height = self.height.min(PROPORTION * column);
        height.max(width_of(&self.label, LARGE))
    }

    pub(super) fn legend(&self) -> Legend<'_> {
        Legend::new(&self.curves)
    }

    /// The width of the labels left of the axis, in a column of this width.
    pub(super) fn label_width(&self, span: (f64, f64), column: f64) -> f64 {
        let ticks = self.ticks(self.range(span), self.height(column));
        let widths = ticks.labelled().map(|(_, label)| width_of(&label, SMALL));
        widths.fold(0.0, f64::max)
    }

    pub(super) fn draw(&self, canvas: &Canvas<'_>, frame: Frame, span: (f64, f64)) {
        let (low, high) = self.range(span);
        let x = |t: f64| frame.left + (t - span.0) / (span.1 - span.0) * (frame.right - frame.left);
        let y = |v: f64| frame.bottom - (v - low) / (high - low) * (frame.bottom - frame.top);
        canvas.line(
            &[(frame.left, frame.top), (frame.left, frame.bottom)],
            Pen::Axis,
        );
        for (value, label) in self.ticks((low, high), frame.bottom - frame.top).labelled() {
            let at = y(value);
            canvas.line(&[(frame.left - 5.0, at), (frame.left, at)], Pen::Axis);
            canvas.text(&label, (frame.left - 9.0, at), HPos::Right, None);
        }
        let is_reference = |curve: &&Curve| curve.pen == Pen::Reference;
        let below = self.curves.iter().filter(|curve| !is_reference(curve));
        for curve in below.chain(self.curves.iter().filter(is_reference)) {
            for stretch in curve.stretches(span) {
                let mut points: Vec<_> = stretch.iter().map(|(t, v)| (x(*t), y(*v))).collect();
                if let [(x, y)] = points[..] {
                    points = vec![(x - 1.0, y), (x + 1.0, y)];
                }
                canvas.line(&thin(&points, COLUMN), curve.pen);
            }
        }
    }

    /// The values that the axis shows.
    fn range(&self, span: (f64, f64)) -> (f64, f64) {
        let stretches = self.curves.iter().flat_map(|curve| curve.stretches(span));
        let values = stretches.flatten().map(|(_, value)| value);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(v), high.max(v))
        });
        let (low, high) = match (low <= high, self.is_from_zero) {
            (false, _) => (0.0, 1.0),
            (true, true) => (0.0, high),
            (true, false) => (low, high),
        };
        let size = low.abs().max(high.abs());
        // Nothing but the last digits changes: a flat line in the middle.
        if high - low <= 1e-12 * size || size < f64::MIN_POSITIVE * 1e20 {
            return match self.is_from_zero {
                true => (0.0, 1.0),
                false if size < f64::MIN_POSITIVE * 1e20 => (-1.0, 1.0),
                false => (low - 0.1 * size, high + 0.1 * size),
            };
        }
        let margin = MARGIN * (high - low);
        let low = if self.is_from_zero { low } else { low - margin };
        (low, high + margin)
    }

    fn ticks(&self, (low, high): (f64, f64), height: f64) -> Ticks {
        let count = (height / TICK_DISTANCE) as usize;
        if self.is_logarithmic {
            Ticks::powers(low, high, count)
        } else {
            Ticks::new(low, high, count)
        }
    }
}
