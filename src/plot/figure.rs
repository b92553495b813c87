//! Panels over one axis.

use std::fs;
use std::path::Path;

use super::axis::{Across, Axis, FOOT, NUMBERS};
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

/// Panels on top of each other that share an axis: mostly that of time, or whatever they stand over.
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

    /// With a panel, such as [`Lines`](super::Lines) or a [`Raster`](super::Raster), below those before it.
    #[must_use]
    pub fn panel(mut self, panel: impl Into<Panel>) -> Self {
        self.panels.push(panel.into());
        self
    }

    /// The time axis from `start` to `end`; as long as all records and curves if not called. Panels over something else stay as they are.
    #[must_use]
    pub fn between(mut self, start: Time, end: Time) -> Self {
        self.between = Some((start, end));
        self
    }

    /// The panels side by side in so many columns, row by row, each over an axis of its own.
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

    /// Writes the figure, 800 pixels wide if its labels leave room for that, into a folder that is made if there is none.
    ///
    /// A file whose name ends in `.png` is a PNG, three pixels of which are along one of the figure, if the feature `png` is on; all others are SVG.
    ///
    /// # Errors
    ///
    /// If there is nothing to draw, a panel has a fault, there are no columns, the axis does not run forwards or does not fit all panels,
    /// the file would be a PNG without the feature `png`, or it cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), PlotError> {
        let path = path.as_ref();
        let file = encoded(self.draw(path)?, path)?;
        let write = || {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, file)
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
        if let Some(fault) = self.axis_fault() {
            return Some(PlotError::Axis {
                path: path.to_owned(),
                fault,
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

    /// What stands against sharing an axis, or against cutting it.
    fn axis_fault(&self) -> Option<String> {
        let mut pairs = self.panels.windows(2);
        let differ = |pair: &&[Panel]| pair[0].across() != pair[1].across();
        if let Some([above, below]) = pairs.find(differ).filter(|_| self.columns == 1) {
            let [above, below] = [above, below].map(|panel| &panel.across().title);
            return Some(format!(
                "panels over `{above}` and over `{below}` cannot share an axis; in columns each has its own"
            ));
        }
        let (start, end) = self.between?;
        let is_of_time = |panel: &Panel| panel.across().stretch((1.0, 1.0)).is_some();
        let is_useless = !self.panels.is_empty() && !self.panels.iter().any(is_of_time);
        is_useless.then(|| format!("no panel stands over time to be cut from {start} to {end}"))
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
        let insets = self.panels.iter().zip(frames);
        let frames: Vec<Frame> = insets.map(|(panel, frame)| panel.inset(frame)).collect();
        let sheet = (width * self.columns as f64, bottom + FOOT);
        Ok(draw(sheet.0, sheet.1, |canvas| {
            for ((panel, axis), frame) in self.panels.iter().zip(&axes).zip(&frames) {
                panel.draw(canvas, *frame, axis.span, title);
            }
            for (index, (axis, frame)) in axes.iter().zip(&frames).enumerate() {
                axis.draw_line(canvas, *frame);
                if self.is_titled_below(index) || self.columns > 1 {
                    axis.draw_numbers(canvas, *frame);
                }
                if self.is_titled_below(index) {
                    axis.draw_title(canvas, *frame);
                }
            }
        }))
    }

    /// Does the panel have what is along its axis beneath it: is it the lowest, or has its row others below that stand over something else?
    fn is_titled_below(&self, index: usize) -> bool {
        let start = index - index % self.columns;
        let row = self.panels.iter().skip(start).take(self.columns);
        let below = self.panels.iter().skip(start + self.columns);
        let mut pairs = row.zip(below);
        let is_lowest = index + self.columns >= self.panels.len();
        is_lowest || pairs.any(|(panel, below)| panel.across() != below.across())
    }

    /// The axis of each panel: the same for all, or its own in columns.
    fn axes(&self, path: &Path) -> Result<Vec<Axis<'_>>, PlotError> {
        let join = |a: (f64, f64), b: (f64, f64)| (a.0.min(b.0), a.1.max(b.1));
        let all = self.panels.iter().map(Panel::span).reduce(join);
        let axes = self.panels.iter().map(|panel| {
            let span = match (self.cut(panel.across()), all) {
                (Some(span), _) => span,
                (None, Some(all)) if self.columns == 1 => widened(all),
                _ => widened(panel.span()),
            };
            let across = panel.across();
            is_axis(span).then_some(Axis { across, span })
        });
        axes.collect::<Option<_>>().ok_or_else(|| {
            let (start, end) = self.between.unwrap_or_default();
            PlotError::Axis {
                path: path.to_owned(),
                fault: format!("the time axis cannot run from {start} to {end}"),
            }
        })
    }

    /// What is asked for of an axis.
    fn cut(&self, across: &Across) -> Option<(f64, f64)> {
        let (start, end) = self.between?;
        across.stretch((milliseconds(start), milliseconds(end)))
    }

    /// Row by row, in columns of this width; all frames of a row are as high as the highest.
    fn frames(&self, left: f64, width: f64) -> Vec<Frame> {
        let column = WIDTH / self.columns as f64;
        let mut frames: Vec<Frame> = Vec::new();
        for row in self.panels.chunks(self.columns) {
            let above = frames.last().map_or(0.0, |frame| frame.bottom);
            let numbers = match frames.len().checked_sub(self.columns) {
                Some(first) if self.is_titled_below(first) => FOOT,
                Some(_) if self.columns > 1 => NUMBERS,
                _ => 0.0,
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

/// The file that a drawing is written to.
fn encoded(svg: String, path: &Path) -> Result<Vec<u8>, PlotError> {
    let ending = path.extension().unwrap_or_default();
    if !ending.eq_ignore_ascii_case("png") {
        return Ok(svg.into_bytes());
    }
    #[cfg(feature = "png")]
    return Ok(super::png::encode(&super::bitmap::Bitmap::of(&svg)));
    #[cfg(not(feature = "png"))]
    Err(PlotError::Png {
        path: path.to_owned(),
    })
}

/// An axis that is never of length zero.
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
