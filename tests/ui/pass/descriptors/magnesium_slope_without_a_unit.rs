use nernst::prelude::*;

pub fn value() -> MagnesiumBlock {
    MagnesiumBlock { slope: 0.062 / mV, ..MagnesiumBlock::new() }
}

fn main() {}
