//! Gap junctions: cells whose potentials are coupled by a conductance.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use crate::connectivity::{AllToAll, Connectivity};
use crate::model::Port;
use crate::network::Address;
use crate::population::PopulationId;
use crate::quantity::{ElectricCurrent, ElectricPotential, ElectricalConductance, Measured};
use crate::record::{Cells, TraceProbe};

/// Gap junctions between the cells of two populations, or within one.
///
/// Each pair of coupled cells has a conductance `g`, through which `g (v_other - v)` flows into either cell. The current goes into the
/// first input of the neuron that takes an electric current at an electric potential; a neuron without one does not compile.
///
/// Without connectivity every cell of the one population is coupled with every cell of the other; within one population every pair of
/// different cells. A pair is one junction, however often and, within one population, in whichever direction the rule lists it.
///
/// A population with gap junctions is advanced by a solver that takes conductances; the own potential enters the current as it changes
/// in the step, the potential of the other cell as a straight line through its last two values, or as it stands where the other has fired
/// or been kicked in between. This is second order in the time step. It is bounded for every time step, since the line is made flatter where
/// the conductance acts within less than a step.
///
/// ```
/// use nernst::prelude::*;
///
/// // A current that makes the first cell fire reaches the second, which fires with it.
/// let area = 1e-3 * mm2;
/// let currents = by_index(move |cell| if cell == 0 { 10.0 * uA / cm2 * area } else { 0.0 * nA });
/// let cells = Population::new(2, HodgkinHuxley::squid(area)).with(HodgkinHuxley::I, currents);
/// let mut network = Network::new();
/// let cells = network.population("cells", cells)?;
/// network.gap_junctions("gap", GapJunctions::new(cells, cells).conductance(2.0 * nS))?;
/// let mut simulation = Simulation::new(&network, 0.02 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(200.0 * ms)?;
/// let spikes = simulation.read(&spikes);
/// assert!(spikes.of(0).len() > 5);
/// assert_eq!(spikes.of(0).len(), spikes.of(1).len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct GapJunctions<G = NoConductance> {
    pub(crate) sites: [Site; 2],
    pub(crate) connectivity: Arc<dyn Connectivity>,
    pub(crate) conductance: G,
}

/// Where junctions reach the cells of a population: the population, and the input into which their current goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) population: Address,
    pub(crate) port: usize,
}

/// No conductance given: `.conductance(...)` is still to come.
#[derive(Clone, Copy, Debug)]
pub struct NoConductance;

/// The conductances of each pair.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Conductances {
    /// Through which the first cell of a pair acts on the second, and the second on the first, in siemens.
    pub(crate) forward: f64,
    pub(crate) backward: f64,
    pub(crate) is_symmetric: bool,
}

/// A conductance that has been given.
#[diagnostic::on_unimplemented(
    message = "these gap junctions have no conductance",
    label = "the conductance is missing here",
    note = "give it with `.conductance(1.0 * nS)`, or one for each direction with `.rectifying(1.0 * nS, 0.0 * nS)`"
)]
pub trait Given {
    #[doc(hidden)]
    fn conductances(&self) -> Conductances;
}

impl Given for Conductances {
    fn conductances(&self) -> Conductances {
        *self
    }
}

impl GapJunctions {
    /// Junctions between these populations, to be described further.
    #[must_use]
    pub fn new<
        A: Port<ElectricCurrent, ElectricPotential>,
        B: Port<ElectricCurrent, ElectricPotential>,
    >(
        a: PopulationId<A>,
        b: PopulationId<B>,
    ) -> Self {
        let site = |population, port| Site { population, port };
        let pairs = AllToAll::new();
        let is_within = a.address == b.address;
        GapJunctions {
            sites: [site(a.address, A::INDEX), site(b.address, B::INDEX)],
            connectivity: Arc::new(if is_within {
                pairs.without_self()
            } else {
                pairs
            }),
            conductance: NoConductance,
        }
    }
}

impl<G> GapJunctions<G> {
    /// Which pairs are coupled: a cell of the first population with its targets in the second.
    ///
    /// Within one population the rule must not couple a cell with itself: `FixedProbability::new(0.1).without_self()`.
    #[must_use]
    pub fn connectivity(mut self, connectivity: impl Connectivity) -> Self {
        self.connectivity = Arc::new(connectivity);
        self
    }

    /// One conductance for each pair, through which both cells act on each other.
    #[must_use]
    pub fn conductance(self, conductance: ElectricalConductance) -> GapJunctions<Conductances> {
        self.with(Conductances {
            forward: conductance.si(),
            backward: conductance.si(),
            is_symmetric: true,
        })
    }

    /// Rectifying junctions: `forward` is the conductance through which the potential of the first cell of a pair acts on the second,
    /// `backward` that through which the second acts on the first. One of them may be zero. Within one population a pair is taken in each
    /// direction in which the rule lists it.
    #[must_use]
    pub fn rectifying(
        self,
        forward: ElectricalConductance,
        backward: ElectricalConductance,
    ) -> GapJunctions<Conductances> {
        self.with(Conductances {
            forward: forward.si(),
            backward: backward.si(),
            is_symmetric: false,
        })
    }

    fn with(self, conductance: Conductances) -> GapJunctions<Conductances> {
        GapJunctions {
            sites: self.sites,
            connectivity: self.connectivity,
            conductance,
        }
    }
}

impl Conductances {
    /// What is wrong with them, in words.
    pub(crate) fn fault(self) -> Option<String> {
        let named = [
            ("conductance", self.forward),
            ("backward conductance", self.backward),
        ];
        named.into_iter().find_map(|(name, value)| {
            let is_allowed = value >= 0.0 && value.is_finite();
            (!is_allowed).then(|| {
                format!(
                    "the {name} must be finite and not negative, but it is {}",
                    ElectricalConductance::show(value)
                )
            })
        })
    }

    /// In words, for the report of a run.
    pub(crate) fn describe(self) -> String {
        let show = ElectricalConductance::show;
        if self.is_symmetric {
            show(self.forward)
        } else {
            format!(
                "{} forward and {} backward",
                show(self.forward),
                show(self.backward)
            )
        }
    }
}

impl<G: Debug> Debug for GapJunctions<G> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("GapJunctions")
            .field("sites", &self.sites)
            .field("connectivity", &self.connectivity)
            .field("conductance", &self.conductance)
            .finish()
    }
}

/// The gap junctions of a network, to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct GapJunctionsId {
    pub(crate) address: Address,
}

impl GapJunctionsId {
    /// The current that flows through them into each cell of the population, to be recorded.
    ///
    /// ```
    /// # use nernst::prelude::*;
    /// # let area = 1e-3 * mm2;
    /// let mut network = Network::new();
    /// let a = network.population("a", Population::new(1, HodgkinHuxley::squid(area)))?;
    /// let cell = HodgkinHuxley { v: -55.0 * mV, ..HodgkinHuxley::squid(area) };
    /// let b = network.population("b", Population::new(1, cell))?;
    /// let gap = network.gap_junctions("gap", GapJunctions::new(a, b).conductance(1.0 * nS))?;
    /// let mut simulation = Simulation::new(&network, 0.02 * ms, 1)?;
    /// let into_a = simulation.record(gap.current_into(a))?;
    /// assert_eq!(simulation.read(&into_a).last(0).to_string(), "10 pA");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn current_into<N>(self, population: PopulationId<N>) -> TraceProbe<ElectricCurrent> {
        let cells = Cells::Junctions {
            junctions: self.address,
            population: population.address,
        };
        TraceProbe::new("current", cells)
    }
}
