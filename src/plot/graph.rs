//! Curves over an axis of numbers.

use super::axis::{Across, draw_upright};
use super::canvas::{Canvas, Frame, LARGE, Pen, SMALL, width_of};
use super::curve::{Curve, cut, swapped, thin};
use super::legend::Legend;
use super::ticks::{Scale, Ticks};

/// Pixels between two ticks, at least.
const TICK_DISTANCE: f64 = 36.0;

/// The part of the axis that stays free above and below the curves.
const MARGIN: f64 = 0.05;

/// Columns of pixels into which curves are thinned.
const COLUMN: f64 = 0.4;

/// Curves with one axis of values.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub(super) label: String,
    pub(super) across: Across,
    pub(super) curves: Vec<Curve>,
    /// The height of its frame where there is room, and the most by the width of its column.
    pub(super) height: f64,
    pub(super) proportion: f64,
    /// Does the axis begin at zero?
    pub(super) is_from_zero: bool,
    /// How values are placed.
    pub(super) scale: Scale,
    /// What both axes show, whatever the curves.
    pub(super) window: Option<[(f64, f64); 2]>,
    pub(super) fault: Option<String>,
}

impl Graph {
    pub(super) fn new(label: String, across: Across) -> Graph {
        Graph {
            label,
            across,
            curves: Vec::new(),
            height: 210.0,
            proportion: 0.55,
            is_from_zero: false,
            scale: Scale::Linear,
            window: None,
            fault: None,
        }
    }

    /// Keeps the first fault, to be told when the figure is saved.
    pub(super) fn find_fault(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// Adds a curve through these places and values, called so where there are more of one than of the other.
    pub(super) fn curve(
        &mut self,
        name: &str,
        pen: Pen,
        (places, of_places): (impl Iterator<Item = f64>, &str),
        (values, of_values): (impl Iterator<Item = f64>, &str),
    ) {
        let (mut places, mut values) = (places, values);
        let mut points = Vec::new();
        // One of the two may go on for ever.
        loop {
            match (places.next(), values.next()) {
                (Some(place), Some(value)) => points.push((place, value)),
                (None, None) => break,
                (place, _) => {
                    let [more, fewer] = match place {
                        Some(_) => [of_places, of_values],
                        None => [of_values, of_places],
                    };
                    let (count, label) = (points.len(), &self.label);
                    self.find_fault(format!(
                        "curve `{name}` of `{label}` has {count} {fewer} and more {more}"
                    ));
                    break;
                }
            }
        }
        self.curves.push(Curve {
            name: name.to_owned(),
            pen,
            points,
        });
    }

    /// What it is called; over time its label says enough.
    pub(super) fn name(&self) -> String {
        let (label, title) = (&self.label, &self.across.title);
        match self.across.stretch((1.0, 1.0)) {
            Some(_) => format!("`{label}`"),
            None => format!("`{label}` over `{title}`"),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        let mut curves = self.curves.iter();
        self.window.is_none() && curves.all(|curve| curve.places().next().is_none())
    }

    /// From the first place of a point to the last.
    pub(super) fn span(&self) -> (f64, f64) {
        let places = self.curves.iter().flat_map(|curve| curve.places());
        self.window.map_or_else(|| extent(places), |[span, _]| span)
    }

    /// The height of its frame in a column of this width, with room for the title of the axis.
    pub(super) fn height(&self, column: f64) -> f64 {
        let height = self.height.min(self.proportion * column);
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
        let range = self.range(span);
        let (x, y) = places(frame, span, range);
        let ticks = self.ticks(range, frame.bottom - frame.top);
        let upright = ticks.labelled().map(|(value, label)| (y(value), label));
        draw_upright(canvas, frame, upright);
        let is_above = |curve: &&Curve| matches!(curve.pen, Pen::Reference | Pen::Path);
        let below = self.curves.iter().filter(|curve| !is_above(curve));
        for curve in below.chain(self.curves.iter().filter(is_above)) {
            for stretch in self.seen(curve, span) {
                let points: Vec<_> = stretch.iter().map(|(t, v)| (x(*t), y(*v))).collect();
                canvas.curve(&thin(&points, COLUMN), curve.pen, frame.bottom);
            }
        }
    }

    /// The stretches of a curve within the frame.
    fn seen(&self, curve: &Curve, span: (f64, f64)) -> Vec<Vec<(f64, f64)>> {
        let stretches = curve.stretches(span).into_iter();
        let Some([_, range]) = self.window else {
            return stretches.collect();
        };
        let within = stretches.flat_map(|stretch| cut(&swapped(&stretch), range));
        within.map(|stretch| swapped(&stretch)).collect()
    }

    /// The values that the axis shows.
    fn range(&self, span: (f64, f64)) -> (f64, f64) {
        if let Some([_, range]) = self.window {
            return range;
        }
        let stretches = self.curves.iter().flat_map(|curve| curve.stretches(span));
        let (low, high) = extent(stretches.flatten().map(|(_, value)| value));
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

    fn ticks(&self, range: (f64, f64), height: f64) -> Ticks {
        Ticks::new(self.scale, range, (height / TICK_DISTANCE) as usize)
    }
}

/// Where numbers along both axes are on the sheet.
pub(super) fn places(
    frame: Frame,
    (start, end): (f64, f64),
    (low, high): (f64, f64),
) -> (impl Fn(f64) -> f64, impl Fn(f64) -> f64) {
    let (width, height) = (frame.right - frame.left, frame.bottom - frame.top);
    let x = move |t: f64| frame.left + (t - start) / (end - start) * width;
    let y = move |v: f64| frame.bottom - (v - low) / (high - low) * height;
    (x, y)
}

/// The least and the greatest, the wrong way round if there is none.
fn extent(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let nothing = (f64::INFINITY, f64::NEG_INFINITY);
    numbers.fold(nothing, |(low, high), number| {
        (low.min(number), high.max(number))
    })
}
