use nernst::prelude::*;

#[derive(Synapse, Clone)]
#[weight(ElectricalConductance)]
#[pulse(transmitter = t_max, duration = 1 ms)]
#[output(g: ElectricalConductance = s * weight)]
pub struct Receptor {
    pub alpha: BindingRate,
    pub t_max: MolarConcentration,
    #[ode(ds/dt = alpha * transmitter * (1 - s))]
    pub s: f64,
}

fn main() {}
