//! For those who come from another simulator: one small network in both, which word is which here, and the differences that bite.
//!
//! The network is the same in all of them: three integrate-and-fire cells that constant currents keep firing, and a fourth that they reach through
//! exponential currents after 1.5 ms. Each guide says to the step what the other simulator makes of it, and how to have the same here.
//!
//! * [`from_brian2`]: equations as text, units checked when a model is run, steps named by their start.
//! * [`from_nest`]: models by name, numbers in agreed units; the order of a step is that of this crate.
//! * [`from_brainpy`]: modules and descriptors, exponential Euler, units checked while a step is computed.

#[doc = include_str!("guides/from_brian2.md")]
pub mod from_brian2 {}

#[doc = include_str!("guides/from_nest.md")]
pub mod from_nest {}

#[doc = include_str!("guides/from_brainpy.md")]
pub mod from_brainpy {}
