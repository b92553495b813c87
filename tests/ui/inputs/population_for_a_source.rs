use nernst::prelude::*;

pub fn source(network: &mut Network, lif: Lif) {
    let _ = network.source("cells", Population::new(100, lif));
}

fn main() {}
