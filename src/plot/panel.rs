//! A part of a figure.

use super::canvas::{Canvas, Frame};
use super::graph::Graph;
use super::raster::Raster;

/// Lines, a raster or rates, ready to be put into a figure.
#[derive(Clone, Debug)]
pub struct Panel(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Graph(Graph),
    Raster(Raster),
}

impl Panel {
    pub(super) fn graph(graph: Graph) -> Panel {
        Panel(Kind::Graph(graph))
    }

    pub(super) fn raster(raster: Raster) -> Panel {
        Panel(Kind::Raster(raster))
    }

    /// What it cannot draw.
    pub(super) fn fault(&self) -> Option<&str> {
        match &self.0 {
            Kind::Graph(graph) => graph.fault.as_deref(),
            Kind::Raster(_) => None,
        }
    }

    /// What it is called, if there is nothing to draw in it.
    pub(super) fn emptiness(&self) -> Option<String> {
        match &self.0 {
            Kind::Graph(graph) => {
                let is_empty = graph.curves.iter().all(|c| c.times().next().is_none());
                is_empty.then(|| format!("`{}` has no point to draw", graph.label))
            }
            Kind::Raster(raster) => raster
                .is_empty()
                .then(|| "the raster has no cell to draw".to_owned()),
        }
    }

    /// Does it stand over the logarithm of a time step?
    pub(super) fn is_logarithmic(&self) -> bool {
        match &self.0 {
            Kind::Graph(graph) => graph.is_logarithmic,
            Kind::Raster(_) => false,
        }
    }

    /// From the first time to the last.
    pub(super) fn span(&self) -> (f64, f64) {
        let join =
            |(low, high): (f64, f64), (start, end): (f64, f64)| (low.min(start), high.max(end));
        let nothing = (f64::INFINITY, f64::NEG_INFINITY);
        match &self.0 {
            Kind::Graph(graph) => {
                let times = graph.curves.iter().flat_map(|curve| curve.times());
                times.map(|t| (t, t)).fold(nothing, join)
            }
            Kind::Raster(raster) => raster.spans().fold(nothing, join),
        }
    }

    /// The height of its frame in a column of this width.
    pub(super) fn height(&self, column: f64) -> f64 {
        match &self.0 {
            Kind::Graph(graph) => graph.height(column),
            Kind::Raster(raster) => raster.height(),
        }
    }

    /// The height of what stands above its frame.
    pub(super) fn head(&self, width: f64) -> f64 {
        match &self.0 {
            Kind::Graph(graph) => graph.legend().height(width),
            Kind::Raster(_) => 0.0,
        }
    }

    /// The width of what stands above its frame, at least.
    pub(super) fn head_width(&self) -> f64 {
        match &self.0 {
            Kind::Graph(graph) => graph.legend().width(),
            Kind::Raster(_) => 0.0,
        }
    }

    /// Has it a title left of its labels?
    pub(super) fn is_titled(&self) -> bool {
        matches!(self.0, Kind::Graph(_))
    }

    /// The width of the labels left of its frame, in a column of this width.
    pub(super) fn label_width(&self, span: (f64, f64), column: f64) -> f64 {
        match &self.0 {
            Kind::Graph(graph) => graph.label_width(span, column),
            Kind::Raster(raster) => raster.label_width(span),
        }
    }

    /// Draws it into the frame, and its title so far left of it.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, frame: Frame, span: (f64, f64), title: f64) {
        match &self.0 {
            Kind::Graph(graph) => {
                graph.draw(canvas, frame, span);
                graph.legend().draw(canvas, frame);
                let middle = (frame.top + frame.bottom) / 2.0;
                canvas.rising_title(&graph.label, (frame.left - title, middle));
            }
            Kind::Raster(raster) => raster.draw(canvas, frame, span),
        }
    }
}
