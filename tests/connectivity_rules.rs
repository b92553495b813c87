//! Rules of a fixed number, by distance, by condition, listed, and from matrices: their statistics, and what they refuse.

use nernst::connectivity::{Connectivity, Ends, Rows};
use nernst::prelude::*;

fn cell() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 2.0 * ms,
        v: -65.0 * mV,
    }
}

/// All connections as pairs.
fn pairs(rows: &Rows) -> Vec<(u32, u32)> {
    let sources = 0..rows.sources() as u32;
    let row = |source| rows.of(source).iter().map(move |target| (source, *target));
    sources.flat_map(row).collect()
}

/// How many connections each source and each target has.
fn degrees(rows: &Rows, targets: usize) -> [Vec<f64>; 2] {
    let (mut out, mut into) = (vec![0.0; rows.sources()], vec![0.0; targets]);
    for (source, target) in pairs(rows) {
        out[source as usize] += 1.0;
        into[target as usize] += 1.0;
    }
    [out, into]
}

fn twice(rows: &Rows) -> usize {
    let pairs = pairs(rows);
    pairs.windows(2).filter(|pair| pair[0] == pair[1]).count()
}

/// Chi-square of counts of this mean and variance, as standard deviations from its own mean.
///
/// Counts of a given sum have one degree of freedom less.
fn deviation(counts: &[f64], mean: f64, variance: f64) -> f64 {
    let chi_square: f64 = counts.iter().map(|n| (n - mean).powi(2) / variance).sum();
    let freedom = counts.len() as f64 - 1.0;
    // With a given sum the counts are correlated, by which their squares grow.
    let chi_square = chi_square * freedom / counts.len() as f64;
    (chi_square - freedom) / (2.0 * freedom).sqrt()
}

#[test]
fn fixed_in_degrees_are_fixed_and_sources_uniform() {
    let ends = Ends::new(400, 900);
    for seed in 1..4 {
        // Different sources: each is taken by a target with probability 40 / 400.
        let rule = FixedInDegree::new(40);
        let rows = rule.rows(&ends, seed, 0).unwrap();
        let [out, into] = degrees(&rows, 900);
        assert!(into.iter().all(|n| *n == 40.0));
        assert_eq!(twice(&rows), 0);
        let z = deviation(&out, 90.0, 900.0 * 0.1 * 0.9);
        assert!(z.abs() < 4.0, "{z}");
        // With replacement: each draw takes a source with probability 1 / 400.
        let rows = rule.with_multapses().rows(&ends, seed, 0).unwrap();
        let [out, into] = degrees(&rows, 900);
        assert!(into.iter().all(|n| *n == 40.0));
        let z = deviation(&out, 90.0, 36000.0 / 400.0 * (1.0 - 1.0 / 400.0));
        assert!(z.abs() < 4.0, "{z}");
        // Of 40 draws among 400, so many hit one that was taken: 40 - 400 (1 - (1 - 1/400)^40), for 900 targets.
        let expected = 900.0 * (40.0 - 400.0 * (1.0 - (1.0_f64 - 1.0 / 400.0).powi(40)));
        let found = twice(&rows) as f64;
        assert!(
            (found - expected).abs() < 5.0 * expected.sqrt(),
            "{found} for {expected}"
        );
    }
}

#[test]
fn fixed_out_degrees_are_fixed_and_targets_uniform() {
    let ends = Ends::new(900, 400);
    for seed in 1..4 {
        let rule = FixedOutDegree::new(40);
        let rows = rule.rows(&ends, seed, 0).unwrap();
        let [out, into] = degrees(&rows, 400);
        assert!(out.iter().all(|n| *n == 40.0));
        assert_eq!(twice(&rows), 0);
        let z = deviation(&into, 90.0, 900.0 * 0.1 * 0.9);
        assert!(z.abs() < 4.0, "{z}");
        let rows = rule.with_multapses().rows(&ends, seed, 0).unwrap();
        let [out, into] = degrees(&rows, 400);
        assert!(out.iter().all(|n| *n == 40.0));
        assert!(twice(&rows) > 0);
        let z = deviation(&into, 90.0, 36000.0 / 400.0 * (1.0 - 1.0 / 400.0));
        assert!(z.abs() < 4.0, "{z}");
    }
}

#[test]
fn fixed_totals_are_fixed_and_pairs_uniform() {
    let ends = Ends::new(300, 200);
    for seed in 1..4 {
        for total in [6_000, 54_000] {
            let p = total as f64 / 60_000.0;
            let rows = FixedTotal::new(total).rows(&ends, seed, 0).unwrap();
            assert_eq!((rows.len(), twice(&rows)), (total, 0));
            let [out, into] = degrees(&rows, 200);
            let z = deviation(&out, 200.0 * p, 200.0 * p * (1.0 - p));
            assert!(z.abs() < 4.0, "{z}");
            let z = deviation(&into, 300.0 * p, 300.0 * p * (1.0 - p));
            assert!(z.abs() < 4.0, "{z}");
        }
        let rule = FixedTotal::new(90_000).with_multapses();
        let rows = rule.rows(&ends, seed, 0).unwrap();
        assert_eq!(rows.len(), 90_000);
        let [out, _] = degrees(&rows, 200);
        let z = deviation(&out, 300.0, 300.0 * (1.0 - 1.0 / 300.0));
        assert!(z.abs() < 4.0, "{z}");
    }
}

#[test]
fn no_cell_is_its_own_target_where_that_was_said() {
    let ends = Ends::recurrent(60);
    let both: [(Box<dyn Connectivity>, Box<dyn Connectivity>); 4] = [
        (
            Box::new(FixedInDegree::new(30)),
            Box::new(FixedInDegree::new(30).without_self()),
        ),
        (
            Box::new(FixedOutDegree::new(30)),
            Box::new(FixedOutDegree::new(30).without_self()),
        ),
        (
            Box::new(FixedTotal::new(1800)),
            Box::new(FixedTotal::new(1800).without_self()),
        ),
        (
            Box::new(FixedOutDegree::new(30).with_multapses()),
            Box::new(FixedOutDegree::new(30).with_multapses().without_self()),
        ),
    ];
    for (with, without) in both {
        let own = |rule: &dyn Connectivity, ends: &Ends<'_>| {
            let rows = rule.rows(ends, 5, 0).unwrap();
            pairs(&rows).iter().filter(|(a, b)| a == b).count()
        };
        assert_eq!(own(without.as_ref(), &ends), 0, "{without:?}");
        // About every second of sixty, or what replacement leaves.
        assert!((15..=45).contains(&own(with.as_ref(), &ends)), "{with:?}");
        // Between two populations no cell is another one itself.
        assert!(own(without.as_ref(), &Ends::new(60, 60)) > 0, "{without:?}");
    }
    // All others, exactly.
    let rows = FixedInDegree::new(59)
        .without_self()
        .rows(&ends, 1, 0)
        .unwrap();
    assert_eq!(
        pairs(&rows),
        pairs(&AllToAll::new().without_self().rows(&ends, 1, 0).unwrap())
    );
}

#[test]
fn a_seed_gives_its_connections() {
    let ends = Ends::new(50, 70);
    let rules: [Box<dyn Connectivity>; 3] = [
        Box::new(FixedInDegree::new(10)),
        Box::new(FixedOutDegree::new(10)),
        Box::new(FixedTotal::new(500)),
    ];
    for rule in rules {
        let rows = |seed, object| rule.rows(&ends, seed, object).unwrap();
        assert_eq!(rows(1, 0), rows(1, 0));
        assert_ne!(rows(1, 0), rows(2, 0));
        assert_ne!(rows(1, 0), rows(1, 1));
    }
}

#[test]
fn distance_decides_on_a_ring() {
    let mut network = Network::new();
    let ring = Positions::line(10.0 * um).periodic(2.0 * mm);
    let cells = Population::new(200, cell()).positions(ring);
    let cells = network.population("cells", cells).unwrap();
    let rule = ProbabilityByDistance::new(|d| if d < 255.0 * um { 0.4 } else { 0.0 });
    let kicks = Projection::new(cells, cells)
        .connectivity(rule.without_self())
        .weight(by_distance(|d: Length| {
            1.0 * mV - 2.0 * mV * (d / (1.0 * mm))
        }))
        .delay(by_distance(|d: Length| 0.5 * ms + d / (0.5 * um / us)));
    let kicks = network.projection("kicks", kicks).unwrap();
    let simulation = Simulation::new(&network, 0.1 * ms, 3).unwrap();
    let table = simulation.connections(kicks).unwrap();
    let weights = table.weights::<ElectricPotential>().unwrap();
    let mut counts = vec![0.0; 26];
    for (((pre, post), weight), delay) in table.pairs().zip(weights).zip(table.delays()) {
        let steps = pre.abs_diff(post).min(200 - pre.abs_diff(post));
        assert!((1..=25).contains(&steps), "{pre} to {post}");
        counts[steps] += 1.0;
        let d = steps as f64 * 10.0;
        assert!((weight - (1.0 - 2.0 * d / 1e3) * mV).abs() < 1e-12 * mV);
        // Half a millisecond and 2 us for each micrometre, to the nearest step.
        let expected = ((500.0 + 2.0 * d) / 100.0).round() * 0.1;
        let is_tie = (2.0 * d) % 100.0 == 50.0;
        assert!(
            is_tie || (delay - expected * ms).abs() < 1e-9 * ms,
            "{delay} at {d} um"
        );
    }
    // 400 pairs at each distance.
    let z = deviation(&counts[1..], 160.0, 400.0 * 0.4 * 0.6);
    assert!(z.abs() < 4.0, "{z}: {counts:?}");
}

#[test]
fn conditions_lists_and_matrices_are_what_they_say() {
    let rule = ConnectedIf::new(|pre, post| pre / 2 == post / 2 && pre != post);
    let rows = rule.rows(&Ends::recurrent(6), 1, 0).unwrap();
    assert_eq!(
        pairs(&rows),
        [(0, 1), (1, 0), (2, 3), (3, 2), (4, 5), (5, 4)]
    );

    let mut network = Network::new();
    let a = network.population("a", Population::new(3, cell())).unwrap();
    let b = network.population("b", Population::new(4, cell())).unwrap();
    let listed = Projection::new(a, b)
        .connectivity(vec![(2, 0), (0, 3), (0, 1), (0, 3)])
        .weight(vec![1.0 * mV, 2.0 * mV, 3.0 * mV, 4.0 * mV])
        .delay(vec![0.4 * ms, 0.3 * ms, 0.3 * ms, 0.1 * ms]);
    let listed = network.projection("listed", listed).unwrap();
    let zero = 0.0 * mV;
    #[rustfmt::skip]
    let matrix = DMatrix::from_row_slice(3, 4, &[
        zero, 1.0 * mV, zero, zero,
        2.0 * mV, zero, zero, 3.0 * mV,
        zero, zero, zero, zero,
    ]);
    let dense = network
        .projection("dense", Projection::new(a, b).connections(matrix))
        .unwrap();
    let triplets = vec![(1, 3, 3.0 * mV), (0, 1, 1.0 * mV), (1, 0, 2.0 * mV)];
    let sparse = Projection::new(a, b).connections(triplets);
    let sparse = network.projection("sparse", sparse).unwrap();
    let simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let read = |projection| {
        let table = simulation.connections(projection).unwrap();
        let weights = table.weights::<ElectricPotential>().unwrap();
        let weights = weights.into_iter().map(|w| (w / (1.0 * mV)).round());
        table.pairs().zip(weights).collect::<Vec<_>>()
    };
    // By source, then delay, then target.
    assert_eq!(
        read(listed),
        [((0, 3), 4.0), ((0, 1), 3.0), ((0, 3), 2.0), ((2, 0), 1.0)]
    );
    let expected = [((0, 1), 1.0), ((1, 0), 2.0), ((1, 3), 3.0)];
    assert_eq!(read(dense), expected);
    assert_eq!(read(sparse), expected);
}

/// What is refused when a projection is added, or when its connections are drawn; nothing is half-built.
#[test]
fn what_cannot_be_connected_is_refused_in_one_sentence() {
    let refusal = |describe: &dyn Fn(
        Projection<Lif>,
    ) -> Projection<
        Lif,
        nernst::projection::Direct,
        nernst::projection::NoOutput,
        ElectricPotential,
    >| {
        let mut network = Network::new();
        let a = Population::new(3, cell()).positions(Positions::line(10.0 * um));
        let a = network.population("a", a).unwrap();
        let b = network.population("b", Population::new(4, cell())).unwrap();
        let across = network.projection("kicks", describe(Projection::new(a, b)));
        let within = match across {
            Err(error) => return error.to_string(),
            Ok(_) => Simulation::new(&network, 0.1 * ms, 1),
        };
        within.unwrap_err().to_string()
    };
    let projection = |fault: &str| format!("projection `kicks`: {fault}");
    for (found, expected) in [
        (
            refusal(&|p| p.connectivity(FixedInDegree::new(4)).weight(1.0 * mV)),
            "an in-degree of 4 needs as many sources, and there are 3 sources; `.with_multapses()` lets them come more than once",
        ),
        (
            refusal(&|p| p.connectivity(FixedOutDegree::new(5)).weight(1.0 * mV)),
            "an out-degree of 5 needs as many targets, and there are 4 targets; `.with_multapses()` lets them come more than once",
        ),
        (
            refusal(&|p| p.connectivity(FixedTotal::new(13)).weight(1.0 * mV)),
            "13 connections need as many pairs, and there are 12 pairs; `.with_multapses()` lets them come more than once",
        ),
        (
            refusal(&|p| p.connectivity(vec![(0, 0), (3, 1)]).weight(1.0 * mV)),
            "a connection starts at cell 3, and there are 3 sources",
        ),
        (
            refusal(&|p| p.connectivity(vec![(0, 4)]).weight(1.0 * mV)),
            "a connection ends at cell 4, and there are 4 targets",
        ),
        (
            refusal(&|p| p.connections(DMatrix::from_element(4, 3, 1.0 * mV))),
            "the matrix has 4 rows and 3 columns, and there are 3 sources and 4 targets",
        ),
        (
            refusal(&|p| {
                p.connectivity(ProbabilityByDistance::new(|_| 0.1))
                    .weight(1.0 * mV)
            }),
            "distances need positions, and `b` has none; give them with `.positions(...)`",
        ),
        (
            refusal(&|p| p.connections(vec![(0, 1, f64::NAN * mV)])),
            "the weight of the connection from cell 0 to cell 1 must be finite, but it is NaN mV",
        ),
    ] {
        assert_eq!(found, projection(expected));
    }
    let drawn = refusal(&|p| p.weight(1.0 * mV).delay(Normal::new(0.1 * ms, 1.0 * ms)));
    assert!(
        drawn.starts_with("projection `kicks`: the delay of the connection from cell "),
        "{drawn}"
    );
    assert!(drawn.ends_with("less than half a time step of 100 us; truncate the distribution, such as with `.within(low..=high)`"), "{drawn}");
    let mut network = Network::new();
    let few = Population::new(3, cell()).positions(Positions::list([1.0 * um, 2.0 * um]));
    let error = network.population("few", few).unwrap_err().to_string();
    assert!(
        error.starts_with("population `few`: ") && error.contains('2') && error.contains('3'),
        "{error}"
    );
}
