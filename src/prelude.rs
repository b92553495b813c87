//! Everything that a model file or a simulation needs: `use nernst::prelude::*;`.

pub use crate::connectivity::{AllToAll, Connectivity, FixedProbability, OneToOne};
pub use crate::gap_junctions::{GapJunctions, GapJunctionsId};
pub use crate::model::{Dynamics, Method, Model, Steps};
pub use crate::network::{Network, NetworkError};
pub use crate::neurons::{
    AdEx, AdQif, Alif, ExpIf, FitzHughNagumo, Gif, HindmarshRose, HodgkinHuxley, If, Izhikevich,
    Lif, MorrisLecar, Qif, WangBuzsaki,
};
pub use crate::outputs::{Coba, Cuba, MagnesiumBlock};
pub use crate::plasticity::{Std, Stp, Tsodyks};
pub use crate::population::{Population, PopulationId};
pub use crate::projection::{Projection, ProjectionId};
pub use crate::quantity::*;
pub use crate::simulation::{Simulation, SimulationError};
pub use crate::spike_times::{SpikeTimes, SpikeTimesId};
pub use crate::synapses::{Alpha, Ampa, DualExponential, Expon, GabaA, GabaB, Nmda, SquarePulse};
pub use crate::units::*;
pub use crate::values::{Normal, Uniform, by_index};
pub use crate::{Neuron, Output, ShortTermPlasticity, Synapse};
