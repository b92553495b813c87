use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(f64)]
#[on_spike(x += weight)]
#[output(x)]
struct Gate {
    gain: f64,
    #[ode(dx/dt = -x / 1 ms)]
    x: f64,
}

fn main() {}
