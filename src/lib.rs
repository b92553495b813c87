//! Spiking neuron and synapse models whose units are checked by the compiler.
//!
//! A model is a struct with its equations in attributes. The derives [`Neuron`], [`Synapse`] and [`Output`]
//! prove at compile time that the equations are dimensionally right and find out how they are best
//! integrated; a [`Network`](network::Network) of such models is run by a
//! [`Simulation`](simulation::Simulation).
//!
//! ```
//! use nernst::prelude::*;
//!
//! #[derive(Neuron, Clone)]
//! #[input(i: ElectricCurrent)]
//! #[spike(v >= v_th)]
//! #[reset(v = v_reset)]
//! #[require(c > 0 pF, v_reset < v_th)]
//! struct Cell {
//!     c: Capacitance,
//!     g_l: ElectricalConductance,
//!     e_l: ElectricPotential,
//!     v_th: ElectricPotential,
//!     v_reset: ElectricPotential,
//!     #[ode(dv/dt = (g_l * (e_l - v) + i) / c)]
//!     #[init(e_l)]
//!     v: ElectricPotential,
//! }
//!
//! let cell = Cell {
//!     c: 200.0 * pF,
//!     g_l: 10.0 * nS,
//!     e_l: -65.0 * mV,
//!     v_th: -50.0 * mV,
//!     v_reset: -60.0 * mV,
//!     v: 0.0 * mV,
//! };
//! let mut network = Network::new();
//! let cells = network.population("cells", Population::new(100, cell.at_rest()).with(Cell::I, 0.3 * nA))?;
//! let kicks = network.source("kicks", SpikeTimes::new(1, [(0, 5.0 * ms)]))?;
//! network.projection(
//!     "kicks to cells",
//!     Projection::new(kicks, cells).synapse(Expon::new(5.0 * ms)).output(Coba { e: 0.0 * mV }).weight(1.0 * nS),
//! )?;
//!
//! let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
//! let spikes = simulation.record(cells.spikes())?;
//! simulation.run(100.0 * ms)?;
//! assert!(simulation.read(&spikes).rate() > 20.0 * Hz);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Design
//!
//! Quantities are those of `uom` with a [name](quantity::Quantity) for their dimension, so that the compiler speaks of
//! `ElectricPotential` and not of type-level integers. In equations no types are involved: the derive computes their dimensions in
//! constants, which is why a mismatch is one sentence under the term that is wrong. It costs the modeler a struct in a language of
//! its own, and the build 50 to 100 ms a model; it costs a run nothing, since generated code computes with plain `f64`.
//!
//! # Where to go on
//!
//! | | |
//! |---|---|
//! | [`tutorial`] | synapses from the beginning, page by page, with pictures |
//! | [`Neuron`], [`Synapse`], [`Output`], [`ShortTermPlasticity`](macro@ShortTermPlasticity) | the language: every attribute |
//! | [`neurons`], [`synapses`], [`outputs`], [`plasticity`] | the models that ship, written in the same language |
//! | [`connectivity`], [`values`], [`positions`] | who is connected, with what, and where cells are |
//! | [`signal`], [`source`] | what drives a network from outside |
//! | [`simulation`], [`solver`] | what a step is, how models are advanced, what a run reports |
//! | [`record`], [`analysis`], [`plot`] | what is seen of a run, its statistics, its pictures |
//! | [`progress`], [`checkpoint`], [`experiment`] | to watch a run, to store it and go on, to do many |
//! | [`reading_unit_errors`] | what the compiler says of unit mistakes, and what types cannot see |
//! | [`guides`] | for those who come from Brian2, NEST or BrainPy |
//!
//! # Features
//!
//! None is needed to simulate, and none is on unless asked for.
//!
//! * `serde`: quantities in configuration files, as text with their unit, `"-65 mV"`, and the report of a run, in any format of serde.
//! * `terminal`: progress as a bar, and Ctrl-C that ends a run between two steps.
//! * `png`: figures as PNG beside SVG, without libraries of the system.
//! * `arrow`: records as Arrow files, which polars and pandas read.
//! * `hdf5`: records as files of the SONATA format, without the C library.

// Generated code names this crate `::nernst`, also in the models that it ships.
extern crate self as nernst;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
pub mod analysis;
pub mod checkpoint;
pub mod connections;
pub mod connectivity;
mod dispatch;
pub mod experiment;
pub mod function;
pub mod gap_junctions;
pub mod guides;
pub mod model;
pub mod network;
pub mod neurons;
pub mod outputs;
pub mod plasticity;
pub mod plot;
pub mod population;
pub mod positions;
pub mod prelude;
pub mod progress;
pub mod projection;
pub mod quantity;
pub mod random;
#[doc = include_str!("reading_unit_errors.md")]
pub mod reading_unit_errors {}
pub mod record;
pub mod signal;
pub mod simulation;
pub mod solver;
pub mod source;
pub mod synapses;
pub mod tutorial;
pub mod units;
pub mod values;

pub use nernst_macros::{Neuron, Output, ShortTermPlasticity, Synapse};

/// The code of the README is compiled with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
