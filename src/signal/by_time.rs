//! What a closure computes from the time.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;

use super::{Course, Place, Samples, Signal};
use crate::dispatch::Level;
use crate::quantity::{Measured, Time};
use crate::simulation::SimulationError;

/// The values that a closure computes from the time, the same for all cells.
///
/// The closure is asked once in each time step, for the time in its middle. A value that is not finite stops the run.
///
/// ```
/// use nernst::prelude::*;
///
/// let chirp = by_time(|t| 0.1 * nA * (20.0 * (t / (100.0 * ms)).powi(2)).sin());
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
///     v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
/// let cells = Population::new(2, lif).stimulus(Lif::I, chirp.until(200.0 * ms));
/// # let mut network = Network::new();
/// # network.population("cells", cells)?;
/// # Simulation::new(&network, 0.1 * ms, 1)?.run(10.0 * ms)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn by_time<Q, F>(value: F) -> ByTime<F, Q>
where
    Q: Measured,
    F: Fn(Time) -> Q + Send + Sync + 'static,
{
    ByTime {
        value: Arc::new(value),
        of: PhantomData,
    }
}

/// A signal made by [`by_time`].
pub struct ByTime<F, Q> {
    value: Arc<F>,
    of: PhantomData<fn() -> Q>,
}

impl<F, Q> Clone for ByTime<F, Q> {
    fn clone(&self) -> Self {
        ByTime {
            value: self.value.clone(),
            of: PhantomData,
        }
    }
}

impl<F, Q> Debug for ByTime<F, Q> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("by_time(..)")
    }
}

impl<Q, F> Course for ByTime<F, Q>
where
    Q: Measured,
    F: Fn(Time) -> Q + Send + Sync + 'static,
{
    fn fault(&self, _what: &str, _cells: usize) -> Option<String> {
        None
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        Ok(Box::new(ByTimeInRun {
            signal: self.clone(),
            length: place.step,
            latest: None,
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<Q, F> Signal<Q> for ByTime<F, Q> where Self: Course {}

struct ByTimeInRun<F, Q> {
    signal: ByTime<F, Q>,
    /// Of a step, in seconds.
    length: f64,
    /// The latest step and its value, which is that of all blocks.
    latest: Option<(u64, f64)>,
}

impl<Q, F> Samples for ByTimeInRun<F, Q>
where
    Q: Measured,
    F: Fn(Time) -> Q + Send + Sync + 'static,
{
    fn add(&mut self, _level: Level, step: u64, _first: usize, lanes: &mut [f64]) {
        let value = match self.latest {
            Some((at, value)) if at == step => value,
            _ => {
                let time = Time::from_si(Place::middle(step, self.length));
                (self.signal.value)(time).si()
            }
        };
        self.latest = Some((step, value));
        lanes.iter_mut().for_each(|lane| *lane += value);
    }
}
