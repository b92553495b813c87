use nernst::prelude::*;

#[derive(Output, Clone)]
#[drive(i: ElectricCurrent)]
#[current(i)]
enum Through {}

fn main() {}
