use nernst::prelude::*;

#[derive(Output, Clone)]
#[drive(i: ElectricCurrent)]
#[current(i)]
struct Through {}

fn main() {}
