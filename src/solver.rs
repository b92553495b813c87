//! How states are advanced over one time step.
//!
//! `exact` multiplies by the propagator of a linear system, `splitting`
//! composes the flows of single states symmetrically. `noise` adds to the exact update what
//! white noise adds to it. Which one a population gets
//! follows from the equations of its model and from what acts on it.

pub(crate) mod block;
pub(crate) mod column;
pub(crate) mod exact;
pub(crate) mod noise;
pub mod propagator;
pub(crate) mod splitting;
mod twofold;
