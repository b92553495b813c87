//! Fano factors.

use super::*;

#[test]
fn counts_that_are_equal_have_none() {
    // Every window of 5 ms ends with a spike, which is its own.
    let train: Vec<_> = (1..=20).map(|k| (0, 5.0 * k as f64)).collect();
    for window in [5.0 * ms, 10.0 * ms, 50.0 * ms] {
        let factors = of_times(2, &train, 100.0 * ms, |s| s.fano_factors(window));
        assert_eq!(factors.unwrap(), [Some(0.0), None]);
    }
}

#[test]
fn a_regular_train_counts_one_more_or_less() {
    // One or none: mean p = 5/7, and the unbiased variance of 70 windows p (1 - p) 70/69.
    let train: Vec<_> = (0..50).map(|k| (0, 0.1 + 7.0 * k as f64)).collect();
    let factor = of_times(1, &train, 350.0 * ms, |s| s.fano_factor(5.0 * ms));
    let expected = 2.0 / 7.0 * 70.0 / 69.0;
    assert!((factor.unwrap().unwrap() - expected).abs() < 1e-14);
}

#[test]
fn what_is_left_at_the_end_of_a_record_does_not_count() {
    // Windows from 20 ms on: (20, 30], (30, 40]; the rest of 5 ms has two spikes.
    let times = [20.0, 25.0, 30.0, 30.1, 41.0, 42.0];
    let source = SpikeTimes::new(1, times.map(|time| (0, time * ms)));
    let span = (19.9 * ms, 25.1 * ms);
    let factors = recorded(source.clone(), span, |s| s.fano_factors(10.0 * ms)).unwrap();
    // Recorded from 19.9 ms: 20 and 25 against 30 and 30.1.
    assert_eq!(factors, [Some(0.0)]);
    let span = (20.0 * ms, 25.0 * ms);
    let factors = recorded(source, span, |s| s.fano_factors(10.0 * ms)).unwrap();
    // Recorded from 20 ms, after the spike there: 2 against 1.
    assert_eq!(factors, [Some(0.5 / 1.5)]);
}

#[test]
fn a_poisson_process_has_one() {
    for (window, windows) in [
        (10.0 * ms, 1000.0),
        (100.0 * ms, 100.0),
        (1.0 * second, 10.0),
    ] {
        let source = Poisson::new(200, 20.0 * Hz);
        let factor = recorded(source, (Time::ZERO, 10.0 * second), |s| {
            s.fano_factor(window)
        });
        let factor = factor.unwrap().unwrap();
        // The variance of that of a cell is 2 / (windows - 1) for every mean.
        let bound = 4.0 * (2.0_f64 / (200.0 * (windows - 1.0))).sqrt();
        assert!((factor - 1.0).abs() < bound, "{window}: {factor}");
    }
}

#[test]
fn that_of_a_renewal_process_goes_to_its_variation_squared() {
    // In long windows CV² + (1 - CV⁴) / (6 mean) for gamma intervals (D. R. Cox, Renewal Theory, 1962, sect. 4.5).
    let source = erlang(200, 4, 20.0, 50.0);
    let factor = recorded(source, (Time::ZERO, 50.0 * second), |s| {
        s.fano_factor(1.0 * second)
    });
    let factor = factor.unwrap().unwrap();
    let expected = 0.25 + (1.0 - 1.0 / 16.0) / (6.0 * 20.0);
    let bound = 4.0 * expected * (2.0_f64 / (200.0 * 49.0)).sqrt();
    assert!((factor - expected).abs() < bound, "{factor} {expected}");
}
