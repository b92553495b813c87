//! Models of short-term plasticity, which stand before a synapse.
//!
//! A value of one is a descriptor: made before any network, and used in as many projections as wanted.

mod std;
mod stp;
mod tsodyks;

pub use self::std::Std;
pub use stp::Stp;
pub use tsodyks::Tsodyks;
