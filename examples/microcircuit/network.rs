//! A square millimetre of early sensory cortex: Potjans & Diesmann (2014), Cereb. Cortex 24, 785.

use nernst::prelude::*;

/// Population by population: name, cells, inputs from outside, and the probabilities of connection from all populations in this order.
pub(crate) const POPULATIONS: [(&str, f64, u32, [f64; 8]); 8] = [
    (
        "L2/3E",
        20683.0,
        1600,
        [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
    ),
    (
        "L2/3I",
        5834.0,
        1500,
        [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
    ),
    (
        "L4E",
        21915.0,
        2100,
        [0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0.0],
    ),
    (
        "L4I",
        5479.0,
        1900,
        [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
    ),
    (
        "L5E",
        4850.0,
        2000,
        [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
    ),
    (
        "L5I",
        1065.0,
        1900,
        [0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0.0],
    ),
    (
        "L6E",
        14395.0,
        2900,
        [
            0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252,
        ],
    ),
    (
        "L6I",
        2948.0,
        2100,
        [
            0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443,
        ],
    ),
];

/// 77 169 cells and 299 million connections at scale 1; at smaller scales cells and connections of each pair of populations are fewer, and the
/// rates are not those of the publication.
pub(crate) fn microcircuit(scale: f64) -> Result<(Network, Vec<PopulationId<Lif>>), NetworkError> {
    let cell = Lif {
        tau: 10.0 * ms,
        // With a capacitance of 250 pF.
        r: 40.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 2.0 * ms,
        v: -65.0 * mV,
    };
    let synapse = Expon::new(0.5 * ms);
    let weight = 87.81 * pA;
    let mut network = Network::new();
    let mut populations = Vec::new();
    for (name, count, inputs, _) in POPULATIONS {
        let count = (count * scale).round() as usize;
        let v = Normal::new(-58.0 * mV, 10.0 * mV);
        let cells = Population::new(count, cell.clone()).with(Lif::V, v);
        let cells = network.population(name, cells)?;
        let drive = Poisson::new(count, 8.0 * Hz).trains_per_cell(inputs);
        let drive = network.source(&format!("drive of {name}"), drive)?;
        let outside = Projection::new(drive, cells)
            .connectivity(OneToOne)
            .synapse(synapse.clone())
            .output(Cuba)
            .weight(weight);
        network.projection(&format!("outside to {name}"), outside)?;
        populations.push(cells);
    }
    for (post, (to, targets, _, probabilities)) in populations.iter().zip(POPULATIONS) {
        for (k, (pre, (from, sources, ..))) in populations.iter().zip(POPULATIONS).enumerate() {
            // With replacement: so many connections leave each pair unconnected with the probability of the publication.
            let pairs = sources * targets;
            let connections = (-probabilities[k]).ln_1p() / (-1.0 / pairs).ln_1p();
            let connections = (connections * scale * scale).round() as usize;
            if connections == 0 {
                continue;
            }
            let is_excitatory = k % 2 == 0;
            let factor = match (from, to) {
                ("L4E", "L2/3E") => 2.0,
                _ if is_excitatory => 1.0,
                _ => -4.0,
            };
            let mean = factor * weight;
            let bounds = if is_excitatory {
                0.0 * nA..=1.0 * uA
            } else {
                -1.0 * uA..=0.0 * nA
            };
            let delay = if is_excitatory { 1.5 * ms } else { 0.75 * ms };
            let projection = Projection::new(*pre, *post)
                .connectivity(FixedTotal::new(connections).with_multapses())
                .synapse(synapse.clone())
                .output(Cuba)
                .weight(Normal::new(mean, 0.1 * mean.abs()).within(bounds))
                .delay(Normal::new(delay, 0.5 * delay).within(0.05 * ms..=100.0 * ms));
            network.projection(&format!("{from} to {to}"), projection)?;
        }
    }
    Ok((network, populations))
}
