use nernst::prelude::*;

pub fn cells(cell: HodgkinHuxley) -> Population<HodgkinHuxley> {
    Population::new(100, cell).with(HodgkinHuxley::I, 1.0 * nA)
}

fn main() {}
