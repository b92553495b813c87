//! Neurons with two states in the plane of these.

use std::ops::Range;

use nernst::model::{Input, Neuron, State};
use nernst::plot::{Figure, Panel, PhasePlane};
use nernst::prelude::*;
use nernst::values::Values;

use crate::Result;

/// What a spike does to the states.
enum Spike {
    /// They go on by themselves.
    Flows,
    /// They jump: to where, the lines of the plane do not say.
    Resets,
}

/// Two that turn round by themselves, and two that are reset.
pub(crate) fn phase_plane() -> Result<Figure> {
    let area = 0.01 * mm2;
    let panels = [
        plane(
            ("FitzHughNagumo", Spike::Flows),
            FitzHughNagumo::excitable(),
            (FitzHughNagumo::I, 0.5),
            (FitzHughNagumo::V, -2.5..2.5, 1.0),
            (FitzHughNagumo::W, -1.0..2.0, 1.0),
        )?,
        plane(
            ("MorrisLecar", Spike::Flows),
            MorrisLecar::hopf(area),
            (MorrisLecar::I, 120.0 * uA / cm2 * area),
            (MorrisLecar::V, -70.0 * mV..50.0 * mV, mV),
            (MorrisLecar::W, 0.0..0.6, 1.0),
        )?,
        plane(
            ("AdEx, bursting", Spike::Resets),
            AdEx::bursting(),
            (AdEx::I, 210.0 * pA),
            (AdEx::V, -70.0 * mV..-30.0 * mV, mV),
            (AdEx::W, -50.0 * pA..350.0 * pA, pA),
        )?,
        plane(
            ("Izhikevich", Spike::Resets),
            Izhikevich::regular_spiking(),
            (Izhikevich::I, 10.0 * mV / ms),
            (Izhikevich::V, -85.0 * mV..40.0 * mV, mV),
            (Izhikevich::U, -18.0 * mV / ms..10.0 * mV / ms, mV / ms),
        )?,
    ];
    let figure = panels.into_iter().fold(Figure::new(), Figure::panel);
    Ok(figure.columns(2))
}

/// Nullclines for this input, and the way of a cell that gets it.
fn plane<N: Neuron, I: Measured + Values<I>, X: Measured, Y: Measured>(
    (name, spike): (&str, Spike),
    model: N,
    (input, amplitude): (Input<N, I>, I),
    across: (State<N, X>, Range<X>, X),
    upward: (State<N, Y>, Range<Y>, Y),
) -> Result<Panel> {
    let mut network = Network::new();
    let cell = Population::new(1, model.clone()).with(input, amplitude);
    let cell = network.population("cell", cell)?;
    let mut simulation = Simulation::new(&network, 0.02 * ms, 1)?;
    let spikes = simulation.record(cell.spikes())?;
    let x = simulation.record(cell.trace(across.0))?;
    let y = simulation.record(cell.trace(upward.0))?;
    simulation.run(200.0 * ms)?;

    let (x, y) = (simulation.read(&x), simulation.read(&y));
    let jumps = match spike {
        Spike::Flows => Vec::new(),
        Spike::Resets => simulation.read(&spikes).of(0),
    };
    // What is no number leaves a gap.
    let xs = x
        .times()
        .zip(x.of(0))
        .map(|(time, x)| match jumps.contains(&time) {
            true => X::from_si(f64::NAN),
            false => x,
        });
    let plane = PhasePlane::new(&model, across, upward)
        .input(input, amplitude)
        .arrows()
        .trajectory(name, xs, y.of(0));
    Ok(plane.into())
}
