//! What a simulation keeps from step to step, and what it is.

use super::Simulation;
use super::partition::{Emitter, MemberInPart, Partition};
use crate::checkpoint::{Identity, Mismatch, Slice, Tape, Way};
use crate::network;
use crate::solver::column::Lanes;

impl Simulation {
    /// Saves or loads all that a run leads from step to step.
    pub(crate) fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        tape.begin(&mut self.now)?;
        let members = self.names.iter().zip(&self.members);
        let members = members.map(|(name, member)| (name.as_str(), member.count));
        let members: Vec<_> = members.collect();
        let projections = self.network.projections().iter();
        let projections: Vec<_> = projections.map(|entry| entry.name.as_str()).collect();
        for partition in &mut self.partitions {
            partition.carry(tape, &members, &projections)?;
        }
        self.recorders.carry(tape)
    }

    /// Adds what must be the same for that to be taken up.
    pub(crate) fn identify(&self, identity: &mut Identity) {
        identity.push("the simulation", format!("the seed {}", self.seed));
        for (entry, report) in self.network.members().iter().zip(&self.report.populations) {
            let (count, model) = (entry.member.count(), entry.member.model());
            match &entry.member {
                network::Member::Cells(cells) => {
                    let place = format!("population `{}`", entry.name);
                    identity.push(&place, format!("{count} cells"));
                    let method = report.method.map(|method| method.to_string());
                    let method = method.unwrap_or_default();
                    identity.push(&place, format!("{method}, {}", report.reason));
                    cells.identify(&place, identity);
                }
                network::Member::Source(source) => {
                    let place = format!("source `{}`", entry.name);
                    identity.push_number(&place, &format!("{count} cells, {model}"), source);
                }
            }
        }
        for (entry, report) in self
            .network
            .projections()
            .iter()
            .zip(&self.report.projections)
        {
            let place = format!("projection `{}`", entry.name);
            identity.push(
                &place,
                format!("from `{}` to `{}`", report.pre, report.post),
            );
            identity.push(&place, report.connectivity.clone());
            identity.push(&place, format!("{} connections", report.connections));
            identity.push(&place, format!("the weight {}", report.weight));
            identity.push(&place, format!("the delay {}", report.delay));
            entry.coupling.identify(&place, identity);
            if let Some(plasticity) = &entry.plasticity {
                plasticity.identify(&place, identity);
            }
        }
        for report in &self.report.gap_junctions {
            let place = format!("gap junctions `{}`", report.name);
            let [a, b] = &report.populations;
            identity.push(
                &place,
                format!("between `{a}` and `{b}`, {}", report.connectivity),
            );
            let (conductance, pairs) = (&report.conductance, report.pairs);
            identity.push(&place, format!("{pairs} pairs of {conductance}"));
        }
        self.recorders.identify(identity);
    }
}

impl Partition {
    /// Saves or loads what it keeps from step to step; members and projections have these names.
    fn carry(
        &mut self,
        tape: &mut Tape,
        members: &[(&str, usize)],
        projections: &[&str],
    ) -> Result<(), Mismatch> {
        for (member, (name, total)) in self.members.iter_mut().zip(members) {
            let inboxes = &mut self.inboxes[member.inboxes.clone()];
            tape.at(format!("`{name}`"), |tape| {
                member.carry(tape, *total, inboxes)
            })?;
        }
        for (delivery, name) in self.deliveries.iter_mut().zip(projections) {
            tape.at(format!("`{name}`"), |tape| delivery.carry(tape))?;
        }
        self.junctions.carry(tape)?;
        for (k, sampler) in self.samplers.iter_mut().enumerate() {
            tape.at(format!("record {k}"), |tape| sampler.carry(tape))?;
        }
        if tape.way() == Way::Load {
            for route in &mut self.routes {
                let history = &self.members[route.source()].history;
                let plastic = route.plastic();
                let released = plastic.map(|projection| &self.deliveries[projection].released);
                route.resume(tape.now(), history, released);
            }
        }
        Ok(())
    }
}

impl MemberInPart {
    fn carry(
        &mut self,
        tape: &mut Tape,
        total: usize,
        inboxes: &mut [Lanes],
    ) -> Result<(), Mismatch> {
        self.history.carry(tape, total)?;
        tape.value("number of spikes", &mut self.fired)?;
        match &mut self.cells {
            Emitter::Cells(group) => group.carry(tape, total, inboxes),
            Emitter::Source(emitter) => {
                let cells = Slice {
                    first: self.range.start,
                    count: self.range.len(),
                    total,
                };
                emitter.carry(tape, cells)
            }
            Emitter::Elsewhere => Ok(()),
        }
    }
}
