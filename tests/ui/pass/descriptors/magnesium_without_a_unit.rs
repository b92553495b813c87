use nernst::prelude::*;

pub fn value() -> MagnesiumBlock {
    MagnesiumBlock { magnesium: 1.2 * mM, ..MagnesiumBlock::new() }
}

fn main() {}
