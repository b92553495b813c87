//! How often the cells of populations fire, over time.

use super::axis::Across;
use super::canvas::Pen;
use super::curve::{Curve, milliseconds};
use super::graph::Graph;
use super::panel::Panel;
use crate::quantity::{Measured, Time};
use crate::record::Spikes;

/// A panel of the firing rates of populations, counted in bins: spikes per cell and second.
///
/// The bins begin with the record; a rest at its end that fills no bin is left out.
#[derive(Clone, Debug)]
pub struct Rate {
    bin: Time,
    graph: Graph,
}

impl Rate {
    /// No population yet; spikes are counted in bins of this width.
    #[must_use]
    pub fn new(bin: Time) -> Self {
        let mut graph = Graph::new("rate (Hz)".to_owned(), Across::time());
        graph.height = 130.0;
        graph.is_from_zero = true;
        if bin.si() <= 0.0 || !bin.is_finite() {
            graph.find_fault(format!("rates cannot be counted in bins of {bin}"));
        }
        Rate { bin, graph }
    }

    /// With the rate of a population in the next colour.
    #[must_use]
    pub fn population(mut self, name: &str, spikes: Spikes<'_>) -> Self {
        let pen = Pen::Curve(self.graph.curves.len());
        let points = if self.graph.fault.is_none() {
            histogram(spikes, self.bin)
        } else {
            Vec::new()
        };
        if points.is_empty() {
            self.graph.find_fault(format!(
                "the record of population `{name}` is shorter than one bin of {}",
                self.bin
            ));
        }
        self.graph.curves.push(Curve {
            name: name.to_owned(),
            pen,
            points,
        });
        self
    }
}

impl From<Rate> for Panel {
    fn from(rate: Rate) -> Panel {
        Panel::graph(rate.graph)
    }
}

/// The outline of the bars, in milliseconds and hertz.
fn histogram(spikes: Spikes<'_>, bin: Time) -> Vec<(f64, f64)> {
    let (start, end) = spikes.span();
    // A record of whole bins is not cut short by rounding.
    let slack = 1e-6;
    let mut counts = vec![0_usize; ((end - start) / bin + slack) as usize];
    for (time, _) in spikes.iter() {
        // A step ends with its spikes, and so does a bin.
        let index = ((time - start) / bin - slack).max(0.0) as usize;
        if let Some(count) = counts.get_mut(index) {
            *count += 1;
        }
    }
    let edge = |index: usize| milliseconds(start) + index as f64 * milliseconds(bin);
    let full = spikes.cells() as f64 * bin.si();
    let bars = counts.iter().enumerate().flat_map(|(index, count)| {
        let rate = *count as f64 / full;
        [(edge(index), rate), (edge(index + 1), rate)]
    });
    bars.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::ms;

    #[test]
    fn spikes_are_counted_per_cell_and_second() {
        // 30 ms in steps of 1 ms; the spike at 10 ms ends the first bin.
        let record = [(1, 0), (10, 1), (11, 0), (25, 1)];
        let spikes = Spikes::of_steps(&record, 2, (0, 30), 1e-3);
        let levels = [(0.0, 10.0, 100.0), (10.0, 20.0, 50.0), (20.0, 30.0, 50.0)];
        let outline = histogram(spikes, 10.0 * ms);
        let expected = levels
            .iter()
            .flat_map(|(a, b, rate)| [(*a, *rate), (*b, *rate)]);
        for (point, expected) in outline.iter().zip(expected) {
            assert!((point.0 - expected.0).abs() < 1e-9, "{outline:?}");
            assert!((point.1 - expected.1).abs() < 1e-9, "{outline:?}");
        }
        assert_eq!(outline.len(), 6);
        // The rest of 5 ms is left out.
        assert_eq!(histogram(spikes, 12.5 * ms).len(), 4);
    }
}
