use nernst::prelude::*;

pub fn value() -> Nmda {
    Nmda { beta1: 0.01 / ms, ..Nmda::new() }
}

fn main() {}
