//! Networks: populations and projections with names, validated when they are added.

mod address;
mod entry;
mod error;

use std::sync::Arc;

#[doc(hidden)]
pub use address::Address;
pub use error::NetworkError;

use entry::{GapJunctionsEntry, distance_fault};
pub(crate) use entry::{Member, MemberEntry, ProjectionEntry, ends_of};

use crate::connections::Rule;
use crate::gap_junctions::{GapJunctions, GapJunctionsId, Given};
use crate::model::{Method, Neuron};
use crate::population::{Population, PopulationId, count_fault};
use crate::projection::{Complete, ProjectionId};
use crate::source::{SourceId, SpikeSource};

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

    /// Adds cells whose spikes come from outside: [`SpikeTimes`](crate::source::SpikeTimes),
    /// [`Poisson`](crate::source::Poisson).
    ///
    /// # Errors
    ///
    /// If the name is taken, if there are no cells, if a spike belongs to a cell that does not exist, or if a rate is
    /// negative or not finite.
    pub fn source(
        &mut self,
        name: &str,
        source: impl SpikeSource,
    ) -> Result<SourceId, NetworkError> {
        self.free_name(name)?;
        let count = source.count();
        let positions = source.positions();
        let fault = count_fault("a source", count)
            .or_else(|| source.fault())
            .or_else(|| positions?.fault(count));
        if let Some(fault) = fault {
            return Err(NetworkError::Source {
                source: name.to_owned(),
                fault,
            });
        }
        Ok(SourceId {
            address: self.add(name, Member::Source(Arc::new(source))),
        })
    }

    /// Adds a projection.
    ///
    /// # Errors
    ///
    /// If the name is taken, if source or target belong to another network, or if
    /// connectivity, weight, delay, synapse or output have a value that is not allowed.
    pub fn projection<P: Complete>(
        &mut self,
        name: &str,
        projection: P,
    ) -> Result<Connected<P>, NetworkError> {
        if name.is_empty() || self.projections.iter().any(|other| other.name == name) {
            return Err(NetworkError::Name {
                name: name.to_owned(),
            });
        }
        let wrong = |fault| NetworkError::Projection {
            projection: name.to_owned(),
            fault,
        };
        let (coupling, input_fault) = (projection.coupling(), projection.input_fault());
        let wiring = projection.wiring();
        let Some(weight) = wiring.weight else {
            return Err(wrong("it has no weight".to_owned()));
        };
        let members = (self.member(wiring.pre), self.member(wiring.post));
        let (Some(pre), Some(post)) = members else {
            return Err(wrong(
                "source or target belongs to another network".to_owned(),
            ));
        };
        let ends = ends_of(pre, post);
        let connectivity = &wiring.connectivity;
        let delay = wiring.delay.as_ref();
        let uses_distance = connectivity.uses_distance()
            || weight.uses_distance()
            || delay.is_some_and(Rule::uses_distance);
        let faults = [
            connectivity.fault(&ends),
            weight.fault("weight", "finite", f64::is_finite),
            delay.and_then(|delay| {
                let holds = |delay: f64| delay > 0.0 && delay.is_finite();
                delay.fault("delay", "positive and finite", holds)
            }),
            uses_distance.then(|| distance_fault(pre, post)).flatten(),
            input_fault,
            coupling.fault(ends.sources(), ends.targets()),
            wiring.plasticity.as_ref().and_then(|p| p.fault()),
            post.member.solver_fault(coupling.as_ref()),
        ];
        if let Some(fault) = faults.into_iter().flatten().next() {
            return Err(wrong(fault));
        }
        let address = Address::new(self.projections.len());
        self.projections.push(ProjectionEntry {
            address,
            name: name.to_owned(),
            pre: wiring.pre.index,
            post: wiring.post.index,
            connectivity: wiring.connectivity,
            coupling,
            plasticity: wiring.plasticity,
            weight,
            delay: wiring.delay,
            accepts_scale: false,
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
        let ends = ends_of(a, b);
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
        let uses_distance = junctions.connectivity.uses_distance();
        let fault = junctions.connectivity.fault(&ends);
        let fault = fault
            .or_else(|| uses_distance.then(|| distance_fault(a, b)).flatten())
            .or_else(|| conductances.fault());
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

    /// Says that the weights of a projection are meant as they are, though one of its spikes moves its target by next to nothing
    /// or far beyond its threshold; without it a simulation gives a [`ScaleWarning`](crate::simulation::ScaleWarning).
    ///
    /// ```
    /// # use nernst::prelude::*;
    /// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
    /// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
    /// let mut network = Network::new();
    /// let cells = network.population("cells", Population::new(80, lif))?;
    /// network.projection("kicks", Projection::new(cells, cells).weight(0.1 * uV))?; // meant: 0.1 mV
    ///
    /// let simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let warning = simulation.report().scale_warnings[0].to_string();
    /// // ..., 6.7e-6 times the 15 mV to the threshold; was 100 uV meant, or another unit in the cell?
    /// assert!(warning.starts_with("projection `kicks`: one spike of 100 nV moves `v` by 100 nV, 6.7e-6 times"));
    /// network.accept_scale("kicks")?;
    /// assert!(Simulation::new(&network, 0.1 * ms, 1)?.report().scale_warnings.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no projection of that name.
    pub fn accept_scale(&mut self, projection: &str) -> Result<(), NetworkError> {
        let entries = &mut self.projections;
        let entry = entries.iter_mut().find(|entry| entry.name == projection);
        let entry = entry.ok_or_else(|| NetworkError::Projection {
            projection: projection.to_owned(),
            fault: "the network has no projection of this name".to_owned(),
        })?;
        entry.accepts_scale = true;
        Ok(())
    }

    /// One cell, one source, and a projection from the source to the cell.
    pub(crate) fn of_one(
        cell: Member,
        source: impl SpikeSource,
        projection: impl FnOnce(usize, usize) -> ProjectionEntry,
    ) -> Self {
        let mut network = Network::new();
        let pre = network.add("source", Member::Source(Arc::new(source)));
        let post = network.add("cell", cell);
        let projection = projection(pre.index, post.index);
        network.projections.push(projection);
        network
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
