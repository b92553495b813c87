//! Everything that a model file or a simulation needs: `use nernst::prelude::*;`.

pub use crate::connections::{by_distance, by_pair};
pub use crate::connectivity::{
    AllToAll, ConnectedIf, Connectivity, FixedInDegree, FixedOutDegree, FixedProbability,
    FixedTotal, OneToOne, ProbabilityByDistance,
};
pub use crate::gap_junctions::{GapJunctions, GapJunctionsId};
pub use crate::model::{Dynamics, Method, Model, Steps};
pub use crate::network::{Network, NetworkError};
pub use crate::neurons::{
    AdEx, AdQif, Alif, ExpIf, FitzHughNagumo, Gif, HindmarshRose, HodgkinHuxley, If, Izhikevich,
    LeakyReadout, Lif, MorrisLecar, Qif, WangBuzsaki,
};
pub use crate::outputs::{Coba, Cuba, MagnesiumBlock};
pub use crate::plasticity::{Std, Stp, Tsodyks};
pub use crate::population::{Population, PopulationId};
pub use crate::positions::Positions;
pub use crate::projection::{Projection, ProjectionId};
pub use crate::quantity::*;
#[cfg(feature = "arrow")]
pub use crate::record::Arrow;
#[cfg(all(feature = "hdf5", any(unix, windows)))]
pub use crate::record::Sonata;
pub use crate::record::{Callback, Csv, Kernel, KernelError, Npz, Probe, Recorded, Spikes};
pub use crate::signal::{
    OrnsteinUhlenbeck, Ramp, Signal, Sine, Step, TimedArray, WhiteNoise, by_cell, by_time,
};
pub use crate::simulation::{Simulation, SimulationError};
pub use crate::source::{Poisson, SourceId, SpikeTimes};
pub use crate::synapses::{Alpha, Ampa, DualExponential, Expon, GabaA, GabaB, Nmda, SquarePulse};
pub use crate::units::*;
pub use crate::values::{Exponential, Gamma, LogNormal, Normal, Uniform, by_index};
pub use crate::{Neuron, Output, ShortTermPlasticity, Synapse};

pub use nalgebra::DMatrix;
