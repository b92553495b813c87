//! A synapse of one's own, declared, held against its formula, and used in a projection: a double exponential.

use nernst::plot::{Figure, Lines};
use nernst::prelude::*;

#[derive(Synapse, Clone, Debug)]
#[weight(ElectricalConductance)]
#[define(t_peak = tau_rise * tau_decay / (tau_decay - tau_rise) * ln(tau_decay / tau_rise))]
#[define(scale = 1 / (exp(-t_peak / tau_decay) - exp(-t_peak / tau_rise)))]
#[on_spike(rise += weight, decay += weight)]
#[output(scale * (decay - rise))]
#[require(tau_rise > 0 ms, tau_decay > tau_rise)]
struct TwoExponentials {
    tau_rise: Time,
    tau_decay: Time,
    #[ode(drise/dt = -rise / tau_rise)]
    rise: ElectricalConductance,
    #[ode(ddecay/dt = -decay / tau_decay)]
    decay: ElectricalConductance,
}

#[rustfmt::skip] // two literals on short lines
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (tau_rise, tau_decay, weight) = (1.0 * ms, 10.0 * ms, 2.0 * nS);
    let (rise, decay) = (0.0 * nS, 0.0 * nS);
    let synapse = TwoExponentials { tau_rise, tau_decay, rise, decay };
    let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
        v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };

    let mut network = Network::new();
    let source = network.source("source", SpikeTimes::new(1, [(0, 4.0 * ms)]))?;
    let cell = network.population("cell", Population::new(1, lif))?;
    let input = Projection::new(source, cell).synapse(synapse).output(Coba { e: 0.0 * mV });
    let input = input.weight(weight).delay(1.0 * ms);
    let input = network.projection("input", input)?;

    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let g = simulation.record(input.readout(TwoExponentials::OUTPUT))?;
    let v = simulation.record(cell.trace(Lif::V))?;
    simulation.run(60.0 * ms)?;
    let (g, v) = (simulation.read(&g), simulation.read(&v));

    let t_peak = tau_rise * tau_decay / (tau_decay - tau_rise) * (tau_decay / tau_rise).ln();
    let shape = |t: Time| (-(t / tau_decay)).exp() - (-(t / tau_rise)).exp();
    let formula = |t: Time| weight * (shape((t - 5.0 * ms).max(0.0 * ms)) / shape(t_peak));
    let errors = (g.times().zip(g.of(0))).map(|(t, g)| ((g - formula(t)) / weight).abs());
    println!(
        "largest error: {:.1e} of the peak",
        errors.fold(0.0, f64::max)
    );
    let lines = Lines::new("conductance", nS).curve("synapse", g.times(), g.of(0));
    let lines = lines.reference("formula", g.times(), g.times().map(formula));
    let membrane = Lines::new("membrane potential", mV).curve("", v.times(), v.of(0));
    Figure::new().panel(lines).panel(membrane).save("figures/custom_synapse.svg")?;
    println!("response to one spike: figures/custom_synapse.svg");
    Ok(())
}
