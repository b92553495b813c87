//! Every table against the plainest way to deliver spikes, on random connections.

use proptest::prelude::*;

use super::*;
use crate::connections::PerConnection;
use crate::connectivity;
use crate::random::{Purpose, Stream};

/// What the connections of a random projection have in common.
#[derive(Clone, Copy, Debug)]
struct Shape {
    source: usize,
    targets: usize,
    first: usize,
    out_degree: usize,
    weight_of_all: bool,
    delay_of_all: bool,
    is_dense: bool,
    is_plastic: bool,
    /// Whether weights need double precision.
    is_double: bool,
}

const SOURCES: usize = 40;

fn shape() -> impl Strategy<Value = Shape> {
    // Slots within the first window, across its end, and in the second.
    let first = prop_oneof![0..2000usize, WINDOW - 200..WINDOW + 200];
    let kind = prop::array::uniform5(any::<bool>());
    (0..2usize, 1..300usize, first, 0..60usize, kind).prop_map(
        |(source, targets, first, out_degree, kind)| Shape {
            source,
            targets,
            first,
            out_degree,
            weight_of_all: kind[0],
            delay_of_all: kind[1],
            is_dense: kind[2],
            is_plastic: kind[3],
            is_double: kind[4],
        },
    )
}

/// Connections with weights that are eighths, or a bit more, so that sums are exact in any order; multapses occur.
fn connections(shape: &Shape, seed: u64) -> Connections {
    let mut stream = Stream::new(seed, Purpose::User, 0, 0);
    let more = if shape.is_double { 2f64.powi(-35) } else { 0.0 };
    let mut weight = || (stream.below(64) as f64 - 32.0) / 8.0 + more;
    let rows = connectivity::Rows::collect(SOURCES, |source, row| {
        let mut stream = Stream::new(seed, Purpose::User, 1, source.into());
        let targets = (0..shape.out_degree).map(|_| stream.below(shape.targets as u64) as u32);
        row.extend(targets);
        row.sort_unstable();
    });
    // Few weights and delays, so that projections share routes.
    let weights = if shape.weight_of_all {
        PerConnection::All(0.25)
    } else {
        PerConnection::Each((0..rows.len()).map(|_| weight()).collect())
    };
    let mut stream = Stream::new(seed, Purpose::User, 2, 0);
    let delays = if shape.delay_of_all {
        PerConnection::All(3)
    } else {
        let delay = |_| 2 + stream.below(9) as u32;
        PerConnection::Each((0..rows.len()).map(delay).collect())
    };
    Connections::new(rows, weights, delays)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn all_tables_deliver_what_plain_loops_do(
        shapes in prop::collection::vec(shape(), 1..6),
        seed in any::<u64>(),
    ) {
        let steps = 40;
        let tables: Vec<Connections> =
            (seed..).zip(&shapes).map(|(seed, shape)| connections(shape, seed)).collect();
        let legs: Vec<Leg<'_>> = shapes
            .iter()
            .zip(&tables)
            .enumerate()
            .map(|(projection, (shape, connections))| Leg {
                due: Due::BeforeStep,
                projection,
                source: shape.source,
                is_plastic: shape.is_plastic,
                is_dense: shape.is_dense,
                connections,
                targets: 0..shape.targets,
                first: shape.first,
            })
            .collect();
        let mut stream = Stream::new(seed, Purpose::User, 3, 0);
        // Who of each source fires in each step: nobody, some or all.
        let mut fired = || -> Vec<u32> {
            let p = [0.0, 0.05, 0.5, 1.0][stream.below(4) as usize];
            (0..SOURCES as u32).filter(|_| stream.uniform() < p).collect()
        };
        let spikes: Vec<[Vec<u32>; 2]> = (0..steps).map(|_| [fired(), fired()]).collect();
        // What part of a spike is released, in eighths.
        let part = |shape: &Shape, source: u32| match shape.is_plastic {
            true => f64::from(source % 8) / 8.0,
            false => 1.0,
        };
        for level in Level::all() {
            let mut routes = routes(&legs);
            let mut histories = [History::new(20), History::new(20)];
            let mut released: Vec<Released> = shapes.iter().map(|_| Released::new(20)).collect();
            let mut inboxes = inboxes(2 * WINDOW / LANES);
            for step in 0..steps as u64 {
                for route in &mut routes {
                    let released = route.plastic().map(|projection| &released[projection]);
                    let history = &histories[route.source()];
                    route.deliver(level, step, history, released, &mut inboxes);
                }
                let mut expected = vec![0.0; 2 * WINDOW];
                for (shape, connections) in shapes.iter().zip(&tables) {
                    for source in 0..SOURCES as u32 {
                        for connection in connections.row(source) {
                            let sent = step.checked_sub(u64::from(connection.delay));
                            let all = sent.map_or(&[][..], |sent| &spikes[sent as usize][shape.source]);
                            if all.contains(&source) {
                                expected[shape.first + connection.target as usize] +=
                                    part(shape, source) * connection.weight;
                            }
                        }
                    }
                }
                let arrived = inboxes.iter().flat_map(|lanes| lanes.iter());
                prop_assert!(arrived.eq(&expected), "step {} at {:?}", step, level);
                inboxes.fill(Lanes::ZERO);
                for (history, spikes) in histories.iter_mut().zip(&spikes[step as usize]) {
                    history.exchange(step, &mut spikes.clone());
                }
                for (shape, released) in shapes.iter().zip(&mut released) {
                    let own = &spikes[step as usize][shape.source];
                    *released.renew(step) = own.iter().map(|s| part(shape, *s)).collect();
                }
            }
        }
    }
}

#[test]
fn a_run_longer_than_its_counter_goes_on() {
    // 70 000 connections of one source onto one cell, with the same delay.
    let count = 70_000;
    let rows = connectivity::Rows::collect(1, |_, row| row.extend(vec![0; count]));
    let weights = PerConnection::Each((0..count).map(|k| (k % 5) as f64).collect());
    let delays = PerConnection::Each((0..count).map(|k| 1 + (k == 0) as u32).collect());
    let connections = Connections::new(rows, weights, delays);
    let leg = Leg {
        due: Due::BeforeStep,
        projection: 0,
        source: 0,
        is_plastic: false,
        is_dense: false,
        connections: &connections,
        targets: 0..1,
        first: 0,
    };
    let mut routes = routes(&[leg]);
    let mut history = History::new(4);
    history.exchange(0, &mut vec![0]);
    let mut inboxes = inboxes(1);
    routes[0].deliver(Level::detect(), 1, &history, None, &mut inboxes);
    assert_eq!(inboxes[0][0], 140_000.0);
}
