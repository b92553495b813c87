//! The numbers have the distributions they claim, and streams know nothing of each other. All seeds are fixed.

use rand::Rng;

use super::{Geometric, Key, Purpose, Stream};
use crate::function::{erf, expm1};

/// How many numbers are drawn: more where `NERNST_DRAWS` asks for them.
fn sample_size() -> usize {
    let asked = std::env::var("NERNST_DRAWS").ok();
    asked.map_or(1_000_000, |text| text.parse().expect("a number"))
}

/// sup |F_n − F| · √n; above 1.95 in one of a thousand honest samples.
fn kolmogorov_smirnov(mut sample: Vec<f64>, distribution: impl Fn(f64) -> f64) -> f64 {
    sample.sort_by(f64::total_cmp);
    let n = sample.len() as f64;
    let deviation = sample.iter().enumerate().map(|(rank, &x)| {
        let f = distribution(x);
        (f - rank as f64 / n).max((rank as f64 + 1.0) / n - f)
    });
    deviation.fold(0.0, f64::max) * n.sqrt()
}

/// Pearson's χ² as a number of standard deviations from its mean.
fn chi_square(counts: &[u64], expected: &[f64]) -> f64 {
    let statistic: f64 = counts
        .iter()
        .zip(expected)
        .map(|(&count, e)| (count as f64 - e).powi(2) / e)
        .sum();
    let freedom = counts.len() as f64 - 1.0;
    (statistic - freedom) / (2.0 * freedom).sqrt()
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let mean = |x: &[f64]| x.iter().sum::<f64>() / n;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |x: &[f64], mx: f64, y: &[f64], my: f64| -> f64 {
        x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum()
    };
    product(a, mean_a, b, mean_b)
        / (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt()
}

fn stream(index: u64) -> Stream {
    Stream::new(20_240_607, Purpose::User, 1, index)
}

fn sample(index: u64, n: usize, mut draw: impl FnMut(&mut Stream) -> f64) -> Vec<f64> {
    let mut stream = stream(index);
    (0..n).map(|_| draw(&mut stream)).collect()
}

#[test]
fn uniform_is_uniform() {
    for draw in [Stream::uniform, Stream::open_uniform] {
        let sample = sample(1, sample_size(), draw);
        assert!(sample.iter().all(|u| (0.0..1.0).contains(u)));
        assert!(kolmogorov_smirnov(sample, |u| u) < 1.95);
    }
}

#[test]
fn uniform_is_equidistributed_in_pairs() {
    let mut counts = vec![0; 64 * 64];
    let mut stream = stream(2);
    for _ in 0..sample_size() {
        let (x, y) = (stream.uniform(), stream.uniform());
        counts[(x * 64.0) as usize * 64 + (y * 64.0) as usize] += 1;
    }
    let expected = vec![sample_size() as f64 / counts.len() as f64; counts.len()];
    assert!(chi_square(&counts, &expected).abs() < 4.0);
}

#[test]
fn every_bit_of_a_word_is_fair() {
    let mut counts = [0i64; 64];
    let mut stream = stream(3);
    for _ in 0..sample_size() {
        let word = stream.word();
        for (bit, count) in counts.iter_mut().enumerate() {
            *count += (word >> bit & 1) as i64;
        }
    }
    let deviation = (sample_size() as f64).sqrt() / 2.0;
    for count in counts {
        assert!(((count - sample_size() as i64 / 2) as f64).abs() < 4.5 * deviation);
    }
}

#[test]
fn normal_has_its_moments() {
    let sample = sample(4, sample_size(), Stream::normal);
    let n = sample_size() as f64;
    let moment = |k: i32| sample.iter().map(|z| z.powi(k)).sum::<f64>() / n;
    // E z^k, and the standard deviation of z^k.
    for (k, mean, deviation) in [
        (1, 0.0, 1.0_f64),
        (2, 1.0, 2.0_f64.sqrt()),
        (3, 0.0, 15.0_f64.sqrt()),
        (4, 3.0, 96.0_f64.sqrt()),
    ] {
        let error = (moment(k) - mean).abs() / (deviation / n.sqrt());
        assert!(error < 4.0, "moment {k} is off by {error} deviations");
    }
}

#[test]
fn normal_is_normal() {
    let distribution = |z: f64| 0.5 + 0.5 * erf(z / 2.0_f64.sqrt());
    assert!(kolmogorov_smirnov(sample(5, sample_size(), Stream::normal), distribution) < 1.95);
}

#[test]
fn exponential_is_exponential() {
    let distribution = |x: f64| -expm1(-x);
    assert!(kolmogorov_smirnov(sample(6, sample_size(), Stream::exponential), distribution) < 1.95);
}

#[test]
fn below_is_fair() {
    for n in [1, 2, 3, 10, 1000] {
        let mut counts = vec![0; n];
        let mut stream = stream(n as u64);
        for _ in 0..sample_size() {
            counts[stream.below(n as u64) as usize] += 1;
        }
        let expected = vec![sample_size() as f64 / n as f64; n];
        assert!(n == 1 || chi_square(&counts, &expected).abs() < 4.0);
    }
}

/// With n = 3·2⁶², taking the upper part of a product without rejection would give every third value half of all draws.
#[test]
fn below_is_fair_for_huge_ranges() {
    let mut counts = [0; 3];
    let mut stream = stream(7);
    for _ in 0..sample_size() {
        counts[(stream.below(3 << 62) % 3) as usize] += 1;
    }
    let expected = [sample_size() as f64 / 3.0; 3];
    assert!(chi_square(&counts, &expected).abs() < 4.0);
}

#[test]
fn skips_are_geometric() {
    let (p, bins) = (0.1, 60);
    let mut counts = vec![0; bins];
    let mut stream = stream(8);
    let geometric = Geometric::new(p);
    for _ in 0..sample_size() {
        counts[(geometric.sample(&mut stream) as usize).min(bins - 1)] += 1;
    }
    let mut expected: Vec<f64> = (0..bins)
        .map(|k| sample_size() as f64 * p * (1.0 - p).powi(k as i32))
        .collect();
    expected[bins - 1] /= p;
    assert!(chi_square(&counts, &expected).abs() < 4.0);
}

#[test]
fn skips_know_certainty_and_impossibility() {
    let mut stream = stream(9);
    for _ in 0..1000 {
        assert_eq!(stream.geometric_skip(1.0), 0);
        assert_eq!(stream.geometric_skip(0.0), u64::MAX);
    }
}

#[test]
fn neighbouring_streams_are_independent() {
    let n = 100_000;
    let make = |seed, purpose, object, index| {
        let mut stream = Stream::new(seed, purpose, object, index);
        (0..n).map(|_| stream.uniform()).collect::<Vec<_>>()
    };
    let reference = make(1, Purpose::Weights, 5, 10);
    let neighbours = [
        make(2, Purpose::Weights, 5, 10),
        make(1, Purpose::Delays, 5, 10),
        make(1, Purpose::Weights, 6, 10),
        make(1, Purpose::Weights, 5, 11),
        make(1, Purpose::Weights, 5, 10 + (1 << 32)),
    ];
    for neighbour in &neighbours {
        for lag in 0..3 {
            let r = correlation(&reference[..n - lag], &neighbour[lag..]);
            assert!(r.abs() * (n as f64).sqrt() < 4.0, "correlation {r}");
        }
    }
}

/// First draws of successive neurons are what a population sees: they must look like one good sequence.
#[test]
fn first_draws_across_indices_are_uniform() {
    let sample: Vec<f64> = (0..sample_size() as u64)
        .map(|i| stream(i).uniform())
        .collect();
    let r = correlation(&sample[1..], &sample[..sample_size() - 1]);
    assert!(r.abs() * (sample_size() as f64).sqrt() < 4.0);
    assert!(kolmogorov_smirnov(sample, |u| u) < 1.95);
}

#[test]
#[should_panic(expected = "56 bits")]
fn an_index_that_would_spill_into_the_purpose_is_refused() {
    let _ = Stream::new(0, Purpose::Weights, 0, 1 << 56);
}

#[test]
fn half_words_come_in_order_and_whole_words_start_afresh() {
    let key = Key::new(1, Purpose::User, 2);
    let mut stream = Stream::new(1, Purpose::User, 2, 3);
    let [low, high] = key.block(3, 0);
    assert_eq!([stream.next_u32(), stream.next_u32()], [low, high]);
    assert_eq!(stream.next_u32(), key.block(3, 1)[0]);
    let [low, high] = key.block(3, 2);
    assert_eq!(stream.next_u64(), u64::from(high) << 32 | u64::from(low));
    assert_eq!(stream.next_u32(), key.block(3, 3)[0]);
}

/// Pins the numbers of this version; a change here changes every published result that names a seed.
#[test]
fn value_stability() {
    let mut stream = Stream::new(42, Purpose::Weights, 1, 2);
    assert_eq!(stream.word(), 12337978019298630325);
    assert_eq!(stream.normal().to_bits(), 4607557594182613254);
    assert_eq!(stream.exponential().to_bits(), 4610528882134924019);
    assert_eq!(stream.below(1_000_000), 453928);
}
