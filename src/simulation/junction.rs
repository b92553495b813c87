//! Gap junctions in a run: what cells see of each other's potentials.
//!
//! At the start of a step every population shows its potentials; from them each side of the junctions finds what it adds to the
//! currents of its cells over the step, `Σ g v_other - (Σ g) v`. So the order of populations does not matter.
//!
//! Within the step the potential of another cell is a straight line, which rises by the part `ρ` of its last change. As the step goes to
//! zero this is the line through the last two values, `ρ = 1`, and of second order. Where the junctions of a cell act within less than a
//! step, two cells would chase each other along such lines with growing swings: a cell moves by the part `α = 1 - exp(-h Σ g / c)` of its
//! distance to the other, so that the distance is multiplied by a root of `λ² - (1 - 2α - αρ/2) λ - αρ/2`. With the lesser of 1 and
//! `1/α - (7 - √32)` for `ρ` no root is larger than one half, for every step; between many cells, whose distances are multiplied by roots
//! of `λ² - (1 - α + αμ (1 + ρ/2)) λ + αμρ/2` with `μ` from -1 to 1, no mode grows.

use std::collections::BTreeSet;

use super::partition::{Emitter, MemberInPart};
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::connectivity::Rows;
use crate::dispatch::{Kernel, Level};
use crate::gap_junctions::Conductances;
use crate::model::LANES;
use crate::network::Address;
use crate::solver::column::Lanes;

/// What a population does for its gap junctions.
pub(crate) trait Joined {
    /// The membrane state of an input.
    fn membrane(&self, port: usize) -> usize;

    /// Appends a state of all cells.
    fn show(&self, state: usize, potentials: &mut Vec<f64>);

    /// By how much a conductance of one at the input speeds up its membrane state.
    fn gain(&self, port: usize, cell: usize) -> f64;

    /// Takes a side of junctions, whose current it adds from now on, and says under which number.
    fn join(&mut self, side: Side) -> usize;

    fn side(&self, index: usize) -> &Side;

    fn side_mut(&mut self, index: usize) -> &mut Side;
}

/// One side of the junctions: what flows into the cells of one population.
pub(crate) struct Side {
    pub(crate) port: usize,
    /// The sources of every cell, with their conductances.
    starts: Vec<usize>,
    sources: Vec<u32>,
    conductances: Vec<f64>,
    /// For each cell, in whole blocks: the sums of conductances, and of conductances times potentials of the others at the start
    /// of the step and their changes over it.
    slopes: Vec<f64>,
    drives: Vec<f64>,
    trends: Vec<f64>,
}

impl Side {
    /// From the pairs of target and source with their conductances, in any order.
    fn new(port: usize, cells: usize, mut pairs: Vec<(u32, u32, f64)>) -> Self {
        pairs.sort_by_key(|(target, source, _)| (*target, *source));
        let padded = cells.next_multiple_of(LANES);
        let mut slopes = vec![0.0; padded];
        let mut starts = vec![0; cells + 1];
        for (target, _, conductance) in &pairs {
            slopes[*target as usize] += conductance;
            starts[*target as usize + 1] += 1;
        }
        for cell in 0..cells {
            starts[cell + 1] += starts[cell];
        }
        Side {
            port,
            starts,
            sources: pairs.iter().map(|(_, source, _)| *source).collect(),
            conductances: pairs.iter().map(|(.., conductance)| *conductance).collect(),
            slopes,
            drives: vec![0.0; padded],
            trends: vec![0.0; padded],
        }
    }

    /// Takes what the other cells show at the start of the step.
    fn see(&mut self, others: &Shown) {
        for cell in 0..self.starts.len() - 1 {
            let (mut drive, mut trend) = (0.0, 0.0);
            for k in self.starts[cell]..self.starts[cell + 1] {
                let (source, conductance) = (self.sources[k] as usize, self.conductances[k]);
                drive += conductance * others.potentials[source];
                trend += conductance * others.changes[source];
            }
            (self.drives[cell], self.trends[cell]) = (drive, trend);
        }
    }

    /// Adds the current at a moment of the step, of length one, as `offset - slope * v`.
    pub(super) fn current(
        &self,
        level: Level,
        base: usize,
        moment: f64,
        offset: &mut Lanes,
        slope: &mut Lanes,
    ) {
        level.run(Flowing {
            side: self,
            base,
            moment,
            offset,
            slope,
        });
    }

    /// The current into a cell, from its own potential and those of the other population.
    pub(crate) fn current_into(
        &self,
        cell: usize,
        own: f64,
        potential: impl Fn(usize) -> f64,
    ) -> f64 {
        let junctions = self.starts[cell]..self.starts[cell + 1];
        let flow = |k: usize| self.conductances[k] * (potential(self.sources[k] as usize) - own);
        junctions.map(flow).sum()
    }
}

struct Flowing<'a> {
    side: &'a Side,
    base: usize,
    moment: f64,
    offset: &'a mut Lanes,
    slope: &'a mut Lanes,
}

impl Kernel for Flowing<'_> {
    #[inline(always)]
    fn run(self) {
        let cells = self.base..self.base + LANES;
        let (drives, trends) = (
            &self.side.drives[cells.clone()],
            &self.side.trends[cells.clone()],
        );
        let slopes = &self.side.slopes[cells];
        for lane in 0..LANES {
            self.offset[lane] += self.moment.mul_add(trends[lane], drives[lane]);
            self.slope[lane] += slopes[lane];
        }
    }
}

/// What a population shows of the potentials of its cells.
pub(crate) struct Shown {
    population: usize,
    state: usize,
    potentials: Vec<f64>,
    changes: Vec<f64>,
    /// The part of the last change by which the line of a cell rises.
    slants: Vec<f64>,
    /// Whether the cell has been kicked at the end of the last step.
    is_kicked: Vec<bool>,
}

impl Shown {
    fn new(population: usize, state: usize, potentials: Vec<f64>) -> Self {
        let cells = potentials.len();
        Shown {
            population,
            state,
            potentials,
            changes: vec![0.0; cells],
            slants: vec![1.0; cells],
            is_kicked: vec![false; cells],
        }
    }

    /// Makes the line of a cell flatter whose junctions act fast: `z` is the time step over their time constant.
    fn flatten(&mut self, cell: usize, z: f64) {
        let part = -(-z).exp_m1();
        let bound = 1.0 / part - (7.0 - 32.0_f64.sqrt());
        self.slants[cell] = if bound < 1.0 { bound } else { 1.0 };
    }

    /// Shows the potentials at the end of the last step, in which these cells have fired.
    fn renew(&mut self, group: &(impl Joined + ?Sized), fired: &[u32]) {
        // What the cells show is in `changes` until the old potentials are taken from it.
        self.changes.clear();
        group.show(self.state, &mut self.changes);
        let cells = self.potentials.iter_mut().zip(&mut self.changes);
        for (cell, (potential, change)) in cells.enumerate() {
            let (old, new) = (*potential, *change);
            *potential = new;
            let slant = if self.is_kicked[cell] {
                0.0
            } else {
                self.slants[cell]
            };
            *change = slant * (new - old);
        }
        for cell in fired {
            self.changes[*cell as usize] = 0.0;
        }
    }

    /// Takes note of the weights that act on the cells directly at the end of this step.
    fn note_kicks(&mut self, arrivals: &[Lanes]) {
        let arrivals = arrivals.iter().flat_map(|lanes| lanes.iter());
        for (is_kicked, arrived) in self.is_kicked.iter_mut().zip(arrivals) {
            *is_kicked = *arrived != 0.0;
        }
    }
}

/// One direction of junctions: whose potentials are seen, and where the currents go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flow {
    /// Among all that is shown.
    shown: usize,
    pub(crate) population: usize,
    /// Among the sides of the population.
    side: usize,
}

/// The junctions of one name.
struct Entry {
    address: Address,
    flows: [Flow; 2],
}

/// All gap junctions of a simulation.
#[derive(Default)]
pub(crate) struct Junctions {
    shown: Vec<Shown>,
    entries: Vec<Entry>,
}

impl Junctions {
    pub(super) fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        for (k, shown) in self.shown.iter_mut().enumerate() {
            let cells = Slice::all(shown.potentials.len());
            tape.at(format!("gap junctions {k}"), |tape| {
                tape.part("potentials", cells, &mut shown.potentials)?;
                tape.part("kicks", cells, &mut shown.is_kicked)
            })?;
        }
        Ok(())
    }

    /// Joins the populations by the pairs: into the second site, and into the first.
    pub(super) fn join(
        &mut self,
        address: Address,
        sites: [(usize, usize); 2],
        pairs: Pairs,
        members: &mut [MemberInPart],
    ) {
        let [a, b] = sites;
        let flows = (
            self.flow(a, b, pairs.forward, members),
            self.flow(b, a, pairs.backward, members),
        );
        if let (Some(forward), Some(backward)) = flows {
            let flows = [forward, backward];
            self.entries.push(Entry { address, flows });
        }
    }

    /// Lets the one site see the other.
    fn flow(
        &mut self,
        (from, from_port): (usize, usize),
        (to, to_port): (usize, usize),
        pairs: Vec<(u32, u32, f64)>,
        members: &mut [MemberInPart],
    ) -> Option<Flow> {
        let shown = self.shown_by(from, from_port, members)?;
        let count = members[to].range.len();
        let group = members[to].group_mut()?;
        let side = group.join(Side::new(to_port, count, pairs));
        Some(Flow {
            shown,
            population: to,
            side,
        })
    }

    /// What the population shows at its input, among all that is shown.
    fn shown_by(
        &mut self,
        population: usize,
        port: usize,
        members: &[MemberInPart],
    ) -> Option<usize> {
        let group = members[population].group()?;
        let state = group.membrane(port);
        let known = |shown: &Shown| shown.population == population && shown.state == state;
        if let Some(index) = self.shown.iter().position(known) {
            return Some(index);
        }
        let mut potentials = Vec::new();
        group.show(state, &mut potentials);
        self.shown.push(Shown::new(population, state, potentials));
        Some(self.shown.len() - 1)
    }

    /// Makes lines flatter where junctions act within less than a time step, once all populations are joined.
    pub(super) fn flatten(&mut self, step: f64, members: &[MemberInPart]) {
        for shown in &mut self.shown {
            let member = &members[shown.population];
            let Some(group) = member.group() else {
                continue;
            };
            let flows = self.entries.iter().flat_map(|entry| entry.flows);
            let sides = flows.filter(|flow| flow.population == shown.population);
            let sides: Vec<&Side> = sides.map(|flow| group.side(flow.side)).collect();
            for cell in 0..member.range.len() {
                let rate = |side: &&Side| match side.slopes[cell] {
                    0.0 => 0.0,
                    slope => slope * group.gain(side.port, cell),
                };
                let reaches = |side: &&Side| group.membrane(side.port) == shown.state;
                let rates = sides.iter().copied().filter(reaches);
                shown.flatten(cell, step * rates.map(|side| rate(&side)).sum::<f64>());
            }
        }
    }

    /// Lets every side see the potentials at the start of the step from `now` on; all that arrives at its end is in the inboxes.
    pub(super) fn exchange(&mut self, now: u64, members: &mut [MemberInPart], inboxes: &[Lanes]) {
        for shown in &mut self.shown {
            let member = &mut members[shown.population];
            if let Emitter::Cells(group) = &mut member.cells {
                shown.renew(group.as_ref(), member.history.at(now));
                let kicks = group.inbox(None).map(|_| &inboxes[member.inboxes.clone()]);
                shown.note_kicks(kicks.unwrap_or_default());
            }
        }
        for flow in self.entries.iter().flat_map(|entry| entry.flows) {
            if let Some(group) = members[flow.population].group_mut() {
                group.side_mut(flow.side).see(&self.shown[flow.shown]);
            }
        }
    }

    /// The flows into the population, unless the address is one of another network.
    pub(crate) fn currents_into(
        &self,
        junctions: Address,
        population: usize,
    ) -> Option<[Option<Current>; 2]> {
        let entry = self.entries.get(junctions.index)?;
        if entry.address != junctions {
            return None;
        }
        let reaches = |flow: Flow| (flow.population == population).then_some(flow);
        Some(entry.flows.map(|flow| {
            reaches(flow).map(|flow| Current {
                side: flow.side,
                from: self.shown[flow.shown].population,
                state: self.shown[flow.shown].state,
            })
        }))
    }
}

/// What flows into the cells of a population, to be recorded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Current {
    pub(crate) side: usize,
    /// The population on the other side, and its membrane state.
    pub(crate) from: usize,
    pub(crate) state: usize,
}

/// The pairs of the junctions, as conductances from source to target: into the second population, and into the first.
///
/// The error is a cell that would be coupled with itself.
pub(super) fn pairs(
    rows: &Rows,
    sources: usize,
    is_within: bool,
    conductances: Conductances,
) -> Result<Pairs, u32> {
    let mut listed = BTreeSet::new();
    for source in 0..sources as u32 {
        for &target in rows.of(source) {
            if is_within && source == target {
                return Err(source);
            }
            let pair = if is_within && conductances.is_symmetric && target < source {
                (target, source)
            } else {
                (source, target)
            };
            listed.insert(pair);
        }
    }
    let mut pairs = Pairs {
        forward: Vec::with_capacity(listed.len()),
        backward: Vec::with_capacity(listed.len()),
    };
    for (source, target) in listed {
        pairs.forward.push((target, source, conductances.forward));
        pairs.backward.push((source, target, conductances.backward));
    }
    Ok(pairs)
}

/// Targets, sources and conductances in both directions.
pub(super) struct Pairs {
    forward: Vec<(u32, u32, f64)>,
    backward: Vec<(u32, u32, f64)>,
}

impl Pairs {
    /// The number of pairs.
    pub(super) fn len(&self) -> usize {
        self.forward.len()
    }
}
