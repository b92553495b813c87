//! Spikes off the grid, as an option of a simulation.

use super::partition::Emitter;
use super::{Simulation, SimulationError};
use crate::quantity::{Measured, Time};

impl Simulation {
    /// Finds spikes at the time of the crossing instead of at the end of its step.
    ///
    /// On the grid a spike is late by up to one time step, and what crosses the threshold and returns within a step is
    /// not seen. With this option each cell is advanced from event to event: arrivals, its own spikes, the end of its
    /// refractoriness. In between, the neuron and the synapses that reach it are one linear system with a solution for
    /// every time, in which the crossing is bracketed and found to rounding. No crossing is missed: a piece of time is
    /// left only when a bound on the curvature of the potential proves that nothing is in it. What exceeds the
    /// threshold by less than rounding, some 1e-15 of it, may be.
    ///
    /// A spike at `t` through a delay `d` arrives at `t + d`, a cell with a refractory period is free `t_ref` after its
    /// spike, and [`Spikes`](crate::record::Spikes) gives the times as they are. Spike times, delays and
    /// refractory periods that are given stay whole numbers of time steps; the least delay is one. So the time step
    /// is no longer one of accuracy: it can be as long as the shortest delay.
    ///
    /// It costs: cells are taken one by one, which takes some 0.3 µs for a cell and step and twice as much for each arrival,
    /// about a hundred times a step of the same length on the grid; a population whose cells differ in their
    /// coefficients keeps matrices for each.
    ///
    /// Morrison, A., Straube, S., Plesser, H. E. & Diesmann, M. (2007), Neural Comput. 19, 47; Hanuschkin, A., Kunkel,
    /// S., Helias, M., Morrison, A. & Diesmann, M. (2010), Front. Neuroinform. 4, 113.
    ///
    /// # Errors
    ///
    /// If a population is not advanced by `exact`, if its `#[spike(...)]` is not one comparison that is linear in the
    /// states, or if the simulation has begun.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let lif = Lif {
    ///     tau: 20.0 * ms,
    ///     r: 100.0 * MOhm,
    ///     v_rest: -65.0 * mV,
    ///     v_th: -50.0 * mV,
    ///     v_reset: -65.0 * mV,
    ///     t_ref: 2.0 * ms,
    ///     v: -65.0 * mV,
    /// };
    /// let mut network = Network::new();
    /// let cells = network.population("cells", Population::new(1, lif).with(Lif::I, 0.2 * nA))?;
    /// let mut simulation = Simulation::new(&network, 1.0 * ms, 1)?.with_precise_spikes()?;
    /// let spikes = simulation.record(cells.spikes())?;
    /// simulation.run(100.0 * ms)?;
    /// // v reaches the threshold 20 ms · ln 4 after each reset, whatever the time step.
    /// let first = simulation.read(&spikes).of(0)[0];
    /// assert!((first - 20.0 * ms * 4.0_f64.ln()).abs() < 1e-12 * ms);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_precise_spikes(mut self) -> Result<Self, SimulationError> {
        if self.now > 0 {
            return Err(SimulationError::PreciseTooLate {
                time: Time::show(self.now as f64 * self.step),
            });
        }
        let reports = self.report.populations.iter_mut().zip(&self.names);
        let [partition] = &mut *self.partitions else {
            return Err(SimulationError::PreciseOnThreads {
                threads: self.partitions.len(),
            });
        };
        for (member, (report, name)) in partition.members.iter_mut().zip(reports) {
            if let Emitter::Cells(group) = &mut member.cells {
                let prepared = group.make_precise();
                prepared.map_err(|fault| SimulationError::Precise {
                    population: name.clone(),
                    fault,
                })?;
                report.reason = group.solver().1;
                member.history.keep_early();
            }
        }
        partition.deliver_precisely();
        Ok(self)
    }
}

/// A spike on its way into a cell during a step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    pub(crate) cell: u32,
    /// The receptor on which it acts, or the neuron itself.
    pub(crate) receptor: Option<usize>,
    /// Since the start of the step.
    pub(crate) at: f64,
    pub(crate) weight: f64,
}

/// All that arrives at a population during a step.
#[derive(Debug)]
pub(crate) struct Arrivals {
    step: f64,
    list: Vec<Arrival>,
}

impl Arrivals {
    pub(crate) fn new(step: f64) -> Self {
        Arrivals {
            step,
            list: Vec::new(),
        }
    }

    /// A spike that arrives so long before the end of the step.
    pub(crate) fn add(&mut self, cell: u32, receptor: Option<usize>, weight: f64, early: f64) {
        self.list.push(Arrival {
            cell,
            receptor,
            at: self.step - early,
            weight,
        });
    }

    /// Takes them out, cell after cell and in the order of time.
    pub(crate) fn sorted(&mut self) -> Vec<Arrival> {
        let mut list = std::mem::take(&mut self.list);
        list.sort_by(|a, b| a.cell.cmp(&b.cell).then(a.at.total_cmp(&b.at)));
        list
    }

    /// Keeps the memory for the next step.
    pub(crate) fn give_back(&mut self, mut list: Vec<Arrival>) {
        list.clear();
        self.list = list;
    }
}
