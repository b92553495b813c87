use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(ElectricPotential)]
#[on_spike(i += weight)]
#[output(i)]
struct Current {
    tau: Time,
    #[ode(di/dt = -i / tau)]
    i: ElectricCurrent,
}

fn main() {}
