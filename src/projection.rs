//! Projections: from whom, to whom, through which synapse.

use std::any::TypeId;
use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;

use crate::connections::{ConnectionValues, Rule, WeightedConnections};
use crate::connectivity::{AllToAll, Connectivity};
use crate::model::{
    Accepts, Input, Model, Neuron, Output, Port, Readout, Receives, ShortTermPlasticity, State,
    Synapse,
};
use crate::network::Address;
use crate::population::{PopulationId, Source};
use crate::quantity::{Measured, Time};
use crate::record::{Cells, TraceProbe};
use crate::simulation::{Before, Coupling, Plasticity, Through};
use crate::values::{Draw, Values};

/// Connections from a source to a population, with their synapse, output, weight and delay.
///
/// Without a synapse, spikes act on the neuron directly, as its
/// `#[on_spike(...)]` says (delta synapses). Without connectivity, every source
/// is connected with every target. The delay is one time step unless given.
///
/// ```
/// # use nernst::prelude::*;
/// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
/// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
/// let mut network = Network::new();
/// let pre = network.population("pre", Population::new(80, lif.clone()))?;
/// let post = network.population("post", Population::new(100, lif))?;
/// network.projection(
///     "pre to post",
///     Projection::new(pre, post)
///         .connectivity(FixedProbability::new(0.1))
///         .synapse(Expon::new(5.0 * ms))
///         .output(Coba { e: 0.0 * mV })
///         .weight(6.0 * nS)
///         .delay(1.5 * ms),
/// )?;
/// network.projection("kicks", Projection::new(pre, post).weight(0.1 * mV))?; // delta synapses
/// # Ok::<(), NetworkError>(())
/// ```
#[derive(Clone)]
pub struct Projection<N, S = Direct, O = NoOutput, W = NoWeight> {
    wiring: Wiring,
    synapse: S,
    output: O,
    of: PhantomData<fn() -> (N, W)>,
}

/// What does not depend on the models.
#[derive(Clone, Debug)]
pub(crate) struct Wiring {
    pub(crate) pre: Address,
    pub(crate) post: Address,
    pub(crate) connectivity: Arc<dyn Connectivity>,
    pub(crate) plasticity: Option<Arc<dyn Plasticity>>,
    pub(crate) weight: Option<Rule>,
    pub(crate) delay: Option<Rule>,
    /// Of states of the synapse.
    initial: Vec<(usize, Arc<dyn Draw>)>,
    /// Of the neuron, where it is not the first of its type.
    input: Option<usize>,
}

/// No synapse: spikes act on the neuron directly.
#[derive(Clone, Copy, Debug)]
pub struct Direct;

/// No output given: spikes act on the neuron directly, or `.output(...)` is still to come.
#[derive(Clone, Copy, Debug)]
pub struct NoOutput;

/// No weight given: `.weight(...)` is still to come.
#[derive(Clone, Copy, Debug)]
pub struct NoWeight;

impl<N: Neuron> Projection<N> {
    /// All connections from `pre` to `post`, to be described further.
    #[must_use]
    pub fn new(pre: impl Source, post: PopulationId<N>) -> Self {
        Projection {
            wiring: Wiring {
                pre: pre.address(),
                post: post.address,
                connectivity: Arc::new(AllToAll::new()),
                plasticity: None,
                weight: None,
                delay: None,
                initial: Vec::new(),
                input: None,
            },
            synapse: Direct,
            output: NoOutput,
            of: PhantomData,
        }
    }
}

impl<N, S, O, W> Projection<N, S, O, W> {
    /// Which pairs are connected.
    #[must_use]
    pub fn connectivity(mut self, connectivity: impl Connectivity) -> Self {
        self.wiring.connectivity = Arc::new(connectivity);
        self
    }

    /// The delay of every connection, or a rule that gives one for each: a distribution, a list, a closure.
    ///
    /// A delay is a whole number of time steps, at least one. Delays that are drawn or computed by distance are
    /// rounded to the nearest step; one that would round to zero is refused, so a distribution that reaches there
    /// has to be truncated.
    #[must_use]
    pub fn delay(mut self, delays: impl ConnectionValues<Time>) -> Self {
        self.wiring.delay = Some(delays.rule());
        self
    }

    /// Short-term plasticity before the synapse: each spike acts with the part of it that is released.
    ///
    /// Every presynaptic cell has its own state. What is released multiplies the weight of a spike, what it adds to the
    /// states of a kinetic synapse, and the height of its pulse.
    ///
    /// ```
    /// # use nernst::prelude::*;
    /// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
    /// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
    /// # let mut network = Network::new();
    /// # let cells = network.population("cells", Population::new(80, lif.clone()))?;
    /// let projection = Projection::new(cells, cells)
    ///     .short_term_plasticity(Stp::new(0.15, 1500.0 * ms, 200.0 * ms))
    ///     .synapse(Expon::new(5.0 * ms))
    ///     .output(Coba { e: 0.0 * mV })
    ///     .weight(6.0 * nS);
    /// # network.projection("cells to cells", projection)?;
    /// # Ok::<(), NetworkError>(())
    /// ```
    #[must_use]
    pub fn short_term_plasticity(mut self, plasticity: impl ShortTermPlasticity) -> Self {
        self.wiring.plasticity = Some(Arc::new(Before(plasticity)));
        self
    }

    /// The synapse; what it hands on goes to the output.
    #[must_use]
    pub fn synapse<T: Synapse>(mut self, synapse: T) -> Projection<N, T, O, W> {
        self.wiring.initial.clear();
        Projection {
            wiring: self.wiring,
            synapse,
            output: self.output,
            of: PhantomData,
        }
    }

    /// How the synaptic variable becomes an input of the neuron.
    #[must_use]
    pub fn output<P: Output>(self, output: P) -> Projection<N, S, P, W> {
        Projection {
            wiring: self.wiring,
            synapse: self.synapse,
            output,
            of: PhantomData,
        }
    }

    /// The weight of every connection, or a rule that gives one for each: a distribution, a list, a closure.
    ///
    /// What is drawn from a distribution is rounded to single precision, 6 parts in 10⁸, and so takes 6 bytes for a connection with its target;
    /// weights that are listed or computed keep every digit, for 10 bytes where they need them.
    ///
    /// ```
    /// # use nernst::prelude::*;
    /// # use nernst::projection::{Direct, NoOutput};
    /// # fn connect(cells: PopulationId<Lif>) -> Projection<Lif, Direct, NoOutput, ElectricPotential> {
    /// # let kicks = Projection::new(cells, cells);
    /// kicks
    ///     .weight(Normal::new(0.2 * mV, 0.02 * mV))
    ///     .delay(Uniform::new(1.0 * ms, 3.0 * ms))
    /// # }
    /// ```
    #[must_use]
    pub fn weight<Q: Measured>(
        mut self,
        weights: impl ConnectionValues<Q>,
    ) -> Projection<N, S, O, Q> {
        self.wiring.weight = Some(weights.rule());
        Projection {
            wiring: self.wiring,
            synapse: self.synapse,
            output: self.output,
            of: PhantomData,
        }
    }
}

impl<N, S, O, W> Projection<N, S, O, W> {
    /// Which pairs are connected, with which weights, from a matrix or from triplets, in place of
    /// [`connectivity`](Self::connectivity) and [`weight`](Self::weight).
    ///
    /// A matrix has a row for each source and a column for each target, and no connection where it is zero.
    /// Triplets are source, target and weight.
    ///
    /// ```
    /// # use nernst::prelude::*;
    /// # use nernst::projection::{Direct, NoOutput};
    /// # type Kicks = Projection<Lif, Direct, NoOutput, ElectricPotential>;
    /// fn dense(pre: PopulationId<Lif>, post: PopulationId<Lif>) -> Kicks {
    ///     let weights = DMatrix::from_row_slice(2, 3, &[
    ///         0.0 * mV, 1.0 * mV, 2.0 * mV, // from cell 0
    ///         3.0 * mV, 0.0 * mV, 0.0 * mV, // from cell 1
    ///     ]);
    ///     Projection::new(pre, post).connections(weights)
    /// }
    ///
    /// fn sparse(pre: PopulationId<Lif>, post: PopulationId<Lif>) -> Kicks {
    ///     let triplets = vec![(0, 1, 1.0 * mV), (0, 2, 2.0 * mV), (1, 0, 3.0 * mV)];
    ///     Projection::new(pre, post).connections(triplets)
    /// }
    /// ```
    #[must_use]
    pub fn connections<Q: Measured>(
        mut self,
        connections: impl WeightedConnections<Q>,
    ) -> Projection<N, S, O, Q> {
        let (connectivity, weights) = connections.parts();
        self.wiring.connectivity = connectivity;
        self.wiring.weight = Some(weights);
        Projection {
            wiring: self.wiring,
            synapse: self.synapse,
            output: self.output,
            of: PhantomData,
        }
    }
}

impl<N: Neuron, S, O: Output, W> Projection<N, S, O, W> {
    /// The input of the neuron on which the output acts, where it has several that take what the output gives; without it, the first.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// /// A soma and a dendrite, each with its input.
    /// #[derive(Neuron, Clone)]
    /// #[input(i_s: ElectricCurrent, i_d: ElectricCurrent)]
    /// #[spike(v_s >= v_th)]
    /// #[reset(v_s = v_reset)]
    /// struct TwoCompartments {
    ///     c: Capacitance,
    ///     g_l: ElectricalConductance,
    ///     g_c: ElectricalConductance,
    ///     e_l: ElectricPotential,
    ///     v_th: ElectricPotential,
    ///     v_reset: ElectricPotential,
    ///     #[ode(dv_s/dt = (g_l * (e_l - v_s) + g_c * (v_d - v_s) + i_s) / c)]
    ///     v_s: ElectricPotential,
    ///     #[ode(dv_d/dt = (g_l * (e_l - v_d) + g_c * (v_s - v_d) + i_d) / c)]
    ///     v_d: ElectricPotential,
    /// }
    ///
    /// fn onto_the_dendrite(cells: PopulationId<TwoCompartments>) -> impl nernst::projection::Complete {
    ///     Projection::new(cells, cells)
    ///         .synapse(Expon::new(5.0 * ms))
    ///         .output(Coba { e: 0.0 * mV })
    ///         .input(TwoCompartments::I_D)
    ///         .weight(2.0 * nS)
    /// }
    /// ```
    #[must_use]
    pub fn input(mut self, input: Input<N, O::Current>) -> Self {
        self.wiring.input = Some(input.index);
        self
    }
}

impl<N, S: Synapse, O, W> Projection<N, S, O, W> {
    /// The initial value of a state of the synapse, for each postsynaptic cell.
    ///
    /// Without it the state starts as in the descriptor. A synapse with an
    /// initial value of its own does not share its state with other projections.
    #[must_use]
    pub fn initial<Q>(mut self, state: State<S, Q>, values: impl Values<Q>) -> Self {
        let initial = &mut self.wiring.initial;
        initial.retain(|(other, _)| *other != state.index);
        initial.push((state.index, Arc::new(values)));
        self
    }
}

impl<N, S: Debug, O: Debug, W> Debug for Projection<N, S, O, W> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Projection")
            .field("wiring", &self.wiring)
            .field("synapse", &self.synapse)
            .field("output", &self.output)
            .finish()
    }
}

/// A projection whose parts fit together.
#[diagnostic::on_unimplemented(
    message = "this projection is not complete",
    label = "something is missing here"
)]
pub trait Complete {
    /// The synapse, or `Direct`.
    type Synapse;

    #[doc(hidden)]
    fn coupling(&self) -> Arc<dyn Coupling>;

    #[doc(hidden)]
    fn input_fault(&self) -> Option<String>;

    #[doc(hidden)]
    #[allow(private_interfaces)]
    fn wiring(self) -> Wiring;
}

impl<N, S, O, W> Complete for Projection<N, S, O, W>
where
    S: Pathway,
    S::Kind: Couples<N, S, O, W>,
{
    type Synapse = S;

    fn coupling(&self) -> Arc<dyn Coupling> {
        S::Kind::coupling(self)
    }

    fn input_fault(&self) -> Option<String> {
        S::Kind::input_fault(self)
    }

    #[allow(private_interfaces)]
    fn wiring(self) -> Wiring {
        self.wiring
    }
}

/// How spikes reach a neuron: [`Direct`] or [`Synaptic`].
///
/// Known from the synapse alone, so that rustc looks at the parts of one kind of projection only, and tells which of them does not fit.
pub trait Pathway {
    /// Which it is.
    type Kind;
}

/// Through a synapse and an output.
#[derive(Clone, Copy, Debug)]
pub struct Synaptic;

impl Pathway for Direct {
    type Kind = Direct;
}

impl<S: Synapse> Pathway for S {
    type Kind = Synaptic;
}

/// A pathway that these parts make up.
#[diagnostic::on_unimplemented(
    message = "the output `{O}` gets nothing, since this projection has no synapse",
    label = "a synapse is missing",
    note = "a projection with an output needs a synapse, `.synapse(Expon::new(5.0 * ms))`; without both, spikes act on the neuron directly"
)]
pub trait Couples<N, S, O, W>: Sized {
    #[doc(hidden)]
    fn coupling(projection: &Projection<N, S, O, W>) -> Arc<dyn Coupling>;

    /// Why the output cannot act on the input that was asked for.
    #[doc(hidden)]
    fn input_fault(_projection: &Projection<N, S, O, W>) -> Option<String> {
        None
    }
}

impl<N: Neuron + Receives<W>, W> Couples<N, Direct, NoOutput, W> for Direct {
    fn coupling(_: &Projection<N, Direct, NoOutput, W>) -> Arc<dyn Coupling> {
        Arc::new(Direct)
    }
}

impl<N, S, O, W> Couples<N, S, O, W> for Synaptic
where
    S: Synapse + Receives<W>,
    O: Accepts<S::Out>,
    N: Port<O::Current, O::Post>,
{
    fn coupling(projection: &Projection<N, S, O, W>) -> Arc<dyn Coupling> {
        let first = <N as Port<O::Current, O::Post>>::INDEX;
        let wiring = &projection.wiring;
        Arc::new(Through::new(
            projection.synapse.clone(),
            projection.output.clone(),
            wiring.input.unwrap_or(first),
            wiring.initial.clone(),
        ))
    }

    fn input_fault(projection: &Projection<N, S, O, W>) -> Option<String> {
        let membrane = |input: usize| N::STATES[N::INPUTS[input].membrane];
        let asked = projection.wiring.input?;
        let (first, asked_for) = (<N as Port<O::Current, O::Post>>::INDEX, N::INPUTS[asked]);
        let (reads, there) = (membrane(first), membrane(asked));
        let reads_nothing = TypeId::of::<O::Post>() == TypeId::of::<()>();
        (!reads_nothing && reads.dimension != there.dimension).then(|| {
            format!(
                "the output `{}` reads {}, but the input `{}` acts on `{}`, which is {}",
                O::NAME,
                reads.dimension,
                asked_for.variable.name,
                there.name,
                there.dimension
            )
        })
    }
}

/// A projection of a network, to be recorded.
pub struct ProjectionId<S> {
    pub(crate) address: Address,
    of: PhantomData<fn() -> S>,
}

impl<S> ProjectionId<S> {
    pub(crate) fn new(address: Address) -> Self {
        ProjectionId {
            address,
            of: PhantomData,
        }
    }

    /// A state of the synapse, to be recorded: at each postsynaptic cell where states are added there, else of each
    /// presynaptic cell or connection, as [`Synapse::ALIGNMENT`] says.
    ///
    /// Projections that share a state show the same trace, which holds the input of all of them.
    #[must_use]
    pub fn trace<Q>(self, state: State<S, Q>) -> TraceProbe<Q>
    where
        S: Model,
    {
        let cells = Cells::Synapse {
            projection: self.address,
            state: state.index,
        };
        TraceProbe::new(S::STATES[state.index].name, cells)
    }

    /// A state of the short-term plasticity of each presynaptic cell, to be recorded.
    #[must_use]
    pub fn plasticity_trace<P: ShortTermPlasticity, Q>(self, state: State<P, Q>) -> TraceProbe<Q> {
        let cells = Cells::Plasticity {
            projection: self.address,
            state: state.index,
            model: (P::NAME, TypeId::of::<P>()),
        };
        TraceProbe::new(P::STATES[state.index].name, cells)
    }

    /// What the synapse hands on at each postsynaptic cell, to be recorded.
    #[must_use]
    pub fn readout<Q>(self, _output: Readout<S, Q>) -> TraceProbe<Q> {
        let cells = Cells::Readout {
            projection: self.address,
        };
        TraceProbe::new("output", cells)
    }
}

impl<S> Clone for ProjectionId<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for ProjectionId<S> {}

impl<S> Debug for ProjectionId<S> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "ProjectionId({})", self.address.index)
    }
}
