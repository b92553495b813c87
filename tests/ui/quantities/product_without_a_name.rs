use nernst::prelude::*;

pub fn rate() -> BindingRate {
    0.98 / (ms * mM)
}

fn main() {}
