use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(Quantity<D>)]
#[on_spike(g += weight)]
#[output(g)]
pub struct Decay<D: Dimension> {
    tau: Time,
    g_max: Quantity<D>,
    #[ode(dg/dt = -g / tau * (1 - g))]
    g: Quantity<D>,
}

fn main() {}
