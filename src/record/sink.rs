//! Where records go that do not stay in memory.

use std::fmt::Debug;
use std::io;

use crate::quantity::Time;

/// A place to which records are written while a network runs: [`Csv`](super::Csv), [`Npz`](super::Npz), a
/// [`Callback`](super::Callback), or one of your own.
///
/// Rows come in batches, those of a step together and steps in their order. Of all that waits to be written at most 32 MiB lie in memory, and the
/// rest of what a sink needs is up to it.
///
/// ```
/// use std::io;
/// use std::sync::{Arc, Mutex};
/// use nernst::prelude::*;
/// use nernst::record::{Rows, Sink, Table};
///
/// /// The mean of all values.
/// #[derive(Clone, Debug, Default)]
/// struct Mean(Arc<Mutex<(f64, usize)>>);
///
/// impl Sink for Mean {
///     fn name(&self) -> String {
///         "the mean".to_owned()
///     }
///
///     fn write(&mut self, rows: &Rows<'_>) -> io::Result<()> {
///         let mut mean = self.0.lock().map_err(|_| io::Error::other("a reader has panicked"))?;
///         let values = rows.values.unwrap_or_default();
///         mean.0 += values.iter().sum::<f64>();
///         mean.1 += values.len();
///         Ok(())
///     }
/// }
///
/// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
/// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(10, lif))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let mean = Mean::default();
/// simulation.record(cells.trace(Lif::V).to(mean.clone()))?;
/// simulation.run(10.0 * ms)?;
/// assert_eq!(*mean.0.lock().unwrap(), (-65.0 * 1010.0, 1010));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Sink: Debug + Send {
    /// What it is called where it fails: `` `spikes.csv` ``.
    fn name(&self) -> String;

    /// Begins, when recording does.
    ///
    /// # Errors
    ///
    /// If nothing can be written there.
    fn begin(&mut self, table: &Table) -> io::Result<()> {
        let _ = table;
        Ok(())
    }

    /// Takes the next rows, at least one.
    ///
    /// # Errors
    ///
    /// If they cannot be written. It is not asked again then, but to close.
    fn write(&mut self, rows: &Rows<'_>) -> io::Result<()>;

    /// Makes what it has visible to others, at the end of a run.
    ///
    /// # Errors
    ///
    /// If that cannot be done.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Ends, when recording does; nothing comes after it.
    ///
    /// # Errors
    ///
    /// If the rest cannot be written.
    fn close(&mut self) -> io::Result<()> {
        self.flush()
    }
}

/// What the rows of a record are.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What is recorded, in words: ``the spikes of population `E` ``.
    pub what: String,
    /// The name of the population, source or projection that it is of: `E`.
    pub owner: String,
    /// The names of the columns with their units: `time_ms`, `cell`, `v_mV`.
    pub columns: Vec<String>,
    /// What is sampled; none of spikes, which come when they do.
    pub samples: Option<Samples>,
}

/// What the samples of a record are.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    /// The cells of each sample, in the order of its rows; none where all cells of a population count together.
    pub cells: Option<Vec<u32>>,
    /// The time from one sample to the next.
    pub interval: Time,
    /// The unit of the values: `mV`, and `1` of numbers.
    pub unit: String,
}

/// Some rows of a record, column by column and all columns of the same length.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows<'a> {
    /// In milliseconds.
    pub times: &'a [f64],
    /// The numbers of the cells; none where all cells of a population count together.
    pub cells: Option<&'a [u32]>,
    /// In the unit that the name of the column says; none of spikes, of which there is nothing else to say.
    pub values: Option<&'a [f64]>,
}

/// A column of [`Rows`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Column<'a> {
    /// Times or values.
    Numbers(&'a [f64]),
    /// Numbers of cells.
    Cells(&'a [u32]),
}

impl<'a> Rows<'a> {
    /// The number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// The columns in the order of the [`Table`].
    pub fn columns(&self) -> impl Iterator<Item = Column<'a>> {
        let cells = self.cells.map(Column::Cells);
        let values = self.values.map(Column::Numbers);
        [Some(Column::Numbers(self.times)), cells, values]
            .into_iter()
            .flatten()
    }
}
