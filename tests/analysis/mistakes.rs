//! What cannot be answered is an error that says why.

use super::*;

/// The sentence about what is asked of a record of 20 ms of two cells.
fn refused<T: std::fmt::Debug, E: std::error::Error>(
    ask: impl FnOnce(Spikes<'_>) -> Result<T, E>,
) -> String {
    of_times(2, &[(0, 5.0), (1, 10.0)], 20.0 * ms, |s| {
        ask(s).unwrap_err().to_string()
    })
}

#[test]
fn lengths_are_positive_and_whole_numbers_of_steps() {
    for length in [0.0, -1.0, f64::NAN] {
        assert_eq!(
            refused(|s| s.fano_factor(length * ms)),
            format!(
                "the length of a window of counts must be positive and finite, but it is {length} ms"
            )
        );
    }
    assert_eq!(
        refused(|s| s.power_spectrum(f64::INFINITY * ms, 100.0 * Hz)),
        "the length of a segment must be positive and finite, but it is inf ms"
    );
    assert_eq!(
        refused(|s| s.mean_correlation(0..2, 0.25 * ms)),
        "a bin must be a whole number of steps of 100 us, but it is 250 us"
    );
    assert!(
        refused(|s| s.correlations([(0, 1)], 1e-300 * ms)).starts_with("a bin must be a whole")
    );
}

#[test]
fn a_record_is_long_enough() {
    assert_eq!(
        refused(|s| s.fano_factors(10.1 * ms)),
        "a window of counts of 10.1 ms must fit twice into the record of 20 ms; take less or record for longer"
    );
    assert!(of_times(2, &[], 20.0 * ms, |s| s.fano_factors(10.0 * ms)).is_ok());
    assert!(refused(|s| s.mean_correlation(0..2, 11.0 * ms)).contains("fit twice"));
    assert!(refused(|s| s.correlations([(0, 1)], 1e300 * ms)).contains("fit twice"));
    assert!(refused(|s| s.population_spectrum(20.1 * ms, 50.0 * Hz)).contains("fit once"));
    assert!(of_times(1, &[], 0.0 * ms, |s| s.fano_factor(1.0 * ms)).is_err());
}

#[test]
fn cells_exist() {
    let missing = "there is no cell 2 in a record of 2 cells";
    assert_eq!(
        refused(|s| s.correlations([(0, 1), (2, 0)], 1.0 * ms)),
        missing
    );
    assert_eq!(refused(|s| s.mean_correlation(0..3, 1.0 * ms)), missing);
}

#[test]
fn frequencies_are_those_that_a_segment_can_tell() {
    let ask = |f: f64| refused(|s| s.power_spectrum(10.0 * ms, f * Hz));
    assert_eq!(
        ask(99.0),
        "a spectrum must go up to a frequency from 100 Hz, one period in a segment, to 5 kHz, half of one per time step, but it is 99 Hz"
    );
    for f in [0.0, -100.0, 5100.0, f64::NAN, f64::INFINITY] {
        assert!(ask(f).starts_with("a spectrum must go up"), "{f}");
    }
}

#[test]
fn windows_are_whole_numbers_of_bins() {
    let ask = |from: f64, to: f64, bin: f64| {
        refused(|s| s.psth(&[10.0 * ms], from * ms..to * ms, bin * ms))
    };
    assert_eq!(
        ask(-5.0, 5.0, 3.0),
        "a window of 10 ms is no whole number of bins of 3 ms"
    );
    assert_eq!(
        ask(-5.0, -5.0, 1.0),
        "a window of 0 ms is no whole number of bins of 1 ms"
    );
    assert_eq!(
        ask(5.0, -5.0, 1.0),
        "a window around events must be finite and not end before it begins, but it goes from 5 ms to -5 ms"
    );
    assert!(ask(f64::NAN, 5.0, 1.0).contains("finite"));
    assert!(ask(0.0, f64::INFINITY, 1.0).contains("finite"));
    assert_eq!(
        ask(-5.05, 5.0, 1.0),
        "the start of a window must be a whole number of steps of 100 us, but it is -5.05 ms"
    );
    assert!(ask(-5.0, 5.0, 0.0).contains("positive"));
}

#[test]
fn some_event_has_its_window_in_the_record() {
    assert_eq!(
        refused(|s| s.psth(&[5.0 * ms, f64::NAN * ms], -10.0 * ms..5.0 * ms, 1.0 * ms)),
        "none of the 2 events has its window from -10 ms to 5 ms within the record; take a shorter window or record for longer"
    );
    assert_eq!(
        refused(|s| s.psth(&[], -10.0 * ms..5.0 * ms, 1.0 * ms)),
        "there are no events around which to average"
    );
    assert!(
        refused(|s| s.psth(&[5.0 * ms], -1e300 * ms..1e300 * ms, 2e300 * ms))
            .starts_with("none of")
    );
}

#[test]
fn a_trace_is_asked_for_its_own_cells_and_samples() {
    let mut network = Network::new();
    let readout = LeakyReadout {
        tau: 10.0 * ms,
        r: 0.0,
    };
    let readout = network
        .population("readout", Population::new(3, readout))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let trace = readout.trace(LeakyReadout::R).cells([2]).every(0.5 * ms);
    let r = simulation.record(trace).unwrap();
    simulation.run(20.0 * ms).unwrap();
    let ask = |cell, window| {
        let average = simulation
            .read(&r)
            .triggered_average(cell, &[10.0 * ms], window);
        average.map_err(|error| error.to_string())
    };
    assert!(ask(0, -10.0 * ms..=10.0 * ms).is_ok());
    assert_eq!(
        ask(1, -1.0 * ms..=1.0 * ms).unwrap_err(),
        "there is no cell 1 in a record of 1 cells"
    );
    assert_eq!(
        ask(0, -1.0 * ms..=1.1 * ms).unwrap_err(),
        "the end of a window must be a whole number of steps of 500 us, but it is 1.1 ms"
    );
    assert!(
        ask(0, -10.5 * ms..=1.0 * ms)
            .unwrap_err()
            .starts_with("none of the 1 events")
    );
    assert!(
        ask(0, 1.0 * ms..=-1.0 * ms)
            .unwrap_err()
            .contains("not end before it begins")
    );
}
