//! Neuron models.

mod lif;

pub use lif::Lif;
