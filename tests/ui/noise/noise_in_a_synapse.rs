use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(ElectricalConductance)]
#[on_spike(g += weight)]
#[output(g)]
struct Noisy {
    tau: Time,
    sigma: ElectricalConductance,
    #[ode(dg/dt = -g / tau + sigma / sqrt(tau) * xi)]
    g: ElectricalConductance,
}

fn main() {}
