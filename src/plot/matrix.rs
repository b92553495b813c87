//! Who is connected with whom.

use plotters::style::text_anchor::HPos;

use super::axis::{Across, draw_upright};
use super::canvas::{Canvas, Frame, LARGE, Pen, SMALL, width_of};
use super::graph::places;
use super::panel::Panel;
use super::ticks::{Scale, Ticks};
use crate::simulation::ConnectionTable;

/// Connections that are drawn one by one, at most; more are counted in bins.
const DOTS: usize = 3000;

/// Bins along each side, at most: so many rectangles are a small file.
const BINS: usize = 50;

/// The least side of a dot.
const DOT: f64 = 1.6;

/// How far a bin reaches beneath the next one, so that no seam is seen between them.
const SEAM: f64 = 1.0;

/// Between the frame and the bar of colours, the width of that, and what is right of it for numbers and title.
const BAR: (f64, f64, f64) = (14.0, 12.0, 62.0);

/// The height of the line above the frame.
const HEAD: f64 = 22.0;

/// A panel of the connections of a projection: presynaptic cells from top to bottom, postsynaptic ones from left to right.
///
/// Few connections are dots. Many are counted in squares, which are the darker the more of the possible connections there are, with a bar
/// that tells how many; so ten thousand cells by ten thousand are a small file, too.
///
/// ```
/// use nernst::plot::{Figure, Matrix};
/// use nernst::prelude::*;
///
/// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
/// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(60, lif))?;
/// let kicks = Projection::new(cells, cells).connectivity(FixedProbability::new(0.1)).weight(0.5 * mV);
/// let kicks = network.projection("kicks", kicks)?;
/// let simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let matrix = Matrix::new(&simulation.connections(kicks)?);
/// # let folder = std::env::temp_dir().join(format!("nernst-matrix-{}", std::process::id()));
/// # let path = folder.join("matrix.svg");
/// Figure::new().panel(matrix).save(&path)?;
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Matrix {
    name: String,
    connections: usize,
    across: Across,
    /// The numbers of presynaptic and of postsynaptic cells.
    cells: (usize, usize),
    marks: Marks,
}

#[derive(Clone, Debug)]
enum Marks {
    /// Source and target of each connection, once.
    Dots(Vec<(usize, usize)>),
    /// Connections for each possible one, row by row.
    Shades(Vec<f64>),
}

impl Matrix {
    /// What is from top to bottom.
    pub(super) const LABEL: &'static str = "presynaptic cell";

    /// The connections of this table.
    #[must_use]
    pub fn new(table: &ConnectionTable<'_>) -> Self {
        Matrix::of(table.name(), (table.sources(), table.targets()), || {
            table.pairs()
        })
    }

    /// The same from pairs that are listed as often as needed.
    pub(super) fn of<P: Iterator<Item = (usize, usize)>>(
        name: &str,
        cells: (usize, usize),
        pairs: impl Fn() -> P,
    ) -> Self {
        let connections = pairs().count();
        let marks = if connections <= DOTS {
            let mut dots: Vec<_> = pairs().collect();
            dots.sort_unstable();
            dots.dedup();
            Marks::Dots(dots)
        } else {
            Marks::Shades(densities(cells, pairs()))
        };
        Matrix {
            name: name.to_owned(),
            connections,
            across: Across {
                title: "postsynaptic cell".to_owned(),
                scale: Scale::Whole,
            },
            cells,
            marks,
        }
    }

    pub(super) fn across(&self) -> &Across {
        &self.across
    }

    pub(super) fn span(&self) -> (f64, f64) {
        (-0.5, self.cells.1 as f64 - 0.5)
    }

    pub(super) fn emptiness(&self) -> Option<String> {
        let name = &self.name;
        (self.connections == 0).then(|| format!("projection `{name}` has no connection to draw"))
    }

    pub(super) fn height(&self, column: f64) -> f64 {
        (0.6 * column).min(420.0)
    }

    pub(super) fn head(&self) -> f64 {
        HEAD
    }

    pub(super) fn head_width(&self) -> f64 {
        width_of(&self.title(), SMALL)
    }

    pub(super) fn label_width(&self) -> f64 {
        width_of(&self.cells.0.saturating_sub(1).to_string(), SMALL)
    }

    /// The frame with room for the bar of colours.
    pub(super) fn inset(&self, frame: Frame) -> Frame {
        let room = match self.marks {
            Marks::Dots(_) => 0.0,
            Marks::Shades(_) => BAR.0 + BAR.1 + BAR.2,
        };
        Frame {
            right: frame.right - room,
            ..frame
        }
    }

    pub(super) fn draw(&self, canvas: &Canvas<'_>, frame: Frame) {
        let head = (frame.left, frame.top - 0.65 * HEAD);
        canvas.text(&self.title(), head, HPos::Left, None);
        match &self.marks {
            Marks::Dots(dots) => self.draw_dots(canvas, frame, dots),
            Marks::Shades(densities) => self.draw_shades(canvas, frame, densities),
        }
        let (left, right, top, bottom) = (frame.left, frame.right, frame.top, frame.bottom);
        canvas.line(&[(left, top), (right, top), (right, bottom)], Pen::Axis);
        let rows = self.rows();
        let ticks = Ticks::new(Scale::Whole, (rows.1, rows.0), 6);
        let (_, y) = places(frame, self.span(), rows);
        let upright = ticks.labelled().map(|(cell, label)| (y(cell), label));
        draw_upright(canvas, frame, upright);
    }

    fn title(&self) -> String {
        match self.connections {
            1 => format!("{}: 1 connection", self.name),
            count => format!("{}: {count} connections", self.name),
        }
    }

    /// Presynaptic cells from the bottom to the top.
    fn rows(&self) -> (f64, f64) {
        (self.cells.0 as f64 - 0.5, -0.5)
    }

    fn draw_dots(&self, canvas: &Canvas<'_>, frame: Frame, dots: &[(usize, usize)]) {
        let (x, y) = places(frame, self.span(), self.rows());
        let width = (frame.right - frame.left) / self.cells.1 as f64;
        let height = (frame.bottom - frame.top) / self.cells.0 as f64;
        let [half_width, half_height] = [width, height].map(|side| side.clamp(DOT, 12.0) / 2.0);
        for (source, target) in dots {
            let (x, y) = (x(*target as f64), y(*source as f64));
            let dot = Frame {
                left: x - half_width,
                right: x + half_width,
                top: y - half_height,
                bottom: y + half_height,
            };
            canvas.mark(dot, 0);
        }
    }

    fn draw_shades(&self, canvas: &Canvas<'_>, frame: Frame, densities: &[f64]) {
        let (x, y) = places(frame, self.span(), self.rows());
        let (rows, columns) = (self.cells.0.min(BINS), self.cells.1.min(BINS));
        let most = densities.iter().copied().fold(0.0, f64::max);
        let edge = |bin, bins, cells| first(bin, bins, cells) as f64 - 0.5;
        for (k, density) in densities.iter().enumerate().filter(|(_, d)| **d > 0.0) {
            let (row, column) = (k / columns, k % columns);
            let bin = Frame {
                left: x(edge(column, columns, self.cells.1)),
                right: (x(edge(column + 1, columns, self.cells.1)) + SEAM).min(frame.right),
                top: y(edge(row, rows, self.cells.0)),
                bottom: (y(edge(row + 1, rows, self.cells.0)) + SEAM).min(frame.bottom),
            };
            canvas.shade(bin, density / most);
        }
        draw_bar(canvas, frame, most);
    }
}

/// How dark is how many, right of a frame.
fn draw_bar(canvas: &Canvas<'_>, frame: Frame, most: f64) {
    const STEPS: usize = 64;
    let left = frame.right + BAR.0;
    let right = left + BAR.1;
    let (_, y) = places(frame, (0.0, 1.0), (0.0, most));
    for step in 0..STEPS {
        let level = |step: usize| most * step as f64 / STEPS as f64;
        let piece = Frame {
            left,
            right,
            top: y(level(step + 1)),
            bottom: (y(level(step)) + SEAM).min(frame.bottom),
        };
        canvas.shade(piece, (step as f64 + 0.5) / STEPS as f64);
    }
    let (top, bottom) = (frame.top, frame.bottom);
    let outline = [(left, top), (right, top), (right, bottom), (left, bottom)];
    canvas.line(&[&outline[..], &outline[..1]].concat(), Pen::Axis);
    for (value, label) in Ticks::new(Scale::Linear, (0.0, most), 5).labelled() {
        canvas.line(&[(right, y(value)), (right + 4.0, y(value))], Pen::Axis);
        canvas.text(&label, (right + 7.0, y(value)), HPos::Left, None);
    }
    let middle = (top + bottom) / 2.0;
    let title = (right + BAR.2 - 0.3 * LARGE, middle);
    canvas.rising_title("connections per pair", title);
}

/// The first cell of a bin.
fn first(bin: usize, bins: usize, cells: usize) -> usize {
    // A bin is never empty, as there are no more of them than cells.
    bin * cells / bins
}

/// Connections for each possible one in squares of cells, row by row.
fn densities(cells: (usize, usize), pairs: impl Iterator<Item = (usize, usize)>) -> Vec<f64> {
    let (rows, columns) = (cells.0.min(BINS), cells.1.min(BINS));
    let bin_of = |cell: usize, bins: usize, cells: usize| ((cell + 1) * bins - 1) / cells;
    let mut counts = vec![0_usize; rows * columns];
    for (source, target) in pairs {
        let row = bin_of(source, rows, cells.0);
        counts[row * columns + bin_of(target, columns, cells.1)] += 1;
    }
    let size = |bin, bins, cells| (first(bin + 1, bins, cells) - first(bin, bins, cells)) as f64;
    let density = |(k, count): (usize, &usize)| {
        let possible = size(k / columns, rows, cells.0) * size(k % columns, columns, cells.1);
        *count as f64 / possible
    };
    counts.iter().enumerate().map(density).collect()
}

impl From<Matrix> for Panel {
    fn from(matrix: Matrix) -> Panel {
        Panel::matrix(matrix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_is_in_the_bin_between_whose_edges_it_lies() {
        for (rows, columns) in [(1, 1), (50, 49), (51, 99), (100, 137)] {
            let pairs = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
            // All are connected, so every square is full.
            let densities = densities((rows, columns), pairs);
            assert!(densities.iter().all(|density| *density == 1.0));
        }
    }
}
