use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(ElectricCurrent)]
#[on_spike(i += weight)]
struct Current {
    tau: Time,
    #[ode(di/dt = -i / tau)]
    i: ElectricCurrent,
}

fn main() {}
