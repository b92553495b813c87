//! What is kept of what was seen.

use std::mem;

use super::Recorded;
use super::place::Place;
use super::plan::{Keep, Plan, Value};
use super::sampler::Sampler;
use super::sink::{Rows, Samples, Sink, Table};
use crate::checkpoint::{Identity, Mismatch, Tape};
use crate::network::Address;
use crate::quantity::{Measured, Time};
use crate::simulation::SimulationError;
use crate::units::ms;

/// All recorders of a simulation.
#[derive(Debug, Default)]
pub(crate) struct Recorders(Vec<Recorder>);

#[derive(Debug)]
pub(crate) struct Recorder {
    address: Address,
    pub(crate) place: Place,
    /// The partition that each recorded cell is in.
    owners: Vec<usize>,
    /// The first step of which something is kept.
    pub(crate) start: u64,
    /// The latest step that it knows.
    pub(crate) end: u64,
    /// The latest step that it wants to know.
    until: u64,
    keep: Keep,
    what: String,
    owner: String,
    value: Option<Value>,
    /// How many rows the sink has taken.
    written: u64,
    /// Steps and cells of spikes.
    pub(crate) spikes: Vec<(u64, u32)>,
    /// How long before the end of its step each was fired; empty if all are on the grid.
    pub(crate) early: Vec<f64>,
    /// Values of all cells, sample by sample.
    pub(crate) values: Vec<f64>,
}

/// How many bytes may wait to be written, or to be dropped, of all records together.
const ROOM: usize = 32 << 20;

/// How many rows a sink is given at once.
const BATCH: usize = 1 << 14;

impl Recorders {
    /// A recorder that begins at present.
    ///
    /// # Errors
    ///
    /// If its sink cannot begin.
    pub(crate) fn add<R>(
        &mut self,
        plan: Plan,
        owners: Vec<usize>,
        step: f64,
    ) -> Result<Recorded<R>, SimulationError> {
        let address = Address::new(self.0.len());
        let mut recorder = Recorder {
            address,
            place: plan.place,
            owners,
            start: plan.window.start,
            end: plan.window.start,
            until: plan.window.end,
            keep: plan.keep,
            what: plan.what,
            owner: plan.owner,
            value: plan.value,
            written: 0,
            spikes: Vec::new(),
            early: Vec::new(),
            values: Vec::new(),
        };
        let table = recorder.table(step);
        recorder.attempt(step, |sink| sink.begin(&table))?;
        self.0.push(recorder);
        Ok(Recorded {
            address,
            of: std::marker::PhantomData,
        })
    }

    /// The recorder, unless it is one of another simulation.
    pub(crate) fn get(&self, address: Address) -> Option<&Recorder> {
        let recorder = self.0.get(address.index)?;
        (recorder.address == address).then_some(recorder)
    }

    pub(crate) fn get_mut(&mut self, address: Address) -> Option<&mut Recorder> {
        let recorder = self.0.get_mut(address.index)?;
        (recorder.address == address).then_some(recorder)
    }

    /// After how many steps at the latest what was seen has to be [collected](Self::collect), so that memory does not fill up.
    pub(crate) fn room(&self) -> u64 {
        let passing = self.0.iter().filter(|recorder| recorder.passes());
        let bytes: usize = passing
            .map(|recorder| recorder.place.bytes_per_step())
            .sum();
        ROOM.checked_div(bytes)
            .map_or(u64::MAX, |steps| steps.max(1) as u64)
    }

    /// Takes over what the samplers of all partitions have seen up to this step; each partition has one for each recorder.
    ///
    /// # Errors
    ///
    /// The first sink that fails; the others have what is theirs.
    pub(crate) fn collect(
        &mut self,
        partitions: &mut [&mut [Sampler]],
        now: u64,
        step: f64,
    ) -> Result<(), SimulationError> {
        self.gather(partitions);
        let mut result = Ok(());
        for recorder in &mut self.0 {
            result = result.and(recorder.pass_on(now, step));
        }
        result
    }

    /// The same, of which nothing is handed on yet.
    pub(crate) fn gather(&mut self, partitions: &mut [&mut [Sampler]]) {
        for (index, recorder) in self.0.iter_mut().enumerate() {
            let samplers = partitions.iter_mut().map(|samplers| &mut samplers[index]);
            recorder.collect(&mut samplers.collect::<Vec<_>>());
        }
    }

    /// Saves or loads what was recorded and is still in memory.
    pub(crate) fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        for (k, recorder) in self.0.iter_mut().enumerate() {
            tape.at(format!("record {k}"), |tape| recorder.carry(tape))?;
        }
        Ok(())
    }

    /// Adds what is recorded.
    pub(crate) fn identify(&self, identity: &mut Identity) {
        for (k, recorder) in self.0.iter().enumerate() {
            identity.push_number(&format!("record {k}"), &recorder.what, &recorder.place);
        }
    }

    /// How many bytes there are in memory.
    pub(crate) fn bytes(&self) -> usize {
        let recorders = self.0.iter();
        recorders
            .map(|recorder| {
                recorder.spikes.capacity() * size_of::<(u64, u32)>()
                    + (recorder.early.capacity() + recorder.values.capacity()) * size_of::<f64>()
            })
            .sum()
    }

    /// Makes visible what sinks have.
    ///
    /// # Errors
    ///
    /// The first sink that fails.
    pub(crate) fn flush(&mut self, step: f64) -> Result<(), SimulationError> {
        let mut result = Ok(());
        for recorder in &mut self.0 {
            result = result.and(recorder.attempt(step, |sink| sink.flush()));
        }
        result
    }
}

impl Recorder {
    fn collect(&mut self, samplers: &mut [&mut Sampler]) {
        for sampler in &mut *samplers {
            take_over(&mut self.spikes, &mut sampler.spikes);
            take_over(&mut self.early, &mut sampler.early);
        }
        if let [sampler] = samplers {
            return take_over(&mut self.values, &mut sampler.values);
        }
        if self.owners.is_empty() {
            for sampler in samplers {
                self.values.append(&mut sampler.values);
            }
            return;
        }
        let mut parts: Vec<_> = samplers.iter_mut().map(|s| s.values.drain(..)).collect();
        loop {
            let sample = self.owners.iter().map(|owner| parts[*owner].next());
            let sample: Option<Vec<f64>> = sample.collect();
            // Where a run failed, some partitions may have seen more than others.
            let Some(sample) = sample else { break };
            self.values.extend(sample);
        }
    }

    fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        tape.value("start", &mut self.start)?;
        tape.value("end", &mut self.end)?;
        tape.value("end of the window", &mut self.until)?;
        let spikes = mem::take(&mut self.spikes);
        let (mut steps, mut cells): (Vec<u64>, Vec<u32>) = spikes.into_iter().unzip();
        let carried = tape.list("steps", &mut steps);
        let carried = carried.and_then(|()| tape.list("cells", &mut cells));
        self.spikes = steps.into_iter().zip(cells).collect();
        carried?;
        tape.list("how early", &mut self.early)?;
        tape.list("values", &mut self.values)
    }

    /// Whether not all of it stays in memory.
    fn passes(&self) -> bool {
        !matches!(self.keep, Keep::All)
    }

    /// Hands on, or drops, what is not to be kept in memory.
    fn pass_on(&mut self, now: u64, step: f64) -> Result<(), SimulationError> {
        self.end = now.min(self.until).max(self.end);
        match &mut self.keep {
            Keep::All => Ok(()),
            Keep::Latest(steps) => {
                let first = self.end.saturating_sub(*steps);
                self.drop_before(first);
                Ok(())
            }
            Keep::In(_) => self.write(step),
            Keep::Nothing => {
                self.clear();
                Ok(())
            }
        }
    }

    /// Forgets what was seen before a step.
    fn drop_before(&mut self, first: u64) {
        if first <= self.start {
            return;
        }
        let old = self.spikes.partition_point(|(step, _)| *step < first);
        self.spikes.drain(..old);
        self.early.drain(..old.min(self.early.len()));
        let (length, width) = self.samples();
        // Spikes are known from any step on, samples at theirs.
        let Some(there) = self.values.len().checked_div(width) else {
            self.start = first;
            return;
        };
        let old = (first - self.start).div_ceil(length).min(there as u64);
        self.values.drain(..old as usize * width);
        self.start += old * length;
    }

    fn clear(&mut self) {
        self.spikes.clear();
        self.early.clear();
        self.values.clear();
    }

    /// How many steps there are from sample to sample, and how many values a sample has.
    fn samples(&self) -> (u64, usize) {
        match &self.place {
            Place::Spikes { .. } => (1, 0),
            Place::Rate { bin, .. } => (*bin, 1),
            Place::Trace {
                cells, interval, ..
            } => (*interval, cells.len()),
        }
    }

    fn table(&self, step: f64) -> Table {
        let cell = match &self.place {
            Place::Rate { .. } => None,
            _ => Some("cell".to_owned()),
        };
        let value = self.value.as_ref().map(|value| value.column.clone());
        let columns = [Some("time_ms".to_owned()), cell, value];
        let (length, _) = self.samples();
        let samples = self.value.as_ref().map(|value| Samples {
            cells: self.numbers(),
            interval: Time::from_si(length as f64 * step),
            unit: value.unit.clone(),
        });
        Table {
            what: self.what.clone(),
            owner: self.owner.clone(),
            columns: columns.into_iter().flatten().collect(),
            samples,
        }
    }

    /// The cells of each sample, if it has some of its own.
    fn numbers(&self) -> Option<Vec<u32>> {
        match &self.place {
            Place::Trace { cells, .. } => Some(cells.iter().map(|cell| *cell as u32).collect()),
            _ => None,
        }
    }

    /// Writes all there is.
    fn write(&mut self, step: f64) -> Result<(), SimulationError> {
        let spikes = mem::take(&mut self.spikes);
        let early = mem::take(&mut self.early);
        let values = mem::take(&mut self.values);
        let result = match &self.place {
            Place::Spikes { .. } => self.write_spikes(&spikes, &early, step),
            _ => self.write_values(&values, step),
        };
        // The room is used again.
        (self.spikes, self.early, self.values) = (spikes, early, values);
        self.clear();
        result
    }

    fn write_spikes(
        &mut self,
        spikes: &[(u64, u32)],
        early: &[f64],
        step: f64,
    ) -> Result<(), SimulationError> {
        let (mut times, mut cells) = (Vec::new(), Vec::new());
        for (batch, spikes) in spikes.chunks(BATCH).enumerate() {
            let early = early.iter().skip(batch * BATCH).copied();
            let early = early.chain(std::iter::repeat(0.0));
            let stamps = spikes.iter().zip(early);
            times.clear();
            times.extend(stamps.map(|((at, _), early)| in_ms(*at as f64 * step - early)));
            cells.clear();
            cells.extend(spikes.iter().map(|(_, cell)| *cell));
            self.write_rows(
                &Rows {
                    times: &times,
                    cells: Some(&cells),
                    values: None,
                },
                step,
            )?;
        }
        Ok(())
    }

    fn write_values(&mut self, values: &[f64], step: f64) -> Result<(), SimulationError> {
        let (length, width) = self.samples();
        if width == 0 || values.is_empty() {
            return Ok(());
        }
        let numbers = self.numbers();
        // Values of cells are at the end of steps, rates in the middle of bins.
        let middle = if numbers.is_none() {
            0.5 * length as f64
        } else {
            0.0
        };
        let factor = self.value.as_ref().map_or(1.0, |value| value.factor);
        let (mut times, mut cells, mut scaled) = (Vec::new(), Vec::new(), Vec::new());
        let start = self.start;
        let per_batch = BATCH.div_ceil(width);
        for (batch, samples) in values.chunks(per_batch * width).enumerate() {
            let first = (batch * per_batch) as u64;
            times.clear();
            cells.clear();
            for (k, _) in samples.chunks(width).enumerate() {
                let at = (start + (first + k as u64) * length) as f64 + middle;
                times.extend(std::iter::repeat_n(in_ms(at * step), width));
                cells.extend(numbers.iter().flatten());
            }
            scaled.clear();
            scaled.extend(samples.iter().map(|value| value / factor));
            self.write_rows(
                &Rows {
                    times: &times,
                    cells: numbers.as_ref().map(|_| &*cells),
                    values: Some(&scaled),
                },
                step,
            )?;
        }
        // What comes next follows on what was written.
        self.start += (values.len() / width) as u64 * length;
        Ok(())
    }

    fn write_rows(&mut self, rows: &Rows<'_>, step: f64) -> Result<(), SimulationError> {
        self.attempt(step, |sink| sink.write(rows))?;
        self.written += rows.len() as u64;
        Ok(())
    }

    /// Lets the sink do something, if there is one; when it fails, nothing is kept any more.
    fn attempt(
        &mut self,
        step: f64,
        act: impl FnOnce(&mut dyn Sink) -> std::io::Result<()>,
    ) -> Result<(), SimulationError> {
        let Keep::In(sink) = &mut self.keep else {
            return Ok(());
        };
        let Err(error) = act(sink.as_mut()) else {
            return Ok(());
        };
        let name = sink.name();
        // What it has stays there; that it cannot end well is known.
        let _ = sink.close();
        self.keep = Keep::Nothing;
        Err(SimulationError::Sink {
            what: self.what.clone(),
            sink: name,
            time: Time::show(self.end as f64 * step),
            fault: error.to_string(),
        })
    }

    /// Ends the record, if it is written to a sink.
    pub(crate) fn close(&mut self, step: f64) -> Result<(), SimulationError> {
        if let Keep::In(_) = self.keep {
            self.write(step)?;
        }
        self.attempt(step, |sink| sink.close())?;
        if let Keep::In(_) = self.keep {
            self.keep = Keep::Nothing;
        }
        Ok(())
    }

    /// The rows that a sink has taken.
    pub(crate) fn written(&self) -> u64 {
        self.written
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        if let Keep::In(sink) = &mut self.keep
            && let Err(error) = sink.close()
        {
            let (what, sink) = (&self.what, sink.name());
            eprintln!("warning: {what} could not be written to {sink} to the end: {error}");
        }
    }
}

/// Appends one list to another and leaves it empty; a first list is not copied.
fn take_over<T>(all: &mut Vec<T>, new: &mut Vec<T>) {
    if all.is_empty() {
        mem::swap(all, new);
    } else {
        all.append(new);
    }
}

fn in_ms(seconds: f64) -> f64 {
    seconds / ms.si()
}
