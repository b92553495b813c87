//! A sparse random network of excitatory and inhibitory cells: Brunel (2000), J. Comput. Neurosci. 8, 183, model A.

use nernst::prelude::*;

use super::Benchmark;

/// 12 500 cells with 1250 inputs each, driven at twice the rate that would just make them fire.
pub(crate) fn brunel(scale: f64) -> Result<Benchmark, NetworkError> {
    let count = |cells: f64| (cells * scale).round() as usize;
    let [excitatory, inhibitory] = [count(10_000.0), count(2_500.0)];
    let [from_e, from_i] = [excitatory / 10, inhibitory / 10];
    // J, with g = 5 for inhibition.
    let j = 0.1 / scale * mV;
    let cell = Lif {
        tau: 20.0 * ms,
        r: 1.0 * MOhm,
        v_rest: 0.0 * mV,
        v_th: 20.0 * mV,
        v_reset: 10.0 * mV,
        t_ref: 2.0 * ms,
        v: 0.0 * mV,
    };
    let threshold_rate = cell.v_th / (j * from_e as f64 * cell.tau);
    let mut network = Network::new();
    let mut populations = Vec::new();
    for (name, count) in [("E", excitatory), ("I", inhibitory)] {
        let v = Uniform::new(0.0 * mV, 10.0 * mV);
        let cells = Population::new(count, cell.clone()).with(Lif::V, v);
        let cells = network.population(name, cells)?;
        let drive = Poisson::new(count, 2.0 * threshold_rate).trains_per_cell(from_e as u32);
        let drive = network.source(&format!("drive of {name}"), drive)?;
        let outside = Projection::new(drive, cells).connectivity(OneToOne);
        network.projection(&format!("outside to {name}"), outside.weight(j))?;
        populations.push(cells);
    }
    for (pre, name, inputs, weight) in [
        (populations[0], "excitation", from_e, j),
        (populations[1], "inhibition", from_i, -5.0 * j),
    ] {
        for (post, to) in populations.iter().zip(["E", "I"]) {
            let projection = Projection::new(pre, *post)
                .connectivity(FixedInDegree::new(inputs).with_multapses())
                .weight(weight)
                .delay(1.5 * ms);
            network.projection(&format!("{name} of {to}"), projection)?;
        }
    }
    Ok(Benchmark {
        network,
        spikes: populations.iter().map(|cells| cells.spikes()).collect(),
    })
}
