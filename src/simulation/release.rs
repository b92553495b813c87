//! Short-term plasticity in a run: what part of each spike is released.

use std::any::TypeId;
use std::fmt::{self, Debug, Formatter};

use crate::checkpoint::{Identity, Mismatch, Slice, Tape};
use crate::model::{ShortTermPlasticity, dynamics_fault, variables_of};
use crate::solver::propagator::PropagatorError;
use crate::solver::strides::Strides;

/// A short-term plasticity whose model is known to it alone.
pub(crate) trait Plasticity: Debug + Send + Sync {
    /// What is wrong with its values, in words.
    fn fault(&self) -> Option<String>;

    /// Adds its equations and values, at this place of a network.
    fn identify(&self, place: &str, identity: &mut Identity);

    /// For so many presynaptic cells.
    fn release(&self, sources: usize, step: f64) -> Result<Box<dyn Release>, PropagatorError>;
}

/// A short-term plasticity before a synapse.
pub(crate) struct Before<P>(pub(crate) P);

impl<P: ShortTermPlasticity> Debug for Before<P> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(P::NAME)
    }
}

impl<P: ShortTermPlasticity> Plasticity for Before<P> {
    fn fault(&self) -> Option<String> {
        dynamics_fault::<P>(&self.0.values())
    }

    fn identify(&self, place: &str, identity: &mut Identity) {
        identity.push_model(place, &self.0);
    }

    fn release(&self, sources: usize, step: f64) -> Result<Box<dyn Release>, PropagatorError> {
        let x = variables_of(&self.0);
        Ok(Box::new(ReleaseOf::<P> {
            strides: Strides::new(&x, step)?,
            x,
            sources: vec![(0, P::states(&x)); sources],
        }))
    }
}

/// The states of a short-term plasticity at the presynaptic cells of a projection.
pub(crate) trait Release: Send {
    /// Lets the spikes of a step act, and appends what part of each is released.
    fn release(&mut self, step: u64, spikes: &[u32], parts: &mut Vec<f64>);

    /// Which model it is of.
    fn model(&self) -> TypeId;

    /// The state of a cell after the spikes that have been released so far.
    fn state(&self, index: usize, source: usize, step: u64) -> f64;

    /// Saves or loads the states.
    fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch>;
}

struct ReleaseOf<P: ShortTermPlasticity> {
    x: P::Variables,
    strides: Strides<P>,
    /// The step of the last spike of each cell, and the states behind it.
    sources: Vec<(u64, P::PerState<f64>)>,
}

impl<P: ShortTermPlasticity> ReleaseOf<P> {
    fn at(&self, source: usize, step: u64) -> P::Variables {
        let (since, states) = &self.sources[source];
        let mut x = self.x;
        P::set_states(&mut x, states);
        self.strides.advance(&mut x, step.saturating_sub(*since));
        x
    }
}

impl<P: ShortTermPlasticity> Release for ReleaseOf<P> {
    fn release(&mut self, step: u64, spikes: &[u32], parts: &mut Vec<f64>) {
        for &source in spikes {
            let mut x = self.at(source as usize, step);
            parts.push(P::spike(&mut x));
            self.sources[source as usize] = (step, P::states(&x));
        }
    }

    fn model(&self) -> TypeId {
        TypeId::of::<P>()
    }

    fn state(&self, index: usize, source: usize, step: u64) -> f64 {
        P::states(&self.at(source, step)).as_ref()[index]
    }

    fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        let sources = Slice::all(self.sources.len());
        let since = self.sources.iter_mut().map(|(since, _)| since);
        tape.part("latest spike", sources, since)?;
        for (k, state) in P::STATES.iter().enumerate() {
            let states = self.sources.iter_mut();
            let states = states.map(|(_, states)| &mut states.as_mut()[k]);
            tape.part(&format!("state {}", state.name), sources, states)?;
        }
        Ok(())
    }
}
