//! Records handed to a function.

use std::fmt::{self, Debug, Formatter};
use std::io;

use super::sink::{Rows, Sink};

/// A function that gets the rows of a record while a network runs, in batches.
///
/// ```
/// use std::sync::mpsc::channel;
/// use nernst::prelude::*;
///
/// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
/// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(10, lif).with(Lif::I, 0.2 * nA))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let (sender, receiver) = channel();
/// simulation.record(cells.spikes().to(Callback::new(move |rows| {
///     let _ = sender.send(rows.times.len());
/// })))?;
/// simulation.run(100.0 * ms)?;
/// drop(simulation);
/// assert!(receiver.iter().sum::<usize>() > 10);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Callback<F>(F);

impl<F: FnMut(&Rows<'_>) + Send> Callback<F> {
    /// This function.
    pub fn new(function: F) -> Self {
        Callback(function)
    }
}

impl<F: FnMut(&Rows<'_>) + Send> Sink for Callback<F> {
    fn name(&self) -> String {
        "a callback".to_owned()
    }

    fn write(&mut self, rows: &Rows<'_>) -> io::Result<()> {
        (self.0)(rows);
        Ok(())
    }
}

impl<F> Debug for Callback<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Callback")
    }
}
