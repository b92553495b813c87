//! How states are advanced over one time step.
//!
//! `exact` multiplies by the propagator of a linear system, `splitting`
//! composes the flows of single states symmetrically. Which one a population gets
//! follows from the equations of its model and from what acts on it. `noise` is what
//! white noise adds to an exact step.

pub(crate) mod block;
pub(crate) mod column;
pub(crate) mod exact;
pub(crate) mod noise;
pub mod propagator;
pub(crate) mod splitting;
mod twofold;
