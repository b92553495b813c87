//! Samples of random processes, and estimates with their standard errors.

// Each test is a crate of its own and takes from here what it needs.
#![allow(dead_code)]

use nernst::prelude::*;

use crate::common::si;

/// So many cells, and their number.
pub(crate) fn cells<N: nernst::model::Neuron>(count: usize, cell: N) -> (usize, Population<N>) {
    (count, Population::new(count, cell))
}

/// The trace of a state for each cell, a sample every step, after some time that is not recorded.
pub(crate) fn traces<N: nernst::model::Neuron, Q: Measured, const S: usize>(
    (count, population): (usize, Population<N>),
    states: [nernst::model::State<N, Q>; S],
    h: f64,
    settle: f64,
    steps: u64,
    seed: u64,
) -> [Vec<Vec<f64>>; S] {
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let mut simulation = Simulation::new(&network, h * ms, seed).unwrap();
    simulation.run((settle / h).ceil() * h * ms).unwrap();
    let records = states.map(|state| simulation.record(cells.trace(state)).unwrap());
    simulation.run(steps as f64 * h * ms).unwrap();
    records.map(|record| {
        let trace = simulation.read(&record);
        (0..count).map(|cell| si(&trace, cell)).collect()
    })
}

/// An estimate of `expected` whose standard error is known.
#[track_caller]
pub(crate) fn within_three(what: &str, found: f64, expected: f64, error: f64) {
    let deviation = (found - expected) / error;
    assert!(
        deviation.abs() <= 3.0,
        "{what}: {found:e} against {expected:e}, {deviation:.2} standard errors"
    );
}

/// The sum over all pairs of `n` samples of `r^(distance)`, as a multiple of `n`.
pub(crate) fn pairs(r: f64, n: f64) -> f64 {
    (1.0 + r) / (1.0 - r) - 2.0 * r * (1.0 - r.powf(n)) / (n * (1.0 - r).powi(2))
}

/// The variance of the mean of `x_t x_t+k` over `n` samples of one cell, for a Gaussian process of variance one
/// with the correlation `r^distance`: the sum over pairs of `r^2|d| + r^(|d + k| + |d - k|)`.
fn variance_of_products(r: f64, k: f64, n: f64) -> f64 {
    let term = |d: f64| r.powf(2.0 * d) + r.powf((d + k).abs() + (d - k).abs());
    let mut sum = n * term(0.0);
    let mut d = 1.0;
    while d < n && term(d) > 1e-12 {
        sum += 2.0 * (n - d) * term(d);
        d += 1.0;
    }
    sum / (n * n)
}

/// Mean and correlations of a stationary Gaussian process with exponential correlation, each with its distance from the
/// exact value in standard errors; the correlation at lag zero is the variance.
pub(crate) fn deviations(
    traces: &[Vec<f64>],
    mean: f64,
    sigma: f64,
    r: f64,
    lags: &[usize],
) -> Vec<(String, f64)> {
    let (cells, n) = (traces.len() as f64, traces[0].len() as f64);
    let samples = || traces.iter().flatten();
    let found = samples().sum::<f64>() / (cells * n);
    let error = sigma * (pairs(r, n) / n / cells).sqrt();
    let mut all = vec![("mean".to_owned(), (found - mean) / error)];
    for &lag in lags {
        let products = traces.iter().flat_map(|x| x.iter().zip(&x[lag..]));
        let products = products.map(|(a, b)| (a - mean) * (b - mean) / (sigma * sigma));
        let n = n - lag as f64;
        let found = products.sum::<f64>() / (cells * n);
        let error = (variance_of_products(r, lag as f64, n) / cells).sqrt();
        let what = match lag {
            0 => "variance".to_owned(),
            lag => format!("correlation at lag {lag}"),
        };
        all.push((what, (found - r.powf(lag as f64)) / error));
    }
    all
}

/// Asserts that they are within three standard errors.
#[track_caller]
pub(crate) fn check_process(
    what: &str,
    traces: &[Vec<f64>],
    mean: f64,
    sigma: f64,
    r: f64,
    lags: &[usize],
) {
    for (estimate, deviation) in deviations(traces, mean, sigma, r, lags) {
        let message = format!("{what}, {estimate}: {deviation:.2} standard errors");
        assert!(deviation.abs() <= 3.0, "{message}");
    }
}
