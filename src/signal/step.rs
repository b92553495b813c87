//! One value.

use super::{Course, Levels, Place, Rule, Samples, Signal};
use crate::dispatch::Level;
use crate::quantity::Measured;
use crate::simulation::SimulationError;
use crate::values::Values;

/// One value for as long as the signal lasts.
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: 0.0 * mV,
///     v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
/// let step = Step::new(0.1 * nA).from(10.0 * ms).until(50.0 * ms);
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(1, lif).stimulus(Lif::I, step))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let v = simulation.record(cells.trace(Lif::V).every(10.0 * ms))?;
/// simulation.run(50.0 * ms)?;
/// let v: Vec<ElectricPotential> = simulation.read(&v).of(0).collect();
/// assert_eq!(v[1], -65.0 * mV);
/// // 10 mV (1 - e^-2) after 40 ms.
/// assert!(((v[5] + 65.0 * mV) / (10.0 * mV) - 0.8646647).abs() < 1e-7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Step<Q> {
    amplitude: Rule<Q>,
}

impl<Q: Measured> Step<Q> {
    /// Of this amplitude, one for all cells or one for each.
    #[must_use]
    pub fn new(amplitude: impl Values<Q>) -> Self {
        Step {
            amplitude: Rule::new("amplitude", amplitude),
        }
    }
}

impl<Q: Measured> Course for Step<Q> {
    fn fault(&self, what: &str, cells: usize) -> Option<String> {
        self.amplitude.fault(what, cells)
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        Ok(Box::new(StepInRun(self.amplitude.levels(place, 0)?)))
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> Signal<Q> for Step<Q> {}

struct StepInRun(Levels);

impl Samples for StepInRun {
    fn add(&mut self, _level: Level, _step: u64, first: usize, lanes: &mut [f64]) {
        self.0.add(1.0, first, lanes);
    }
}
