use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(Quantity<D>)]
#[on_spike(g += weight)]
#[output(g)]
struct Decay<D: Dimension> {
    tau: Time,
    #[ode(dg/dt = -g)]
    g: Quantity<D>,
}

fn main() {}
