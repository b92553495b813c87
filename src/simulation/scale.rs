//! What types cannot see: whether a spike of a projection moves its target by an amount that makes sense.
//!
//! One cell of the target, as its descriptor says, gets one spike, and is compared with the same cell without it. The spike is a thousandth of
//! the weight, so that the cell answers in proportion and does not fire because of it; the answer is taken a thousandfold.

use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

use super::{Simulation, setup};
use crate::connections::{Kind, Rule};
use crate::connectivity::AllToAll;
use crate::network::{Member, Network, ProjectionEntry};
use crate::quantity::{Measured, Time};
use crate::source::SpikeTimes;

/// A projection of which one spike moves its target by less than a thousandth of the distance to its threshold, or by more
/// than ten times of it.
///
/// Most probably a weight has the wrong prefix, `nS` for `mS`, which the dimension does not tell. A simulation that is made prints
/// it on the standard error stream and lists it in its [`Report`](super::Report);
/// [`Network::accept_scale`](crate::network::Network::accept_scale) says that it is meant.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ScaleWarning {
    /// The name of the projection.
    pub projection: String,
    /// By how much one spike moves the target towards its threshold or away from it, in parts of the distance between them.
    pub ratio: f64,
    /// The weight with its unit, the mean where they differ.
    pub weight: String,
    /// The variable that is moved, and by how much.
    pub moved: String,
    /// The distance to the threshold.
    pub distance: String,
    /// The weight with another prefix that would make sense, if there is one.
    pub likely: Option<String>,
}

impl Display for ScaleWarning {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ScaleWarning {
            projection,
            ratio,
            weight,
            moved,
            distance,
            likely,
        } = self;
        let likely = match likely {
            Some(likely) => format!("was {likely} meant, or another unit in the cell"),
            None => "is a unit of the weight or of the cell wrong".to_owned(),
        };
        write!(
            f,
            "projection `{projection}`: one spike of {weight} moves {moved}, {} times the {distance} to the threshold; {likely}? `Network::accept_scale` silences this",
            shown(*ratio)
        )
    }
}

/// Two digits, as a number of which nobody needs more.
fn rounded(value: f64) -> f64 {
    // By way of text, which knows decimal digits.
    format!("{value:.1e}").parse().unwrap_or(value)
}

fn shown(ratio: f64) -> String {
    if ratio == 0.0 || (1e-4..1e5).contains(&ratio) {
        return rounded(ratio).to_string();
    }
    format!("{ratio:.1e}")
}

/// What part of the weight the spike has.
const PART: f64 = 1e-3;

/// A cell is followed for as many steps at the most.
const LONGEST: usize = 20_000;

/// The projections that should be looked at.
pub(super) fn warnings(
    network: &Network,
    weights: &[Option<f64>],
    step: f64,
    seed: u64,
) -> Vec<ScaleWarning> {
    let projections = network.projections().iter().zip(weights);
    projections
        .filter(|(entry, _)| !entry.accepts_scale)
        .filter_map(|(entry, weight)| warning(network, entry, (*weight)?, step, seed))
        .collect()
}

fn warning(
    network: &Network,
    entry: &ProjectionEntry,
    weight: f64,
    step: f64,
    seed: u64,
) -> Option<ScaleWarning> {
    let Member::Cells(cells) = &network.members()[entry.post].member else {
        return None;
    };
    let respond = |is_halfway: bool| {
        let answer = |weight: f64| {
            let cell = Member::Cells(cells.one(is_halfway));
            let spike = SpikeTimes::new(1, [(0, Time::from_si(step))]);
            let probe = Network::of_one(cell, spike, |pre, post| ProjectionEntry {
                pre,
                post,
                connectivity: Arc::new(AllToAll::new()),
                weight: entry.weight.with(Kind::Same(weight)),
                delay: None,
                ..entry.clone()
            });
            let made = setup::simulation(&probe, step, seed, 1).ok()?;
            Some(made.0)
        };
        response(answer(PART * weight)?, answer(0.0)?)
    };
    let mut found = respond(false)?;
    if found.ratio() < 1e-3 {
        // A synapse has no effect where the cell rests at its reversal potential.
        if let Some(halfway) = respond(true)
            && halfway.moved > found.moved
        {
            found.moved = halfway.moved;
        }
    }
    let ratio = found.ratio();
    if (1e-3..=10.0).contains(&ratio) {
        return None;
    }
    Some(ScaleWarning {
        projection: entry.name.clone(),
        ratio,
        weight: entry.weight.show(weight),
        moved: format!("`{}` by {}", found.name, (found.show)(rounded(found.moved))),
        distance: (found.show)(found.distance),
        likely: likely(&entry.weight, weight, ratio),
    })
}

/// The weight with the prefix that comes nearest to a twentieth of the distance, if that is in range.
fn likely(rule: &Rule, weight: f64, ratio: f64) -> Option<String> {
    let thousands = (0.05 / ratio).log10() / 3.0;
    let factor = 1e3f64.powi(thousands.round() as i32);
    let is_better = (1e-3..=10.0).contains(&(ratio * factor));
    (factor != 1.0 && is_better).then(|| rule.show(weight * factor))
}

/// How one cell answers a spike of the whole weight, in SI base units.
struct Response {
    name: &'static str,
    show: fn(f64) -> String,
    moved: f64,
    distance: f64,
}

impl Response {
    fn ratio(&self) -> f64 {
        self.moved / self.distance
    }
}

/// Follows the cell with the spike and the one without, until the difference fades or a cell fires.
fn response(mut with: Simulation, mut without: Simulation) -> Option<Response> {
    let margin = margin(&without)?;
    let distance = -margin.value;
    if !(distance > 0.0 && distance.is_finite()) {
        return None;
    }
    let mut largest = 0.0f64;
    for _ in 0..LONGEST {
        if with.run_steps(1).is_err() || without.run_steps(1).is_err() {
            break;
        }
        if has_fired(&with) || has_fired(&without) {
            break;
        }
        let (Some(moved), Some(still)) = (self::margin(&with), self::margin(&without)) else {
            break;
        };
        let difference = (moved.value - still.value).abs();
        largest = largest.max(difference);
        if difference < 0.5 * largest {
            break;
        }
    }
    Some(Response {
        name: margin.name,
        show: margin.show,
        moved: largest / PART,
        distance,
    })
}

fn margin(simulation: &Simulation) -> Option<Margin> {
    let mut members = simulation.partitions[0].members.iter();
    members.find_map(|member| member.group()?.margin(0))
}

fn has_fired(simulation: &Simulation) -> bool {
    let mut members = simulation.partitions[0].members.iter();
    members.any(|member| member.group().is_some() && !member.history.at(simulation.now).is_empty())
}

/// By how much a cell is beyond its threshold, and of which state.
pub(crate) struct Margin {
    pub(crate) value: f64,
    pub(crate) name: &'static str,
    pub(crate) show: fn(f64) -> String,
}
