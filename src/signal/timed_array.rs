//! A list of values.

use super::{Course, Levels, Place, Samples, Signal};
use crate::dispatch::Level;
use crate::quantity::{Measured, Time};
use crate::simulation::SimulationError;

/// Values from a list, each held for an interval, and zero after the last one.
///
/// ```
/// use nernst::prelude::*;
///
/// // The same for all cells: 0.1 nA for 5 ms, then 0.3 nA, then 0.2 nA.
/// let shared = TimedArray::new(5.0 * ms, [0.1 * nA, 0.3 * nA, 0.2 * nA]);
/// // One row for each of two cells.
/// let rows = TimedArray::rows(5.0 * ms, [vec![0.1 * nA, 0.3 * nA], vec![0.2 * nA, 0.0 * nA]]);
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
///     v_reset: -65.0 * mV, t_ref: 2.0 * ms, v: -65.0 * mV };
/// let cells = Population::new(2, lif).stimulus(Lif::I, shared.from(20.0 * ms)).stimulus(Lif::I, rows);
/// # let mut network = Network::new();
/// # network.population("cells", cells)?;
/// # Simulation::new(&network, 0.1 * ms, 1)?.run(10.0 * ms)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct TimedArray<Q> {
    interval: Time,
    /// One row for all cells, or one for each.
    rows: Vec<Vec<Q>>,
    is_shared: bool,
}

impl<Q: Measured> TimedArray<Q> {
    /// One row of values for all cells; the interval is a whole number of time steps.
    #[must_use]
    pub fn new(interval: Time, values: impl IntoIterator<Item = Q>) -> Self {
        TimedArray {
            interval,
            rows: vec![values.into_iter().collect()],
            is_shared: true,
        }
    }

    /// A row of values for each cell, all of one length; the interval is a whole number of time steps.
    #[must_use]
    pub fn rows(interval: Time, rows: impl IntoIterator<Item = Vec<Q>>) -> Self {
        TimedArray {
            interval,
            rows: rows.into_iter().collect(),
            is_shared: false,
        }
    }

    /// The number of values in a row.
    fn length(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// The values of the cells during an interval.
    fn levels(&self, place: &Place<'_>, interval: usize) -> Levels {
        let value = |row: usize| self.rows[row][interval].si();
        let values = if self.is_shared {
            vec![value(0)]
        } else {
            place.cells.clone().map(value).collect()
        };
        Levels::of(place.cells.start, values)
    }
}

impl<Q: Measured> Course for TimedArray<Q> {
    fn fault(&self, what: &str, cells: usize) -> Option<String> {
        if !(self.interval.si() > 0.0 && self.interval.is_finite()) {
            return Some(format!(
                "the interval of {what} must be positive and finite, but it is {}",
                self.interval
            ));
        }
        let (rows, length) = (self.rows.len(), self.length());
        if !self.is_shared && rows != cells {
            return Some(format!("{what} has {rows} rows for {cells} cells"));
        }
        if length == 0 {
            return Some(format!("the array of {what} has no values"));
        }
        let row_of = |row: usize| match self.is_shared {
            true => String::new(),
            false => format!(" of cell {row}"),
        };
        self.rows.iter().enumerate().find_map(|(row, values)| {
            if values.len() != length {
                return Some(format!(
                    "{what} has {length} values for cell 0 and {} for cell {row}",
                    values.len()
                ));
            }
            let wrong = values.iter().position(|value| !value.si().is_finite())?;
            Some(format!(
                "value {wrong}{} of {what} must be finite, but it is {}",
                row_of(row),
                Q::show(values[wrong].si())
            ))
        })
    }

    #[allow(private_interfaces)]
    fn begin(&self, place: &Place<'_>) -> Result<Box<dyn Samples>, SimulationError> {
        Ok(Box::new(TimedArrayInRun {
            interval: place.steps("the interval", self.interval)?,
            levels: (0..self.length()).map(|k| self.levels(place, k)).collect(),
        }))
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> Signal<Q> for TimedArray<Q> {}

struct TimedArrayInRun {
    /// In steps.
    interval: u64,
    levels: Vec<Levels>,
}

impl Samples for TimedArrayInRun {
    fn add(&mut self, _level: Level, step: u64, first: usize, lanes: &mut [f64]) {
        let interval = usize::try_from(step / self.interval).unwrap_or(usize::MAX);
        if let Some(levels) = self.levels.get(interval) {
            levels.add(1.0, first, lanes);
        }
    }
}
