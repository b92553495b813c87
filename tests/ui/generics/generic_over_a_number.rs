use nernst::prelude::*;

#[derive(Output, Clone)]
#[drive(i: ElectricCurrent)]
#[current(i)]
struct Through<const N: usize> {}

fn main() {}
