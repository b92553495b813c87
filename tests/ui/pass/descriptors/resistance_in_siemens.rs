use nernst::prelude::*;

pub fn cell(lif: Lif) -> Lif {
    Lif { r: 100.0 * MOhm, ..lif }
}

fn main() {}
