//! What is seen of a partition while a network runs.

use super::place::{Place, TracePlace};
use super::plan::Window;
use crate::checkpoint::{Mismatch, Tape};
use crate::simulation::{Group, Release};

/// The part of a recorder that looks at the cells of one partition.
#[derive(Debug)]
pub(crate) struct Sampler {
    /// With the numbers that cells have in the partition; nothing where none is there.
    pub(crate) place: Option<Place>,
    window: Window,
    /// Which cells are recorded, if not all.
    mask: Option<Vec<bool>>,
    /// Spikes since the latest bin ended.
    count: usize,
    pub(super) spikes: Vec<(u64, u32)>,
    pub(super) early: Vec<f64>,
    pub(super) values: Vec<f64>,
}

/// What can be seen of a partition at a step.
pub(crate) struct Sight<'a> {
    pub(crate) step: u64,
    /// In seconds.
    pub(crate) time: f64,
    pub(crate) group: &'a dyn Fn(usize) -> Option<&'a dyn Group>,
    pub(crate) plasticity: &'a dyn Fn(usize) -> Option<&'a dyn Release>,
}

impl Sampler {
    pub(crate) fn new(place: Option<Place>, window: Window) -> Self {
        let mask = match &place {
            Some(Place::Spikes {
                cells,
                only: Some(only),
                ..
            }) => {
                let mut mask = vec![false; *cells];
                only.iter().for_each(|cell| mask[*cell] = true);
                Some(mask)
            }
            _ => None,
        };
        Sampler {
            place,
            window,
            mask,
            count: 0,
            spikes: Vec::new(),
            early: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Saves or loads what it keeps beside what is [collected](super::Recorders::collect).
    pub(crate) fn carry(&mut self, tape: &mut Tape) -> Result<(), Mismatch> {
        tape.value("start of the window", &mut self.window.start)?;
        tape.value("end of the window", &mut self.window.end)?;
        if self.place.is_some() {
            tape.value("spikes in the bin", &mut self.count)?;
        }
        Ok(())
    }

    pub(crate) fn bytes(&self) -> usize {
        self.spikes.capacity() * size_of::<(u64, u32)>()
            + (self.early.capacity() + self.values.capacity()) * size_of::<f64>()
    }

    /// Keeps the spikes of a step: cells, and how long before its end they fired.
    pub(crate) fn sample_spikes<'a>(
        &mut self,
        step: u64,
        of: impl Fn(usize) -> (&'a [u32], &'a [f64]),
    ) {
        let Some(steps) = self.window.steps(step) else {
            return;
        };
        match &self.place {
            Some(Place::Spikes { source, .. }) => {
                let (cells, early) = of(*source);
                self.list(step, cells, early);
            }
            Some(Place::Rate {
                source,
                bin,
                of_one,
            }) if steps > 0 => {
                self.count += of(*source).0.len();
                if steps.is_multiple_of(*bin) {
                    let count = std::mem::take(&mut self.count);
                    self.values.push(count as f64 * of_one);
                }
            }
            _ => {}
        }
    }

    fn list(&mut self, step: u64, cells: &[u32], early: &[f64]) {
        let Some(mask) = &self.mask else {
            self.spikes.extend(cells.iter().map(|cell| (step, *cell)));
            self.early.extend_from_slice(early);
            return;
        };
        for (k, &cell) in cells.iter().enumerate() {
            if mask[cell as usize] {
                self.spikes.push((step, cell));
                self.early.extend(early.get(k));
            }
        }
    }

    /// The receptor of which it keeps something at this step, with its population, and of which cells or synapses.
    pub(crate) fn looks_at(&self, step: u64) -> Option<(usize, usize, &[usize])> {
        let (at, cells) = self.place.as_ref()?.traced(self.window.steps(step)?)?;
        match at {
            TracePlace::Synapse {
                population,
                receptor,
                ..
            }
            | TracePlace::Readout {
                population,
                receptor,
            } => Some((population, receptor, cells)),
            _ => None,
        }
    }

    /// Keeps the states at a step.
    pub(crate) fn sample_states(&mut self, sight: &Sight<'_>) {
        let steps = self.window.steps(sight.step);
        let traced = steps.and_then(|steps| self.place.as_ref()?.traced(steps));
        let Some((at, cells)) = traced else {
            return;
        };
        let values = &mut self.values;
        if let TracePlace::Plasticity { delivery, state } = at {
            let plasticity = (sight.plasticity)(delivery).into_iter();
            values.extend(plasticity.flat_map(|p| {
                let value = move |cell: &usize| p.state(state, *cell, sight.step);
                cells.iter().map(value)
            }));
        } else {
            at.sample(cells, sight.time, sight.group, values);
        }
    }
}
