//! Panels over one time axis.

use std::fs;
use std::path::Path;

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, Frame, LARGE, Pen, SMALL, draw, width_of};
use super::curve::milliseconds;
use super::error::PlotError;
use super::panel::Panel;
use super::ticks::Ticks;
use crate::quantity::Time;

/// The width of a figure.
const WIDTH: f64 = 800.0;

/// Free space at the top, between panels, and at the right, where half a label stands out.
const SPACE: f64 = 16.0;

/// The right edge, where half of a label of the time axis stands out.
const RIGHT: f64 = 30.0;

/// Ticks, their labels and the title below the last panel.
const FOOT: f64 = 60.0;

/// Panels on top of each other that share the time axis, or, with [`Convergence`](super::Convergence), that of time steps.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    panels: Vec<Panel>,
    between: Option<(Time, Time)>,
}

impl Figure {
    /// No panel yet.
    #[must_use]
    pub fn new() -> Self {
        Figure::default()
    }

    /// With a panel of [`Lines`](super::Lines), a [`Raster`](super::Raster) or a [`Rate`](super::Rate) below those before it.
    #[must_use]
    pub fn panel(mut self, panel: impl Into<Panel>) -> Self {
        self.panels.push(panel.into());
        self
    }

    /// The time axis from `start` to `end`; as long as all records and curves if not called.
    #[must_use]
    pub fn between(mut self, start: Time, end: Time) -> Self {
        self.between = Some((start, end));
        self
    }

    /// Writes the figure as SVG, 800 pixels wide, into a folder that is made if there is none.
    ///
    /// # Errors
    ///
    /// If there is nothing to draw, a panel has a fault, the axis does not run forwards or does not fit all panels, or the file cannot be
    /// written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), PlotError> {
        let path = path.as_ref();
        let svg = self.draw(path)?;
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, svg)
        };
        write().map_err(|fault| PlotError::Write {
            path: path.to_owned(),
            fault: fault.to_string(),
        })
    }

    fn draw(&self, path: &Path) -> Result<String, PlotError> {
        if let Some(fault) = self.panels.iter().find_map(Panel::fault) {
            return Err(PlotError::Panel {
                path: path.to_owned(),
                fault: fault.to_owned(),
            });
        }
        let is_logarithmic = self.panels.first().is_some_and(Panel::is_logarithmic);
        if self
            .panels
            .iter()
            .any(|panel| panel.is_logarithmic() != is_logarithmic)
        {
            return Err(PlotError::Axis {
                path: path.to_owned(),
                fault: "errors over the time step and panels over time cannot share an axis"
                    .to_owned(),
            });
        }
        let axis = Axis { is_logarithmic };
        let mut nothing = self.panels.iter().filter_map(Panel::emptiness);
        let no_panel = || {
            self.panels
                .is_empty()
                .then(|| "there is no panel".to_owned())
        };
        if let Some(what) = nothing.next().or_else(no_panel) {
            return Err(PlotError::Empty {
                path: path.to_owned(),
                what,
            });
        }
        let span = self.span(path)?;
        let title = self.title_distance(span);
        let widths = self.panels.iter().map(|panel| panel.label_width(span));
        let left = widths.fold(title, f64::max) + SPACE;
        let width = WIDTH.max(left + 400.0);
        let frames = self.frames(left, width - RIGHT);
        let bottom = frames.last().map_or(0.0, |frame| frame.bottom);
        Ok(draw(width, bottom + FOOT, |canvas| {
            for (panel, frame) in self.panels.iter().zip(&frames) {
                panel.draw(canvas, *frame, span, title);
            }
            for (index, frame) in frames.iter().enumerate() {
                axis.draw(canvas, *frame, span, index + 1 == frames.len());
            }
        }))
    }

    /// The time axis in milliseconds, never of length zero.
    fn span(&self, path: &Path) -> Result<(f64, f64), PlotError> {
        if let Some((start, end)) = self.between {
            let mut span = (milliseconds(start), milliseconds(end));
            if self.panels.iter().any(Panel::is_logarithmic) {
                span = (span.0.log10(), span.1.log10());
            }
            return is_axis(span)
                .then_some(span)
                .ok_or_else(|| PlotError::Axis {
                    path: path.to_owned(),
                    fault: format!("the time axis cannot run from {start} to {end}"),
                });
        }
        let spans = self.panels.iter().map(Panel::span);
        let (low, high) = spans
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            .unwrap_or((0.0, 1.0));
        if is_axis((low, high)) {
            return Ok((low, high));
        }
        let margin = (0.1 * low.abs()).max(0.5);
        Ok((low - margin, high + margin))
    }

    /// How far left of the frames the titles stand: all in one column, as near as the labels beside them allow.
    fn title_distance(&self, span: (f64, f64)) -> f64 {
        let titled = self.panels.iter().filter(|panel| panel.is_titled());
        let widths = titled.map(|panel| panel.label_width(span));
        widths
            .reduce(f64::max)
            .map_or(0.0, |width| width + 1.6 * LARGE)
    }

    fn frames(&self, left: f64, right: f64) -> Vec<Frame> {
        let mut top = 0.0;
        let place = |panel: &Panel| {
            top += SPACE + panel.head(right - left);
            let frame = Frame {
                left,
                right,
                top,
                bottom: top + panel.height(),
            };
            top = frame.bottom;
            frame
        };
        self.panels.iter().map(place).collect()
    }
}

/// Does it run forwards, by so much that ticks differ?
fn is_axis((low, high): (f64, f64)) -> bool {
    let least = 1e-12 * low.abs().max(high.abs()).max(1e-200);
    (high - low).is_finite() && high - low > least
}

/// What all panels stand over: time, or the logarithm of a time step.
struct Axis {
    is_logarithmic: bool,
}

impl Axis {
    /// The line with its ticks; numbers and title below the last panel only.
    fn draw(&self, canvas: &Canvas<'_>, frame: Frame, span: (f64, f64), is_last: bool) {
        let bottom = frame.bottom;
        canvas.line(&[(frame.left, bottom), (frame.right, bottom)], Pen::Axis);
        let width = frame.right - frame.left;
        let ticks = self.ticks(span, width);
        for (t, label) in ticks.labelled() {
            let x = frame.left + (t - span.0) / (span.1 - span.0) * width;
            canvas.line(&[(x, bottom), (x, bottom + 5.0)], Pen::Axis);
            if is_last {
                canvas.text(&label, (x, bottom + 17.0), HPos::Center, None);
            }
        }
        if is_last {
            let middle = (frame.left + frame.right) / 2.0;
            let title = if self.is_logarithmic {
                "time step (ms)"
            } else {
                "time (ms)"
            };
            canvas.title(title, (middle, bottom + 42.0));
        }
    }

    /// As many as find room for their labels, up to ten.
    fn ticks(&self, span: (f64, f64), width: f64) -> Ticks {
        let of = |count| {
            if self.is_logarithmic {
                Ticks::powers(span.0, span.1, count)
            } else {
                Ticks::new(span.0, span.1, count)
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
