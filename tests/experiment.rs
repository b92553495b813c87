//! Experiments make every trial once, with its own seed, and their tables do not depend on threads.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use nernst::experiment::Experiment;
use nernst::prelude::*;

fn count(rate: Frequency, seed: u64) -> Result<usize, SimulationError> {
    let mut network = Network::new();
    let noise = network.source("noise", Poisson::new(50, rate)).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, seed)?;
    let spikes = simulation.record(noise.spikes())?;
    simulation.run(100.0 * ms)?;
    Ok(simulation.read(&spikes).len())
}

#[test]
fn a_table_does_not_depend_on_threads() {
    let rates = [0.0 * Hz, 20.0 * Hz, 100.0 * Hz];
    let table = |threads| {
        let experiment = Experiment::over(rates).trials(7).seed(3).threads(threads);
        experiment
            .run(|rate, seed| count(*rate, seed))
            .transpose()
            .unwrap()
    };
    let one = table(1);
    for threads in [2, 3, 100] {
        assert_eq!(table(threads), one);
    }
    let places: Vec<_> = one
        .rows()
        .iter()
        .map(|row| (row.point, row.trial))
        .collect();
    let expected: Vec<_> = (0..3)
        .flat_map(|point| (0..7).map(move |trial| (point, trial)))
        .collect();
    assert_eq!(places, expected);
    for (rate, rows) in one.by_point() {
        let mean = rows.iter().map(|row| row.result as f64).sum::<f64>() / 7.0;
        let expected = 50.0 * (*rate * 100.0 * ms);
        let error = (expected / 7.0).sqrt();
        assert!((mean - expected).abs() <= 4.0 * error, "{mean} {expected}");
    }
    // A row can be made again.
    let row = &one.rows()[16];
    assert_eq!(count(rates[row.point], row.seed).unwrap(), row.result);
}

#[test]
fn every_trial_is_made_once_with_a_seed_of_its_own() {
    let made = AtomicUsize::new(0);
    let table = Experiment::over(0..40)
        .trials(25)
        .threads(4)
        .run(|_, seed| {
            made.fetch_add(1, Ordering::Relaxed);
            seed
        });
    assert_eq!(made.into_inner(), 1000);
    let seeds: HashSet<u64> = table.rows().iter().map(|row| row.seed).collect();
    assert_eq!(seeds.len(), 1000);
    assert!(table.rows().iter().all(|row| row.seed == row.result));
    let other = Experiment::over(0..40)
        .trials(25)
        .seed(1)
        .run(|_, seed| seed);
    assert!(other.rows().iter().all(|row| !seeds.contains(&row.seed)));
}

#[test]
fn the_first_failure_is_told() {
    let table = Experiment::over(0..10)
        .trials(3)
        .threads(3)
        .run(|point, _| {
            if *point >= 4 {
                Err(format!("point {point}"))
            } else {
                Ok(())
            }
        });
    assert_eq!(
        table
            .rows()
            .iter()
            .filter(|row| row.result.is_err())
            .count(),
        18
    );
    assert_eq!(table.transpose().unwrap_err(), "point 4");
}

#[test]
fn nothing_to_do_is_an_empty_table() {
    let table = Experiment::over([1, 2]).trials(0).run(|_, seed| seed);
    assert_eq!((table.rows().len(), table.by_point().count()), (0, 2));
    let table = Experiment::over([0; 0]).run(|_, seed| seed);
    assert_eq!((table.rows().len(), table.by_point().count()), (0, 0));
    let mut text = Vec::new();
    table.csv(&mut text, ["x"], |_, _| [0.0]).unwrap();
    assert_eq!(text, b"point,trial,seed,x\n");
}

#[test]
#[should_panic(expected = "in a trial")]
fn a_panic_in_a_trial_goes_on_to_the_caller() {
    Experiment::over(0..8)
        .threads(2)
        .run(|point, _| assert!(*point != 5, "in a trial"));
}
