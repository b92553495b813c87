//! The handle of a population in a network.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use super::Source;
use crate::model::{Definition, Model, State};
use crate::network::Address;
use crate::quantity::{Measured, Time};
use crate::record::{Cells, RateProbe, SpikeProbe, TraceProbe};

/// A population of a network, to connect and to record.
pub struct PopulationId<N> {
    pub(crate) address: Address,
    of: PhantomData<fn() -> N>,
}

impl<N> PopulationId<N> {
    pub(crate) fn new(address: Address) -> Self {
        PopulationId {
            address,
            of: PhantomData,
        }
    }

    /// The spikes of its cells, to be recorded.
    #[must_use]
    pub fn spikes(self) -> SpikeProbe {
        SpikeProbe::new(self.address)
    }

    /// How often its cells fire on average, counted in bins of this length, to be recorded.
    #[must_use]
    pub fn rate(self, bin: Time) -> RateProbe {
        RateProbe::new(self.address, bin)
    }

    /// A definition of its cells that depends on no input, to be recorded.
    ///
    /// The dimension is that of what is read back, and must be that of the definition:
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// #[derive(Neuron, Clone)]
    /// #[define(i_leak = g_leak * (e_leak - v))]
    /// struct Leaky {
    ///     c: Capacitance,
    ///     g_leak: ElectricalConductance,
    ///     e_leak: ElectricPotential,
    ///     #[ode(dv/dt = i_leak / c)]
    ///     v: ElectricPotential,
    /// }
    ///
    /// let leaky = Leaky { c: 100.0 * pF, g_leak: 10.0 * nS, e_leak: -65.0 * mV, v: -55.0 * mV };
    /// let mut network = Network::new();
    /// let cells = network.population("cells", Population::new(1, leaky))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let i_leak = simulation.record(cells.definition::<ElectricCurrent>(Leaky::I_LEAK))?;
    /// assert_eq!(simulation.read(&i_leak).last(0).to_string(), "-100 pA");
    ///
    /// let error = simulation.record(cells.definition::<Time>(Leaky::I_LEAK)).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the definition `i_leak` is electric current [A], and cannot be recorded as time [s]"
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn definition<Q: Measured>(self, definition: Definition<N>) -> TraceProbe<Q> {
        let cells = Cells::Definition {
            population: self.address,
            definition: definition.index,
            dimension: Q::EXPONENTS,
        };
        TraceProbe::new("definition", cells)
    }

    /// A state of its cells, to be recorded.
    #[must_use]
    pub fn trace<Q>(self, state: State<N, Q>) -> TraceProbe<Q>
    where
        N: Model,
    {
        let cells = Cells::Neuron {
            population: self.address,
            state: state.index,
        };
        TraceProbe::new(N::STATES[state.index].name, cells)
    }
}

impl<N> Clone for PopulationId<N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<N> Copy for PopulationId<N> {}

impl<N> PartialEq for PopulationId<N> {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

impl<N> Eq for PopulationId<N> {}

impl<N> Debug for PopulationId<N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "PopulationId({})", self.address.index)
    }
}

#[diagnostic::do_not_recommend]
impl<N> Source for PopulationId<N> {
    fn address(&self) -> Address {
        self.address
    }
}
