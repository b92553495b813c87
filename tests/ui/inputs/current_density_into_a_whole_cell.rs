use nernst::prelude::*;

pub fn cells(cell: HodgkinHuxley) -> Population<HodgkinHuxley> {
    Population::new(100, cell).with(HodgkinHuxley::I, 10.0 * uA / cm2)
}

fn main() {}
