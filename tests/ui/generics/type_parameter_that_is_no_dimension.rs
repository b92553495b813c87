use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(Quantity<D>)]
#[on_spike(g += weight)]
#[output(g)]
pub struct Decay<D> {
    tau: Time,
    #[ode(dg/dt = -g / tau)]
    g: Quantity<D>,
}

fn main() {}
