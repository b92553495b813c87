//! How far a run is.
//!
//! ```
//! use nernst::prelude::*;
//! use nernst::progress::{Progress, ProgressLine};
//!
//! # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
//! #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
//! let mut network = Network::new();
//! network.population("cells", Population::new(100, lif))?;
//! let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
//!
//! // A bar on a terminal, a line every 10 s elsewhere.
//! simulation.watch(ProgressLine::new());
//! simulation.run(100.0 * ms)?;
//!
//! // Or what you make of it. `ControlFlow::Break` ends the run where it is.
//! use std::ops::ControlFlow;
//! simulation.watch(|progress: &Progress| {
//!     if progress.time() > 150.0 * ms { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
//! });
//! assert!(matches!(simulation.run(1000.0 * second), Err(SimulationError::Interrupted { .. })));
//! assert!(simulation.time() > 150.0 * ms);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod line;
#[cfg(feature = "terminal")]
mod terminal;
mod watch;

use std::fmt::{self, Display, Formatter};
use std::ops::ControlFlow;
use std::time::Duration;

pub use line::ProgressLine;
pub(crate) use watch::{Watch, Watched};

use crate::quantity::Time;

/// How far a run is. Each run is counted by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    pub(crate) start: Time,
    pub(crate) now: Time,
    pub(crate) end: Time,
    pub(crate) elapsed: Duration,
}

impl Progress {
    /// The present time in the model.
    #[must_use]
    pub fn time(&self) -> Time {
        self.now
    }

    /// From when to when the run goes, in the model.
    #[must_use]
    pub fn span(&self) -> (Time, Time) {
        (self.start, self.end)
    }

    /// How much of the run is done, from 0 to 1.
    #[must_use]
    pub fn fraction(&self) -> f64 {
        let whole = self.end - self.start;
        if whole > Time::default() {
            ((self.now - self.start) / whole).min(1.0)
        } else {
            1.0
        }
    }

    /// How long the run has taken so far, on the clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How long the rest takes if it goes on as it did; nothing while there is nothing to judge by.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        let done = self.fraction();
        let rest = self.elapsed.as_secs_f64() * (1.0 - done) / done;
        Duration::try_from_secs_f64(rest).ok()
    }
}

/// `35 % at 3.5 s of 10 s, 12 s left`.
impl Display for Progress {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let percent = (100.0 * self.fraction()).floor();
        write!(f, "{percent} % at {} of {}", self.now, self.end)?;
        match self.remaining() {
            Some(rest) if self.fraction() < 1.0 => {
                write!(f, ", {} left", clock(rest.as_secs_f64().ceil() as u64))
            }
            _ => Ok(()),
        }
    }
}

/// Seconds as one says them: `12 s`, `3 min 5 s`, `2 h 10 min`.
fn clock(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

/// Who looks on while a network runs: at the start of a run, several times a second, and at its end.
pub trait Observer: Send {
    /// Sees how far the run is, between two steps; the run ends here if it breaks off.
    fn observe(&mut self, progress: &Progress) -> ControlFlow<()>;
}

impl<F: FnMut(&Progress) -> ControlFlow<()> + Send> Observer for F {
    fn observe(&mut self, progress: &Progress) -> ControlFlow<()> {
        self(progress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::second;

    fn progress(now: f64, elapsed: u64) -> Progress {
        Progress {
            start: 10.0 * second,
            now: now * second,
            end: 20.0 * second,
            elapsed: Duration::from_secs(elapsed),
        }
    }

    #[test]
    fn a_run_is_counted_by_itself() {
        assert_eq!(progress(10.0, 0).fraction(), 0.0);
        assert_eq!(progress(10.0, 0).remaining(), None);
        assert_eq!(progress(12.5, 2).fraction(), 0.25);
        assert_eq!(progress(12.5, 2).remaining(), Some(Duration::from_secs(6)));
        assert_eq!(progress(20.0, 8).fraction(), 1.0);
        let nothing = Progress {
            end: 10.0 * second,
            ..progress(10.0, 0)
        };
        assert_eq!(nothing.fraction(), 1.0);
    }

    #[test]
    fn it_is_said_in_words() {
        assert_eq!(progress(10.0, 3).to_string(), "0 % at 10 s of 20 s");
        assert_eq!(
            progress(12.5, 2).to_string(),
            "25 % at 12.5 s of 20 s, 6 s left"
        );
        assert_eq!(
            progress(11.0, 1000).to_string(),
            "10 % at 11 s of 20 s, 2 h 30 min left"
        );
        assert_eq!(
            progress(15.0, 65).to_string(),
            "50 % at 15 s of 20 s, 1 min 5 s left"
        );
        assert_eq!(progress(20.0, 5).to_string(), "100 % at 20 s of 20 s");
    }
}
