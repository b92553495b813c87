use nernst::prelude::*;

pub fn couple(network: &mut Network, a: PopulationId<Lif>, b: PopulationId<Izhikevich>) {
    let junctions = GapJunctions::new(a, b).conductance(1.0 * nS);
    let _ = network.gap_junctions("gap", junctions);
}

fn main() {}
