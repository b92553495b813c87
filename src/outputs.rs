//! Outputs: how a synaptic variable becomes an input of the neuron.

mod coba;
mod cuba;

pub use coba::Coba;
pub use cuba::Cuba;
