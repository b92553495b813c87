//! On what a run spends its time.

use std::time::{Duration, Instant};

/// The present, unless there is no clock: WebAssembly by itself has none.
pub(super) fn now() -> Option<Instant> {
    cfg!(not(target_arch = "wasm32")).then(Instant::now)
}

pub(super) fn since(began: Option<Instant>) -> Duration {
    began.map_or(Duration::ZERO, |began| began.elapsed())
}

/// A part of a step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// Spikes are brought to where they arrive.
    Delivery,
    /// Cells and synapses are advanced.
    Cells,
    /// Partitions tell each other who fired, and wait.
    Exchange,
    /// What is recorded is looked up.
    Records,
}

/// How many parts there are.
pub(super) const PARTS: usize = 4;

/// One round in so many is measured: to read the clock takes as long as a hundred cells.
const EVERY: u64 = 61;

/// The time of each part, in the rounds that are measured.
#[derive(Debug, Default)]
pub(super) struct Clock {
    latest: Option<Instant>,
    spent: [Duration; PARTS],
}

impl Clock {
    /// A round begins, of one step or of as many as there are between two exchanges.
    #[inline]
    pub(super) fn begin(&mut self, round: u64) {
        self.latest = if round.is_multiple_of(EVERY) {
            now()
        } else {
            None
        };
    }

    /// A part of it ends.
    #[inline]
    pub(super) fn end(&mut self, part: Part) {
        if let Some(latest) = &mut self.latest {
            let now = Instant::now();
            self.spent[part as usize] += now - std::mem::replace(latest, now);
        }
    }

    /// In seconds.
    pub(super) fn spent(&self) -> [f64; PARTS] {
        self.spent.map(|part| part.as_secs_f64())
    }
}
