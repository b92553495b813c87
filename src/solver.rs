//! How states are advanced over one time step.
//!
//! `exact` multiplies by the propagator of a linear system, `splitting` composes the flows of single states symmetrically,
//! `predicted` does so where a membrane's coefficients depend on itself, `runge_kutta` takes the equations as they come,
//! `paced` cuts a step into sub-steps by their error. `plan` holds which one a population has: that follows from the
//! equations of its model and from what acts on it, or is asked for. `noise` is what white noise adds to an exact step,
//! `kick` what it adds before and after any other. `precise` advances a linear system by
//! any length and `crossing` finds where it crosses its threshold, both for events off the grid.

pub(crate) mod block;
pub(crate) mod column;
pub(crate) mod crossing;
pub(crate) mod exact;
pub(crate) mod exponential_euler;
pub(crate) mod kick;
pub(crate) mod noise;
pub(crate) mod paced;
pub(crate) mod plan;
pub(crate) mod precise;
mod predicted;
pub mod propagator;
pub(crate) mod runge_kutta;
pub(crate) mod splitting;
pub(crate) mod strides;
mod twofold;
