//! What a network keeps of its parts, whose types are forgotten.

use std::fmt::{self, Debug, Formatter};
use std::ops::Range;
use std::sync::Arc;

use super::Address;
use crate::checkpoint::Identity;
use crate::connections::{Kind, Rule};
use crate::connectivity::{Connectivity, Ends, Pattern};
use crate::gap_junctions::{Conductances, Site};
use crate::model::{Method, Neuron};
use crate::population::Population;
use crate::positions::Positions;
use crate::simulation::{CellsOf, Coupling, Group, Plasticity, SimulationError};
use crate::source::SpikeSource;

/// A population or a source of spikes, with its name.
#[derive(Clone, Debug)]
pub(crate) struct MemberEntry {
    pub(crate) address: Address,
    pub(crate) name: String,
    pub(crate) member: Member,
}

#[derive(Clone, Debug)]
pub(crate) enum Member {
    Cells(Arc<dyn Realise>),
    Source(Arc<dyn SpikeSource>),
}

impl Member {
    pub(crate) fn count(&self) -> usize {
        match self {
            Member::Cells(cells) => cells.count(),
            Member::Source(source) => source.count(),
        }
    }

    pub(crate) fn model(&self) -> &'static str {
        match self {
            Member::Cells(cells) => cells.model(),
            Member::Source(source) => source.kind(),
        }
    }

    pub(crate) fn positions(&self) -> Option<&Positions> {
        match self {
            Member::Cells(cells) => cells.positions(),
            Member::Source(source) => source.positions(),
        }
    }

    /// Why the cells cannot have the solver that was asked for, once this acts on them.
    pub(super) fn solver_fault(&self, coupling: &dyn Coupling) -> Option<String> {
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

    fn positions(&self) -> Option<&Positions>;

    /// The method that was asked for.
    fn asks_for(&self) -> Option<Method>;

    /// Adds the equations, at this place of a network.
    fn identify(&self, place: &str, identity: &mut Identity);

    /// One cell as its descriptor says, or with the state of its threshold moved halfway there.
    fn one(&self, is_halfway: bool) -> Arc<dyn Realise>;

    /// Some of the cells as drawn for this seed, at this time step.
    fn realise(
        &self,
        name: &str,
        index: u32,
        seed: u64,
        step: f64,
        range: Range<usize>,
    ) -> Result<Box<dyn Group>, SimulationError>;
}

impl<N: Neuron> Realise for Population<N> {
    fn count(&self) -> usize {
        self.count
    }

    fn model(&self) -> &'static str {
        N::NAME
    }

    fn positions(&self) -> Option<&Positions> {
        self.positions.as_ref()
    }

    fn asks_for(&self) -> Option<Method> {
        self.is_asked_for().then(|| self.method())
    }

    fn identify(&self, place: &str, identity: &mut Identity) {
        identity.push_equations::<N>(place);
        for (input, signal) in &self.stimuli {
            let input = N::INPUTS[*input].variable.name;
            identity.push_number(place, &format!("a stimulus of `{input}`"), signal);
        }
    }

    fn one(&self, is_halfway: bool) -> Arc<dyn Realise> {
        Arc::new(self.one_cell(is_halfway))
    }

    fn realise(
        &self,
        name: &str,
        index: u32,
        seed: u64,
        step: f64,
        range: Range<usize>,
    ) -> Result<Box<dyn Group>, SimulationError> {
        let cells = CellsOf::new(name, self, index, seed, step, range)?;
        Ok(Box::new(cells))
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
    pub(crate) weight: Rule,
    /// One time step if nothing is given.
    pub(crate) delay: Option<Rule>,
    /// Whether the effect of its spikes is meant, however small or large.
    pub(crate) accepts_scale: bool,
}

impl ProjectionEntry {
    /// By what pattern its spikes can be delivered without a table: with one weight and one delay, and all of each spike.
    pub(crate) fn pattern(&self, ends: &Ends<'_>) -> Option<Pattern> {
        let is_same = |rule: &Rule| matches!(rule.kind, Kind::Same(_));
        let is_plain = is_same(&self.weight)
            && self.delay.as_ref().is_none_or(is_same)
            && self.plasticity.is_none()
            && !self.coupling.keeps_connections();
        is_plain.then(|| self.connectivity.pattern(ends)).flatten()
    }
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
            .field("weight", &self.weight)
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

/// Sources and targets, without their positions, which may be drawn.
pub(crate) fn ends_of(pre: &MemberEntry, post: &MemberEntry) -> Ends<'static> {
    if pre.address == post.address {
        Ends::recurrent(pre.member.count())
    } else {
        Ends::new(pre.member.count(), post.member.count())
    }
}

/// Why there are no distances between these cells.
pub(super) fn distance_fault(pre: &MemberEntry, post: &MemberEntry) -> Option<String> {
    let missing = [pre, post]
        .into_iter()
        .find(|entry| entry.member.positions().is_none());
    if let Some(entry) = missing {
        return Some(format!(
            "distances need positions, and `{}` has none; give them with `.positions(...)`",
            entry.name
        ));
    }
    let space = |entry: &MemberEntry| entry.member.positions().map(Positions::space);
    let (from, to) = (space(pre)?, space(post)?);
    (from != to).then(|| {
        format!(
            "there is no distance between `{}` on {from}, and `{}` on {to}",
            pre.name, post.name
        )
    })
}
