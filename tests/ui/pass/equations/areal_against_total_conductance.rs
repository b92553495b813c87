use nernst::prelude::*;

#[derive(Neuron, Clone)]
#[define(i_leak = (g_leak + g_na) * v)]
struct Cell {
    c: Capacitance,
    g_leak: ElectricalConductance,
    g_na: ElectricalConductance,
    #[ode(dv/dt = -g_leak * v / c)]
    v: ElectricPotential,
}

fn main() {}
