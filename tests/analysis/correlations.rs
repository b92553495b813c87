//! Correlations of counts.

use super::*;

/// Cells that each take over a spike of a common Poisson process with the probability `p`.
fn thinned(cells: usize, p: f64, rate: f64, seconds: f64) -> SpikeTimes {
    let mut stream = Stream::new(3, Purpose::User, 1, 0);
    let mut spikes = Vec::new();
    let mut time = stream.exponential() / rate;
    while time < seconds {
        let at = (time * 1e4).ceil() * 0.1 * ms;
        spikes.extend(
            (0..cells)
                .filter(|_| stream.uniform() < p)
                .map(|cell| (cell, at)),
        );
        time += stream.exponential() / rate;
    }
    SpikeTimes::new(cells, spikes)
}

fn pairs(cells: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..cells).flat_map(|a| (0..a).map(move |b| (a, b)))
}

#[test]
fn cells_that_fire_alike_or_in_turn_are_fully_correlated() {
    // The second and the first, the third whenever they do not; the fourth in every bin, the fifth never.
    let mut spikes = Vec::new();
    for bin in 0..40 {
        let cells = if bin % 3 == 0 {
            vec![0, 1, 3]
        } else {
            vec![2, 3]
        };
        spikes.extend(cells.into_iter().map(|cell| (cell, 5.0 * (bin + 1) as f64)));
    }
    let ask = [(0, 1), (1, 0), (0, 2), (0, 0), (0, 3), (4, 0), (4, 4)];
    let found = of_times(5, &spikes, 200.0 * ms, |s| {
        assert_eq!(s.mean_correlation([0, 3, 4], 5.0 * ms), Ok(None));
        s.correlations(ask, 5.0 * ms).unwrap()
    });
    for (found, expected) in found.iter().zip([1.0, 1.0, -1.0, 1.0]) {
        assert!((found.unwrap() - expected).abs() < 1e-12, "{found:?}");
    }
    assert_eq!(found[4..], [None; 3]);
}

#[test]
fn a_coefficient_is_that_of_the_counts() {
    // Counts 2, 0, 1, 1 and 1, 0, 0, 3: deviations 1, -1, 0, 0 and 0, -1, -1, 2.
    let spikes = [
        (0, 1.0),
        (0, 10.0),
        (0, 30.0),
        (0, 40.0),
        (1, 3.0),
        (1, 31.0),
        (1, 32.0),
        (1, 40.0),
    ];
    let found = of_times(2, &spikes, 40.0 * ms, |s| {
        s.correlations([(0, 1)], 10.0 * ms)
    });
    let expected = 1.0 / (2.0_f64 * 6.0).sqrt();
    assert!((found.unwrap()[0].unwrap() - expected).abs() < 1e-14);
}

#[test]
fn a_mean_is_that_over_all_pairs() {
    let cells = [0, 1, 2, 3, 4, 5, 7];
    let (all, mean) = recorded(
        thinned(8, 0.4, 100.0, 5.0),
        (Time::ZERO, 5.0 * second),
        |s| {
            let pairs = pairs(7).map(|(a, b)| (cells[a], cells[b]));
            let all = s.correlations(pairs, 20.0 * ms).unwrap();
            // In any order, and each cell once.
            let mean = s.mean_correlation([7, 0, 1, 2, 1, 5, 4, 3, 0], 20.0 * ms);
            (all, mean.unwrap().unwrap())
        },
    );
    assert_eq!(all.len(), 21);
    let expected = all.iter().map(|c| c.unwrap()).sum::<f64>() / 21.0;
    assert!((mean - expected).abs() < 1e-12, "{mean} {expected}");
}

#[test]
fn silent_cells_are_left_out_of_a_mean() {
    let spikes = [(0, 1.0), (1, 2.0), (0, 12.0), (0, 13.0), (1, 21.0)];
    let (pair, mean) = of_times(4, &spikes, 40.0 * ms, |s| {
        let pair = s.correlations([(0, 1)], 10.0 * ms).unwrap();
        (pair[0], s.mean_correlation(0..4, 10.0 * ms).unwrap())
    });
    assert!((pair.unwrap() - mean.unwrap()).abs() < 1e-14);
    let nobody = of_times(4, &spikes, 40.0 * ms, |s| {
        s.mean_correlation(1..4, 10.0 * ms)
    });
    assert_eq!(nobody, Ok(None));
}

#[test]
fn a_common_input_correlates_by_the_probability_of_taking_it_over() {
    // Whatever the bin, the covariance is p times the variance.
    for (p, bin) in [(0.3, 5.0 * ms), (0.3, 50.0 * ms), (0.7, 50.0 * ms)] {
        let seconds = 200.0;
        let mean = recorded(
            thinned(10, p, 100.0, seconds),
            (Time::ZERO, seconds * second),
            |s| s.mean_correlation(0..10, bin),
        );
        let mean = mean.unwrap().unwrap();
        // The variance of the coefficient of one pair, near one over the bins; more where a count is small.
        let (bins, count) = (seconds * second / bin, p * 100.0 * Hz * bin);
        let bound = 4.0 * ((1.0 + 1.0 / count) / bins).sqrt();
        assert!((mean - p).abs() < bound, "{mean}, not {p} to {bound}");
    }
}

#[test]
fn independent_cells_are_not_correlated() {
    let mean = recorded(
        Poisson::new(50, 20.0 * Hz),
        (Time::ZERO, 20.0 * second),
        |s| s.mean_correlation(0..50, 20.0 * ms),
    );
    // Pairs are uncorrelated with each other too, and have a variance of one over the bins.
    let bound = 4.0 / (1000.0_f64 * 1225.0).sqrt();
    assert!(mean.unwrap().unwrap().abs() < bound);
}
