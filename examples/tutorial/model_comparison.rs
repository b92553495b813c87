//! Comparison of models: what `Expon`, `Alpha` and the receptors AMPA and GABA_A make of the same spike, in one figure.

use nernst::plot::{Figure, Lines};
use nernst::prelude::*;

use crate::Result;
use crate::response::response;

pub(crate) fn run() -> Result<()> {
    let (arrival, duration, tau) = ([1.0 * ms], 50.0 * ms, 5.0 * ms);
    let responses = [
        (
            "Expon, 5 ms",
            response(Expon::new(tau), Expon::OUTPUT, arrival, duration)?,
        ),
        (
            "Alpha, 5 ms",
            response(Alpha::new(tau), Alpha::OUTPUT, arrival, duration)?,
        ),
        (
            "AMPA",
            response(Ampa::new(), Ampa::OUTPUT, arrival, duration)?,
        ),
        (
            "GABA_A",
            response(GabaA::new(), GabaA::OUTPUT, arrival, duration)?,
        ),
        (
            "GABA_A as Alpha",
            response(Alpha::gaba_a(), Alpha::OUTPUT, arrival, duration)?,
        ),
    ];
    let mut lines = Lines::new("conductance", nS);
    for (name, response) in responses {
        let peak = response
            .iter()
            .max_by(|a, b| a.1.value_in(nS).total_cmp(&b.1.value_in(nS)));
        if let Some((time, g)) = peak {
            println!("{name}: peak of {g:.3} after {:.1}", *time - arrival[0]);
        }
        let (times, values): (Vec<Time>, Vec<ElectricalConductance>) = response.into_iter().unzip();
        lines = lines.curve(name, times, values);
    }
    let path = "figures/tutorial_model_comparison.svg";
    Figure::new().panel(lines).save(path)?;
    println!("responses to one spike, with a weight of 1 nS: {path}");
    Ok(())
}
