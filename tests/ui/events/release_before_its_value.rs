use nernst::prelude::*;

#[derive(ShortTermPlasticity, Clone)]
#[on_spike(x -= release, release = x)]
pub struct Plasticity {
    pub tau: Time,
    #[ode(dx/dt = (1 - x) / tau)]
    pub x: f64,
}

fn main() {}
