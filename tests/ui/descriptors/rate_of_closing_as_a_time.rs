use nernst::prelude::*;

pub fn value() -> Nmda {
    Nmda { beta1: 100.0 * ms, ..Nmda::new() }
}

fn main() {}
