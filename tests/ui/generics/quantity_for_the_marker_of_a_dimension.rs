use nernst::prelude::*;

pub struct Receptor {
    pub synapse: Expon<ElectricCurrent>,
}

fn main() {}
