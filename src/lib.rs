//! Spiking neuron and synapse models whose units are checked by the compiler.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod quantity;
pub mod units;
pub mod function;
pub mod random;
