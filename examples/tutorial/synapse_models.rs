//! The synapse models, each with the response to one spike beside its formula: `Expon`, `Alpha`, AMPA and GABA_A receptors.

use nernst::prelude::*;

use crate::Result;
use crate::response::response;

type Response = Vec<(Time, ElectricalConductance)>;

pub(crate) fn run() -> Result<()> {
    // When the spike arrives, and until when its effect is looked at.
    let (arrival, duration) = (1.0 * ms, 61.0 * ms);
    let compare = |name: &str, simulated: Response, formula: &dyn Fn(Time) -> f64| {
        println!(
            "{name}\n{:>10}{:>16}{:>16}",
            "time", "simulated (nS)", "formula (nS)"
        );
        let mut largest = 0.0_f64;
        let after = simulated.into_iter().filter(|(time, _)| *time >= arrival);
        for (step, (time, g)) in after.enumerate() {
            let (since, g) = (time - arrival, g / nS);
            let expected = formula(since);
            largest = largest.max((g - expected).abs());
            if [10, 20, 50, 100, 200].contains(&step) {
                println!("{since:>10}{g:>16.6}{expected:>16.6}");
            }
        }
        println!("largest difference: {largest:.0e} nS\n");
    };

    let tau = 5.0 * ms;
    let expon = response(Expon::new(tau), Expon::OUTPUT, [arrival], duration)?;
    compare("Expon: exp(-t / tau)", expon, &|t| (-(t / tau)).exp());

    // The weight is the peak, hence `e` times the usual `t / tau exp(-t / tau)`.
    let alpha = response(Alpha::new(tau), Alpha::OUTPUT, [arrival], duration)?;
    compare("Alpha: t / tau exp(1 - t / tau)", alpha, &|t| {
        t / tau * (1.0 - t / tau).exp()
    });

    // Transmitter is there for a while, in which channels open; then they close.
    let kinetic = |binding: Frequency, unbinding: Frequency, pulse: Time| {
        let steady = binding / (binding + unbinding);
        let open = move |t: Time| steady * (1.0 - (-(t * (binding + unbinding))).exp());
        move |t: Time| open(t.min(pulse)) * (-((t - pulse).max(0.0 * ms) * unbinding)).exp()
    };
    let model: Ampa = Ampa::new();
    let formula = kinetic(model.alpha * model.t_max, model.beta, model.t_dur);
    let ampa = response(model, Ampa::OUTPUT, [arrival], duration)?;
    compare("AMPA: channels open for 0.5 ms", ampa, &formula);

    let model: GabaA = GabaA::new();
    let formula = kinetic(model.alpha * model.t_max, model.beta, model.t_dur);
    let gaba_a = response(model, GabaA::OUTPUT, [arrival], duration)?;
    compare("GABA_A: channels open for 1 ms", gaba_a, &formula);
    Ok(())
}
