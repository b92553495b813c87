//! Synapse models.
//!
//! A value of one is a descriptor: made before any network, and used in as many projections as wanted.

mod alpha;
mod dual_exponential;
mod expon;

pub use alpha::Alpha;
pub use dual_exponential::DualExponential;
pub use expon::Expon;
