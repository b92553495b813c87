//! How often an observer looks.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::{Observer, Progress};
use crate::quantity::{Measured, Time};

/// An observer and when it looks.
pub(crate) struct Watch {
    observer: Box<dyn Observer>,
    /// How many steps are made between two looks.
    stride: u64,
}

/// How long there is between two looks.
const INTERVAL: Duration = Duration::from_millis(100);

/// The run that is watched.
#[derive(Clone, Copy)]
pub(crate) struct Watched {
    began: Instant,
    /// In steps.
    start: u64,
    end: u64,
    /// In seconds.
    step: f64,
}

impl Watched {
    pub(crate) fn new(start: u64, end: u64, step: f64) -> Self {
        Watched {
            began: Instant::now(),
            start,
            end,
            step,
        }
    }

    fn at(self, now: u64) -> Progress {
        let time = |steps: u64| Time::from_si(steps as f64 * self.step);
        Progress {
            start: time(self.start),
            now: time(now),
            end: time(self.end),
            elapsed: self.began.elapsed(),
        }
    }
}

impl Watch {
    pub(crate) fn new(observer: impl Observer + 'static) -> Self {
        Watch {
            observer: Box::new(observer),
            stride: 1,
        }
    }

    /// How many steps are made before the next look.
    pub(crate) fn stride(&self) -> u64 {
        self.stride
    }

    /// Lets the observer look, and learns from how long so many steps have taken.
    pub(crate) fn look(&mut self, run: Watched, now: u64) -> ControlFlow<()> {
        let progress = run.at(now);
        self.stride = stride(self.stride, now - run.start, progress.elapsed);
        self.observer.observe(&progress)
    }
}

/// How many steps are to be made between two looks if so many have taken so long: it grows fourfold at most.
fn stride(present: u64, done: u64, elapsed: Duration) -> u64 {
    let seconds = elapsed.as_secs_f64();
    if done == 0 || seconds <= 0.0 {
        return present;
    }
    let wanted = INTERVAL.as_secs_f64() * done as f64 / seconds;
    (wanted as u64).clamp(1, 4 * present)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_between_looks_take_a_tenth_of_a_second() {
        let second = Duration::from_secs(1);
        assert_eq!(stride(64, 1000, second), 100);
        assert_eq!(stride(1, 1000, second), 4);
        assert_eq!(stride(1000, 2, 4 * second), 1);
        assert_eq!(stride(7, 0, second), 7);
        assert_eq!(stride(7, 10, Duration::ZERO), 7);
    }
}
