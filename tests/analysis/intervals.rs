//! Intervals between spikes.

use super::*;

/// The mean of what all cells have.
fn mean(values: &[Option<f64>]) -> f64 {
    values.iter().map(|value| value.unwrap()).sum::<f64>() / values.len() as f64
}

#[test]
fn intervals_are_the_differences_of_spike_times() {
    let spikes = [(1, 2.0), (0, 3.0), (1, 3.0), (0, 10.0), (1, 3.0)];
    let intervals = of_times(3, &spikes, 20.0 * ms, |s| s.intervals());
    assert_eq!(
        intervals,
        [vec![7.0 * ms], vec![1.0 * ms, 0.0 * ms], vec![]]
    );
}

#[test]
fn a_regular_train_has_no_variation() {
    let train: Vec<_> = (0..90).map(|k| (0, 0.7 + 1.1 * k as f64)).collect();
    let (cvs, mean, local) = of_times(2, &train, 100.0 * ms, |s| {
        (s.interval_cvs(), s.interval_cv(), s.local_variations())
    });
    assert_eq!(cvs, [Some(0.0), None]);
    assert_eq!(mean, Some(0.0));
    assert_eq!(local, [Some(0.0), None]);
}

#[test]
fn a_mean_is_over_the_cells_that_have_a_variation() {
    // Intervals 1 and 3, 1 and 1; the third has one interval only.
    let spikes = [
        (0, 1.0),
        (0, 2.0),
        (0, 5.0),
        (1, 1.0),
        (1, 2.0),
        (1, 3.0),
        (2, 4.0),
        (2, 9.0),
    ];
    let (cvs, mean, local) = of_times(4, &spikes, 10.0 * ms, |s| {
        (s.interval_cvs(), s.interval_cv(), s.local_variations())
    });
    assert_eq!(cvs, [Some(0.5), Some(0.0), None, None]);
    assert_eq!(mean, Some(0.25));
    assert_eq!(local, [Some(0.75), Some(0.0), None, None]);
}

#[test]
fn spikes_in_one_step_have_no_variation_to_speak_of() {
    let together = [(0, 1.0), (0, 1.0), (0, 1.0)];
    let (cvs, local) = of_times(1, &together, 5.0 * ms, |s| {
        (s.interval_cvs(), s.local_variations())
    });
    assert_eq!((cvs, local), (vec![None], vec![Some(0.0)]));
    let silence = of_times(1, &[], 5.0 * ms, |s| (s.interval_cv(), s.intervals()));
    assert_eq!(silence, (None, vec![vec![]]));
}

/// The coefficients of variation and the local variations of 200 cells with about 400 intervals each lie where they should.
fn vary(source: impl nernst::source::SpikeSource, order: f64) {
    let (cvs, local) = recorded(source, (Time::ZERO, 20.0 * second), |s| {
        (s.interval_cvs(), s.local_variations())
    });
    let (cell, all) = (400.0_f64, 200.0 * 400.0_f64);
    // By the delta method, from the third and the fourth moment of a gamma distribution.
    let (cv, skew, fourth) = (order.powf(-0.5), 2.0 * order.powf(-0.5), 3.0 + 6.0 / order);
    let sd = cv * (0.25 * (fourth - 1.0) - skew * cv + cv * cv).sqrt();
    let found = mean(&cvs);
    // The bias of a cell is of the order of one over its intervals.
    let bound = 4.0 * sd / all.sqrt() + 2.0 / cell;
    assert!((found - cv).abs() < bound, "{found}, not {cv} to {bound}");
    // Terms lie between 0 and 3, so their variance is less than 3 times their mean; each shares an interval with the next.
    let expected = 3.0 / (2.0 * order + 1.0);
    let bound = 4.0 * (2.0 * 3.0 * expected / all).sqrt();
    let found = mean(&local);
    assert!(
        (found - expected).abs() < bound,
        "{found}, not {expected} to {bound}"
    );
}

#[test]
fn a_poisson_process_varies_by_one() {
    vary(Poisson::new(200, 20.0 * Hz), 1.0);
}

#[test]
fn a_gamma_process_varies_by_one_over_the_root_of_its_order() {
    vary(erlang(200, 4, 20.0, 20.0), 4.0);
    vary(erlang(200, 9, 20.0, 20.0), 9.0);
}

#[test]
fn a_slow_change_of_the_rate_moves_the_variation_and_not_the_local_one() {
    let rate = Sine::new(18.0 * Hz, 0.5 * Hz).offset(20.0 * Hz);
    let (cv, local) = recorded(
        Poisson::following(100, rate),
        (Time::ZERO, 20.0 * second),
        |s| (s.interval_cv().unwrap(), mean(&s.local_variations())),
    );
    assert!(cv > 1.3 && (local - 1.0).abs() < 0.15, "{cv} {local}");
}

#[test]
fn intervals_off_the_grid_are_those_of_the_neuron() {
    let (intervals, cv) = off_the_grid(|s| (s.intervals(), s.interval_cv()));
    assert_eq!(intervals[0].len(), 35);
    for interval in &intervals[0] {
        assert!((*interval - off_the_grid_period()).abs() < 1e-9 * ms);
    }
    assert!(cv.unwrap() < 1e-9);
}
