//! Rhythms in spike trains.

use std::f64::consts::TAU;

use super::AnalysisError;
use super::grid::steps;
use super::windows::Windows;
use crate::quantity::{Frequency, Measured, Time};
use crate::record::Spikes;

impl Spikes<'_> {
    /// The power spectrum of the spike train of a cell, a mean over the recorded cells: frequencies, and the power density at each.
    ///
    /// `|Σ e^(-2πi f t)|² / T` over the spikes in a segment of length `T`, a mean over all segments of the record (Bartlett). So it is
    /// in hertz, and a Poisson process has its rate at every frequency; a regular train of rate `r` has lines of height `r² T`.
    /// The more segments and cells, the smaller its error: a standard deviation of one over the root of their number, relative to the power.
    ///
    /// The frequencies are those of whole periods in a segment, `1/T`, `2/T` and so on, where a constant rate has no power and nothing has to be
    /// subtracted. Spikes enter with their times and are not binned: so it is a sum at each frequency asked for, and not a fast
    /// Fourier transform.
    ///
    /// Source: M. S. Bartlett, *The spectral analysis of point processes*, J. R. Stat. Soc. B 25 (1963).
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// let mut network = Network::new();
    /// let source = network.source("source", Poisson::new(100, 20.0 * Hz))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(10.0 * second)?;
    /// let spectrum = simulation.read(&spikes).power_spectrum(0.5 * second, 100.0 * Hz)?;
    /// // 2 Hz, 4 Hz and so on; the error is one in √(100 · 20).
    /// assert_eq!(spectrum.len(), 50);
    /// assert!(spectrum.iter().all(|(_, power)| (*power - 20.0 * Hz).abs() < 2.5 * Hz));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the segment is no positive whole number of time steps or longer than the record, or if the highest frequency is less than one
    /// period in a segment or more than half of one per time step.
    pub fn power_spectrum(
        &self,
        segment: Time,
        up_to: Frequency,
    ) -> Result<Vec<(Frequency, Frequency)>, AnalysisError> {
        let mut trains = vec![Vec::new(); self.cells()];
        for (at, cell) in self.within(f64::NEG_INFINITY, f64::INFINITY) {
            trains[cell].push(at);
        }
        spectrum(self, &trains, segment, up_to)
    }

    /// The power spectrum of the spikes of all recorded cells together, divided by their number.
    ///
    /// As [`power_spectrum`](Self::power_spectrum) if the cells are independent; what it has beyond that is due to their correlations: it is
    /// the spectrum of a cell plus, for each other cell, their cross-spectrum. Of `n` cells that fire alike it is `n` times that of one.
    ///
    /// ```
    /// use nernst::prelude::*;
    ///
    /// // Each cell fires at random, but all do so in a rhythm of 40 Hz.
    /// let rhythm = Sine::new(10.0 * Hz, 40.0 * Hz).offset(20.0 * Hz);
    /// let mut network = Network::new();
    /// let source = network.source("source", Poisson::following(100, rhythm))?;
    /// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let spikes = simulation.record(source.spikes())?;
    /// simulation.run(10.0 * second)?;
    /// let spectrum = simulation.read(&spikes).population_spectrum(0.5 * second, 100.0 * Hz)?;
    /// let (peak, _) = spectrum.iter().max_by(|a, b| a.1.partial_cmp(&b.1).unwrap()).unwrap();
    /// assert_eq!(*peak, 40.0 * Hz);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`power_spectrum`](Self::power_spectrum).
    pub fn population_spectrum(
        &self,
        segment: Time,
        up_to: Frequency,
    ) -> Result<Vec<(Frequency, Frequency)>, AnalysisError> {
        let all = self.within(f64::NEG_INFINITY, f64::INFINITY);
        let train: Vec<f64> = all.map(|(at, _)| at).collect();
        spectrum(self, &[train], segment, up_to)
    }
}

/// The sum of the spectra of these trains over the number of cells.
fn spectrum(
    spikes: &Spikes<'_>,
    trains: &[Vec<f64>],
    segment: Time,
    up_to: Frequency,
) -> Result<Vec<(Frequency, Frequency)>, AnalysisError> {
    let segments = Windows::of(spikes, "a segment", segment, 1)?;
    let seconds = segments.length * spikes.step();
    let mut powers = vec![0.0; frequencies(segments, seconds, up_to)?];
    for train in trains {
        for spikes in train.chunk_by(|a, b| segments.index(*a) == segments.index(*b)) {
            if segments.index(spikes[0]).is_some() {
                add_power(spikes, segments.length, &mut powers);
            }
        }
    }
    let scale = 1.0 / (spikes.recorded() as f64 * segments.count as f64 * seconds);
    let powers = powers.iter().enumerate();
    Ok(powers
        .map(|(k, power)| {
            let frequency = (k + 1) as f64 / seconds;
            (
                Frequency::from_si(frequency),
                Frequency::from_si(power * scale),
            )
        })
        .collect())
}

/// How many multiples of one period in a segment there are.
fn frequencies(segments: Windows, seconds: f64, up_to: Frequency) -> Result<usize, AnalysisError> {
    let count = steps(up_to.si(), 1.0 / seconds).floor();
    let most = (0.5 * segments.length).floor();
    if count >= 1.0 && count <= most {
        return Ok(count as usize);
    }
    Err(AnalysisError::Range {
        up_to: Frequency::show(up_to.si()),
        lowest: Frequency::show(1.0 / seconds),
        highest: Frequency::show(0.5 * segments.length / seconds),
    })
}

/// Adds `|Σ e^(-2πi k x / length)|²` for k = 1, 2 and so on.
fn add_power(spikes: &[f64], length: f64, powers: &mut [f64]) {
    let mut sums = vec![(0.0, 0.0); powers.len()];
    for together in spikes.chunk_by(|a, b| a == b) {
        let (sin, cos) = (TAU * (together[0] % length) / length).sin_cos();
        let (mut re, mut im) = (together.len() as f64, 0.0);
        for sum in &mut sums {
            (re, im) = (re * cos - im * sin, re * sin + im * cos);
            sum.0 += re;
            sum.1 += im;
        }
    }
    for (power, (re, im)) in powers.iter_mut().zip(sums) {
        *power += re * re + im * im;
    }
}
