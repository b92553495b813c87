//! Errors over the time step.

use super::axis::Across;
use super::canvas::Pen;
use super::curve::{Curve, milliseconds};
use super::graph::Graph;
use super::panel::Panel;
use super::ticks::Scale;
use crate::quantity::Time;

/// A panel of errors over the time step, both axes logarithmic: the slope of a line is the order of its method.
///
/// ```
/// use nernst::plot::{Convergence, Figure};
/// use nernst::prelude::*;
///
/// let steps = || [0.4, 0.2, 0.1, 0.05].map(|h| h * ms);
/// let quadratic = |h: Time| 1e-3 * (h / ms).powi(2);
/// let convergence = Convergence::new("error of v")
///     .curve("splitting", steps(), steps().map(quadratic))
///     .reference("order 2", steps(), steps().map(|h| 2.0 * quadratic(h)));
/// # let folder = std::env::temp_dir().join(format!("nernst-convergence-{}", std::process::id()));
/// # let path = folder.join("convergence.svg");
/// Figure::new().panel(convergence).save(&path)?;
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), nernst::plot::PlotError>(())
/// ```
///
/// An error that is zero has no place on the axis and leaves a gap in its curve.
#[derive(Clone, Debug)]
pub struct Convergence {
    curves: usize,
    graph: Graph,
}

impl Convergence {
    /// No curve yet.
    #[must_use]
    pub fn new(label: &str) -> Self {
        let mut graph = Graph::new(label.to_owned(), Across::time_step());
        graph.scale = Scale::Logarithmic;
        graph.height = 420.0;
        Convergence { curves: 0, graph }
    }

    /// With the errors of a method, in the next colour.
    #[must_use]
    pub fn curve(
        mut self,
        name: &str,
        steps: impl IntoIterator<Item = Time>,
        errors: impl IntoIterator<Item = f64>,
    ) -> Self {
        let pen = Pen::Curve(self.curves);
        self.curves += 1;
        self.with(name, pen, steps, errors)
    }

    /// With a line to compare the others with, such as an order: dashed black.
    #[must_use]
    pub fn reference(
        self,
        name: &str,
        steps: impl IntoIterator<Item = Time>,
        errors: impl IntoIterator<Item = f64>,
    ) -> Self {
        self.with(name, Pen::Reference, steps, errors)
    }

    fn with(
        mut self,
        name: &str,
        pen: Pen,
        steps: impl IntoIterator<Item = Time>,
        errors: impl IntoIterator<Item = f64>,
    ) -> Self {
        let points = steps.into_iter().zip(errors);
        let logarithms = points.map(|(h, error)| (milliseconds(h).log10(), error.log10()));
        self.graph.curves.push(Curve {
            name: name.to_owned(),
            pen,
            points: logarithms.collect(),
        });
        self
    }
}

impl From<Convergence> for Panel {
    fn from(convergence: Convergence) -> Panel {
        Panel::graph(convergence.graph)
    }
}
