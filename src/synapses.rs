//! Synapse models.
//!
//! A value of one is a descriptor: made before any network, and used in as many projections as wanted.

mod alpha;
mod ampa;
mod dual_exponential;
mod expon;
mod gaba_a;
mod gaba_b;
mod nmda;
mod square_pulse;

pub use alpha::Alpha;
pub use ampa::Ampa;
pub use dual_exponential::DualExponential;
pub use expon::Expon;
pub use gaba_a::GabaA;
pub use gaba_b::GabaB;
pub use nmda::Nmda;
pub use square_pulse::SquarePulse;
