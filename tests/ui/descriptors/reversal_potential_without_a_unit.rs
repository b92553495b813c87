use nernst::prelude::*;

pub fn value() -> Coba {
    Coba { e: -80.0 }
}

fn main() {}
