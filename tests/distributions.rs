//! Every distribution draws from what it says, by the test of Kolmogorov and Smirnov with fixed seeds.

use nernst::prelude::*;
use nernst::random::{Purpose, Stream};
use nernst::values::Distribution;

/// How many numbers are drawn: more where `NERNST_DRAWS` asks for them.
fn sample_size() -> usize {
    let asked = std::env::var("NERNST_DRAWS").ok();
    asked.map_or(100_000, |text| text.parse().expect("a number"))
}

/// Draws in SI units, ascending.
fn draws(distribution: &impl Distribution, seed: u64) -> Vec<f64> {
    let mut stream = Stream::new(seed, Purpose::User, 0, 0);
    let mut values: Vec<f64> = (0..sample_size())
        .map(|_| distribution.sample(&mut stream).si())
        .collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The largest distance between the distribution of the draws and the function, times the root of their number.
fn kolmogorov(distribution: &impl Distribution, cumulative: impl Fn(f64) -> f64) -> f64 {
    let values = draws(distribution, 7);
    let count = values.len() as f64;
    let distance = values.iter().enumerate().map(|(k, value)| {
        let (below, expected) = (k as f64 / count, cumulative(*value));
        (expected - below)
            .abs()
            .max((below + 1.0 / count - expected).abs())
    });
    distance.fold(0.0, f64::max) * count.sqrt()
}

/// Exceeded once in ten thousand times.
const BOUND: f64 = 2.23;

/// The error function by its series and its continued fraction, from the standard library's arithmetic alone.
fn error_function(x: f64) -> f64 {
    if x < 0.0 {
        return -error_function(-x);
    }
    if x < 3.0 {
        let (mut term, mut sum) = (x, x);
        for n in 1..200 {
            term *= -x * x / f64::from(n);
            sum += term / f64::from(2 * n + 1);
        }
        return sum * 2.0 / std::f64::consts::PI.sqrt();
    }
    let mut fraction = 0.0;
    for n in (1..60).rev() {
        fraction = f64::from(n) / 2.0 / (x + fraction);
    }
    1.0 - (-x * x).exp() / std::f64::consts::PI.sqrt() / (x + fraction)
}

fn normal(z: f64) -> f64 {
    0.5 * (1.0 + error_function(z / std::f64::consts::SQRT_2))
}

/// What lies above, without loss in the tail.
fn above(z: f64) -> f64 {
    if z < 3.0 {
        return 1.0 - normal(z);
    }
    let x = z / std::f64::consts::SQRT_2;
    let mut fraction = 0.0;
    for n in (1..60).rev() {
        fraction = f64::from(n) / 2.0 / (x + fraction);
    }
    0.5 * (-x * x).exp() / std::f64::consts::PI.sqrt() / (x + fraction)
}

#[test]
fn normal_and_uniform() {
    let found = kolmogorov(&Normal::new(-65.0 * mV, 5.0 * mV), |v| {
        normal((v + 65e-3) / 5e-3)
    });
    assert!(found < BOUND, "{found}");
    let found = kolmogorov(&Uniform::new(1.0 * ms, 3.0 * ms), |t| (t - 1e-3) / 2e-3);
    assert!(found < BOUND, "{found}");
}

#[test]
fn truncated_normal_everywhere() {
    let infinite = f64::INFINITY;
    for (low, high) in [
        (-1.0, 1.0),
        (-0.2, 0.3),
        (-2.0, infinite),
        (0.6, infinite),
        (0.6, 1.0),
        (4.0, infinite),
        (8.0, 8.5),
        (-infinite, -5.0),
        (-6.0, -5.0),
        (-infinite, 0.0),
        (-3.0, 0.1),
    ] {
        let rule = Normal::new(1.5 * ms, 0.75 * ms);
        let bound = |score: f64| (1.5 + 0.75 * score) * ms;
        let rule = rule.within(bound(low)..=bound(high));
        // By what lies above the value, mirrored for bounds below the mean, so that tails keep their digits.
        let mirrored = high < 0.0;
        let (a, b) = if mirrored { (-high, -low) } else { (low, high) };
        let tail = |z: f64| if z == infinite { 0.0 } else { above(z) };
        let cumulative = |t: f64| {
            let z = (t / 1e-3 - 1.5) / 0.75;
            let z = if mirrored { -z } else { z };
            let part = (tail(a) - tail(z)) / (tail(a) - tail(b));
            if mirrored { 1.0 - part } else { part }
        };
        let found = kolmogorov(&rule, cumulative);
        assert!(found < BOUND, "from {low} to {high}: {found}");
        let values = draws(&rule, 3);
        assert!(values[0] >= bound(low).si() && values[sample_size() - 1] <= bound(high).si());
    }
}

#[test]
fn log_normal_by_median_and_by_mean() {
    let rule = LogNormal::of_median(2.0 * nS, 0.7);
    let found = kolmogorov(&rule, |g| normal((g / 2e-9).ln() / 0.7));
    assert!(found < BOUND, "{found}");
    let rule = LogNormal::of_mean(2.0 * nS, 1.0 * nS);
    let values = draws(&rule, 7);
    let count = sample_size() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|g| (g - mean).powi(2)).sum::<f64>() / count;
    // Within three standard errors, of which that of the variance is from the fourth moment.
    assert!(
        (mean / 2e-9 - 1.0).abs() < 3.0 * 0.5 / count.sqrt(),
        "{mean}"
    );
    assert!((variance.sqrt() / 1e-9 - 1.0).abs() < 0.02, "{variance}");
    let sigma = 1.25_f64.ln().sqrt();
    let median = 2e-9 / 1.25_f64.sqrt();
    let found = kolmogorov(&rule, |g| normal((g / median).ln() / sigma));
    assert!(found < BOUND, "{found}");
}

#[test]
fn exponential_and_gamma() {
    let found = kolmogorov(&Exponential::new(0.5 * nS), |g| -(-g / 0.5e-9).exp_m1());
    assert!(found < BOUND, "{found}");
    // Shapes for which the function is elementary.
    let found = kolmogorov(&Gamma::new(1.0, 0.5 * nS), |g| -(-g / 0.5e-9).exp_m1());
    assert!(found < BOUND, "{found}");
    let found = kolmogorov(&Gamma::new(3.0, 2.0 * ms), |t| {
        let x = t / 2e-3;
        1.0 - (-x).exp() * (1.0 + x + x * x / 2.0)
    });
    assert!(found < BOUND, "{found}");
    // A square of a normal number.
    let found = kolmogorov(&Gamma::new(0.5, 1.0 * mV), |v| {
        error_function((v / 1e-3).sqrt())
    });
    assert!(found < BOUND, "{found}");
}

#[test]
fn a_seed_gives_its_draws() {
    let rule = Gamma::new(0.7, 1.0 * nS);
    let bits = |seed| {
        draws(&rule, seed)
            .into_iter()
            .map(f64::to_bits)
            .collect::<Vec<_>>()
    };
    assert_eq!(bits(1), bits(1));
    assert_ne!(bits(1), bits(2));
}

#[test]
fn what_cannot_be_drawn_is_refused_in_one_sentence() {
    fn refusal(values: impl nernst::values::Values<ElectricPotential>) -> String {
        let lif = Lif {
            tau: 20.0 * ms,
            r: 100.0 * MOhm,
            v_rest: -65.0 * mV,
            v_th: -50.0 * mV,
            v_reset: -65.0 * mV,
            t_ref: 2.0 * ms,
            v: -65.0 * mV,
        };
        let cells = Population::new(2, lif).with(Lif::V, values);
        Network::new()
            .population("cells", cells)
            .unwrap_err()
            .to_string()
    }
    for (found, expected) in [
        (
            refusal(Normal::new(-65.0 * mV, 5.0 * mV).within(-50.0 * mV..=-60.0 * mV)),
            "the bounds -50 mV and -60 mV have nothing between them",
        ),
        (
            refusal(Normal::new(-65.0 * mV, 0.0 * mV).within(-60.0 * mV..=-50.0 * mV)),
            "without a spread the mean -65 mV must lie between -60 mV and -50 mV",
        ),
        (
            refusal(LogNormal::of_median(-65.0 * mV, 0.5)),
            "the median of a log-normal distribution must be positive and finite, but it is -65 mV",
        ),
        (
            refusal(LogNormal::of_mean(65.0 * mV, -1.0 * mV)),
            "the spread of a log-normal distribution must be finite and not negative, but it is -1 mV",
        ),
        (
            refusal(Gamma::new(0.0, 1.0 * mV)),
            "the shape of a gamma distribution must be positive and finite, but it is 0",
        ),
        (
            refusal(Exponential::new(f64::NAN * mV)),
            "the mean of an exponential distribution must be finite, but it is NaN mV",
        ),
    ] {
        assert_eq!(
            found,
            format!("population `cells`: `v` of `Lif`: {expected}")
        );
    }
}
