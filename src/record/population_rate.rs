//! How often the cells of a population fire, over time.

use super::kernel::{Kernel, KernelError};
use super::spikes::Spikes;
use crate::quantity::{Frequency, Measured, Time};

impl Spikes<'_> {
    /// The firing rate of a cell over time, a mean over the population: every spike is replaced by the kernel.
    ///
    /// One value for each time step of the record: the mean over the step, at its middle. What a kernel that lies on both sides of the spike
    /// has beyond an end of the record is reflected there, so that nothing is lost: the sum over all steps, times the step, is
    /// the number of spikes per cell, and a constant rate stays constant up to the ends. An exponential kernel stays causal; what it has
    /// after the end of the record is left out.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let mut network = Network::new();
    /// let source = network.source("source", Poisson::new(500, 20.0 * Hz))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(500.0 * ms)?;
    /// let rate = simulation.read(&spikes).population_rate(Kernel::gaussian(20.0 * ms))?;
    /// assert_eq!(rate.len(), 5000);
    /// assert!(rate.iter().all(|(_, rate)| *rate > 17.0 * Hz && *rate < 23.0 * Hz));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the length of the kernel is not positive and finite, or is longer than the record.
    pub fn population_rate(&self, kernel: Kernel) -> Result<Vec<(Time, Frequency)>, KernelError> {
        let (start, end) = self.span();
        kernel.fits((end - start).si())?;
        let step = self.step();
        let mut sum = vec![0.0; self.steps()];
        // Spikes at the ends of steps share the areas of the kernel in the steps around them.
        let on_grid = Smear::of(kernel, step, 0.0);
        for (count, at) in self.on_grid() {
            on_grid.add(at, count, kernel, &mut sum);
        }
        for (early, at) in self.off_grid() {
            Smear::of(kernel, step, early).add(at, 1.0, kernel, &mut sum);
        }
        let per_cell = 1.0 / (self.recorded() as f64 * step);
        let middle = |k: usize| Time::from_si((k as f64 + 0.5).mul_add(step, start.si()));
        let rates = sum.iter().enumerate();
        Ok(rates
            .map(|(k, sum)| (middle(k), Frequency::from_si(sum * per_cell)))
            .collect())
    }
}

/// The areas of a kernel in the steps around a spike.
struct Smear {
    /// The first of these steps, counted from the one that begins where that of the spike ends.
    first: i64,
    areas: Vec<f64>,
}

impl Smear {
    /// Of a spike that was fired so long before the end of its step.
    fn of(kernel: Kernel, step: f64, early: f64) -> Self {
        let (from, to) = kernel.support();
        let first = ((from - early) / step).floor() as i64;
        let last = ((to - early) / step).ceil() as i64;
        let edges = (first..=last).map(|k| kernel.area((k as f64).mul_add(step, early)));
        let edges: Vec<f64> = edges.collect();
        Smear {
            first,
            areas: edges.windows(2).map(|pair| pair[1] - pair[0]).collect(),
        }
    }

    /// Adds them for so many spikes at the end of the step before `at`.
    fn add(&self, at: usize, count: f64, kernel: Kernel, sum: &mut [f64]) {
        let steps = sum.len() as i64;
        for (k, area) in (at as i64 + self.first..).zip(&self.areas) {
            let inside = if kernel.is_reflected() {
                let folded = k.rem_euclid(2 * steps);
                folded.min(2 * steps - 1 - folded)
            } else {
                k
            };
            if let Some(sum) = sum.get_mut(inside as usize) {
                *sum += count * area;
            }
        }
    }
}
