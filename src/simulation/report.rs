//! What runs, in words.

use std::fmt::{self, Display, Formatter};
use std::time::Duration;

use super::ScaleWarning;
use crate::model::Method;
use crate::quantity::{Measured, Time};

/// The populations and projections of a simulation, and how they are advanced.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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
    /// What lies in memory.
    pub memory: MemoryReport,
    /// What was run so far.
    pub run: RunReport,
}

/// A population in a simulation.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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
    /// How many spikes its cells have fired so far; nothing for a source whose spikes are drawn where they arrive.
    pub spikes: Option<u64>,
}

/// A projection in a simulation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
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

/// What lies in memory, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct MemoryReport {
    /// Tables of connections.
    pub connections: usize,
    /// States and parameters of cells, synapses included, and what arrives at them.
    pub cells: usize,
    /// Spikes on their way.
    pub spikes: usize,
    /// What is recorded.
    pub records: usize,
}

impl MemoryReport {
    /// All of it.
    #[must_use]
    pub fn total(&self) -> usize {
        self.connections + self.cells + self.spikes + self.records
    }
}

/// What was run so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct RunReport {
    /// In the model.
    pub time: Time,
    /// On the clock, and the parts of it, as far as a look at every 61st step or exchange can tell; nothing where there is no clock.
    pub elapsed: Duration,
    /// Spikes are brought to where they arrive.
    pub delivery: Duration,
    /// Cells and synapses are advanced.
    pub cells: Duration,
    /// Threads tell each other who fired, and wait.
    pub exchange: Duration,
    /// What is recorded is looked up and written.
    pub records: Duration,
}

impl RunReport {
    /// How long a second of the model takes, in seconds: below one it runs faster than real time.
    #[must_use]
    pub fn real_time_factor(&self) -> f64 {
        self.elapsed.as_secs_f64() / self.time.si()
    }
}

impl Report {
    /// The number of spikes of all populations so far, as far as they are listed.
    #[must_use]
    pub fn spikes(&self) -> u64 {
        let populations = self.populations.iter();
        populations.filter_map(|population| population.spikes).sum()
    }

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
                Some(count) if count != 1.0 => write!(f, "; {count:.2} sub-steps in a step")?,
                _ => {}
            }
            match population.spikes {
                Some(spikes) if self.run.time > Time::default() => {
                    writeln!(f, "\n    {spikes} spikes")?;
                }
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
        writeln!(f, "{}", self.memory)?;
        if self.run.time > Time::default() {
            writeln!(f, "{}", self.run)?;
        }
        Ok(())
    }
}

/// `memory: 1.2 GB: connections 1.1 GB, cells 90 MB, ...`.
impl Display for MemoryReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "memory {}: connections {}, cells {}, spikes on their way {}, records {}",
            bytes(self.total()),
            bytes(self.connections),
            bytes(self.cells),
            bytes(self.spikes),
            bytes(self.records)
        )
    }
}

/// `run 1 s in 70 ms: ...`.
impl Display for RunReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "run {}", self.time)?;
        let elapsed = self.elapsed.as_secs_f64();
        if elapsed <= 0.0 {
            return Ok(());
        }
        let percent = |part: Duration| 100.0 * part.as_secs_f64() / elapsed;
        write!(
            f,
            " in {}, {:.3} of real time: cells {:.0} %, delivery {:.0} %, exchange {:.0} %, records {:.0} %",
            Time::show((elapsed * 1e3).round() / 1e3),
            self.real_time_factor(),
            percent(self.cells),
            percent(self.delivery),
            percent(self.exchange),
            percent(self.records)
        )
    }
}

/// A number of bytes in three digits or less.
fn bytes(count: usize) -> String {
    let count = count as f64;
    let scales = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    match scales.iter().find(|(scale, _)| count >= *scale) {
        Some((scale, unit)) if count < 10.0 * scale => format!("{:.1} {unit}", count / scale),
        Some((scale, unit)) => format!("{:.0} {unit}", count / scale),
        None => format!("{count} B"),
    }
}
