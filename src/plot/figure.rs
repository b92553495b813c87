//! Panels over one time axis.

use std::fs;
use std::path::Path;

use super::axis::{Axis, FOOT, NUMBERS};
use super::canvas::{Frame, LARGE, draw};
use super::curve::milliseconds;
use super::error::PlotError;
use super::panel::Panel;
use crate::quantity::Time;

/// The width of a figure, unless labels need more.
const WIDTH: f64 = 800.0;

/// Free space at the top, between panels, and at the right, where half a label stands out.
const SPACE: f64 = 16.0;

/// The right edge, where half of a label of the time axis stands out.
const RIGHT: f64 = 30.0;

/// The width of a frame, at least.
const LEAST: f64 = 220.0;

/// Panels on top of each other that share the time axis, or, with [`Convergence`](super::Convergence), that of time steps.
///
/// In [columns](Figure::columns) they are small multiples, each over an axis of its own.
#[derive(Clone, Debug)]
pub struct Figure {
    panels: Vec<Panel>,
    between: Option<(Time, Time)>,
    columns: usize,
}

impl Default for Figure {
    fn default() -> Self {
        Figure {
            panels: Vec::new(),
            between: None,
            columns: 1,
        }
    }
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

    /// The panels side by side in so many columns, row by row, each over a time axis of its own.
    ///
    /// ```
    /// use nernst::plot::{Figure, Lines};
    /// use nernst::prelude::*;
    ///
    /// let times = || (0..500).map(|k| f64::from(k) * 0.1 * ms);
    /// let mut figure = Figure::new().columns(2);
    /// for tau in [2.0 * ms, 5.0 * ms, 10.0 * ms, 20.0 * ms] {
    ///     let decay = times().map(|t| 1.0 * nS * (-(t / tau)).exp());
    ///     figure = figure.panel(Lines::new("g", nS).curve(&tau.to_string(), times(), decay));
    /// }
    /// # let folder = std::env::temp_dir().join(format!("nernst-columns-{}", std::process::id()));
    /// # let path = folder.join("columns.svg");
    /// figure.save(&path)?;
    /// # std::fs::remove_dir_all(folder).unwrap();
    /// # Ok::<(), nernst::plot::PlotError>(())
    /// ```
    #[must_use]
    pub fn columns(mut self, count: usize) -> Self {
        self.columns = count;
        self
    }

    /// Writes the figure as SVG, 800 pixels wide if its labels leave room for that, into a folder that is made if there is none.
    ///
    /// # Errors
    ///
    /// If there is nothing to draw, a panel has a fault, there are no columns, the axis does not run forwards or does not fit all panels, or
    /// the file cannot be written.
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

    /// What stands against drawing it.
    fn fault(&self, path: &Path) -> Option<PlotError> {
        if let Some(fault) = self.panels.iter().find_map(Panel::fault) {
            return Some(PlotError::Panel {
                path: path.to_owned(),
                fault: fault.to_owned(),
            });
        }
        let is_logarithmic = self.is_logarithmic();
        let mut panels = self.panels.iter();
        if panels.any(|panel| panel.is_logarithmic() != is_logarithmic) {
            return Some(PlotError::Axis {
                path: path.to_owned(),
                fault: "errors over the time step and panels over time cannot share an axis"
                    .to_owned(),
            });
        }
        let what = if self.panels.is_empty() {
            Some("there is no panel".to_owned())
        } else if self.columns == 0 {
            Some("there is no column".to_owned())
        } else {
            self.panels.iter().find_map(Panel::emptiness)
        };
        what.map(|what| PlotError::Empty {
            path: path.to_owned(),
            what,
        })
    }

    fn is_logarithmic(&self) -> bool {
        self.panels.first().is_some_and(Panel::is_logarithmic)
    }

    fn draw(&self, path: &Path) -> Result<String, PlotError> {
        self.fault(path).map_or(Ok(()), Err)?;
        let axes = self.axes(path)?;
        let column = WIDTH / self.columns as f64;
        // Titles stand so far left of the frames, all alike, as near as the labels beside them allow.
        let labels = self.panels.iter().zip(&axes);
        let widths = labels.map(|(panel, axis)| (panel, panel.label_width(axis.span, column)));
        let titled = widths.clone().filter(|(panel, _)| panel.is_titled());
        let title = titled.fold(0.0, |widest: f64, (_, width)| {
            widest.max(width + 1.6 * LARGE)
        });
        let left = widths.fold(title, |widest, (_, width)| widest.max(width)) + SPACE;
        let heads = self.panels.iter().map(Panel::head_width);
        let least = heads.fold(LEAST, f64::max) + RIGHT;
        let width = column.max(left + least);
        let frames = self.frames(left, width);
        let bottom = frames.last().map_or(0.0, |frame| frame.bottom);
        let sheet = (width * self.columns as f64, bottom + FOOT);
        Ok(draw(sheet.0, sheet.1, |canvas| {
            for ((panel, axis), frame) in self.panels.iter().zip(&axes).zip(&frames) {
                panel.draw(canvas, *frame, axis.span, title);
            }
            for (index, (axis, frame)) in axes.iter().zip(&frames).enumerate() {
                let is_lowest = index + self.columns >= frames.len();
                axis.draw_line(canvas, *frame);
                if is_lowest || self.columns > 1 {
                    axis.draw_numbers(canvas, *frame);
                }
                if is_lowest {
                    axis.draw_title(canvas, *frame);
                }
            }
        }))
    }

    /// The axis of each panel: the same for all, or its own in columns.
    fn axes(&self, path: &Path) -> Result<Vec<Axis>, PlotError> {
        let is_logarithmic = self.is_logarithmic();
        let axis = |span| Axis {
            is_logarithmic,
            span,
        };
        if let Some((start, end)) = self.between {
            let mut span = (milliseconds(start), milliseconds(end));
            if is_logarithmic {
                span = (span.0.log10(), span.1.log10());
            }
            if !is_axis(span) {
                return Err(PlotError::Axis {
                    path: path.to_owned(),
                    fault: format!("the time axis cannot run from {start} to {end}"),
                });
            }
            return Ok(vec![axis(span); self.panels.len()]);
        }
        let spans = self.panels.iter().map(Panel::span);
        if self.columns > 1 {
            return Ok(spans.map(|span| axis(widened(span))).collect());
        }
        let join = |a: (f64, f64), b: (f64, f64)| (a.0.min(b.0), a.1.max(b.1));
        let all = spans.reduce(join).unwrap_or((0.0, 1.0));
        Ok(vec![axis(widened(all)); self.panels.len()])
    }

    /// Row by row, in columns of this width; all frames of a row are as high as the highest.
    fn frames(&self, left: f64, width: f64) -> Vec<Frame> {
        let column = WIDTH / self.columns as f64;
        let mut frames: Vec<Frame> = Vec::new();
        for row in self.panels.chunks(self.columns) {
            let above = frames.last().map_or(0.0, |frame| frame.bottom);
            let numbers = if self.columns > 1 && !frames.is_empty() {
                NUMBERS
            } else {
                0.0
            };
            let heads = row.iter().map(|panel| panel.head(width - RIGHT - left));
            let heights = row.iter().map(|panel| panel.height(column));
            let top = above + numbers + SPACE + heads.fold(0.0, f64::max);
            let bottom = top + heights.fold(0.0, f64::max);
            frames.extend((0..row.len()).map(|index| {
                let start = index as f64 * width;
                Frame {
                    left: start + left,
                    right: start + width - RIGHT,
                    top,
                    bottom,
                }
            }));
        }
        frames
    }
}

/// A time axis that is never of length zero.
fn widened((low, high): (f64, f64)) -> (f64, f64) {
    if is_axis((low, high)) {
        return (low, high);
    }
    let margin = (0.1 * low.abs()).max(0.5);
    (low - margin, high + margin)
}

/// Does it run forwards, by so much that ticks differ?
fn is_axis((low, high): (f64, f64)) -> bool {
    let least = 1e-12 * low.abs().max(high.abs()).max(1e-200);
    (high - low).is_finite() && high - low > least
}
