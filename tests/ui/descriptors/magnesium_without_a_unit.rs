use nernst::prelude::*;

pub fn value() -> MagnesiumBlock {
    MagnesiumBlock { magnesium: 1.2, ..MagnesiumBlock::new() }
}

fn main() {}
