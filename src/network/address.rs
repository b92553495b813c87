//! Where a handle points.

use std::sync::atomic::{AtomicU64, Ordering};

/// The place of a population or projection in its network, with the stamp that it was given there.
///
/// No two of a process have the same stamp, so that a handle of another network is noticed
/// instead of standing for whatever has its index here. A clone of a network keeps the stamps.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    pub(crate) index: usize,
    stamp: u64,
}

static NEXT: AtomicU64 = AtomicU64::new(0);

impl Address {
    /// The address of what is added at this index now.
    pub(crate) fn new(index: usize) -> Self {
        let stamp = NEXT.fetch_add(1, Ordering::Relaxed);
        Address { index, stamp }
    }
}
