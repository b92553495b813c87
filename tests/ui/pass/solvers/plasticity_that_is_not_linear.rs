use nernst::prelude::*;

#[derive(ShortTermPlasticity, Clone)]
#[on_spike(release = x, x -= 0.5 * x)]
pub struct Plasticity {
    pub tau: Time,
    #[ode(dx/dt = (1 - x) / tau)]
    pub x: f64,
}

fn main() {}
