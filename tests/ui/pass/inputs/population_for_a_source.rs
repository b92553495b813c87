use nernst::prelude::*;

pub fn source(network: &mut Network, lif: Lif) {
    let _ = network.population("cells", Population::new(100, lif));
}

fn main() {}
