//! Projections: from whom, to whom, through which synapse.

use std::any::TypeId;
use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;

use crate::connectivity::{AllToAll, Connectivity};
use crate::model::{
    Accepts, Neuron, Output, Port, Readout, Receives, ShortTermPlasticity, State, Synapse,
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
    pub(crate) pre: Address,
    pub(crate) post: Address,
    pub(crate) connectivity: Arc<dyn Connectivity>,
    pub(crate) synapse: S,
    pub(crate) initial: Vec<(usize, Arc<dyn Draw>)>,
    pub(crate) output: O,
    pub(crate) weight: W,
    pub(crate) delay: Option<Time>,
    pub(crate) plasticity: Option<Arc<dyn Plasticity>>,
    of: PhantomData<fn() -> N>,
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
            pre: pre.address(),
            post: post.address,
            connectivity: Arc::new(AllToAll::new()),
            synapse: Direct,
            initial: Vec::new(),
            output: NoOutput,
            weight: NoWeight,
            delay: None,
            plasticity: None,
            of: PhantomData,
        }
    }
}

impl<N, S, O, W> Projection<N, S, O, W> {
    /// Which pairs are connected.
    #[must_use]
    pub fn connectivity(mut self, connectivity: impl Connectivity) -> Self {
        self.connectivity = Arc::new(connectivity);
        self
    }

    /// The delay of every connection, a whole number of time steps, at least one.
    #[must_use]
    pub fn delay(mut self, delay: Time) -> Self {
        self.delay = Some(delay);
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
        self.plasticity = Some(Arc::new(Before(plasticity)));
        self
    }

    /// The synapse; what it hands on goes to the output.
    #[must_use]
    pub fn synapse<T: Synapse>(self, synapse: T) -> Projection<N, T, O, W> {
        Projection {
            pre: self.pre,
            post: self.post,
            connectivity: self.connectivity,
            synapse,
            initial: Vec::new(),
            output: self.output,
            weight: self.weight,
            delay: self.delay,
            plasticity: self.plasticity,
            of: PhantomData,
        }
    }

    /// How the synaptic variable becomes an input of the neuron.
    #[must_use]
    pub fn output<P: Output>(self, output: P) -> Projection<N, S, P, W> {
        Projection {
            pre: self.pre,
            post: self.post,
            connectivity: self.connectivity,
            synapse: self.synapse,
            initial: self.initial,
            output,
            weight: self.weight,
            delay: self.delay,
            plasticity: self.plasticity,
            of: PhantomData,
        }
    }

    /// The weight of every connection.
    #[must_use]
    pub fn weight<Q: Measured>(self, weight: Q) -> Projection<N, S, O, Q> {
        Projection {
            pre: self.pre,
            post: self.post,
            connectivity: self.connectivity,
            synapse: self.synapse,
            initial: self.initial,
            output: self.output,
            weight,
            delay: self.delay,
            plasticity: self.plasticity,
            of: PhantomData,
        }
    }
}

impl<N, S: Synapse, O, W> Projection<N, S, O, W> {
    /// The initial value of a state of the synapse, for each postsynaptic cell.
    ///
    /// Without it the state starts as in the descriptor. A synapse with an
    /// initial value of its own does not share its state with other projections.
    #[must_use]
    pub fn initial<Q>(mut self, state: State<S, Q>, values: impl Values<Q>) -> Self {
        self.initial.retain(|(other, _)| *other != state.index);
        self.initial.push((state.index, Arc::new(values)));
        self
    }
}

impl<N, S: Debug, O: Debug, W: Debug> Debug for Projection<N, S, O, W> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Projection")
            .field("pre", &self.pre.index)
            .field("post", &self.post.index)
            .field("connectivity", &self.connectivity)
            .field("synapse", &self.synapse)
            .field("output", &self.output)
            .field("weight", &self.weight)
            .field("delay", &self.delay)
            .field("plasticity", &self.plasticity)
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

    /// The weight in SI base units, and as text.
    #[doc(hidden)]
    fn weight_value(&self) -> (f64, String);
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

    fn weight_value(&self) -> (f64, String) {
        S::Kind::weight(self)
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
    message = "this projection is not complete",
    label = "something is missing here",
    note = "a projection needs `.weight(...)`; one with an output needs a synapse too, `.synapse(...)`"
)]
pub trait Couples<N, S, O, W>: Sized {
    #[doc(hidden)]
    fn coupling(projection: &Projection<N, S, O, W>) -> Arc<dyn Coupling>;

    #[doc(hidden)]
    fn weight(projection: &Projection<N, S, O, W>) -> (f64, String);
}

impl<N: Neuron + Receives<W>, W> Couples<N, Direct, NoOutput, W> for Direct {
    fn coupling(_: &Projection<N, Direct, NoOutput, W>) -> Arc<dyn Coupling> {
        Arc::new(Direct)
    }

    fn weight(projection: &Projection<N, Direct, NoOutput, W>) -> (f64, String) {
        N::weight(&projection.weight)
    }
}

impl<N, S, O, W> Couples<N, S, O, W> for Synaptic
where
    S: Synapse + Receives<W>,
    O: Accepts<S::Out>,
    N: Port<O::Current, O::Post>,
{
    fn coupling(projection: &Projection<N, S, O, W>) -> Arc<dyn Coupling> {
        let (synapse, output) = (projection.synapse.clone(), projection.output.clone());
        Arc::new(Through::new(
            synapse,
            output,
            <N as Port<O::Current, O::Post>>::INDEX,
            projection.initial.clone(),
        ))
    }

    fn weight(projection: &Projection<N, S, O, W>) -> (f64, String) {
        S::weight(&projection.weight)
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
    pub fn trace<Q>(self, state: State<S, Q>) -> TraceProbe<Q> {
        TraceProbe::new(Cells::Synapse {
            projection: self.address,
            state: state.index,
        })
    }

    /// A state of the short-term plasticity of each presynaptic cell, to be recorded.
    #[must_use]
    pub fn plasticity_trace<P: ShortTermPlasticity, Q>(self, state: State<P, Q>) -> TraceProbe<Q> {
        TraceProbe::new(Cells::Plasticity {
            projection: self.address,
            state: state.index,
            model: (P::NAME, TypeId::of::<P>()),
        })
    }

    /// What the synapse hands on at each postsynaptic cell, to be recorded.
    #[must_use]
    pub fn readout<Q>(self, _output: Readout<S, Q>) -> TraceProbe<Q> {
        TraceProbe::new(Cells::Readout {
            projection: self.address,
        })
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
