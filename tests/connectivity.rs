//! Who is connected with whom: rules, and the statistics of random ones.

use nernst::connectivity::{Connectivity, Ends, Rows};
use nernst::prelude::*;

/// The connections between two populations of so many cells.
fn rows(rule: &impl Connectivity, sources: usize, targets: usize, seed: u64, object: u32) -> Rows {
    rule.rows(&Ends::new(sources, targets), seed, object)
        .unwrap()
}

/// The connections of a population with itself.
fn recurrent(rule: &impl Connectivity, cells: usize, seed: u64) -> Rows {
    rule.rows(&Ends::recurrent(cells), seed, 0).unwrap()
}

/// All connections as pairs.
fn pairs(rows: &Rows, sources: usize) -> Vec<(u32, u32)> {
    let sources = 0..sources as u32;
    sources
        .flat_map(|source| rows.of(source).iter().map(move |target| (source, *target)))
        .collect()
}

/// Chi-square of counts that are each binomial with `trials` and `p`, as standard deviations from its mean.
///
/// Each count adds one degree of freedom; the mean is their number and the variance twice that.
fn deviation(counts: &[u32], trials: f64, p: f64) -> f64 {
    let (mean, variance) = (trials * p, trials * p * (1.0 - p));
    let chi_square: f64 = counts
        .iter()
        .map(|count| (f64::from(*count) - mean).powi(2) / variance)
        .sum();
    let freedom = counts.len() as f64;
    (chi_square - freedom) / (2.0 * freedom).sqrt()
}

fn degrees(rows: &Rows, sources: usize, targets: usize) -> [Vec<u32>; 2] {
    let (mut out, mut into) = (vec![0; sources], vec![0; targets]);
    for (source, target) in pairs(rows, sources) {
        out[source as usize] += 1;
        into[target as usize] += 1;
    }
    [out, into]
}

#[test]
fn degrees_are_binomial() {
    for (seed, p) in [(1, 0.02), (2, 0.1), (3, 0.5), (4, 0.97)] {
        let rows = rows(&FixedProbability::new(p), 1000, 800, seed, 0);
        let [out, into] = degrees(&rows, 1000, 800);
        for deviation in [deviation(&out, 800.0, p), deviation(&into, 1000.0, p)] {
            assert!(
                deviation.abs() < 4.0,
                "p = {p}: chi-square is {deviation} deviations off"
            );
        }
        let z = (rows.len() as f64 - 8e5 * p) / (8e5 * p * (1.0 - p)).sqrt();
        assert!(
            z.abs() < 4.0,
            "p = {p}: {} connections, {z} deviations off",
            rows.len()
        );
    }
}

#[test]
fn degrees_without_self_are_binomial_over_the_others() {
    let p = 0.1;
    let rows = recurrent(&FixedProbability::new(p).without_self(), 1000, 5);
    assert!(
        pairs(&rows, 1000)
            .iter()
            .all(|(source, target)| source != target)
    );
    for counts in degrees(&rows, 1000, 1000) {
        let deviation = deviation(&counts, 999.0, p);
        assert!(
            deviation.abs() < 4.0,
            "chi-square is {deviation} deviations off"
        );
    }
}

/// Over many seeds each pair has the same chance, the diagonal included, and pairs do not depend on each other.
#[test]
fn every_pair_has_the_same_probability() {
    let (n, seeds, p) = (40, 500, 0.2);
    let mut counts = vec![0_u32; n * n];
    let mut neighbours = vec![0_u32; n * (n - 1)];
    for seed in 0..seeds {
        let rows = rows(&FixedProbability::new(p), n, n, seed, 3);
        let mut is_connected = vec![false; n * n];
        for (source, target) in pairs(&rows, n) {
            is_connected[source as usize * n + target as usize] = true;
        }
        for (count, connected) in counts.iter_mut().zip(&is_connected) {
            *count += u32::from(*connected);
        }
        for (k, count) in neighbours.iter_mut().enumerate() {
            let (row, column) = (k / (n - 1), k % (n - 1));
            *count +=
                u32::from(is_connected[row * n + column] && is_connected[row * n + column + 1]);
        }
    }
    let single = deviation(&counts, seeds as f64, p);
    assert!(
        single.abs() < 4.0,
        "pairs: chi-square is {single} deviations off"
    );
    let diagonal: Vec<u32> = (0..n).map(|k| counts[k * n + k]).collect();
    let own = deviation(&diagonal, seeds as f64, p);
    assert!(
        own.abs() < 4.0,
        "own cells: chi-square is {own} deviations off"
    );
    let both = deviation(&neighbours, seeds as f64, p * p);
    // Overlapping neighbours share a pair, which widens the distribution of chi-square a little.
    assert!(
        both.abs() < 5.0,
        "neighbours: chi-square is {both} deviations off"
    );
}

#[test]
fn no_target_comes_twice_and_rows_ascend() {
    let rows = rows(&FixedProbability::new(0.3), 200, 300, 9, 0);
    for source in 0..200 {
        let row = rows.of(source);
        assert!(row.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(row.iter().all(|target| *target < 300));
    }
}

#[test]
fn probabilities_of_zero_and_one_are_certain() {
    for seed in 0..20 {
        assert!(rows(&FixedProbability::new(0.0), 50, 60, seed, 0).is_empty());
        assert_eq!(
            rows(&FixedProbability::new(1.0), 50, 60, seed, 0),
            rows(&AllToAll::new(), 50, 60, seed, 0)
        );
        let others = recurrent(&FixedProbability::new(1.0).without_self(), 50, seed);
        assert_eq!(others, recurrent(&AllToAll::new().without_self(), 50, seed));
    }
}

#[test]
fn all_to_all_has_every_pair_once() {
    let table = rows(&AllToAll::new(), 7, 5, 1, 0);
    let all: Vec<(u32, u32)> = (0..7)
        .flat_map(|source| (0..5).map(move |target| (source, target)))
        .collect();
    assert_eq!(pairs(&table, 7), all);
    let table = recurrent(&AllToAll::new().without_self(), 5, 1);
    let others: Vec<(u32, u32)> = (0..5)
        .flat_map(|s| (0..5).map(move |t| (s, t)))
        .filter(|(s, t)| s != t)
        .collect();
    assert_eq!(pairs(&table, 5), others);
}

#[test]
fn one_to_one_has_the_pairs_of_equal_index() {
    let rows = rows(&OneToOne, 6, 6, 1, 0);
    assert_eq!(pairs(&rows, 6), (0..6).map(|k| (k, k)).collect::<Vec<_>>());
}

#[test]
fn seed_and_projection_decide_the_connections() {
    let random = FixedProbability::new(0.1);
    let rows = |seed, object| rows(&random, 100, 100, seed, object);
    assert_eq!(rows(1, 0), rows(1, 0));
    assert_ne!(rows(1, 0), rows(2, 0), "another seed");
    assert_ne!(rows(1, 0), rows(1, 1), "another projection");
}

/// More sources or targets leave the connections among the others as they were.
#[test]
fn a_larger_network_contains_the_smaller() {
    let random = FixedProbability::new(0.2);
    let (small, large) = (rows(&random, 30, 40, 1, 0), rows(&random, 60, 90, 1, 0));
    for source in 0..30 {
        let within: Vec<u32> = large
            .of(source)
            .iter()
            .copied()
            .filter(|target| *target < 40)
            .collect();
        assert_eq!(small.of(source), within);
    }
}

#[test]
fn a_simulation_has_the_connections_of_its_rules() {
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -70.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -70.0 * mV,
        t_ref: 0.0 * ms,
        v: -70.0 * mV,
    };
    // Every source spikes once; the kick of 1 mV at each target counts its inputs.
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(80, lif))
        .unwrap();
    let sources = network
        .source(
            "sources",
            SpikeTimes::new(30, (0..30).map(|cell| (cell, 0.0 * ms))),
        )
        .unwrap();
    let random = FixedProbability::new(0.4);
    network
        .projection(
            "kicks",
            Projection::new(sources, cells)
                .connectivity(random)
                .weight(0.125 * mV),
        )
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 11).unwrap();
    let v = simulation.record(cells.trace(Lif::V)).unwrap();
    simulation.run(0.1 * ms).unwrap();
    let rows = rows(&random, 30, 80, 11, 0);
    assert_eq!(simulation.report().connections(), rows.len());
    let [_, into] = degrees(&rows, 30, 80);
    let counted = |cell: usize| {
        (((simulation.read(&v).last(cell) + 70.0 * mV) / (0.125 * mV)).round()) as u32
    };
    assert_eq!((0..80).map(counted).collect::<Vec<_>>(), into);
}
