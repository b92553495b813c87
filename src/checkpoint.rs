//! A simulation as a file, to go on from another time.
//!
//! [`Simulation::save`] writes all that a run leads from step to step: states of cells and synapses, spikes on their way, noise, what short-term
//! plasticity remembers, and what was recorded. [`Simulation::load`] takes it up in a simulation that is made in the same way, in the same process or
//! another one, on any number of threads: what runs then has the bits of a run that was never interrupted.
//!
//! ```
//! use nernst::prelude::*;
//!
//! /// The same network, time step, seed and records, every time.
//! fn simulation() -> Result<(Simulation, Recorded<Spikes<'static>>), Box<dyn std::error::Error>> {
//!     let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -49.0 * mV, v_th: -50.0 * mV,
//!                     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -60.0 * mV };
//!     let mut network = Network::new();
//!     let cells = Population::new(100, lif).with(Lif::V, Normal::new(-60.0 * mV, 5.0 * mV));
//!     let cells = network.population("cells", cells)?;
//!     let excitation = Projection::new(cells, cells)
//!         .connectivity(FixedProbability::new(0.1))
//!         .synapse(Expon::new(5.0 * ms))
//!         .output(Cuba)
//!         .weight(1.0 * pA)
//!         .delay(1.5 * ms);
//!     network.projection("excitation", excitation)?;
//!     let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
//!     let spikes = simulation.record(cells.spikes())?;
//!     Ok((simulation, spikes))
//! }
//!
//! # let folder = std::env::temp_dir().join(format!("nernst-checkpoint-{}", std::process::id()));
//! let path = folder.join("at_50_ms.checkpoint");
//! let (mut here, _) = simulation()?;
//! here.run(50.0 * ms)?;
//! here.save(&path)?;
//!
//! let (mut there, spikes) = simulation()?;
//! there.load(&path)?;
//! there.run(50.0 * ms)?;
//! # let (mut whole, all) = simulation()?;
//! # whole.run(100.0 * ms)?;
//! # assert!(!whole.read(&all).is_empty());
//! # assert!(there.read(&spikes).iter().eq(whole.read(&all).iter()));
//! # std::fs::remove_dir_all(folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Connections are not in the file: they are drawn again. The file says which equations, parameters and projections it belongs to, and is refused
//! by name where one of them has changed; closures are beyond its knowledge. It has a version, a length and checksums: what was cut off or altered
//! on a disk is an error. Records that go to a [sink](crate::record::Sink) have written what was before; a sink of the new simulation gets what
//! comes after.

mod error;
mod file;
mod identity;
mod tape;

pub use error::CheckpointError;
pub(crate) use identity::Identity;
pub(crate) use tape::{Mismatch, Slice, Tape, Way};

use std::path::Path;

use crate::simulation::Simulation;

impl Simulation {
    /// Writes a checkpoint, from which this simulation can go on another time ([`checkpoint`](self)).
    ///
    /// The file is written beside the old one and takes its place when it is whole: whatever happens meanwhile, there is always one of them.
    /// Folders that are missing are made.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn save(&mut self, path: impl AsRef<Path>) -> Result<(), CheckpointError> {
        let (path, mut tape) = (path.as_ref(), Tape::default());
        self.carry(&mut tape)
            .map_err(|mismatch| other(path, mismatch))?;
        file::write(path, &Identity::of(self), &tape)
    }

    /// Takes up what a simulation was when it was [saved](Self::save), in place of all that this one has run so far.
    ///
    /// This one has to be made in the same way: network, time step, seed, and what is recorded, in the same order. The number of threads may differ.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is no checkpoint, was damaged, or belongs to another simulation; this one is then as it was.
    pub fn load(&mut self, path: impl AsRef<Path>) -> Result<(), CheckpointError> {
        let path = path.as_ref();
        let (identity, tape) = file::read(path)?;
        if let Some(difference) = Identity::of(self).difference(&identity) {
            return Err(other(path, Mismatch(difference)));
        }
        // Looked through before anything is taken.
        let mut tape = tape.on(Way::Check);
        self.carry(&mut tape)
            .map_err(|mismatch| other(path, mismatch))?;
        let mut tape = tape.on(Way::Load);
        self.carry(&mut tape)
            .map_err(|mismatch| other(path, mismatch))
    }
}

fn other(path: &Path, Mismatch(difference): Mismatch) -> CheckpointError {
    CheckpointError::Other {
        path: path.display().to_string(),
        difference,
    }
}
