//! One quantity over another.

use super::axis::Across;
use super::canvas::Pen;
use super::graph::Graph;
use super::panel::Panel;
use super::ticks::Scale;
use super::unit;
use crate::quantity::Measured;

/// A panel of one quantity over another, such as the rate of a neuron over its input current.
///
/// ```
/// use nernst::plot::{Figure, Relation};
/// use nernst::prelude::*;
///
/// // A leaky integrate-and-fire neuron needs 0.15 nA to fire.
/// let rate = |i: ElectricCurrent| 1.0 / (20.0 * ms * (i / (i - 0.15 * nA)).ln());
/// let currents = || (16..50).map(|k| f64::from(k) * 0.01 * nA);
/// let f_i = Relation::new(("input current", nA), ("rate", Hz))
///     .curve("without refractory period", currents(), currents().map(rate));
/// # let folder = std::env::temp_dir().join(format!("nernst-relation-{}", std::process::id()));
/// # let path = folder.join("f_i.svg");
/// Figure::new().panel(f_i).save(&path)?;
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), nernst::plot::PlotError>(())
/// ```
///
/// What is over another dimension does not compile:
///
/// ```compile_fail,E0271
/// use nernst::plot::Relation;
/// use nernst::prelude::*;
///
/// let f_i = Relation::new(("input current", nA), ("rate", Hz)).curve("", [0.2 * mV], [10.0 * Hz]);
/// ```
///
/// A number that is NaN or infinite leaves a gap in its curve.
#[derive(Clone, Debug)]
pub struct Relation<X, Y> {
    units: (X, Y),
    colors: usize,
    across: String,
    graph: Graph,
}

impl<X: Measured, Y: Measured> Relation<X, Y> {
    /// No curve yet; the axes are labelled with what is along them and their units, as in `input current (nA)`.
    ///
    /// For plain numbers the unit is `1.0`.
    #[must_use]
    pub fn new((across, x): (&str, X), (upward, y): (&str, Y)) -> Self {
        let across = Across {
            title: unit::label(across, x),
            scale: Scale::Linear,
        };
        Relation {
            units: (x, y),
            colors: 0,
            across: across.title.clone(),
            graph: Graph::new(unit::label(upward, y), across),
        }
    }

    /// With a curve in the next colour, through the points in their order; one without a name stays out of the legend.
    #[must_use]
    pub fn curve(
        self,
        name: &str,
        xs: impl IntoIterator<Item = X>,
        ys: impl IntoIterator<Item = Y>,
    ) -> Self {
        let pen = Pen::Curve(self.colors);
        self.colored(name, pen, xs, ys)
    }

    /// With dots in the next colour, for what is measured.
    #[must_use]
    pub fn points(
        self,
        name: &str,
        xs: impl IntoIterator<Item = X>,
        ys: impl IntoIterator<Item = Y>,
    ) -> Self {
        let pen = Pen::Dots(self.colors);
        self.colored(name, pen, xs, ys)
    }

    /// With a curve to compare the others with, such as a formula: dashed black, and on top of them.
    #[must_use]
    pub fn reference(
        self,
        name: &str,
        xs: impl IntoIterator<Item = X>,
        ys: impl IntoIterator<Item = Y>,
    ) -> Self {
        self.with(name, Pen::Reference, xs, ys)
    }

    fn colored(
        mut self,
        name: &str,
        pen: Pen,
        xs: impl IntoIterator<Item = X>,
        ys: impl IntoIterator<Item = Y>,
    ) -> Self {
        self.colors += 1;
        self.with(name, pen, xs, ys)
    }

    fn with(
        mut self,
        name: &str,
        pen: Pen,
        xs: impl IntoIterator<Item = X>,
        ys: impl IntoIterator<Item = Y>,
    ) -> Self {
        let (x, y) = (self.units.0.si(), self.units.1.si());
        let xs = xs.into_iter().map(|value| value.si() / x);
        let ys = ys.into_iter().map(|value| value.si() / y);
        let places = format!("places along `{}`", self.across);
        self.graph.curve(name, pen, (xs, &places), (ys, "values"));
        self
    }
}

impl<X: Measured, Y: Measured> From<Relation<X, Y>> for Panel {
    fn from(relation: Relation<X, Y>) -> Panel {
        Panel::graph(relation.graph)
    }
}
