use nernst::prelude::*;

pub fn cell(lif: Lif) -> Lif {
    Lif { v_rest: -65.0 * mV, ..lif }
}

fn main() {}
