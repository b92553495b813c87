//! What runs, in words.

use std::fmt::{self, Display, Formatter};

use super::ScaleWarning;
use crate::model::Method;

/// The populations and projections of a simulation, and how they are advanced.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The number of threads.
    pub threads: usize,
    /// Why they are not as many as were asked for.
    pub threads_reason: Option<&'static str>,
    /// In the order of the network.
    pub populations: Vec<PopulationReport>,
    /// In the order of the network.
    pub projections: Vec<ProjectionReport>,
    /// In the order of the network.
    pub gap_junctions: Vec<GapJunctionsReport>,
    /// Projections whose weights may have a wrong prefix.
    pub scale_warnings: Vec<ScaleWarning>,
}

/// A population in a simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct PopulationReport {
    /// Its name.
    pub name: String,
    /// The name of its model.
    pub model: &'static str,
    /// The number of its cells.
    pub count: usize,
    /// The number of synaptic variables at each cell, after merging.
    pub receptors: usize,
    /// How its cells are advanced; nothing for a source of spikes.
    pub method: Option<Method>,
    /// Why they are advanced that way.
    pub reason: String,
    /// The mean number of sub-steps that a cell has tried in a time step so far; nothing for a source of spikes and before a run.
    pub sub_steps: Option<f64>,
}

/// A projection in a simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectionReport {
    /// Its name.
    pub name: String,
    /// The name of the source.
    pub pre: String,
    /// The name of the target.
    pub post: String,
    /// Synapse and output.
    pub coupling: String,
    /// Who is connected with whom.
    pub connectivity: String,
    /// The weight with its unit.
    pub weight: String,
    /// The delay with its unit.
    pub delay: String,
    /// The number of connections.
    pub connections: usize,
    /// In which form the spikes are delivered.
    pub delivery: &'static str,
}

/// Gap junctions in a simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapJunctionsReport {
    /// Their name.
    pub name: String,
    /// The names of the populations that they couple.
    pub populations: [String; 2],
    /// Who is coupled with whom.
    pub connectivity: String,
    /// The conductance of each pair with its unit.
    pub conductance: String,
    /// The number of coupled pairs.
    pub pairs: usize,
}

impl Report {
    /// The number of cells of all populations.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.populations
            .iter()
            .map(|population| population.count)
            .sum()
    }

    /// The number of connections of all projections.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.projections
            .iter()
            .map(|projection| projection.connections)
            .sum()
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let (1, None) = (self.threads, self.threads_reason) {
        } else {
            let threads = if self.threads == 1 {
                "thread"
            } else {
                "threads"
            };
            write!(f, "{} {threads}", self.threads)?;
            match self.threads_reason {
                Some(reason) => writeln!(f, ": {reason}")?,
                None => writeln!(f)?,
            }
        }
        for population in &self.populations {
            let PopulationReport {
                name,
                model,
                count,
                receptors,
                ..
            } = population;
            write!(f, "population {name}: {count} cells of {model}")?;
            if let Some(method) = &population.method {
                write!(
                    f,
                    ", {receptors} synaptic variables each\n    solver {method}: {}",
                    population.reason
                )?;
            }
            match population.sub_steps {
                Some(count) if count != 1.0 => writeln!(f, "; {count:.2} sub-steps in a step")?,
                _ => writeln!(f)?,
            }
        }
        for projection in &self.projections {
            writeln!(
                f,
                "projection {}: {} to {}, {} connections, {}\n    {}, weight {}, delay {}\n    spikes: {}",
                projection.name,
                projection.pre,
                projection.post,
                projection.connections,
                projection.connectivity,
                projection.coupling,
                projection.weight,
                projection.delay,
                projection.delivery
            )?;
        }
        for junctions in &self.gap_junctions {
            let [a, b] = &junctions.populations;
            writeln!(
                f,
                "gap junctions {}: {a} and {b}, {} pairs, {}\n    {} each",
                junctions.name, junctions.pairs, junctions.connectivity, junctions.conductance
            )?;
        }
        for warning in &self.scale_warnings {
            writeln!(f, "warning: {warning}")?;
        }
        Ok(())
    }
}
