//! The same network many times: over values of parameters, and in trials with other seeds.
//!
//! A [`Network`](crate::network::Network) is data, so a trial is a function: from a point of the sweep and a seed to what is to be known of it.
//! Trials run side by side, each on one thread; the table is the same, whatever the threads.
//!
//! ```
//! use nernst::experiment::Experiment;
//! use nernst::prelude::*;
//!
//! /// The rate of a cell that a current and noise drive.
//! fn rate(current: ElectricCurrent, seed: u64) -> Result<Frequency, Box<dyn std::error::Error + Send + Sync>> {
//!     let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
//!                     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
//!     let mut network = Network::new();
//!     let cells = network.population("cells", Population::new(1, lif).with(Lif::I, current))?;
//!     let noise = network.source("noise", Poisson::new(10, 100.0 * Hz))?;
//!     network.projection("noise to cells", Projection::new(noise, cells)
//!         .synapse(Expon::new(5.0 * ms)).output(Cuba).weight(10.0 * pA))?;
//!     let mut simulation = Simulation::new(&network, 0.1 * ms, seed)?;
//!     let spikes = simulation.record(cells.spikes())?;
//!     simulation.run(200.0 * ms)?;
//!     Ok(simulation.read(&spikes).rate())
//! }
//!
//! let currents = [100.0 * pA, 150.0 * pA, 200.0 * pA];
//! let table = Experiment::over(currents).trials(3).seed(1).run(|current, seed| rate(*current, seed)).transpose()?;
//!
//! assert_eq!(table.rows().len(), 9);
//! for (current, rates) in table.by_point() {
//!     let mean = rates.iter().map(|row| row.result).sum::<Frequency>() / rates.len() as f64;
//!     println!("{current}: {mean:.1}");
//! }
//! let mut text = Vec::new();
//! table.csv(&mut text, ["current_pA", "rate_Hz"], |current, rate| [*current / pA, *rate / Hz])?;
//! assert!(text.starts_with(b"point,trial,seed,current_pA,rate_Hz\n0,0,"));
//! # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
//! ```

mod table;

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub use table::{Row, Table};

use crate::random::threefry2x32;

/// Trials at some points.
#[derive(Clone, Debug)]
pub struct Experiment<P> {
    points: Vec<P>,
    trials: usize,
    seed: u64,
    threads: usize,
}

impl<P: Sync> Experiment<P> {
    /// One trial at each of these points: values of a parameter, or tuples of several.
    #[must_use]
    pub fn over(points: impl IntoIterator<Item = P>) -> Self {
        Experiment {
            points: points.into_iter().collect(),
            trials: 1,
            seed: 0,
            threads: thread::available_parallelism().map_or(1, NonZero::get),
        }
    }

    /// So many trials at each point.
    #[must_use]
    pub fn trials(mut self, trials: usize) -> Self {
        self.trials = trials;
        self
    }

    /// The seed from which those of the trials are made, each another one; zero if not called.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// So many threads at most; if not called, as many as the machine has processors. Each holds a network of its own.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// Makes all trials; the function gets the point and the seed.
    ///
    /// Where it returns results, [`Table::transpose`] tells of the first that failed.
    pub fn run<R: Send>(self, trial: impl Fn(&P, u64) -> R + Sync) -> Table<P, R> {
        let count = self.points.len() * self.trials;
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(count));
        let work = || {
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= count {
                    return;
                }
                let (point, number) = (index / self.trials, index % self.trials);
                let seed = seed_of(self.seed, point, number);
                let result = trial(&self.points[point], seed);
                let row = Row {
                    point,
                    trial: number,
                    seed,
                    result,
                };
                done.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(row);
            }
        };
        thread::scope(|scope| {
            let others = 1..self.threads.min(count);
            let others: Vec<_> = others.map(|_| scope.spawn(work)).collect();
            work();
            for other in others {
                if let Err(panic) = other.join() {
                    resume_unwind(panic);
                }
            }
        });
        let mut rows = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        rows.sort_by_key(|row| (row.point, row.trial));
        Table::new(self.points, rows)
    }
}

/// One to one for each seed of an experiment.
fn seed_of(seed: u64, point: usize, trial: usize) -> u64 {
    let key = [seed as u32, (seed >> 32) as u32];
    let [low, high] = threefry2x32(key, [point as u32, trial as u32]);
    u64::from(high) << 32 | u64::from(low)
}
