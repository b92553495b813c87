use nernst::prelude::*;

pub struct Receptor {
    pub synapse: Expon<dim::ElectricCurrent>,
}

fn main() {}
