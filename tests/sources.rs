//! Sources of spikes against the distributions that they must make.
//!
//! Seeds are fixed, so what passes once passes always; a test is passed by chance's rules if its statistic lies where 999 of 1000 honest
//! samples do.

mod common;
#[path = "common/statistics.rs"]
mod statistics;

use nernst::prelude::*;
use statistics::{chi_square, correlation, kolmogorov_smirnov};

/// Step and cell of each spike of a source.
fn spikes(source: Poisson, h: Time, steps: u64, seed: u64) -> Vec<(u64, usize)> {
    let mut network = Network::new();
    let source = network.source("source", source).unwrap();
    let mut simulation = Simulation::new(&network, h, seed).unwrap();
    let record = simulation.record(source.spikes()).unwrap();
    simulation.run(steps as f64 * h).unwrap();
    let spikes = simulation.read(&record);
    spikes
        .iter()
        .map(|(time, cell)| ((time / h).round() as u64, cell))
        .collect()
}

/// How often each cell fires in each step, cell after cell within a step.
fn counts(source: Poisson, cells: usize, h: Time, steps: u64, seed: u64) -> Vec<u64> {
    let mut counts = vec![0; cells * steps as usize];
    for (step, cell) in spikes(source, h, steps, seed) {
        assert!(step > 0, "nothing is fired before the run");
        counts[(step as usize - 1) * cells + cell] += 1;
    }
    counts
}

/// The probabilities of 0, 1, 2, ... events, up to where they vanish.
fn poisson_probabilities(mean: f64) -> Vec<f64> {
    let logarithm = |count: usize| {
        let factorial: f64 = (1..=count).map(|k| (k as f64).ln()).sum();
        count as f64 * mean.ln() - mean - factorial
    };
    let last = (mean + 12.0 * mean.sqrt() + 12.0) as usize;
    (0..=last).map(|count| logarithm(count).exp()).collect()
}

/// Chi-square of Poisson numbers against their probabilities.
fn poisson_chi_square(numbers: &[u64], mean: f64) -> f64 {
    let probabilities = poisson_probabilities(mean);
    let mut found = vec![0; probabilities.len()];
    for number in numbers {
        found[*number as usize] += 1;
    }
    let expected: Vec<f64> = probabilities
        .iter()
        .map(|p| p * numbers.len() as f64)
        .collect();
    chi_square(&found, &expected, 1)
}

#[test]
fn the_number_of_spikes_in_a_step_is_poisson() {
    for (mean, steps) in [
        (0.01, 4000),
        (1.0, 2000),
        (8.0, 500),
        (30.0, 400),
        (200.0, 200),
    ] {
        let source = Poisson::new(100, mean * 1000.0 * Hz);
        let numbers = counts(source, 100, 1.0 * ms, steps, 1);
        let deviation = poisson_chi_square(&numbers, mean);
        assert!(deviation.abs() < 3.3, "mean {mean}: {deviation}");
    }
}

#[test]
fn trains_add_up_in_a_cell() {
    // 800 trains of 10 Hz in steps of 0.5 ms.
    let source = Poisson::new(70, 10.0 * Hz).trains_per_cell(800);
    let numbers = counts(source, 70, 0.5 * ms, 1000, 2);
    let deviation = poisson_chi_square(&numbers, 4.0);
    assert!(deviation.abs() < 3.3, "{deviation}");
}

#[test]
fn intervals_are_exponential_where_steps_are_short() {
    let h = 0.01 * ms;
    let source = Poisson::new(100, 100.0 * Hz);
    let mut latest = [None; 100];
    let mut intervals = Vec::new();
    for (step, cell) in spikes(source, h, 200_000, 3) {
        if let Some(before) = latest[cell].replace(step) {
            intervals.push((step - before) as f64 * 1e-5);
        }
    }
    assert!(intervals.len() > 18_000);
    // Spikes lie on the grid, which moves the distribution by no more than 0.001.
    let deviation = kolmogorov_smirnov(intervals, |t| 1.0 - (-100.0 * t).exp());
    assert!(deviation < 1.95, "{deviation}");
}

#[test]
fn cells_and_steps_know_nothing_of_each_other() {
    let (cells, steps) = (130, 4000);
    let source = || Poisson::new(cells, 500.0 * Hz);
    let numbers = counts(source(), cells, 1.0 * ms, steps, 4);
    let number = |step: usize, cell: usize| numbers[step * cells + cell] as f64;
    let series = |shift: usize, other: usize| -> (Vec<f64>, Vec<f64>) {
        let pairs = (0..steps as usize - shift).flat_map(|step| {
            (0..cells - other)
                .map(move |cell| (number(step, cell), number(step + shift, cell + other)))
        });
        pairs.unzip()
    };
    for (shift, other) in [(0, 1), (0, 2), (0, 64), (1, 0), (2, 0), (1, 1)] {
        let (a, b) = series(shift, other);
        let deviation = correlation(&a, &b) * (a.len() as f64).sqrt();
        assert!(
            deviation.abs() < 3.3,
            "{shift} steps and {other} cells apart: {deviation}"
        );
    }
    // Another seed, and another source with the same seed.
    let as_numbers = |counts: &[u64]| -> Vec<f64> { counts.iter().map(|n| *n as f64).collect() };
    let other_seed = counts(source(), cells, 1.0 * ms, steps, 5);
    let deviation = correlation(&as_numbers(&numbers), &as_numbers(&other_seed));
    assert!((deviation * (numbers.len() as f64).sqrt()).abs() < 3.3);
    let [one, other] = two_sources(source());
    let deviation = correlation(&as_numbers(&one), &as_numbers(&other));
    assert!((deviation * (one.len() as f64).sqrt()).abs() < 3.3);
    assert_ne!(one, other);
}

/// The spikes of each of 130 cells in each step of 1 ms, of two sources in one network.
fn two_sources(source: Poisson) -> [Vec<u64>; 2] {
    let mut network = Network::new();
    let ids = ["a", "b"].map(|name| network.source(name, source.clone()).unwrap());
    let mut simulation = Simulation::new(&network, 1.0 * ms, 4).unwrap();
    let records = ids.map(|id| simulation.record(id.spikes()).unwrap());
    simulation.run(1000.0 * ms).unwrap();
    records.map(|record| {
        let mut counts = vec![0; 130 * 1000];
        for (time, cell) in simulation.read(&record).iter() {
            counts[((time / ms).round() as usize - 1) * 130 + cell] += 1;
        }
        counts
    })
}

#[test]
fn a_rate_that_changes_makes_as_many_spikes_as_its_integral() {
    use std::f64::consts::TAU;
    let (cells, offset, amplitude, frequency) = (2000, 50.0, 45.0, 12.0);
    let rate = Sine::new(amplitude * Hz, frequency * Hz)
        .offset(offset * Hz)
        .phase(0.7);
    let source = Poisson::following(cells, rate);
    let mut found = vec![0; 50];
    for (step, _) in spikes(source, 1.0 * ms, 250, 6) {
        found[(step as usize - 1) / 5] += 1;
    }
    let integral = |t: f64| {
        let turn = TAU * frequency;
        offset * t - amplitude / turn * (turn * t + 0.7).cos()
    };
    let expected = |bin: usize| {
        let (from, to) = (bin as f64 * 5e-3, (bin + 1) as f64 * 5e-3);
        cells as f64 * (integral(to) - integral(from))
    };
    let expected: Vec<f64> = (0..50).map(expected).collect();
    assert!(expected.iter().any(|n| *n < 80.0) && expected.iter().any(|n| *n > 900.0));
    let deviation = chi_square(&found, &expected, 0);
    assert!(deviation.abs() < 3.3, "{deviation}");
}

#[test]
fn a_rate_that_is_constant_in_steps_is_exact() {
    // Every step of the array has its own mean, whatever the step before was.
    let rates = [0.0, 300.0, 20.0, 1500.0, 0.0, 700.0];
    let array = TimedArray::new(2.0 * ms, rates.map(|rate| rate * Hz));
    let numbers = counts(Poisson::following(5000, array), 5000, 1.0 * ms, 14, 7);
    for (step, numbers) in numbers.chunks(5000).enumerate() {
        let mean = rates.get(step / 2).map_or(0.0, |rate| rate * 1e-3);
        if mean == 0.0 {
            assert!(numbers.iter().all(|n| *n == 0), "step {step}");
        } else {
            let deviation = poisson_chi_square(numbers, mean);
            assert!(deviation.abs() < 3.3, "step {step}: {deviation}");
        }
    }
}

#[test]
fn cells_have_rates_of_their_own() {
    let rate = |cell: usize| 10.0 + 3.0 * cell as f64;
    let constant = Poisson::new(150, by_index(move |cell| rate(cell) * Hz));
    let following = Poisson::following(150, Step::new(by_index(move |cell| rate(cell) * Hz)));
    let each = by_cell(move |cell| Step::new(rate(cell) * Hz));
    let trains = [constant, following, Poisson::following(150, each)]
        .map(|source| spikes(source, 0.5 * ms, 20_000, 8));
    // The same numbers, compared with the same probabilities.
    assert!(trains[0] == trains[1] && trains[1] == trains[2]);
    let mut found = vec![0; 150];
    trains[0].iter().for_each(|(_, cell)| found[*cell] += 1);
    let expected: Vec<f64> = (0..150).map(|cell| 10.0 * rate(cell)).collect();
    let deviation = chi_square(&found, &expected, 0);
    assert!(deviation.abs() < 3.3, "{deviation}");
}

#[test]
fn a_cell_has_its_spikes_whatever_stands_beside_it() {
    let source = |count| Poisson::new(count, 700.0 * Hz).trains_per_cell(40);
    let few = spikes(source(3), 1.0 * ms, 500, 9);
    let many = spikes(source(200), 1.0 * ms, 500, 9);
    let first: Vec<_> = many.into_iter().filter(|(_, cell)| *cell < 3).collect();
    assert!(few == first && few.len() > 30_000);
}

#[test]
fn each_spike_of_a_step_acts() {
    let mut network = Network::new();
    let source = Poisson::new(1, 3000.0 * Hz);
    let source = network.source("source", source).unwrap();
    let sum = LeakyReadout {
        tau: 1e9 * second,
        r: 0.0,
    };
    let sum = network.population("sum", Population::new(1, sum)).unwrap();
    network
        .projection("all", Projection::new(source, sum).weight(1.0))
        .unwrap();
    let mut simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let spikes = simulation.record(source.spikes()).unwrap();
    let r = simulation.record(sum.trace(LeakyReadout::R)).unwrap();
    simulation.run(201.0 * ms).unwrap();
    let spikes = simulation.read(&spikes);
    let r: Vec<f64> = simulation.read(&r).of(0).collect();
    assert!(r[201] > 500.0);
    for (k, r) in r.iter().enumerate() {
        // What is fired in a step arrives one step later.
        let fired = spikes.iter().filter(|(t, _)| *t < (k as f64 - 0.5) * ms);
        assert!((r - fired.count() as f64).abs() < 1e-6, "step {k}");
    }
}

/// A cell that counts what arrives.
#[derive(Neuron, Clone, Debug)]
#[weight(f64)]
#[on_spike(n += weight)]
struct Counter {
    tau: Time,
    #[ode(dn/dt = 0 * n / tau)]
    n: f64,
}

/// What cells have counted at the end of a run, with a source whose spikes are recorded or not.
fn counted(is_recorded: bool, threads: usize) -> (Vec<f64>, Option<Vec<usize>>, &'static str) {
    let mut network = Network::new();
    let counter = Counter {
        tau: 1.0 * ms,
        n: 0.0,
    };
    let source = Poisson::new(300, 13.0 * Hz).trains_per_cell(1000);
    let source = network.source("source", source).unwrap();
    let cells = network
        .population("cells", Population::new(300, counter))
        .unwrap();
    let projection = Projection::new(source, cells).connectivity(OneToOne);
    let projection = projection.weight(1.0).delay(0.3 * ms);
    network.projection("source to cells", projection).unwrap();
    let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 5, threads).unwrap();
    let plan = simulation.report().projections[0].delivery;
    simulation.run(5.0 * ms).unwrap();
    let record = is_recorded.then(|| simulation.record(source.spikes()).unwrap());
    simulation.run(20.0 * ms).unwrap();
    let n = simulation.record(cells.trace(Counter::N)).unwrap();
    let listed = record.map(|record| {
        let mut listed = vec![0; 300];
        let spikes = simulation.read(&record);
        // What is fired in the last steps is still on its way.
        for (_, cell) in spikes.iter().filter(|(time, _)| *time < 24.75 * ms) {
            listed[cell] += 1;
        }
        listed
    });
    let trace = simulation.read(&n);
    let counted = (0..300).map(|cell| trace.last(cell)).collect();
    (counted, listed, plan)
}

#[test]
fn what_is_drawn_where_it_arrives_is_what_is_recorded() {
    let (alone, _, plan) = counted(false, 1);
    assert_eq!(plan, "drawn where they arrive");
    for threads in [1, 2] {
        let (counted, listed, _) = counted(true, threads);
        assert_eq!(counted, alone);
        // From 5 ms on, and what was fired before and had not arrived.
        let early = spikes(
            Poisson::new(300, 13.0 * Hz).trains_per_cell(1000),
            0.1 * ms,
            49,
            5,
        );
        let mut sums = listed.unwrap();
        for (_, cell) in early {
            sums[cell] += 1;
        }
        let sums: Vec<f64> = sums.into_iter().map(|sum| sum as f64).collect();
        assert_eq!(sums, counted);
    }
}
