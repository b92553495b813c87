use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(f64)]
#[pulse(transmitter = 1 mM, duration = 1 ms)]
#[output(weight * s)]
pub struct Receptor {
    pub tau: Time,
    #[ode(ds/dt = (1 - s) / tau)]
    pub s: f64,
}

fn main() {}
