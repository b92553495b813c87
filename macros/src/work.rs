//! How much the derives do: steps are counted where the passes over expressions come by, so that a test can say how they grow.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// One part of an expression has been looked at, derived or written.
#[inline]
pub(crate) fn step() {
    #[cfg(test)]
    STEPS.set(STEPS.get() + 1);
}

/// The steps that the function takes in this thread.
#[cfg(test)]
pub(crate) fn steps(f: impl FnOnce()) -> u64 {
    let before = STEPS.get();
    f();
    STEPS.get() - before
}
