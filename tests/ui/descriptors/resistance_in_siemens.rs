use nernst::prelude::*;

pub fn cell(lif: Lif) -> Lif {
    Lif { r: 10.0 * nS, ..lif }
}

fn main() {}
