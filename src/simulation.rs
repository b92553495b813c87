//! A network at one time step and seed, ready to run.
//!
//! # The contract of a step
//!
//! From `t_k` to `t_k+1`, the same for every model and solver:
//!
//! 1. states are advanced over `(t_k, t_k+1]`; held states stay; refractory periods are whole steps;
//!    stimuli stand still at their value in the middle of the step ([`signal`](crate::signal));
//! 2. what arrives at `t_k+1` is added: spikes whose delay ends there, deltas;
//!    what acts directly on a held state is lost;
//! 3. `#[spike]` is tested at `t_k+1`: a cell fires where the condition has become true and the cell is
//!    not refractory; the spike is stamped `t_k+1`; `#[reset]` is applied and the next
//!    `t_ref / h` steps are refractory;
//! 4. spikes are handed on, with those of sources: what a source fires over `(t_k, t_k+1]` is stamped `t_k+1`;
//!    the least delay is one step.
//!
//! Models that are advanced by sub-steps are tested in the step too: with sub-steps of equal length at their ends, with
//! Runge-Kutta methods and predicted splitting where the condition becomes true. They are reset there and go on from there; if
//! something is held, it is held for `t_ref` from there on. The stamp is `t_k+1` all the same.
//!
//! [`Simulation::with_precise_spikes`] lets 2 and 3 happen within the step: a spike is stamped at its crossing `t_k + s`,
//! the cell is free at `t_k + s + t_ref`, and the spike acts at `t_k + s + d`.

mod carry;
mod cells;
mod clock;
mod coupling;
mod delays;
mod delivery;
mod drive;
mod error;
mod exchange;
mod grid;
mod junction;
mod memory;
mod partition;
mod precise;
mod receptor;
mod regular;
mod release;
mod report;
mod route;
mod scale;
mod setup;
mod table;
mod wiring;

pub use error::SimulationError;
pub use report::{
    GapJunctionsReport, MemoryReport, PopulationReport, ProjectionReport, Report, RunReport,
};
pub use scale::ScaleWarning;
pub use table::ConnectionTable;

pub(crate) use cells::{CellsOf, Group};
#[doc(hidden)]
pub use coupling::Coupling;
pub(crate) use coupling::{Key, MakeReceptor, Through, rule_fault};
pub(crate) use grid::whole_steps;
pub(crate) use receptor::Receptor;
pub(crate) use release::{Before, Plasticity, Release};

use std::any::TypeId;
use std::fmt::{self, Debug, Formatter};
use std::time::Duration;

use crate::connections::Rule;
use crate::dispatch::Level;
use crate::network::{Address, Network};
use crate::progress::{Observer, Watch, Watched};
use crate::quantity::{Measured, Time};
use crate::record::{
    Place, Probe, Recorded, RecordedPlace, Recorders, Sampler, TracePlace, Written,
};
use clock::{PARTS, Part};
pub(crate) use junction::Current;
use partition::{Common, Partition};

/// A network being run.
///
/// The same network, time step and seed give the same bits on every run. `run`
/// may be called again and goes on from where it stopped.
///
/// ```
/// # use nernst::prelude::*;
/// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
/// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(10, lif).with(Lif::I, 0.2 * nA))?;
///
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// let v = simulation.record(cells.trace(Lif::V).every(1.0 * ms))?;
/// simulation.run(100.0 * ms)?;
///
/// println!("{}", simulation.read(&spikes).rate());
/// println!("{}", simulation.read(&v).last(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Simulation {
    step: f64,
    seed: u64,
    /// The number of steps done, and so the index of the present time.
    now: u64,
    level: Level,
    /// Of populations and sources.
    members: Vec<Member>,
    /// The same, in the order of `members`.
    names: Vec<String>,
    /// One for each thread.
    partitions: Vec<Partition>,
    /// How many steps partitions can make without news of each other.
    batch: u64,
    /// What it is made of, to draw connections again.
    network: Network,
    /// The rule of the weights of each projection.
    weights: Vec<Rule>,
    recorders: Recorders,
    watch: Option<Watch>,
    /// How long all runs so far have taken, and to keep what was recorded in them.
    elapsed: Duration,
    keeping: Duration,
    report: Report,
}

/// A population or a source from outside.
struct Member {
    address: Address,
    count: usize,
}

impl Simulation {
    /// The network with this time step; everything random in it is drawn for this seed.
    ///
    /// A projection whose spikes do next to nothing, or far too much, is told on the standard error stream
    /// ([`ScaleWarning`]).
    ///
    /// # Errors
    ///
    /// If the time step is not positive, if a delay, refractory period, spike
    /// time or edge of a signal is not a whole number of steps, if a value drawn for this seed is not
    /// allowed by its model, or if the connections need more memory than is free.
    pub fn new(network: &Network, time_step: Time, seed: u64) -> Result<Self, SimulationError> {
        Self::on_threads(network, time_step, seed, 1)
    }

    /// The same, run by so many threads: every population is cut into as many parts.
    ///
    /// The numbers are the same to the bit, whatever the number of threads. A network with too few cells for so many threads has fewer, and one with gap
    /// junctions or with synapses that have a state for each connection has one: the report tells. Threads wait for each other by spinning, once in
    /// the shortest delay, so there should be as many processors.
    ///
    /// ```
    /// # use nernst::prelude::*;
    /// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
    /// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
    /// let mut network = Network::new();
    /// let cells = network.population("cells", Population::new(1000, lif).with(Lif::I, 0.2 * nA))?;
    ///
    /// let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, 2)?;
    /// let spikes = simulation.record(cells.spikes())?;
    /// simulation.run(100.0 * ms)?;
    /// assert_eq!(simulation.report().threads, 2);
    /// # let mut alone = Simulation::new(&network, 0.1 * ms, 1)?;
    /// # let same = alone.record(cells.spikes())?;
    /// # alone.run(100.0 * ms)?;
    /// # assert!(!simulation.read(&spikes).is_empty());
    /// # assert!(simulation.read(&spikes).iter().eq(alone.read(&same).iter()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`new`](Self::new).
    pub fn on_threads(
        network: &Network,
        time_step: Time,
        seed: u64,
        threads: usize,
    ) -> Result<Self, SimulationError> {
        let step = time_step.si();
        if !(step > 0.0 && step.is_finite()) {
            return Err(SimulationError::TimeStep {
                step: Time::show(step),
            });
        }
        let (mut simulation, weights) = setup::simulation(network, step, seed, threads.max(1))?;
        let warnings = scale::warnings(network, &weights, step, seed);
        for warning in &warnings {
            eprintln!("warning: {warning}");
        }
        simulation.report.scale_warnings = warnings;
        Ok(simulation)
    }

    /// Records from now on, beginning with the present state; read the record with [`Simulation::read`].
    ///
    /// # Errors
    ///
    /// If a cell does not exist or the interval is not a whole number of steps.
    pub fn record<P: Probe>(&mut self, probe: P) -> Result<Recorded<P::Record>, SimulationError> {
        let plan = probe.plan(self)?;
        let (place, window) = (plan.place.clone(), plan.window);
        let owners: Vec<usize> = match &place {
            Place::Trace { at, cells, .. } => {
                let owners = cells.iter().map(|cell| self.owner(*at, *cell));
                owners.collect()
            }
            _ => Vec::new(),
        };
        let recorded = self.recorders.add(plan, owners.clone(), self.step)?;
        if let Some(source) = place.source() {
            self.listen(source);
        }
        let common = Common::new(self.level, self.step, &self.names, &self.report);
        for (number, partition) in self.partitions.iter_mut().enumerate() {
            let first = match &place {
                Place::Trace { at, .. } => partition.first(*at),
                _ => 0,
            };
            let own = place.of(&owners, number, |cell| cell - first);
            partition.samplers.push(Sampler::new(own, window));
            partition.begin_sampling(common, self.now);
        }
        let partitions = self.partitions.iter_mut();
        let samplers = partitions.map(|partition| &mut *partition.samplers);
        self.recorders.gather(&mut samplers.collect::<Vec<_>>());
        Ok(recorded)
    }

    /// Ends a record that is written to a sink: what is left is written, and the file is complete.
    ///
    /// A simulation that goes away does the same with all of them, but can tell of a failure on the standard error stream only.
    ///
    /// # Errors
    ///
    /// If the rest cannot be written.
    ///
    /// # Panics
    ///
    /// If the record belongs to another simulation.
    pub fn close(&mut self, recorded: &Recorded<Written>) -> Result<(), SimulationError> {
        let recorder = self.recorders.get_mut(recorded.address);
        let recorder = recorder.expect("a record is closed by the simulation that made it");
        recorder.close(self.step)
    }

    /// Lets spikes of a source be listed from the present on, if nobody has needed a list of them so far.
    fn listen(&mut self, source: usize) {
        if self.first().members[source].is_heard {
            return;
        }
        let common = Common::new(self.level, self.step, &self.names, &self.report);
        let partitions = self.partitions.iter_mut();
        let fired = partitions.flat_map(|part| part.present(common, source, self.now));
        let fired: Vec<u32> = fired.collect();
        for partition in &mut self.partitions {
            let history = &mut partition.members[source].history;
            history.exchange(self.now, &mut fired.clone());
        }
    }

    /// The partition that sees a cell, a synapse or a connection.
    fn owner(&self, at: TracePlace, cell: usize) -> usize {
        let holds = |partition: &Partition| match partition.numbered(at) {
            Some(member) => member.range.contains(&cell),
            None => true,
        };
        self.partitions.iter().position(holds).unwrap_or(0)
    }

    /// Takes over what has been sampled.
    fn collect(&mut self) -> Result<(), SimulationError> {
        let partitions = self.partitions.iter_mut();
        let samplers = partitions.map(|partition| &mut *partition.samplers);
        let mut samplers: Vec<_> = samplers.collect();
        self.recorders.collect(&mut samplers, self.now, self.step)
    }

    /// What has been recorded so far.
    ///
    /// # Panics
    ///
    /// If the record belongs to another simulation.
    #[must_use]
    pub fn read<'a, R: crate::record::Record<'a>>(&'a self, recorded: &Recorded<R>) -> R::View {
        let recorder = self.recorders.get(recorded.address);
        let recorder = recorder.expect("a record is read from the simulation that made it");
        R::view(recorder, self.step)
    }

    /// Advances the network by this time, a whole number of steps.
    ///
    /// # Errors
    ///
    /// If the time is not a whole number of steps, or if a state or stimulus is not finite or a rate is none,
    /// with the population, cell, variable and time; if a [`Sink`](crate::record::Sink) fails, without which a further run goes on; or if who
    /// [watches](Self::watch) breaks off. What was
    /// recorded is kept.
    pub fn run(&mut self, duration: Time) -> Result<(), SimulationError> {
        let steps = whole_steps(
            || "the duration of the run".to_owned(),
            duration.si(),
            self.step,
        )?;
        self.run_steps(steps)
    }

    /// Lets an observer look on in the runs to come, in place of any other: a [`ProgressLine`](crate::progress::ProgressLine), or a function.
    pub fn watch(&mut self, observer: impl Observer + 'static) {
        self.watch = Some(Watch::new(observer));
    }

    /// The same, by so many steps.
    fn run_steps(&mut self, steps: u64) -> Result<(), SimulationError> {
        let began = clock::now();
        let result = self.run_watched(steps);
        let flushed = self.recorders.flush(self.step);
        self.elapsed += clock::since(began);
        result.and(flushed)
    }

    fn run_watched(&mut self, steps: u64) -> Result<(), SimulationError> {
        let end = self.now + steps;
        let run = self.watch.is_some();
        let run = run.then(|| Watched::new(self.now, end, self.step));
        let mut result = self.look(run);
        while result.is_ok() && self.now < end {
            let room = self.recorders.room().min(end - self.now);
            let steps = self.watch.as_ref().map_or(room, |w| room.min(w.stride()));
            result = self.advance(steps);
            let began = clock::now();
            result = result.and(self.collect());
            self.keeping += clock::since(began);
            result = result.and_then(|()| self.look(run));
        }
        result
    }

    /// Lets who watches see how far a run is.
    fn look(&mut self, run: Option<Watched>) -> Result<(), SimulationError> {
        let (Some(watch), Some(run)) = (&mut self.watch, run) else {
            return Ok(());
        };
        if watch.look(run, self.now).is_break() {
            let time = Time::show(self.now as f64 * self.step);
            return Err(SimulationError::Interrupted { time });
        }
        Ok(())
    }

    /// The same, nothing being collected meanwhile.
    fn advance(&mut self, steps: u64) -> Result<(), SimulationError> {
        let common = Common::new(self.level, self.step, &self.names, &self.report);
        match &mut *self.partitions {
            [partition] => {
                let mut fired = vec![Vec::new(); self.names.len()];
                let mut steps = 0..steps;
                steps.try_for_each(|_| {
                    partition.clock.begin(self.now);
                    fired.iter_mut().for_each(Vec::clear);
                    let advanced = partition.advance(common, self.now, &mut fired);
                    advanced.map_err(|failure| *failure.error)?;
                    self.now += 1;
                    partition.take_in(self.now, &mut fired);
                    partition.sample_states(common, self.now);
                    partition.sample_spikes(self.now);
                    Ok(())
                })
            }
            partitions => {
                let outcomes = exchange::run(partitions, common, self.now, steps, self.batch);
                self.now = outcomes
                    .iter()
                    .map(|outcome| outcome.now)
                    .max()
                    .unwrap_or(self.now);
                let failures = outcomes
                    .into_iter()
                    .filter_map(|outcome| outcome.result.err());
                let first = failures.min_by_key(|failure| (failure.step, failure.member));
                first.map_or(Ok(()), |failure| Err(*failure.error))
            }
        }
    }

    /// The present time.
    #[must_use]
    pub fn time(&self) -> Time {
        Time::from_si(self.now as f64 * self.step)
    }

    /// The time step.
    #[must_use]
    pub fn time_step(&self) -> Time {
        Time::from_si(self.step)
    }

    /// What runs: populations, projections, solvers and why.
    #[must_use]
    pub fn report(&self) -> Report {
        let mut report = self.report.clone();
        for (index, population) in report.populations.iter_mut().enumerate() {
            let parts = self.partitions.iter().map(|partition| {
                let member = &partition.members[index];
                Some((member.range.len(), member.group()?.sub_steps()?))
            });
            let (mut cells, mut sum) = (0, 0.0);
            for (count, sub_steps) in parts.flatten() {
                cells += count;
                sum += count as f64 * sub_steps;
            }
            population.sub_steps = (cells > 0).then(|| sum / cells as f64);
            let member = &self.first().members[index];
            population.spikes = member.is_heard.then_some(member.fired);
        }
        for memory in self.partitions.iter().map(Partition::memory) {
            report.memory.connections += memory.connections;
            report.memory.cells += memory.cells;
            report.memory.spikes += memory.spikes;
            report.memory.records += memory.records;
        }
        report.memory.records += self.recorders.bytes();
        report.run = self.run_report();
        report
    }

    fn run_report(&self) -> RunReport {
        let mut spent = [0.0; PARTS];
        for partition in &self.partitions {
            let parts = spent.iter_mut().zip(partition.clock.spent());
            parts.for_each(|(sum, part)| *sum += part);
        }
        let sum: f64 = spent.iter().sum();
        let share = |part: Part| {
            let share = if sum > 0.0 {
                spent[part as usize] / sum
            } else {
                0.0
            };
            self.elapsed.saturating_sub(self.keeping).mul_f64(share)
        };
        RunReport {
            time: self.time(),
            elapsed: self.elapsed,
            delivery: share(Part::Delivery),
            cells: share(Part::Cells),
            exchange: share(Part::Exchange),
            records: share(Part::Records) + self.keeping,
        }
    }

    /// Populations, sources and projections as they are in the first partition, which has cells of all of them.
    fn first(&self) -> &Partition {
        &self.partitions[0]
    }

    /// The number of steps done.
    pub(crate) fn now(&self) -> u64 {
        self.now
    }

    /// A population or source whose spikes can be recorded.
    pub(crate) fn emitter(&self, source: Address) -> Result<RecordedPlace, SimulationError> {
        self.cells_of(source)
            .ok_or_else(|| SimulationError::Record {
                fault: "the population to be recorded belongs to another network".to_owned(),
            })?;
        Ok(self.cells_in(source.index))
    }

    pub(crate) fn definition_name(&self, population: usize, definition: usize) -> &'static str {
        let group = self.first().members[population].group();
        group.map_or("definition", |group| group.definitions()[definition].name)
    }

    /// What can be recorded of a population.
    pub(crate) fn cells_in(&self, population: usize) -> RecordedPlace {
        let (name, count) = self.cells_at(population);
        RecordedPlace {
            what: "cell",
            of: "population",
            name: name.to_owned(),
            count,
        }
    }

    /// What can be recorded of the states of a projection's synapse: at each cell, or of each synapse.
    pub(crate) fn synapses_of(&self, projection: Address) -> RecordedPlace {
        let delivery = &self.first().deliveries[projection.index];
        let Some(group) = self.first().members[delivery.target].group() else {
            return self.cells_in(delivery.target);
        };
        let synapses = delivery
            .receptor
            .and_then(|receptor| group.receptor(receptor).synapses());
        match synapses {
            None => self.cells_in(delivery.target),
            Some(count) => RecordedPlace {
                what: "synapse",
                of: "projection",
                name: self.report.projections[projection.index].name.clone(),
                count,
            },
        }
    }

    /// The short-term plasticity of a projection, if it has the projection and, in it, one of this model.
    pub(crate) fn plasticity_of(
        &self,
        projection: Address,
        (model, of): (&'static str, TypeId),
    ) -> Option<Result<(usize, RecordedPlace), SimulationError>> {
        let delivery = self.first().deliveries.get(projection.index)?;
        if delivery.address != projection {
            return None;
        }
        let name = &self.report.projections[projection.index].name;
        let is_there = |plasticity: &dyn Release| plasticity.model() == of;
        if !delivery.plasticity.as_deref().is_some_and(is_there) {
            return Some(Err(SimulationError::Record {
                fault: format!("projection `{name}` has no short-term plasticity `{model}`"),
            }));
        }
        let place = RecordedPlace {
            what: "presynaptic cell",
            of: "projection",
            name: name.clone(),
            count: self.members[delivery.source].count,
        };
        Some(Ok((projection.index, place)))
    }

    /// Where the receptor of a projection is: its population and its index there.
    pub(crate) fn receptor_of(&self, projection: Address) -> Option<(usize, usize)> {
        let delivery = self.first().deliveries.get(projection.index)?;
        let known = delivery.address == projection;
        Some((delivery.target, delivery.receptor?)).filter(|_| known)
    }

    /// What flows through gap junctions into a population, unless they are of another network.
    pub(crate) fn currents_into(
        &self,
        junctions: Address,
        population: usize,
    ) -> Option<Result<[Option<Current>; 2], SimulationError>> {
        let joined = &self.first().junctions;
        let currents = joined.currents_into(junctions, population)?;
        if currents.iter().any(Option::is_some) {
            return Some(Ok(currents));
        }
        let name = &self.report.gap_junctions[junctions.index].name;
        Some(Err(SimulationError::Record {
            fault: format!(
                "gap junctions `{name}` do not reach population `{}`",
                self.names[population]
            ),
        }))
    }

    /// The name and number of cells, unless the address is one of another network.
    pub(crate) fn cells_of(&self, source: Address) -> Option<(&str, usize)> {
        let known = self.members.get(source.index)?.address == source;
        known.then(|| self.cells_at(source.index))
    }

    pub(crate) fn group_of(&self, source: Address) -> Option<&dyn Group> {
        let member = self.members.get(source.index)?;
        if member.address != source {
            return None;
        }
        self.first().members[source.index].group()
    }

    pub(crate) fn cells_at(&self, source: usize) -> (&str, usize) {
        (&self.names[source], self.members[source].count)
    }
}

impl Debug for Simulation {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Simulation")
            .field("time", &self.time())
            .field("time_step", &self.time_step())
            .field("seed", &self.seed)
            .field("report", &self.report)
            .finish()
    }
}

#[cfg(test)]
mod tests;
