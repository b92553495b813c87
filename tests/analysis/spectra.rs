//! Power spectra.

use super::*;

/// In hertz.
fn numbers(spectrum: Vec<(Frequency, Frequency)>) -> Vec<(f64, f64)> {
    let numbers = spectrum.into_iter();
    numbers.map(|(f, power)| (f / Hz, power / Hz)).collect()
}

#[test]
fn the_frequencies_are_those_of_whole_periods_in_a_segment() {
    let spectrum = of_times(1, &[], 1.0 * second, |s| {
        s.power_spectrum(0.3 * second, 20.0 * Hz)
    });
    let spectrum = numbers(spectrum.unwrap());
    assert_eq!(spectrum.len(), 6);
    for (k, (f, power)) in spectrum.iter().enumerate() {
        assert!((f - (k + 1) as f64 / 0.3).abs() < 1e-12 && *power == 0.0);
    }
    // 19.99 Hz are less than six periods.
    let spectrum = of_times(1, &[], 1.0 * second, |s| {
        s.power_spectrum(0.3 * second, 19.99 * Hz)
    });
    assert_eq!(spectrum.unwrap().len(), 5);
}

#[test]
fn a_spike_has_the_same_power_at_all_frequencies() {
    // One spike in a segment of 0.1 s, in one of five segments, of one of two cells.
    let spectrum = of_times(2, &[(1, 234.5)], 0.5 * second, |s| {
        s.power_spectrum(0.1 * second, 5000.0 * Hz)
    });
    let spectrum = numbers(spectrum.unwrap());
    assert_eq!(spectrum.len(), 500);
    assert!(
        spectrum
            .iter()
            .all(|(_, power)| (power - 1.0).abs() < 1e-12)
    );
}

#[test]
fn a_regular_train_has_lines_and_nothing_between_them() {
    // 50 Hz in two segments of a second; the last spike of each ends it.
    let train: Vec<_> = (1..=100).map(|k| (0, 20.0 * k as f64)).collect();
    let spectrum = of_times(1, &train, 2.0 * second, |s| {
        s.power_spectrum(1.0 * second, 500.0 * Hz)
    });
    for (f, power) in numbers(spectrum.unwrap()) {
        let line = f % 50.0 == 0.0;
        // The rate squared times the segment.
        let expected = if line { 2500.0 } else { 0.0 };
        assert!((power - expected).abs() < 1e-9, "{f}: {power}");
    }
}

#[test]
fn what_is_left_at_the_end_of_a_record_is_in_no_segment() {
    let train = [(0, 10.0), (0, 100.0), (0, 100.1), (0, 119.0)];
    let power = |duration| {
        let spectrum = of_times(1, &train, duration, |s| {
            s.power_spectrum(100.0 * ms, 50.0 * Hz)
        });
        numbers(spectrum.unwrap())
    };
    assert_eq!(power(100.0 * ms), power(150.0 * ms));
    assert!(power(200.0 * ms) != power(150.0 * ms));
}

#[test]
fn spikes_off_the_grid_are_where_they_are() {
    // 35 spikes in nearly 36 periods: stamped at whole steps the line would lose four thousandths.
    let segment = 998.0 * ms;
    let spectrum = off_the_grid(|s| s.power_spectrum(segment, 50.0 * Hz)).unwrap();
    let phase =
        |k: i32| f64::from(k) * std::f64::consts::TAU * 36.0 * (off_the_grid_period() / segment);
    let re: f64 = (1..=35).map(|k| phase(k).cos()).sum();
    let im: f64 = (1..=35).map(|k| phase(k).sin()).sum();
    let expected = (re * re + im * im) / segment;
    let (_, power) = spectrum[35];
    assert!((power / expected - 1.0).abs() < 1e-9, "{power} {expected}");
    assert!((power / (35.0 * 35.0 / segment) - 1.0).abs() < 2e-4);
}

#[test]
fn a_poisson_process_has_its_rate_everywhere() {
    let (cells, together) = recorded(
        Poisson::new(100, 20.0 * Hz),
        (Time::ZERO, 40.0 * second),
        |s| {
            let [cells, together] = [
                s.power_spectrum(0.2 * second, 500.0 * Hz),
                s.population_spectrum(0.2 * second, 500.0 * Hz),
            ];
            (numbers(cells.unwrap()), numbers(together.unwrap()))
        },
    );
    // The power of one segment of one train varies by its mean, and somewhat more as there are four spikes in it.
    for (spectrum, periodograms) in [(cells, 20_000.0_f64), (together, 200.0)] {
        let bound = 4.5 * 20.0 * (1.0 + 1.0 / 4.0_f64).sqrt() / periodograms.sqrt();
        for (f, power) in &spectrum {
            assert!((power - 20.0).abs() < bound, "{f}: {power}, to {bound}");
        }
        // And no bias: the mean over 100 frequencies.
        let mean = spectrum.iter().map(|(_, power)| power).sum::<f64>() / 100.0;
        assert!((mean - 20.0).abs() < bound / 5.0, "{mean}, to {bound}");
    }
}

/// The spectrum of a renewal process with gamma intervals, `r (1 - |φ|²) / |1 - φ|²` with their characteristic function `φ`.
fn renewal(order: f64, rate: f64, f: f64) -> f64 {
    let x = std::f64::consts::TAU * f / (order * rate);
    let (size, angle) = ((1.0 + x * x).powf(-0.5 * order), order * x.atan());
    let (re, im) = (size * angle.cos(), size * angle.sin());
    rate * (1.0 - size * size) / ((1.0 - re).powi(2) + im * im)
}

#[test]
fn that_of_a_renewal_process_begins_at_its_rate_times_its_variation_squared() {
    let spectrum = recorded(
        erlang(400, 4, 20.0, 20.0),
        (Time::ZERO, 20.0 * second),
        |s| s.power_spectrum(4.0 * second, 60.0 * Hz),
    );
    let spectrum = numbers(spectrum.unwrap());
    assert!((renewal(4.0, 20.0, 1e-3) - 20.0 / 4.0).abs() < 1e-4);
    assert!((spectrum[0].1 - 20.0 / 4.0).abs() < 0.6);
    for (f, power) in spectrum {
        let expected = renewal(4.0, 20.0, f);
        // 2000 periodograms; what a segment of finite length leaves out is less than a tenth of a hertz.
        let bound = 4.5 * expected / 2000.0_f64.sqrt() + 0.1;
        assert!((power - expected).abs() < bound, "{f}: {power} {expected}");
    }
}

#[test]
fn cells_that_fire_alike_have_their_number_times_the_spectrum_of_one() {
    let train = [3.0, 10.0, 55.0, 61.2, 90.0];
    let spikes: Vec<_> = train
        .iter()
        .flat_map(|time| (0..7).map(|cell| (cell, *time)))
        .collect();
    let ask = |s: Spikes<'_>| {
        let [one, all] = [
            s.power_spectrum(50.0 * ms, 400.0 * Hz),
            s.population_spectrum(50.0 * ms, 400.0 * Hz),
        ];
        (numbers(one.unwrap()), numbers(all.unwrap()))
    };
    let (one, all) = of_times(7, &spikes, 100.0 * ms, ask);
    for ((_, one), (_, all)) in one.iter().zip(all) {
        assert!((7.0 * one - all).abs() < 1e-9);
    }
}
