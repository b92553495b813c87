//! Curves of one dimension.

use super::axis::Across;
use super::canvas::Pen;
use super::curve::milliseconds;
use super::graph::Graph;
use super::panel::Panel;
use super::unit;
use crate::quantity::{Measured, Time};

/// A panel of curves over time that have the dimension of `Q` in common.
///
/// A number that is NaN or infinite leaves a gap in its curve.
#[derive(Clone, Debug)]
pub struct Lines<Q> {
    unit: Q,
    curves: usize,
    graph: Graph,
}

impl<Q: Measured> Lines<Q> {
    /// No curve yet; the axis is labelled with `label` and `unit`, as in `membrane potential (mV)`.
    ///
    /// For plain numbers the unit is `1.0`.
    #[must_use]
    pub fn new(label: &str, unit: Q) -> Self {
        Lines {
            unit,
            curves: 0,
            graph: Graph::new(unit::label(label, unit), Across::time()),
        }
    }

    /// With a curve in the next colour; one without a name stays out of the legend.
    #[must_use]
    pub fn curve(
        mut self,
        name: &str,
        times: impl IntoIterator<Item = Time>,
        values: impl IntoIterator<Item = Q>,
    ) -> Self {
        let pen = Pen::Curve(self.curves);
        self.curves += 1;
        self.with(name, pen, times, values)
    }

    /// With a curve to compare the others with, such as a formula: dashed black, and on top of them.
    #[must_use]
    pub fn reference(
        self,
        name: &str,
        times: impl IntoIterator<Item = Time>,
        values: impl IntoIterator<Item = Q>,
    ) -> Self {
        self.with(name, Pen::Reference, times, values)
    }

    fn with(
        mut self,
        name: &str,
        pen: Pen,
        times: impl IntoIterator<Item = Time>,
        values: impl IntoIterator<Item = Q>,
    ) -> Self {
        let unit = self.unit.si();
        let times = times.into_iter().map(milliseconds);
        let values = values.into_iter().map(|value| value.si() / unit);
        self.graph
            .curve(name, pen, (times, "times"), (values, "values"));
        self
    }
}

impl<Q: Measured> From<Lines<Q>> for Panel {
    fn from(lines: Lines<Q>) -> Panel {
        Panel::graph(lines.graph)
    }
}
