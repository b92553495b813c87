//! What a simulation keeps from step to step, and what it is.

use super::Simulation;
use crate::checkpoint::{Identity, Mismatch, Tape};
use crate::network;

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
