use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(Quantity<D>)]
#[on_spike(g += weight)]
#[output(g)]
pub struct Decay<D: Dimension> {
    tau: Time,
    g_max: Quantity<D>,
    #[ode(dg/dt = (1 nS - g) / tau)]
    g: Quantity<D>,
}

fn main() {}
