use nernst::prelude::*;

pub fn value() -> OrnsteinUhlenbeck<ElectricCurrent> {
    OrnsteinUhlenbeck::new(0.1 * nA, 0.05 * nA, 5.0 * ms)
}

fn main() {}
