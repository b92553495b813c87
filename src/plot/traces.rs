//! Potentials of cells with their spikes.

use super::axis::Across;
use super::canvas::Pen;
use super::curve::{Curve, milliseconds};
use super::graph::Graph;
use super::panel::Panel;
use super::unit;
use crate::quantity::Measured;
use crate::record::{Spikes, Trace};

/// How far strokes stand out above the highest potential, in parts of the range of potentials.
const STROKE: f64 = 0.5;

/// A panel of the potentials of some cells over time, with a vertical stroke for each spike.
///
/// An integrate-and-fire neuron says when it fires, but not what the potential does meanwhile: it is reset, and in a trace nothing can be
/// seen of the spike. The strokes begin where the potential is and all end at the same height. Models that have spikes of their own,
/// such as [`HodgkinHuxley`](crate::prelude::HodgkinHuxley), are drawn with [`Lines`](super::Lines).
///
/// ```
/// use nernst::plot::{Figure, Traces};
/// use nernst::prelude::*;
///
/// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
/// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
/// let mut network = Network::new();
/// let currents = by_index(|cell| 0.15 * nA + 0.02 * (cell as f64) * nA);
/// let cells = network.population("E", Population::new(10, lif).with(Lif::I, currents))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// let v = simulation.record(cells.trace(Lif::V).cells([3, 7]))?;
/// simulation.run(200.0 * ms)?;
///
/// let traces = Traces::new("membrane potential", mV)
///     .cells("E", [3, 7], simulation.read(&v), simulation.read(&spikes))
///     .peak(0.0 * mV);
/// # let folder = std::env::temp_dir().join(format!("nernst-traces-{}", std::process::id()));
/// # let path = folder.join("traces.svg");
/// Figure::new().panel(traces).save(&path)?;
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Traces<Q> {
    unit: Q,
    /// In the unit.
    peak: Option<f64>,
    /// The spikes of each curve, in milliseconds.
    spikes: Vec<Vec<f64>>,
    graph: Graph,
}

impl<Q: Measured> Traces<Q> {
    /// No cell yet; the axis is labelled with `label` and `unit`, as in `membrane potential (mV)`.
    #[must_use]
    pub fn new(label: &str, unit: Q) -> Self {
        Traces {
            unit,
            peak: None,
            spikes: Vec::new(),
            graph: Graph::new(unit::label(label, unit), Across::time()),
        }
    }

    /// With these cells of a population, each in the next colour and named by the population and its number.
    ///
    /// Cells have the numbers that they have in their population, whichever of them the trace and the spikes hold. Spikes before the first sample
    /// of the trace and after the last are left out.
    #[must_use]
    pub fn cells(
        mut self,
        population: &str,
        cells: impl IntoIterator<Item = usize>,
        trace: Trace<'_, Q>,
        spikes: Spikes<'_>,
    ) -> Self {
        for cell in cells {
            let place = trace.numbers().iter().position(|number| *number == cell);
            let Some(place) = place.filter(|_| cell < spikes.cells()) else {
                self.graph.find_fault(format!(
                    "the record of population `{population}` has no cell {cell}"
                ));
                break;
            };
            let unit = self.unit.si();
            let values = trace.of(place).map(|value| value.si() / unit);
            self.graph.curves.push(Curve {
                name: format!("{population} {cell}"),
                pen: Pen::Curve(self.graph.curves.len()),
                points: trace.times().map(milliseconds).zip(values).collect(),
            });
            let own = spikes.of(cell).into_iter();
            self.spikes.push(own.map(milliseconds).collect());
        }
        self
    }

    /// Where strokes end; if not called, above all potentials by half of their range.
    #[must_use]
    pub fn peak(mut self, peak: Q) -> Self {
        if !peak.si().is_finite() {
            let shown = Q::show(peak.si());
            self.graph
                .find_fault(format!("spikes cannot end at a peak of {shown}"));
        }
        self.peak = Some(peak.si() / self.unit.si());
        self
    }
}

impl<Q: Measured> From<Traces<Q>> for Panel {
    fn from(traces: Traces<Q>) -> Panel {
        let mut graph = traces.graph;
        let peak = traces.peak.unwrap_or_else(|| above(&graph.curves));
        for (curve, spikes) in graph.curves.iter_mut().zip(&traces.spikes) {
            curve.points = stroked(&curve.points, spikes, peak);
        }
        Panel::graph(graph)
    }
}

/// A height above all curves.
fn above(curves: &[Curve]) -> f64 {
    let values = curves.iter().flat_map(|curve| &curve.points);
    let values = values.map(|(_, value)| *value).filter(|v| v.is_finite());
    let nothing = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) = values.fold(nothing, |(low, high), v| (low.min(v), high.max(v)));
    match high - low {
        range if range > 0.0 => high + STROKE * range,
        _ => high + 1.0,
    }
}

/// The line with a stroke at each spike: from the sample before it to the peak, and down to the sample after it.
fn stroked(points: &[(f64, f64)], spikes: &[f64], peak: f64) -> Vec<(f64, f64)> {
    let start = points.first().map_or(0.0, |(t, _)| *t);
    let seen = spikes.iter().copied().filter(|spike| *spike >= start);
    let mut spikes = seen.peekable();
    let mut line: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for (t, value) in points.iter().copied() {
        while let Some(spike) = spikes.next_if(|spike| *spike <= t) {
            let before = line.last().map_or(value, |(_, value)| *value);
            line.extend([(spike, before), (spike, peak), (spike, value)]);
        }
        line.push((t, value));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_rise_from_the_sample_before_a_spike_and_fall_to_the_one_after_it() {
        let points = [(0.0, 1.0), (1.0, 2.0), (2.0, 0.0)];
        let rise_and_fall = [(2.0, 2.0), (2.0, 5.0), (2.0, 0.0), (2.0, 0.0)];
        assert_eq!(stroked(&points, &[2.0], 5.0)[2..], rise_and_fall);
        // A spike between two samples, one before all of them and one after.
        let between = stroked(&points, &[-1.0, 0.5, 2.5], 5.0);
        let expected = [(0.0, 1.0), (0.5, 1.0), (0.5, 5.0), (0.5, 2.0)];
        assert_eq!(between[..4], expected);
        assert_eq!(between.len(), 6);
        assert!(stroked(&[], &[1.0], 5.0).is_empty());
    }
}
