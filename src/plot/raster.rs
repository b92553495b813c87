//! Who fires when.

use plotters::style::text_anchor::HPos;

use super::canvas::{Canvas, Frame, Pen, SMALL, width_of};
use super::curve::milliseconds;
use super::panel::Panel;
use crate::record::Spikes;

/// Marks drawn at most, so that the file stays below two megabytes.
const MARKS: usize = 15_000;

/// Rows drawn at most.
const ROWS: usize = 4000;

/// The width of a mark; two spikes of a cell that are nearer than half of it make one mark.
const MARK: f64 = 1.5;

/// The height of a mark, if its row is not higher.
const LEAST_MARK: f64 = 1.5;

/// Between two populations.
const GAP: f64 = 8.0;

/// A population has room for its name, even if it has few cells.
const LEAST_BAND: f64 = 40.0;

/// A panel of spikes: a row for each cell, populations below each other, each in its own colour with its name at the side.
///
/// Of a raster with too many spikes every second, third or later cell is drawn, and the count at the side says so.
#[derive(Clone, Debug, Default)]
pub struct Raster {
    bands: Vec<Band>,
}

/// A population in a raster.
#[derive(Clone, Debug)]
struct Band {
    name: String,
    span: (f64, f64),
    count: usize,
    /// The cells to be drawn, from top to bottom.
    cells: Vec<usize>,
    /// Time in milliseconds and cell.
    spikes: Vec<(f64, usize)>,
}

impl Raster {
    /// No population yet.
    #[must_use]
    pub fn new() -> Self {
        Raster::default()
    }

    /// With the spikes of a population, below those before it.
    #[must_use]
    pub fn population(mut self, name: &str, spikes: Spikes<'_>) -> Self {
        let (start, end) = spikes.span();
        let timed = spikes.iter().map(|(time, cell)| (milliseconds(time), cell));
        self.bands.push(Band {
            name: name.to_owned(),
            span: (milliseconds(start), milliseconds(end)),
            count: spikes.cells(),
            cells: (0..spikes.cells()).collect(),
            spikes: timed.collect(),
        });
        self
    }

    /// Only these cells of the population added last, from top to bottom; those that it does not have are left out.
    #[must_use]
    pub fn cells(mut self, cells: impl IntoIterator<Item = usize>) -> Self {
        if let Some(band) = self.bands.last_mut() {
            let mut is_taken = vec![false; band.count];
            let fresh = |cell: &usize| {
                is_taken
                    .get_mut(*cell)
                    .is_some_and(|taken| !std::mem::replace(taken, true))
            };
            band.cells = cells.into_iter().filter(fresh).collect();
        }
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bands.iter().all(|band| band.cells.is_empty())
    }

    /// From the start of the first record to the end of the last.
    pub(super) fn span(&self) -> (f64, f64) {
        let nothing = (f64::INFINITY, f64::NEG_INFINITY);
        let spans = self.bands.iter().map(|band| band.span);
        spans.fold(nothing, |(low, high), (start, end)| {
            (low.min(start), high.max(end))
        })
    }

    pub(super) fn height(&self) -> f64 {
        let gaps = GAP * self.bands.len() as f64;
        (LEAST_BAND * self.bands.len() as f64 + gaps).max(280.0)
    }

    pub(super) fn label_width(&self, span: (f64, f64)) -> f64 {
        let stride = self.stride(span);
        let texts = self.bands.iter().flat_map(|band| band.texts(stride));
        texts.map(|text| width_of(&text, SMALL)).fold(0.0, f64::max)
    }

    pub(super) fn draw(&self, canvas: &Canvas<'_>, frame: Frame, span: (f64, f64)) {
        let stride = self.stride(span);
        let mut top = frame.top;
        for (color, (band, height)) in self.bands.iter().zip(self.heights(frame)).enumerate() {
            let place = Frame {
                top,
                bottom: top + height,
                ..frame
            };
            let axis = [(frame.left, place.top), (frame.left, place.bottom)];
            canvas.line(&axis, Pen::Axis);
            let middle = (place.top + place.bottom) / 2.0;
            for (text, shift) in band.texts(stride).iter().zip([-9.0, 9.0]) {
                let at = (frame.left - 9.0, middle + shift);
                canvas.text(text, at, HPos::Right, Some(color));
            }
            band.draw(canvas, place, span, stride, color);
            top += height + GAP;
        }
    }

    /// The heights of the bands: by the number of cells, but none too thin for its name.
    fn heights(&self, frame: Frame) -> Vec<f64> {
        let bands = self.bands.len() as f64;
        let spare = frame.bottom - frame.top - GAP * (bands - 1.0) - LEAST_BAND * bands;
        let all: usize = self.bands.iter().map(|band| band.cells.len()).sum();
        let part = |band: &Band| band.cells.len() as f64 / all.max(1) as f64;
        let bands = self.bands.iter();
        bands.map(|band| LEAST_BAND + spare * part(band)).collect()
    }

    /// Every how manieth cell is drawn.
    fn stride(&self, span: (f64, f64)) -> usize {
        let rows: usize = self.bands.iter().map(|band| band.cells.len()).sum();
        let marks: usize = self.bands.iter().map(|band| band.marks(span, 1)).sum();
        let mut stride = rows.div_ceil(ROWS).max(marks.div_ceil(MARKS)).max(1);
        let drawn = |stride| -> usize {
            let bands = self.bands.iter();
            bands.map(|band| band.marks(span, stride)).sum()
        };
        while stride < rows && drawn(stride) > MARKS {
            stride += 1;
        }
        stride
    }
}

impl Band {
    /// The name, and how many cells are drawn.
    fn texts(&self, stride: usize) -> [String; 2] {
        let drawn = self.cells.len().div_ceil(stride);
        let cells = match drawn == self.count {
            true if drawn == 1 => "1 cell".to_owned(),
            true => format!("{drawn} cells"),
            false => format!("{drawn} of {}", self.count),
        };
        [self.name.clone(), cells]
    }

    /// The row of each cell that is drawn.
    fn rows(&self, stride: usize) -> Vec<Option<usize>> {
        let mut rows = vec![None; self.count];
        for (row, cell) in self.cells.iter().step_by(stride).enumerate() {
            rows[*cell] = Some(row);
        }
        rows
    }

    /// The number of spikes to be drawn.
    fn marks(&self, span: (f64, f64), stride: usize) -> usize {
        self.seen(span, stride).count()
    }

    /// Time and row of each spike to be drawn.
    fn seen(&self, span: (f64, f64), stride: usize) -> impl Iterator<Item = (f64, usize)> + '_ {
        let rows = self.rows(stride);
        let spikes = self.spikes.iter();
        let seen = spikes.filter(move |(t, _)| (span.0..=span.1).contains(t));
        seen.filter_map(move |(t, cell)| Some((*t, rows[*cell]?)))
    }

    fn draw(
        &self,
        canvas: &Canvas<'_>,
        frame: Frame,
        span: (f64, f64),
        stride: usize,
        color: usize,
    ) {
        let rows = self.cells.len().div_ceil(stride);
        let row_height = (frame.bottom - frame.top) / rows.max(1) as f64;
        let half = (0.8 * row_height).clamp(LEAST_MARK, 16.0) / 2.0;
        let scale = (frame.right - frame.left) / (span.1 - span.0);
        let mut latest = vec![f64::NEG_INFINITY; rows];
        for (t, row) in self.seen(span, stride) {
            let x = frame.left + (t - span.0) * scale;
            if x - latest[row] < MARK / 2.0 {
                continue;
            }
            latest[row] = x;
            let y = frame.top + (row as f64 + 0.5) * row_height;
            let mark = Frame {
                left: x - MARK / 2.0,
                right: x + MARK / 2.0,
                top: y - half,
                bottom: y + half,
            };
            canvas.mark(mark, color);
        }
    }
}

impl From<Raster> for Panel {
    fn from(raster: Raster) -> Panel {
        Panel::raster(raster)
    }
}
