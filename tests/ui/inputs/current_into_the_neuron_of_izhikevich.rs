use nernst::prelude::*;

pub fn cells(cell: Izhikevich) -> Population<Izhikevich> {
    Population::new(100, cell).with(Izhikevich::I, 10.0 * nA)
}

fn main() {}
