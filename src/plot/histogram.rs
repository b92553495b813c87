//! How often values occur.

use super::axis::Across;
use super::bins::Bins;
use super::canvas::Pen;
use super::curve::Curve;
use super::graph::Graph;
use super::panel::Panel;
use super::ticks::Scale;
use super::unit;
use crate::quantity::Measured;

/// A panel of bars: how many of some quantities lie in each bin, such as weights or delays of a projection.
///
/// Without a [`bin`](Self::bin) there are as many as the values suggest by the rule of Freedman and Diaconis, a hundred at most, and values
/// on a grid, such as delays, lie in the middle of a bin.
///
/// ```
/// use nernst::plot::{Figure, Histogram};
/// use nernst::prelude::*;
///
/// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
/// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(100, lif))?;
/// let kicks = Projection::new(cells, cells)
///     .connectivity(FixedInDegree::new(10))
///     .weight(LogNormal::of_mean(0.5 * mV, 0.2 * mV))
///     .delay(Uniform::new(1.0 * ms, 2.0 * ms));
/// let kicks = network.projection("kicks", kicks)?;
/// let simulation = Simulation::new(&network, 0.1 * ms, 1)?;
///
/// let table = simulation.connections(kicks)?;
/// let weights = Histogram::new("weight", mV).values("", table.weights()?);
/// let delays = Histogram::new("delay", ms).values("", table.delays()).bin(0.1 * ms);
/// # let folder = std::env::temp_dir().join(format!("nernst-histogram-{}", std::process::id()));
/// # let path = folder.join("connections.svg");
/// Figure::new().panel(weights).panel(delays).columns(2).save(&path)?;
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Values of another dimension do not compile:
///
/// ```compile_fail,E0271
/// use nernst::plot::Histogram;
/// use nernst::prelude::*;
///
/// let weights = Histogram::new("weight", nS).values("", [5.0 * mV]);
/// ```
#[derive(Clone, Debug)]
pub struct Histogram<Q> {
    unit: Q,
    bin: Option<Q>,
    /// Names, and values in the unit.
    sets: Vec<(String, Vec<f64>)>,
    graph: Graph,
}

impl<Q: Measured> Histogram<Q> {
    /// No values yet; the axis across is labelled with `label` and `unit`, as in `weight (nS)`.
    ///
    /// For plain numbers the unit is `1.0`.
    #[must_use]
    pub fn new(label: &str, unit: Q) -> Self {
        let across = Across {
            title: unit::label(label, unit),
            scale: Scale::Linear,
        };
        let mut graph = Graph::new("count".to_owned(), across);
        graph.is_from_zero = true;
        graph.scale = Scale::Whole;
        Histogram {
            unit,
            bin: None,
            sets: Vec::new(),
            graph,
        }
    }

    /// With the values of one group, in the next colour; one without a name stays out of the legend. All groups have the same bins.
    #[must_use]
    pub fn values(mut self, name: &str, values: impl IntoIterator<Item = Q>) -> Self {
        let unit = self.unit.si();
        let values = values.into_iter().map(|value| value.si() / unit);
        let values: Vec<f64> = values.collect();
        let lost = values.iter().filter(|value| !value.is_finite()).count();
        if lost > 0 {
            let (count, title) = (values.len(), &self.graph.across.title);
            self.graph.find_fault(format!(
                "`{title}` counts finite values, but of the {count} of `{name}` {lost} are not"
            ));
        }
        self.sets.push((name.to_owned(), values));
        self
    }

    /// With bins of this width, whose edges are its multiples; a value on an edge is in the bin above it.
    #[must_use]
    pub fn bin(mut self, width: Q) -> Self {
        let si = width.si();
        if !(si > 0.0 && si.is_finite()) {
            let shown = Q::show(si);
            self.graph
                .find_fault(format!("values cannot be counted in bins of {shown}"));
        }
        self.bin = Some(width);
        self
    }

    /// The bins of all values together.
    fn bins(&self) -> Result<Bins, String> {
        let values = self.sets.iter().flat_map(|(_, values)| values);
        let mut values: Vec<f64> = values.copied().collect();
        values.sort_by(f64::total_cmp);
        let (Some(width), [low, ..]) = (self.bin, &values[..]) else {
            return Ok(Bins::suggested(&values));
        };
        let span = (*low, *values.last().unwrap_or(low));
        Bins::every(width.si() / self.unit.si(), span).map_err(|most| {
            let (title, width) = (&self.graph.across.title, Q::show(width.si()));
            format!("there are more than {most} bins of {width} in `{title}`")
        })
    }
}

impl<Q: Measured> From<Histogram<Q>> for Panel {
    fn from(histogram: Histogram<Q>) -> Panel {
        let bins = match histogram.graph.fault {
            None => histogram.bins(),
            Some(_) => Ok(Bins::suggested(&[])),
        };
        let mut graph = histogram.graph;
        match bins {
            Ok(bins) => {
                let sets = histogram.sets.into_iter().enumerate();
                let sets = sets.filter(|(_, (_, values))| !values.is_empty());
                graph
                    .curves
                    .extend(sets.map(|(color, (name, values))| Curve {
                        name,
                        pen: Pen::Area(color),
                        points: bins.outline(&bins.counts(&values)),
                    }));
            }
            Err(fault) => graph.find_fault(fault),
        }
        Panel::graph(graph)
    }
}
