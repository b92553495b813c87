//! Outputs: how a synaptic variable becomes an input of the neuron.

mod coba;
mod cuba;
mod magnesium_block;

pub use coba::Coba;
pub use cuba::Cuba;
pub use magnesium_block::MagnesiumBlock;
