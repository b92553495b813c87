//! A part of a figure.

use super::axis::Across;
use super::canvas::{Canvas, Frame};
use super::field::Field;
use super::graph::Graph;
use super::matrix::Matrix;
use super::raster::Raster;

/// Lines, a raster, rates or whatever else there is, ready to be put into a figure.
#[derive(Clone, Debug)]
pub struct Panel(Kind);

#[derive(Clone, Debug)]
enum Kind {
    /// Curves over a field of arrows, if there is one.
    Graph(Graph, Option<Field>),
    Raster(Raster, Across),
    Matrix(Matrix),
}

impl Panel {
    pub(super) fn graph(graph: Graph) -> Panel {
        Panel(Kind::Graph(graph, None))
    }

    pub(super) fn plane(graph: Graph, field: Option<Field>) -> Panel {
        Panel(Kind::Graph(graph, field))
    }

    pub(super) fn raster(raster: Raster) -> Panel {
        Panel(Kind::Raster(raster, Across::time()))
    }

    pub(super) fn matrix(matrix: Matrix) -> Panel {
        Panel(Kind::Matrix(matrix))
    }

    /// What it cannot draw.
    pub(super) fn fault(&self) -> Option<&str> {
        match &self.0 {
            Kind::Graph(graph, _) => graph.fault.as_deref(),
            Kind::Raster(..) | Kind::Matrix(_) => None,
        }
    }

    /// What it is called, if there is nothing to draw in it.
    pub(super) fn emptiness(&self) -> Option<String> {
        match &self.0 {
            Kind::Graph(graph, _) => {
                let is_empty = graph.is_empty();
                is_empty.then(|| format!("{} has no point to draw", graph.name()))
            }
            Kind::Raster(raster, _) => {
                let is_empty = raster.is_empty();
                is_empty.then(|| "the raster has no cell to draw".to_owned())
            }
            Kind::Matrix(matrix) => matrix.emptiness(),
        }
    }

    /// What it stands over.
    pub(super) fn across(&self) -> &Across {
        match &self.0 {
            Kind::Graph(graph, _) => &graph.across,
            Kind::Raster(_, across) => across,
            Kind::Matrix(matrix) => matrix.across(),
        }
    }

    /// From the first to the last along its axis.
    pub(super) fn span(&self) -> (f64, f64) {
        match &self.0 {
            Kind::Graph(graph, _) => graph.span(),
            Kind::Raster(raster, _) => raster.span(),
            Kind::Matrix(matrix) => matrix.span(),
        }
    }

    /// The height of its frame in a column of this width.
    pub(super) fn height(&self, column: f64) -> f64 {
        match &self.0 {
            Kind::Graph(graph, _) => graph.height(column),
            Kind::Raster(raster, _) => raster.height(),
            Kind::Matrix(matrix) => matrix.height(column),
        }
    }

    /// The height of what stands above its frame.
    pub(super) fn head(&self, width: f64) -> f64 {
        match &self.0 {
            Kind::Graph(graph, _) => graph.legend().height(width),
            Kind::Raster(..) => 0.0,
            Kind::Matrix(matrix) => matrix.head(),
        }
    }

    /// The width of what stands above its frame, at least.
    pub(super) fn head_width(&self) -> f64 {
        match &self.0 {
            Kind::Graph(graph, _) => graph.legend().width(),
            Kind::Raster(..) => 0.0,
            Kind::Matrix(matrix) => matrix.head_width(),
        }
    }

    /// Has it a title left of its labels?
    pub(super) fn is_titled(&self) -> bool {
        !matches!(self.0, Kind::Raster(..))
    }

    /// The width of the labels left of its frame, in a column of this width.
    pub(super) fn label_width(&self, span: (f64, f64), column: f64) -> f64 {
        match &self.0 {
            Kind::Graph(graph, _) => graph.label_width(span, column),
            Kind::Raster(raster, _) => raster.label_width(span),
            Kind::Matrix(matrix) => matrix.label_width(),
        }
    }

    /// The frame with room for what stands beside it.
    pub(super) fn inset(&self, frame: Frame) -> Frame {
        match &self.0 {
            Kind::Graph(..) | Kind::Raster(..) => frame,
            Kind::Matrix(matrix) => matrix.inset(frame),
        }
    }

    /// Draws it into the frame, and its title so far left of it.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, frame: Frame, span: (f64, f64), title: f64) {
        let draw_title = |label: &str| {
            let middle = (frame.top + frame.bottom) / 2.0;
            canvas.rising_title(label, (frame.left - title, middle));
        };
        match &self.0 {
            Kind::Graph(graph, field) => {
                if let (Some(field), Some(window)) = (field, graph.window) {
                    field.draw(canvas, frame, window);
                }
                graph.draw(canvas, frame, span);
                graph.legend().draw(canvas, frame);
                draw_title(&graph.label);
            }
            Kind::Raster(raster, _) => raster.draw(canvas, frame, span),
            Kind::Matrix(matrix) => {
                matrix.draw(canvas, frame);
                draw_title(Matrix::LABEL);
            }
        }
    }
}
