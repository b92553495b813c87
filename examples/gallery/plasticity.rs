//! What short-term plasticity makes of a train of spikes.

use nernst::model::ShortTermPlasticity;
use nernst::plot::Lines;
use nernst::prelude::*;

use crate::lif::lif;
use crate::{Panels, Result};

/// Conductances for a weight of 1 nS, by eight spikes at 20 Hz and one after a pause.
pub(crate) fn plasticity() -> Result<Panels> {
    let facilitating = Stp::new(0.15, 1500.0 * ms, 200.0 * ms);
    let depressing = Stp::new(0.45, 50.0 * ms, 750.0 * ms);
    let tsodyks = Tsodyks::new(0.5, 3.0 * ms, 800.0 * ms, 50.0 * ms);
    let stp = [
        ("facilitating", response(facilitating)?),
        ("depressing", response(depressing)?),
    ];
    let std = [("Std", response(Std::new(0.3, 300.0 * ms))?)];
    let tsodyks = [("Tsodyks", response(tsodyks)?)];
    Ok(vec![
        ("Stp", lines(stp).into()),
        ("Std", lines(std).into()),
        ("Tsodyks", lines(tsodyks).into()),
    ])
}

type Response = Vec<(Time, ElectricalConductance)>;

fn lines<const N: usize>(responses: [(&str, Response); N]) -> Lines<ElectricalConductance> {
    let mut lines = Lines::new("g", nS);
    for (name, response) in responses {
        let (times, values): (Vec<_>, Vec<_>) = response.into_iter().unzip();
        lines = lines.curve(name, times, values);
    }
    lines
}

fn response<P: ShortTermPlasticity>(plasticity: P) -> Result<Response> {
    let times = (0..8).map(|k| 20.0 + 50.0 * f64::from(k)).chain([870.0]);
    let mut network = Network::new();
    let train = SpikeTimes::new(1, times.map(|time| (0, time * ms)));
    let train = network.source("train", train)?;
    let cell = network.population("cell", Population::new(1, lif()))?;
    let projection = Projection::new(train, cell)
        .short_term_plasticity(plasticity)
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(1.0 * nS);
    let projection = network.projection("train to cell", projection)?;
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let g = simulation.record(projection.trace(Expon::G))?;
    simulation.run(1.0 * second)?;
    let g = simulation.read(&g);
    Ok(g.times().zip(g.of(0)).collect())
}
