use nernst::prelude::*;

pub fn couple(network: &mut Network, cells: PopulationId<Lif>) -> Result<(), NetworkError> {
    let junctions = GapJunctions::new(cells, cells).conductance(1.0 * nS);
    network.gap_junctions("gap", junctions)?;
    Ok(())
}

fn main() {}
