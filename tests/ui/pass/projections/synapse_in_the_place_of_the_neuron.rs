use nernst::prelude::*;

pub fn cells(lif: Lif, synapse: Expon) {
    let _ = Population::new(100, lif);
}

fn main() {}
