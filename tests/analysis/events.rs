//! Rates and states around events.

use super::*;

#[test]
fn spikes_are_counted_in_the_bins_that_they_end() {
    // Around 20 and 50 ms: -5, 0, 0.1, 5 and 9.9; -10, 10.
    let spikes = [
        (0, 15.0),
        (1, 20.0),
        (0, 20.1),
        (0, 25.0),
        (1, 29.9),
        (0, 40.0),
        (1, 60.0),
    ];
    let psth = of_times(2, &spikes, 100.0 * ms, |s| {
        s.psth(&[50.0 * ms, 20.0 * ms], -10.0 * ms..10.0 * ms, 5.0 * ms)
    });
    let psth = psth.unwrap();
    assert_eq!(psth.events(), 2);
    let expected = [-7.5, -2.5, 2.5, 7.5];
    for (time, expected) in psth.times().iter().zip(expected) {
        assert!((*time - expected * ms).abs() < 1e-12 * ms);
    }
    // The spike at -10 is before the window, that at 10 ends it; one is 50 Hz, in 5 ms of two cells after two events.
    for (rate, count) in psth.values().iter().zip([1.0, 1.0, 2.0, 2.0]) {
        assert!((*rate - count * 50.0 * Hz).abs() < 1e-9 * Hz);
    }
}

#[test]
fn edges_hold_at_any_time_that_rounds() {
    // Every spike 0.3 ms after its event, both in decimal numbers: all in the third bin.
    let events: Vec<f64> = (1..3000).map(|k| 1.1 * k as f64).collect();
    let spikes: Vec<_> = events.iter().map(|time| (0, time + 0.3)).collect();
    let events: Vec<_> = events.iter().map(|time| *time * ms).collect();
    let psth = of_times(1, &spikes, 3.4 * second, |s| {
        s.psth(&events, 0.0 * ms..0.5 * ms, 0.1 * ms)
    });
    let rates: Vec<_> = psth
        .unwrap()
        .values()
        .iter()
        .map(|r| (*r * (0.1 * ms)).round())
        .collect();
    assert_eq!(rates, [0.0, 0.0, 1.0, 0.0, 0.0]);
}

#[test]
fn windows_that_cover_a_record_hold_all_of_its_spikes() {
    let events: Vec<Time> = (0..10).map(|k| (200.0 + 100.0 * k as f64) * ms).collect();
    let source = Poisson::new(10, 30.0 * Hz);
    let (count, psth) = recorded(source, (200.0 * ms, 1.0 * second), |s| {
        (
            s.len(),
            s.psth(&events, 0.0 * ms..100.0 * ms, 4.0 * ms).unwrap(),
        )
    });
    let sum: f64 = psth.values().iter().map(|rate| *rate * (4.0 * ms)).sum();
    // Ten cells after ten events.
    assert!((sum * 100.0 - count as f64).abs() < 1e-9);
}

#[test]
fn events_whose_window_is_not_in_the_record_are_left_out() {
    let events = [
        -5.0,
        19.9,
        20.0,
        50.0,
        70.0,
        70.1,
        90.0,
        f64::NAN,
        f64::INFINITY,
    ]
    .map(|t| t * ms);
    let source = SpikeTimes::new(1, [20.0, 55.0, 70.0].map(|time| (0, time * ms)));
    // Recorded from 10 ms to 100 ms.
    let psth = recorded(source, (10.0 * ms, 90.0 * ms), |s| {
        s.psth(&events, -10.0 * ms..30.0 * ms, 10.0 * ms).unwrap()
    });
    assert_eq!(psth.events(), 3);
    // The spikes at 20 and 55 after 20 and 50, and those at 55 and 70 around 70 and 50.
    let counts: Vec<_> = psth
        .values()
        .iter()
        .map(|r| (*r * (30.0 * ms)).round())
        .collect();
    assert_eq!(counts, [2.0, 1.0, 1.0, 0.0]);
}

#[test]
fn a_rate_that_steps_at_the_stimulus_is_seen_to_step() {
    let rate = by_time(|t| {
        if (t / (200.0 * ms)).fract() < 0.25 {
            60.0 * Hz
        } else {
            20.0 * Hz
        }
    });
    let stimuli: Vec<Time> = (1..50).map(|k| k as f64 * 200.0 * ms).collect();
    let psth = recorded(
        Poisson::following(50, rate),
        (Time::ZERO, 10.0 * second),
        |s| s.psth(&stimuli, -50.0 * ms..100.0 * ms, 5.0 * ms).unwrap(),
    );
    assert_eq!(psth.values().len(), 30);
    for (time, found) in psth.iter() {
        let rate = if time > 0.0 * ms && time < 50.0 * ms {
            60.0
        } else {
            20.0
        };
        // As many spikes as a Poisson number, in 5 ms of 50 cells after 49 stimuli.
        let count = rate * 0.005 * 50.0 * 49.0;
        let bound = 4.0 * rate / f64::sqrt(count);
        assert!((found / Hz - rate).abs() < bound, "{time}: {found}");
    }
}

#[test]
fn spikes_off_the_grid_fall_into_the_bin_they_are_in() {
    let period = off_the_grid_period();
    // The spikes are early by 0.27, 0.55, 0.82 ms and so on: from 5 steps of 1 ms before to 5 after each event, which is half a step before a spike.
    let events: Vec<Time> = (2..30).map(|k| k as f64 * period - 0.5 * ms).collect();
    let psth = off_the_grid(|s| s.psth(&events, -5.0 * ms..5.0 * ms, 1.0 * ms)).unwrap();
    assert_eq!(psth.events(), 28);
    for (time, rate) in psth.iter() {
        let expected = if (time - 0.5 * ms).abs() < 0.1 * ms {
            1000.0
        } else {
            0.0
        };
        assert!((rate - expected * Hz).abs() < 1e-6 * Hz, "{time}: {rate}");
    }
}

/// What is asked of the average of a readout that filters the spikes of a source with `e^(-t / 10 ms)`, each 1 ms later.
fn filtered(
    source: impl nernst::source::SpikeSource,
    duration: Time,
    window: std::ops::RangeInclusive<Time>,
) -> nernst::analysis::EventAverage<f64> {
    let mut network = Network::new();
    let source = network.source("source", source).unwrap();
    let readout = LeakyReadout {
        tau: 10.0 * ms,
        r: 0.0,
    };
    let readout = network
        .population("readout", Population::new(2, readout))
        .unwrap();
    let out = Projection::new(source, readout)
        .connectivity(OneToOne)
        .weight(1.0)
        .delay(1.0 * ms);
    network.projection("out", out).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let spikes = simulation.record(source.spikes()).unwrap();
    let trace = readout.trace(LeakyReadout::R).every(0.5 * ms);
    let r = simulation.record(trace).unwrap();
    simulation.run(duration).unwrap();
    let events = simulation.read(&spikes).of(1);
    simulation
        .read(&r)
        .triggered_average(1, &events, window)
        .unwrap()
}

#[test]
fn the_average_around_the_input_of_a_linear_filter_is_the_filter() {
    let train = (1..10).map(|k| (1, 40.0 * k as f64 * ms));
    let average = filtered(SpikeTimes::new(2, train), 400.0 * ms, -5.0 * ms..=30.0 * ms);
    assert_eq!((average.events(), average.values().len()), (9, 71));
    for (time, r) in average.iter() {
        let since = (time / ms - 1.0) / 10.0;
        // Of the spike itself, and of up to eight before it.
        let kernel = |s: f64| if s > -1e-9 { (-s).exp() } else { 0.0 };
        let sum: f64 = (0..9)
            .map(|k| (9 - k) as f64 / 9.0 * kernel(since + 4.0 * k as f64))
            .sum();
        assert!((r - sum).abs() < 1e-12, "{time}: {r} {sum}");
    }
}

#[test]
fn independent_inputs_add_their_mean_to_the_filter() {
    let average = filtered(
        Poisson::new(2, 20.0 * Hz),
        200.0 * second,
        -10.0 * ms..=30.0 * ms,
    );
    // The variance of shot noise is rate · tau / 2; what follows and precedes an input is independent of it.
    let bound = 5.0 * (0.1 / 3900.0_f64).sqrt() + 1.0 / 400.0;
    for (time, r) in average.iter() {
        let since = (time / ms - 1.0) / 10.0;
        // At an event between two samples the jump is on the line between them.
        if since.abs() > 0.06 {
            let own = if since > 0.0 { (-since).exp() } else { 0.0 };
            assert!((r - 0.2 - own).abs() < bound, "{time}: {r}");
        }
    }
}

#[test]
fn between_two_samples_a_state_is_on_the_line_between_them() {
    // 1 nA charges 1 nF by 1 mV in 1 ms.
    let cell = If {
        c: 1000.0 * pF,
        v_th: 1000.0 * mV,
        v_reset: 0.0 * mV,
        t_ref: 0.0 * ms,
        v: 0.0 * mV,
    };
    let mut network = Network::new();
    let cells = Population::new(1, cell).with(If::I, 1.0 * nA);
    let cells = network.population("cells", cells).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    simulation.run(5.0 * ms).unwrap();
    let v = simulation
        .record(cells.trace(If::V).every(0.4 * ms))
        .unwrap();
    simulation.run(20.1 * ms).unwrap();
    let v = simulation.read(&v);
    // Samples from 5 ms to 25 ms; the window of the first and of the last begins and ends with them.
    let events = [5.4, 10.0, 11.03, 24.6, 5.3, 24.61].map(|time| time * ms);
    let average = v
        .triggered_average(0, &events, -0.4 * ms..=0.4 * ms)
        .unwrap();
    assert_eq!(average.events(), 4);
    let mean = (5.4 + 10.0 + 11.03 + 24.6) / 4.0;
    for (value, lag) in average.values().iter().zip([-0.4, 0.0, 0.4]) {
        assert!((*value - (mean + lag) * mV).abs() < 1e-9 * mV, "{value}");
    }
    let one = v
        .triggered_average(0, &events, 0.0 * ms..=0.0 * ms)
        .unwrap();
    assert_eq!((one.events(), one.values().len()), (6, 1));
}
