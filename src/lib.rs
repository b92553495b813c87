//! Spiking neuron and synapse models whose units are checked by the compiler.

// Generated code names this crate `::nernst`, also in the models that it ships.
extern crate self as nernst;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod connectivity;
mod dispatch;
pub mod function;
pub mod model;
pub mod network;
pub mod neurons;
pub mod outputs;
pub mod plot;
pub mod population;
pub mod prelude;
pub mod projection;
pub mod quantity;
pub mod random;
pub mod record;
pub mod simulation;
pub mod solver;
pub mod spike_times;
pub mod synapses;
pub mod units;
pub mod values;

pub use nernst_macros::{Neuron, Output, Synapse};
