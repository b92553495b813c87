use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[define(growth = (v^2 - v * v_c) / v_c)]
#[solver(rk45)]
struct Cell {
    tau: Time,
    v_c: ElectricPotential,
    #[ode(dv/dt = (growth - v) / tau)]
    v: ElectricPotential,
}

fn main() {}
