//! A signal for each cell.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use super::{Course, Place, Samples, Signal};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::dispatch::Level;
use crate::simulation::SimulationError;

/// A signal of its own for each cell, made from the index of the cell.
///
/// Amplitudes alone can differ without it, as in `Step::new(by_index(..))`, which takes less time.
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
///     v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
/// // One cell after the other.
/// let wave = by_cell(|cell| Step::new(0.3 * nA).from(cell as f64 * 10.0 * ms).until(50.0 * ms));
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(3, lif).stimulus(Lif::I, wave))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(50.0 * ms)?;
/// let first = |cell| simulation.read(&spikes).of(cell)[0];
/// assert!((first(2) - first(0) - 20.0 * ms).abs() < 1e-9 * ms);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn by_cell<Q, S, F>(signal: F) -> ByCell<F, Q>
where
    Q: 'static,
    S: Signal<Q>,
    F: Fn(usize) -> S + Send + Sync + 'static,
{
    ByCell {
        signal,
        of: PhantomData,
    }
}

/// A signal made by [`by_cell`].
#[derive(Clone, Copy)]
pub struct ByCell<F, Q> {
    signal: F,
    of: PhantomData<fn() -> Q>,
}

impl<F, Q> Debug for ByCell<F, Q> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("by_cell(..)")
    }
}

impl<Q, S, F> Course for ByCell<F, Q>
where
    Q: 'static,
    S: Signal<Q>,
    F: Fn(usize) -> S + Send + Sync + 'static,
{
    fn fault(&self, what: &str, cells: usize) -> Option<String> {
        (0..cells).find_map(|cell| {
            let fault = (self.signal)(cell).fault(what, cells)?;
            Some(format!("cell {cell}: {fault}"))
        })
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        let signal = |cell| {
            let own = Place {
                cells: cell..cell + 1,
                ..place.clone()
            };
            (self.signal)(cell).begin(&own)
        };
        Ok(Box::new(ByCellInRun {
            first: place.cells.start,
            signals: place.cells.clone().map(signal).collect::<Result<_, _>>()?,
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<Q, F> Signal<Q> for ByCell<F, Q> where Self: Course {}

struct ByCellInRun {
    first: usize,
    signals: Vec<Box<dyn Samples>>,
}

impl Samples for ByCellInRun {
    fn add(&mut self, level: Level, step: u64, first: usize, lanes: &mut [f64]) {
        let signals = &mut self.signals[first - self.first..];
        for (k, (lane, signal)) in lanes.iter_mut().zip(signals).enumerate() {
            signal.add(level, step, first + k, std::slice::from_mut(lane));
        }
    }

    fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        let signals = self.signals.iter_mut().take(cells.count).enumerate();
        for (k, signal) in signals {
            let cell = cells.first + k;
            tape.at(format!("cell {cell}"), |tape| {
                signal.carry(tape, Slice::all(1))
            })?;
        }
        Ok(())
    }
}
