//! Synapse models.
//!
//! | model | what for |
//! |---|---|
//! | [`Expon`] | the simplest: up at once, then an exponential |
//! | [`Alpha`] | a rise as slow as the decay, with one time constant |
//! | [`DualExponential`] | a rise and a decay of their own; NMDA receptors without saturation, [`DualExponential::nmda`] |
//! | [`Ampa`], [`GabaA`] | fast receptors that bind transmitter and saturate |
//! | [`Nmda`] | slow excitation that saturates, behind [`MagnesiumBlock`](crate::outputs::MagnesiumBlock) |
//! | [`GabaB`] | slow inhibition that answers to bursts |
//! | [`SquarePulse`] | a current or conductance for a fixed time |
//!
//! The first three superpose: a cell has one state for all its inputs. `Ampa` and `GabaA` are lumped at the cell between the edges of
//! pulses. `Nmda` and `GabaB` have states for each presynaptic cell, which cost ten times as much and more.
//!
//! A value of one is a descriptor: made before any network, used in as many projections as wanted, and changed by struct update. Each
//! projection takes the descriptor as it is then.
//!
//! What is shared is the states at the cells, and only where that changes no result: spikes of projections onto the same input of the
//! same cells add to the same states if the synapse is linear (`Expon`, `Alpha`, `DualExponential`), if synapse and output are equal
//! in every parameter, and if the states start at zero. Connectivity, weights, delays and short-term plasticity may differ. Kinetic
//! synapses, other values and other initial values have states of their own.
//!
//! ```
//! use nernst::prelude::*;
//!
//! let fast: Expon = Expon::new(5.0 * ms);
//! let slow = Expon { tau: 50.0 * ms, ..fast.clone() };
//!
//! # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
//! #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
//! let mut network = Network::new();
//! let cells = network.population("cells", Population::new(100, lif))?;
//! for (name, synapse, weight) in [("strong", &fast, 6.0 * nS), ("weak", &fast, 2.0 * nS), ("late", &slow, 2.0 * nS)] {
//!     let projection = Projection::new(cells, cells).synapse(synapse.clone()).output(Coba { e: 0.0 * mV });
//!     network.projection(name, projection.weight(weight))?;
//! }
//! let simulation = Simulation::new(&network, 0.1 * ms, 1)?;
//! // `strong` and `weak` share one.
//! assert_eq!(simulation.report().populations[0].receptors, 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
