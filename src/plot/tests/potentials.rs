//! Traces with spikes.

use super::svg::{across, colored, corners, upward};
use super::*;
use crate::plot::Traces;
use crate::prelude::*;
use crate::record::{Recorded, Trace};

/// Ten cells of which each fires more often than those before it, and traces of two.
struct Run {
    simulation: Simulation,
    spikes: Recorded<Spikes<'static>>,
    v: Recorded<Trace<'static, ElectricPotential>>,
}

impl Run {
    fn new(largest: ElectricCurrent) -> Run {
        let cell = Lif {
            tau: 20.0 * ms,
            r: 100.0 * MOhm,
            v_rest: -65.0 * mV,
            v_th: -50.0 * mV,
            v_reset: -60.0 * mV,
            t_ref: 2.0 * ms,
            v: -65.0 * mV,
        };
        let currents = by_index(move |cell| cell as f64 / 10.0 * largest);
        let mut network = Network::new();
        let cells = Population::new(10, cell).with(Lif::I, currents);
        let cells = network.population("E", cells).unwrap();
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        let v = simulation.record(cells.trace(Lif::V).cells([9, 5]));
        let v = v.unwrap();
        simulation.run(100.0 * ms).unwrap();
        Run {
            simulation,
            spikes,
            v,
        }
    }

    fn spikes(&self) -> Spikes<'_> {
        self.simulation.read(&self.spikes)
    }

    fn v(&self) -> Trace<'_, ElectricPotential> {
        self.simulation.read(&self.v)
    }

    fn traces(&self, cells: &[usize]) -> Traces<ElectricPotential> {
        let traces = Traces::new("membrane potential", mV);
        traces.cells("E", cells.iter().copied(), self.v(), self.spikes())
    }
}

/// The points of the curve of this colour, without the piece of it in the legend.
fn curve(svg: &str, color: &str) -> Vec<(f64, f64)> {
    let lines = colored(svg, "polyline", color).into_iter().map(corners);
    lines.filter(|line| line.len() > 2).flatten().collect()
}

/// The times of the points of a curve that stand out at the peak of 0 mV.
fn peaks(svg: &str, color: &str) -> Vec<f64> {
    let time = across(svg, [("20", 20.0), ("80", 80.0)]);
    let potential = upward(svg, [("−60", -60.0), ("−20", -20.0)]);
    let points = curve(svg, color).into_iter();
    let high = points.filter(|(_, y)| potential(*y) > -1.0);
    high.map(|(x, _)| time(x)).collect()
}

#[test]
fn each_spike_is_a_stroke_at_its_time_up_to_the_peak() {
    let run = Run::new(0.4 * nA);
    let traces = run.traces(&[5, 9]).peak(0.0 * mV);
    let svg = Folder::new("strokes").save(&Figure::new().panel(traces));
    for word in ["membrane potential (mV)", "time (ms)", "E 5", "E 9"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let mut counts = Vec::new();
    for (cell, color) in [(5, "#0072B2"), (9, "#D55E00")] {
        let fired = run.spikes().of(cell);
        let strokes = peaks(&svg, color);
        assert_eq!(strokes.len(), fired.len(), "cell {cell}");
        for (stroke, spike) in strokes.iter().zip(&fired) {
            assert!((stroke - *spike / ms).abs() < 0.05, "{stroke} and {spike}");
        }
        counts.push(fired.len());
    }
    assert!(counts[0] > 1 && counts[1] > counts[0], "{counts:?}");
}

#[test]
fn strokes_stand_out_of_the_potentials_if_no_peak_is_given() {
    let run = Run::new(0.4 * nA);
    let svg = Folder::new("unasked").save(&Figure::new().panel(run.traces(&[9])));
    // From -65 to -50 mV, and half of that.
    let potential = upward(&svg, [("−60", -60.0), ("−50", -50.0)]);
    let points = curve(&svg, "#0072B2").into_iter();
    let heights = points.map(|(_, y)| potential(y));
    let highest = heights.fold(f64::NEG_INFINITY, f64::max);
    assert!((highest + 42.5).abs() < 0.2, "{highest}");
}

#[test]
fn cells_that_do_not_fire_are_drawn_as_lines() {
    let run = Run::new(0.1 * nA);
    assert!(run.spikes().is_empty());
    // The second of those in the trace.
    let v = run.v();
    let lines = Lines::new("membrane potential", mV).curve("E 5", v.times(), v.of(1));
    let folder = Folder::new("subthreshold");
    let drawn = [Panel::from(run.traces(&[5])), lines.into()];
    let [traces, lines] = drawn.map(|panel| folder.save(&Figure::new().panel(panel)));
    assert_eq!(traces, lines);
}

#[test]
fn cells_that_are_not_recorded_are_told() {
    let run = Run::new(0.1 * nA);
    let folder = Folder::new("strangers");
    let fault = |traces: Traces<ElectricPotential>| folder.fault(&Figure::new().panel(traces));
    assert_eq!(
        fault(run.traces(&[9, 3])),
        "the record of population `E` has no cell 3"
    );
    let none = record(&[], 4, 10);
    let others = Traces::new("v", mV).cells("E", [5], run.v(), none);
    assert_eq!(fault(others), "the record of population `E` has no cell 5");
    assert_eq!(
        fault(run.traces(&[])),
        "`membrane potential (mV)` has no point to draw"
    );
    assert_eq!(
        fault(run.traces(&[5]).peak(f64::NAN * mV)),
        "spikes cannot end at a peak of NaN mV"
    );
}
