//! Two states of a neuron against each other.

use std::ops::Range;

use super::axis::Across;
use super::canvas::Pen;
use super::curve::Curve;
use super::field::Field;
use super::graph::Graph;
use super::nullcline::zeros;
use super::panel::Panel;
use super::ticks::Scale;
use super::unit;
use crate::model::{Affine, Columns, Input, Neuron, State, Values, dynamics_fault};
use crate::quantity::Measured;

/// A panel of the plane of two states of a neuron: its nullclines, on which one of the two stands still, and how the states move.
///
/// Nullclines are found from the equations of the model. That of the state across is a full line, that of the other one is dashed. Further
/// states stand still at the values of the descriptor; noise and what happens at a spike are not part of it.
///
/// ```
/// use nernst::plot::{Figure, PhasePlane};
/// use nernst::prelude::*;
///
/// let model = FitzHughNagumo::excitable();
/// let mut network = Network::new();
/// let cell = Population::new(1, model.clone()).with(FitzHughNagumo::I, 0.5);
/// let cell = network.population("cell", cell)?;
/// let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
/// let v = simulation.record(cell.trace(FitzHughNagumo::V))?;
/// let w = simulation.record(cell.trace(FitzHughNagumo::W))?;
/// simulation.run(100.0 * ms)?;
///
/// let across = (FitzHughNagumo::V, -2.5..2.5, 1.0); // a state, its values, and their unit
/// let upward = (FitzHughNagumo::W, -1.0..2.0, 1.0);
/// let plane = PhasePlane::new(&model, across, upward)
///     .input(FitzHughNagumo::I, 0.5)
///     .arrows()
///     .trajectory("from rest", simulation.read(&v).of(0), simulation.read(&w).of(0));
/// # let folder = std::env::temp_dir().join(format!("nernst-plane-{}", std::process::id()));
/// # let path = folder.join("plane.svg");
/// Figure::new().panel(plane).save(&path)?;
/// # std::fs::remove_dir_all(folder).unwrap();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// An axis in another dimension than its state does not compile, nor one of another model:
///
/// ```compile_fail,E0308
/// use nernst::plot::PhasePlane;
/// use nernst::prelude::*;
///
/// let model = MorrisLecar::hopf(0.01 * mm2);
/// let upward = (MorrisLecar::W, 0.0..1.0, 1.0);
/// let plane = PhasePlane::new(&model, (MorrisLecar::V, -80.0 * mV..40.0 * mV, nS), upward);
/// ```
///
/// ```compile_fail,E0308
/// use nernst::plot::PhasePlane;
/// use nernst::prelude::*;
///
/// let model = MorrisLecar::hopf(0.01 * mm2);
/// let across = (MorrisLecar::V, -80.0 * mV..40.0 * mV, mV);
/// let plane = PhasePlane::new(&model, across, (FitzHughNagumo::W, 0.0..1.0, 1.0));
/// ```
#[derive(Clone, Debug)]
pub struct PhasePlane<N, X, Y> {
    across: State<N, X>,
    upward: State<N, Y>,
    units: (X, Y),
    /// Of the descriptor, in SI base units.
    values: Values,
    inputs: Vec<f64>,
    has_arrows: bool,
    trajectories: usize,
    graph: Graph,
}

impl<N: Neuron, X: Measured, Y: Measured> PhasePlane<N, X, Y> {
    /// The plane of two states of this neuron, each with the values that its axis shows and the unit in which it shows them; inputs are zero.
    #[must_use]
    pub fn new(
        model: &N,
        (across, xs, x): (State<N, X>, Range<X>, X),
        (upward, ys, y): (State<N, Y>, Range<Y>, Y),
    ) -> Self {
        let [name_across, name_upward] = [across.index, upward.index].map(|k| N::STATES[k].name);
        let title = Across {
            title: unit::label(name_across, x),
            scale: Scale::Linear,
        };
        let mut graph = Graph::new(unit::label(name_upward, y), title);
        (graph.height, graph.proportion) = (420.0, 0.8);
        let values = model.values();
        let faults = [
            dynamics_fault::<N>(&values),
            (across.index == upward.index)
                .then(|| format!("`{name_across}` cannot be on both axes of a phase plane")),
            range_fault(name_across, &xs),
            range_fault(name_upward, &ys),
        ];
        faults
            .into_iter()
            .flatten()
            .for_each(|fault| graph.find_fault(fault));
        graph.window = Some([within(&xs, x), within(&ys, y)]);
        PhasePlane {
            across,
            upward,
            units: (x, y),
            values,
            inputs: vec![0.0; N::INPUTS.len()],
            has_arrows: false,
            trajectories: 0,
            graph,
        }
    }

    /// The same with this constant input.
    #[must_use]
    pub fn input<Q: Measured>(mut self, input: Input<N, Q>, value: Q) -> Self {
        if !value.si().is_finite() {
            let name = N::INPUTS[input.index].variable.name;
            let shown = Q::show(value.si());
            self.graph.find_fault(format!(
                "the input `{name}` must be finite, but it is {shown}"
            ));
        }
        self.inputs[input.index] = value.si();
        self
    }

    /// The same with arrows that tell which way both states move; all have the same length, however fast that is.
    #[must_use]
    pub fn arrows(mut self) -> Self {
        self.has_arrows = true;
        self
    }

    /// With the states of a cell over time, such as two recorded traces; the first is black, others have colours.
    #[must_use]
    pub fn trajectory(
        mut self,
        name: &str,
        across: impl IntoIterator<Item = X>,
        upward: impl IntoIterator<Item = Y>,
    ) -> Self {
        let pen = match self.trajectories {
            0 => Pen::Path,
            // Two colours are those of the nullclines.
            k => Pen::Curve(k + 1),
        };
        self.trajectories += 1;
        let (x, y) = (self.units.0.si(), self.units.1.si());
        let xs = across.into_iter().map(|value| value.si() / x);
        let ys = upward.into_iter().map(|value| value.si() / y);
        let [of_xs, of_ys] = [self.across.index, self.upward.index]
            .map(|k| format!("values of `{}`", N::STATES[k].name));
        self.graph.curve(name, pen, (xs, &of_xs), (ys, &of_ys));
        self
    }

    /// How fast both states change at a place of the plane, each in its unit per second.
    fn rates(&self, x: f64, y: f64) -> (f64, f64) {
        let (x_unit, y_unit) = (self.units.0.si(), self.units.1.si());
        let mut values = self.values.clone();
        values.states[self.across.index] = x * x_unit;
        values.states[self.upward.index] = y * y_unit;
        let inputs = &self.inputs;
        let rates = N::rates(&N::load(&Driven { values, inputs }, 0));
        let rates = rates.as_ref();
        let [across, upward] = [self.across.index, self.upward.index].map(|k| rates[k]);
        (across / x_unit, upward / y_unit)
    }

    /// The lines on which one of the states stands still.
    fn nullclines(&self, window: [(f64, f64); 2]) -> Vec<Curve> {
        let across = zeros(|x, y| self.rates(x, y).0, window);
        let upward = zeros(|x, y| self.rates(x, y).1, window);
        let states = [
            (self.across.index, Pen::Curve(0), across),
            (self.upward.index, Pen::Dashed(1), upward),
        ];
        let curves = states.into_iter().flat_map(|(state, pen, lines)| {
            let name = format!("d{}/dt = 0", N::STATES[state].name);
            lines.into_iter().enumerate().map(move |(k, points)| Curve {
                // Once in the legend.
                name: if k == 0 { name.clone() } else { String::new() },
                pen,
                points,
            })
        });
        curves.collect()
    }
}

impl<N: Neuron, X: Measured, Y: Measured> From<PhasePlane<N, X, Y>> for Panel {
    fn from(mut plane: PhasePlane<N, X, Y>) -> Panel {
        let Some(window) = plane.graph.window.filter(|_| plane.graph.fault.is_none()) else {
            return Panel::graph(plane.graph);
        };
        let field = plane
            .has_arrows
            .then(|| Field::new(|x, y| plane.rates(x, y), window));
        let nullclines = plane.nullclines(window);
        plane.graph.curves.splice(0..0, nullclines);
        Panel::plane(plane.graph, field)
    }
}

/// A cell whose inputs stand still, as a block of one lane.
struct Driven<'a> {
    values: Values,
    inputs: &'a [f64],
}

impl Columns for Driven<'_> {
    fn parameter(&self, index: usize, lane: usize) -> f64 {
        self.values.parameter(index, lane)
    }

    fn state(&self, index: usize, lane: usize) -> f64 {
        self.values.state(index, lane)
    }

    fn input(&self, index: usize, _lane: usize) -> Affine {
        Affine::flat(self.inputs[index])
    }
}

/// Why an axis cannot show these values.
fn range_fault<Q: Measured>(state: &str, range: &Range<Q>) -> Option<String> {
    let [start, end] = [range.start, range.end].map(Measured::si);
    let least = 1e-9 * start.abs().max(end.abs());
    let is_axis = (end - start).is_finite() && end - start > least;
    let [start, end] = [start, end].map(Q::show);
    (!is_axis).then(|| format!("the axis of `{state}` cannot run from {start} to {end}"))
}

fn within<Q: Measured>(range: &Range<Q>, unit: Q) -> (f64, f64) {
    (range.start.si() / unit.si(), range.end.si() / unit.si())
}
