//! Networks: populations and projections with names, validated when they are added.

mod address;
mod error;

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

#[doc(hidden)]
pub use address::Address;
pub use error::NetworkError;

use crate::connectivity::Connectivity;
use crate::gap_junctions::{Conductances, GapJunctions, GapJunctionsId, Given, Site};
use crate::model::{Method, Neuron};
use crate::population::{Population, PopulationId};
use crate::projection::{Complete, Projection, ProjectionId};
use crate::quantity::{Measured, Time};
use crate::simulation::{CellsOf, Coupling, Group, Plasticity, SimulationError};
use crate::spike_times::{SpikeTimes, SpikeTimesId};

/// Populations, spike sources and the projections between them.
///
/// A network is data: nothing random is drawn and no time step chosen before a
/// [`Simulation`](crate::simulation::Simulation) is made of it. What cannot be
/// added leaves the network as it was.
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -49.0 * mV, v_th: -50.0 * mV,
///     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -60.0 * mV };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(100, lif.clone()))?;
///
/// let upside_down = Lif { v_reset: -40.0 * mV, ..lif };
/// let error = network.population("others", Population::new(100, upside_down)).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "population `others`: `Lif` requires `v_reset < v_th`, but v_th = -50 mV and v_reset = -40 mV"
/// );
/// # Ok::<(), NetworkError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Network {
    members: Vec<MemberEntry>,
    projections: Vec<ProjectionEntry>,
    gap_junctions: Vec<GapJunctionsEntry>,
}

/// A population or a list of spike times, with its name.
#[derive(Clone, Debug)]
pub(crate) struct MemberEntry {
    pub(crate) address: Address,
    pub(crate) name: String,
    pub(crate) member: Member,
}

#[derive(Clone, Debug)]
pub(crate) enum Member {
    Cells(Arc<dyn Realise>),
    Given(SpikeTimes),
}

impl Member {
    pub(crate) fn count(&self) -> usize {
        match self {
            Member::Cells(cells) => cells.count(),
            Member::Given(times) => times.count,
        }
    }

    pub(crate) fn model(&self) -> &'static str {
        match self {
            Member::Cells(cells) => cells.model(),
            Member::Given(_) => "SpikeTimes",
        }
    }

    /// Why the cells cannot have the solver that was asked for, once this acts on them.
    fn solver_fault(&self, coupling: &dyn Coupling) -> Option<String> {
        let Member::Cells(cells) = self else {
            return None;
        };
        let (output, current) = coupling.changing_coefficient()?;
        (cells.asks_for() == Some(Method::Exact)).then(|| {
            format!(
                "`{}` is to be advanced by `exact`, but the current `{current}` of `{output}` is not a constant times its drive, so the coefficients of the membrane change within a step; leave the choice to the equations or ask for `splitting`",
                cells.model()
            )
        })
    }
}

/// A population whose model is known to it alone.
pub(crate) trait Realise: Debug + Send + Sync {
    fn count(&self) -> usize;

    fn model(&self) -> &'static str;

    /// The method that was asked for.
    fn asks_for(&self) -> Option<Method>;

    /// The cells as drawn for this seed, at this time step.
    fn realise(
        &self,
        name: &str,
        index: u32,
        seed: u64,
        step: f64,
    ) -> Result<Box<dyn Group>, SimulationError>;
}

impl<N: Neuron> Realise for Population<N> {
    fn count(&self) -> usize {
        self.count
    }

    fn model(&self) -> &'static str {
        N::NAME
    }

    fn asks_for(&self) -> Option<Method> {
        self.is_asked_for().then(|| self.method())
    }

    fn realise(
        &self,
        name: &str,
        index: u32,
        seed: u64,
        step: f64,
    ) -> Result<Box<dyn Group>, SimulationError> {
        Ok(Box::new(CellsOf::new(name, self, index, seed, step)?))
    }
}

/// A projection without the types of its parts.
#[derive(Clone)]
pub(crate) struct ProjectionEntry {
    pub(crate) address: Address,
    pub(crate) name: String,
    pub(crate) pre: usize,
    pub(crate) post: usize,
    pub(crate) connectivity: Arc<dyn Connectivity>,
    pub(crate) coupling: Arc<dyn Coupling>,
    pub(crate) plasticity: Option<Arc<dyn Plasticity>>,
    pub(crate) weight: f64,
    pub(crate) weight_text: String,
    /// In seconds; one time step if nothing is given.
    pub(crate) delay: Option<f64>,
}

impl Debug for ProjectionEntry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Projection")
            .field("name", &self.name)
            .field("pre", &self.pre)
            .field("post", &self.post)
            .field("connectivity", &self.connectivity)
            .field("coupling", &self.coupling)
            .field("plasticity", &self.plasticity)
            .field("weight", &self.weight_text)
            .field("delay", &self.delay)
            .finish()
    }
}

/// Gap junctions with their name.
#[derive(Clone, Debug)]
pub(crate) struct GapJunctionsEntry {
    pub(crate) address: Address,
    pub(crate) name: String,
    pub(crate) sites: [Site; 2],
    pub(crate) connectivity: Arc<dyn Connectivity>,
    pub(crate) conductances: Conductances,
}

/// What [`Network::projection`] returns: a projection whose synapse is known.
pub type Connected<P> = ProjectionId<<P as Complete>::Synapse>;

impl Network {
    /// An empty network.
    #[must_use]
    pub fn new() -> Self {
        Network::default()
    }

    /// Adds a population.
    ///
    /// # Errors
    ///
    /// If the name is taken, if there are no cells, or if a value is not finite
    /// or not allowed by the model.
    pub fn population<N: Neuron>(
        &mut self,
        name: &str,
        population: Population<N>,
    ) -> Result<PopulationId<N>, NetworkError> {
        self.free_name(name)?;
        if let Some(fault) = population.fault() {
            return Err(NetworkError::Population {
                population: name.to_owned(),
                fault,
            });
        }
        Ok(PopulationId::new(
            self.add(name, Member::Cells(Arc::new(population))),
        ))
    }

    /// Adds cells that spike at given times.
    ///
    /// # Errors
    ///
    /// If the name is taken or a spike belongs to a cell that does not exist.
    pub fn spike_times(
        &mut self,
        name: &str,
        times: SpikeTimes,
    ) -> Result<SpikeTimesId, NetworkError> {
        self.free_name(name)?;
        let fault = if times.count == 0 {
            Some("spike times need at least one cell".to_owned())
        } else {
            let missing = times.spikes.iter().find(|(cell, _)| *cell >= times.count);
            missing.map(|(cell, time)| {
                format!(
                    "the spike at {time} belongs to cell {cell}, and there are {} cells",
                    times.count
                )
            })
        };
        if let Some(fault) = fault {
            return Err(NetworkError::Population {
                population: name.to_owned(),
                fault,
            });
        }
        Ok(SpikeTimesId {
            address: self.add(name, Member::Given(times)),
        })
    }

    /// Adds a projection.
    ///
    /// # Errors
    ///
    /// If the name is taken, if source or target belong to another network, or if
    /// connectivity, weight, delay, synapse or output have a value that is not allowed.
    pub fn projection<N, S, O, W>(
        &mut self,
        name: &str,
        projection: Projection<N, S, O, W>,
    ) -> Result<Connected<Projection<N, S, O, W>>, NetworkError>
    where
        Projection<N, S, O, W>: Complete,
    {
        if name.is_empty() || self.projections.iter().any(|other| other.name == name) {
            return Err(NetworkError::Name {
                name: name.to_owned(),
            });
        }
        let wrong = |fault| NetworkError::Projection {
            projection: name.to_owned(),
            fault,
        };
        let (weight, weight_text) = projection.weight_value();
        let coupling = projection.coupling();
        let members = (self.member(projection.pre), self.member(projection.post));
        let (Some(pre), Some(post)) = members else {
            return Err(wrong(
                "source or target belongs to another network".to_owned(),
            ));
        };
        let (sources, targets) = (pre.member.count(), post.member.count());
        let delay = projection.delay.map(Time::si);
        let faults = [
            projection.connectivity.fault(sources, targets),
            (!weight.is_finite())
                .then(|| format!("the weight must be finite, but it is {weight_text}")),
            delay
                .filter(|delay| !(*delay > 0.0 && delay.is_finite()))
                .map(|delay| {
                    format!(
                        "the delay must be positive and finite, but it is {}",
                        Time::show(delay)
                    )
                }),
            coupling.fault(sources, targets),
            projection.plasticity.as_ref().and_then(|p| p.fault()),
            post.member.solver_fault(coupling.as_ref()),
        ];
        if let Some(fault) = faults.into_iter().flatten().next() {
            return Err(wrong(fault));
        }
        let address = Address::new(self.projections.len());
        self.projections.push(ProjectionEntry {
            address,
            name: name.to_owned(),
            pre: projection.pre.index,
            post: projection.post.index,
            connectivity: projection.connectivity,
            coupling,
            plasticity: projection.plasticity,
            weight,
            weight_text,
            delay,
        });
        Ok(ProjectionId::new(address))
    }

    /// Adds gap junctions.
    ///
    /// # Errors
    ///
    /// If the name is taken, if a population belongs to another network or is to be advanced by a solver that takes no conductances, or if
    /// connectivity or conductance have a value that is not allowed.
    pub fn gap_junctions<G: Given>(
        &mut self,
        name: &str,
        junctions: GapJunctions<G>,
    ) -> Result<GapJunctionsId, NetworkError> {
        if name.is_empty() || self.gap_junctions.iter().any(|other| other.name == name) {
            return Err(NetworkError::Name {
                name: name.to_owned(),
            });
        }
        let wrong = |fault| NetworkError::GapJunctions {
            gap_junctions: name.to_owned(),
            fault,
        };
        let conductances = junctions.conductance.conductances();
        let [a, b] = junctions.sites.map(|site| self.member(site.population));
        let (Some(a), Some(b)) = (a, b) else {
            return Err(wrong("a population belongs to another network".to_owned()));
        };
        let (sources, targets) = (a.member.count(), b.member.count());
        let exact = |entry: &MemberEntry| {
            let Member::Cells(cells) = &entry.member else {
                return None;
            };
            (cells.asks_for() == Some(Method::Exact)).then(|| {
                format!(
                    "`{}` of population `{}` is to be advanced by `exact`, but the current of a gap junction changes with the potential; leave the choice to the equations or ask for `splitting`",
                    cells.model(),
                    entry.name
                )
            })
        };
        let fault = junctions.connectivity.fault(sources, targets);
        let fault = fault.or_else(|| conductances.fault());
        if let Some(fault) = fault.or_else(|| exact(a)).or_else(|| exact(b)) {
            return Err(wrong(fault));
        }
        let address = Address::new(self.gap_junctions.len());
        self.gap_junctions.push(GapJunctionsEntry {
            address,
            name: name.to_owned(),
            sites: junctions.sites,
            connectivity: junctions.connectivity,
            conductances,
        });
        Ok(GapJunctionsId { address })
    }

    fn free_name(&self, name: &str) -> Result<(), NetworkError> {
        if name.is_empty() || self.members.iter().any(|other| other.name == name) {
            return Err(NetworkError::Name {
                name: name.to_owned(),
            });
        }
        Ok(())
    }

    fn add(&mut self, name: &str, member: Member) -> Address {
        let address = Address::new(self.members.len());
        self.members.push(MemberEntry {
            address,
            name: name.to_owned(),
            member,
        });
        address
    }

    /// What stands at the address, unless it is one of another network.
    fn member(&self, address: Address) -> Option<&MemberEntry> {
        let entry = self.members.get(address.index)?;
        (entry.address == address).then_some(entry)
    }

    pub(crate) fn members(&self) -> &[MemberEntry] {
        &self.members
    }

    pub(crate) fn junctions(&self) -> &[GapJunctionsEntry] {
        &self.gap_junctions
    }

    pub(crate) fn projections(&self) -> &[ProjectionEntry] {
        &self.projections
    }
}
