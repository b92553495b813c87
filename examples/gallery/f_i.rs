//! How often neurons fire over the current that drives them.

use nernst::model::{Input, Neuron};
use nernst::plot::{Figure, Relation};
use nernst::prelude::*;

use crate::Result;
use crate::lif::lif;

const CELLS: usize = 60;

/// A neuron with its formula; and how oscillations begin: at any low rate, or at once at a high one.
pub(crate) fn f_i() -> Result<Figure> {
    let currents = |largest: ElectricCurrent| {
        (0..CELLS).map(move |cell| (cell as f64 + 0.5) / CELLS as f64 * largest)
    };
    let axes = || Relation::new(("input current", nA), ("rate", Hz));
    let measured = rates(lif(), Lif::I, currents(1.0 * nA))?;
    let linear = axes()
        .points("Lif", currents(1.0 * nA), measured)
        .reference(
            "formula",
            currents(1.0 * nA),
            currents(1.0 * nA).map(lif_rate),
        );

    let area = 0.01 * mm2;
    let largest = 250.0 * uA / cm2 * area;
    let hopf = rates(MorrisLecar::hopf(area), MorrisLecar::I, currents(largest))?;
    let saddle_node = MorrisLecar::saddle_node(area);
    let saddle_node = rates(saddle_node, MorrisLecar::I, currents(largest))?;
    let channels = axes()
        .points("MorrisLecar, hopf", currents(largest), hopf)
        .points("MorrisLecar, saddle_node", currents(largest), saddle_node);
    Ok(Figure::new().panel(linear).panel(channels).columns(2))
}

/// The rates of cells of one population, each with a current of its own, once they have settled.
fn rates<N: Neuron>(
    model: N,
    input: Input<N, ElectricCurrent>,
    currents: impl Iterator<Item = ElectricCurrent>,
) -> Result<Vec<Frequency>> {
    let currents: Vec<ElectricCurrent> = currents.collect();
    let count = currents.len();
    let mut network = Network::new();
    let cells = Population::new(count, model).with(input, by_index(move |cell| currents[cell]));
    let cells = network.population("cells", cells)?;
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    simulation.run(1.0 * second)?;
    let spikes = simulation.record(cells.spikes())?;
    simulation.run(4.0 * second)?;
    let spikes = simulation.read(&spikes);
    let rate = |times: Vec<Time>| match times[..] {
        [first, .., last] => (times.len() - 1) as f64 / (last - first),
        _ => 0.0 * Hz,
    };
    Ok((0..count).map(|cell| rate(spikes.of(cell))).collect())
}

/// One over the refractory period and the time from the reset to the threshold.
fn lif_rate(i: ElectricCurrent) -> Frequency {
    let Lif {
        tau,
        r,
        v_rest,
        v_th,
        v_reset,
        t_ref,
        ..
    } = lif();
    let rest = v_rest + r * i;
    if rest <= v_th {
        return 0.0 * Hz;
    }
    1.0 / (t_ref + tau * ((rest - v_reset) / (rest - v_th)).ln())
}
