use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[solver(rk4, steps = 0.5)]
struct Cell {
    tau: Time,
    v_c: ElectricPotential,
    #[ode(dv/dt = (v^2 / v_c - v) / tau)]
    v: ElectricPotential,
}

fn main() {}
