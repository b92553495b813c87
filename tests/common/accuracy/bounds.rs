//! What stays bounded at any step: row 11.

use nernst::prelude::*;
use nernst::random::{Purpose, Stream};

use super::{Bar, Measurement, solver};
use crate::golden;

/// A Hodgkin-Huxley neuron with steps of 0.5 ms under 10 s of strong noisy currents of both signs.
///
/// A step moves the potential part of the way to `(Σ g e + i) / Σ g`, a mean of `e_na`, `e_k` and `e_l + i / g_l` with weights that are
/// not negative. So at any step it stays between the least and the largest of these, with the currents that there were.
pub(crate) fn noisy_drive() -> Vec<Measurement> {
    let case = golden::hodgkin_huxley_classic();
    let HodgkinHuxley {
        e_k,
        e_na,
        e_l,
        g_l,
        ..
    } = case.model;
    let (h, steps) = (0.5, 20_000);
    let mut network = Network::new();
    let cell = network.population("cell", case.cell()).unwrap();
    let mut currents = Vec::new();
    for (index, weight) in [(0, 1.8), (1, -1.8)] {
        // One input in two steps: a thousand per second.
        let mut stream = Stream::new(13, Purpose::User, 0, index);
        let arrivals = (0..steps).filter(|_| stream.uniform() < 0.5);
        let times = arrivals.map(|step| (0, f64::from(step) * h * ms));
        let name = format!("source {index}");
        let source = network.source(&name, SpikeTimes::new(1, times)).unwrap();
        let through = Projection::new(source, cell)
            .synapse(Expon::<dim::ElectricCurrent>::new(5.0 * ms))
            .output(Cuba)
            .weight(weight * uA)
            .delay(h * ms);
        currents.push(network.projection(&name, through).unwrap());
    }
    let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
    let v = simulation.record(cell.trace(HodgkinHuxley::V)).unwrap();
    // Both share one state at the cell, the sum of their currents.
    let current = simulation.record(currents[0].trace(Expon::G)).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(f64::from(steps) * h * ms).unwrap();

    let (v, current) = (simulation.read(&v), simulation.read(&current));
    let beyond = |v: ElectricPotential| (v - e_na).max(e_k - v) / mV;
    let reached = v.of(0).map(beyond).fold(f64::NEG_INFINITY, f64::max);
    let provable = current
        .of(0)
        .map(|i| beyond(e_l + i / g_l))
        .fold(0.0, f64::max);
    let faults = v.of(0).filter(|v| !v.si().is_finite()).count();
    let count = simulation.read(&spikes).len();
    assert!(count > 100, "the drive makes it fire: {count} spikes");
    let name = "Hodgkin-Huxley, 10 s of noise, h 0.5 ms";
    let solver = solver(&simulation);
    let row = |what, figure, bar| Measurement::new(name, &solver, what, figure, bar);
    vec![
        row(
            "beyond the reversal potentials (mV)",
            reached,
            Bar::AtMost(20.0),
        ),
        row(
            "most that its currents allow (mV)",
            provable,
            Bar::AtMost(20.0),
        ),
        row(
            "samples that are not numbers",
            faults as f64,
            Bar::AtMost(0.0),
        ),
        row("spikes", count as f64, Bar::None),
    ]
}
