//! Bars.

use super::svg::{across, colored, corners, upward};
use super::*;
use crate::plot::Histogram;
use crate::prelude::*;

/// Edges and heights of the bars of a colour, by two labels of each axis.
fn bars(
    svg: &str,
    color: &str,
    numbers: [(&str, f64); 2],
    counts: [(&str, f64); 2],
) -> Vec<(f64, f64, f64)> {
    let (x, y) = (across(svg, numbers), upward(svg, counts));
    // Behind the piece of it in the legend.
    let outline = corners(colored(svg, "polygon", color)[0]);
    let outline: Vec<_> = outline.iter().map(|(a, b)| (x(*a), y(*b))).collect();
    let tops = outline.windows(2).filter(|pair| pair[0].0 < pair[1].0);
    tops.map(|pair| (pair[0].0, pair[1].0, pair[0].1)).collect()
}

#[test]
fn bars_lie_where_the_values_are_and_their_heights_sum_to_the_number_of_values() {
    let weights = [1.0, 1.2, 1.7, 2.5, 3.9].map(|w| w * nS);
    let histogram = Histogram::new("weight", nS)
        .values("E to I", weights)
        .bin(1000.0 * pS);
    let svg = Folder::new("bars").save(&Figure::new().panel(histogram));
    for word in ["weight (nS)", "count", "E to I"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let numbers = [("1.5", 1.5), ("3.5", 3.5)];
    let bars = bars(&svg, "#0072B2", numbers, [("0", 0.0), ("3", 3.0)]);
    let expected = [(1.0, 2.0, 3.0), (2.0, 3.0, 1.0), (3.0, 4.0, 1.0)];
    assert_eq!(bars.len(), expected.len(), "{bars:?}");
    for (bar, expected) in bars.iter().zip(expected) {
        let differences = [bar.0 - expected.0, bar.1 - expected.1, bar.2 - expected.2];
        assert!(differences.iter().all(|d| d.abs() < 0.02), "{bars:?}");
    }
}

#[test]
fn weights_and_delays_of_a_projection_are_counted() {
    let mut network = Network::new();
    let source = SpikeTimes::new(40, [(0, 1.0 * ms)]);
    let source = network.source("source", source).unwrap();
    let cells = LeakyReadout {
        tau: 20.0 * ms,
        r: 0.0,
    };
    let cells = network.population("cells", Population::new(50, cells));
    let kicks = Projection::new(source, cells.unwrap())
        .connectivity(FixedProbability::new(0.5))
        .weight(Normal::new(1.0, 0.2))
        .delay(Uniform::new(1.0 * ms, 2.0 * ms));
    let kicks = network.projection("kicks", kicks).unwrap();
    let simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let table = simulation.connections(kicks).unwrap();

    let weights = Histogram::new("weight", 1.0).values("", table.weights::<f64>().unwrap());
    let delays = Histogram::new("delay", ms).values("", table.delays());
    let folder = Folder::new("projection");
    let [weights, delays] =
        [Panel::from(weights), delays.into()].map(|panel| folder.save(&Figure::new().panel(panel)));
    assert!(texts(&weights).contains(&"weight") && texts(&delays).contains(&"delay (ms)"));
    let near = |bars: Vec<(f64, f64, f64)>| {
        let sum: f64 = bars.iter().map(|(.., height)| height).sum();
        (sum - table.len() as f64).abs() < 0.5 * bars.len() as f64
    };
    let numbers = [("0.6", 0.6), ("1.4", 1.4)];
    let counts = [("0", 0.0), ("100", 100.0)];
    let weights = bars(&weights, "#0072B2", numbers, counts);
    assert!(near(weights.clone()), "{weights:?}");
    let bars = bars(&delays, "#0072B2", [("1.2", 1.2), ("1.8", 1.8)], counts);
    assert!(near(bars.clone()));
    // Delays are whole steps, each in the middle of a bar.
    assert!(bars.iter().all(|(low, high, _)| {
        let steps = (low + high) / 2.0 / 0.1;
        (steps - steps.round()).abs() < 0.03 && (high - low - 0.1).abs() < 3e-3
    }));
}

#[test]
fn groups_have_their_bins_in_common() {
    let group = |from: f64| (0..100).map(move |k| (from + f64::from(k)) * ms);
    let histogram = Histogram::new("delay", ms)
        .values("a", group(0.0))
        .values("b", group(50.0));
    let svg = Folder::new("groups").save(&Figure::new().panel(histogram));
    let edges = |color: &str| {
        let outline = corners(colored(&svg, "polygon", color)[0]);
        let edges = outline.into_iter().map(|(x, _)| x as i64);
        edges.collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(edges("#0072B2"), edges("#D55E00"));
}

#[test]
fn values_that_cannot_be_counted_are_told() {
    let folder = Folder::new("uncounted");
    let fault =
        |histogram: Histogram<ElectricPotential>| folder.fault(&Figure::new().panel(histogram));
    let weights = || Histogram::new("weight", mV);
    assert_eq!(
        fault(weights()),
        "`count` over `weight (mV)` has no point to draw"
    );
    assert_eq!(
        fault(weights().values("a", [])),
        "`count` over `weight (mV)` has no point to draw"
    );
    assert_eq!(
        fault(weights().values("a", [1.0 * mV, f64::NAN * mV])),
        "`weight (mV)` counts finite values, but of the 2 of `a` 1 are not"
    );
    for width in [0.0, -1.0, f64::INFINITY, f64::NAN] {
        let histogram = weights().values("a", [1.0 * mV]).bin(width * mV);
        assert!(fault(histogram).starts_with("values cannot be counted in bins of"));
    }
    assert_eq!(
        fault(weights().values("a", [0.0 * mV, 1.0 * mV]).bin(10.0 * nV)),
        "there are more than 1000 bins of 10 nV in `weight (mV)`"
    );
    for values in [[0.0, 0.0], [1e-300, 1e300], [-1e308, 1e308], [7.0, 7.0]] {
        let panel = weights().values("a", values.map(|v| v * mV));
        let _ = Figure::new().panel(panel).save(folder.0.join("any.svg"));
    }
}

#[test]
fn what_is_counted_shares_an_axis_only_with_the_same_in_the_same_unit() {
    let folder = Folder::new("axes");
    let weights = |unit| Histogram::new("weight", unit).values("", [5.0 * nS]);
    let delays = || Histogram::new("delay", ms).values("", [5.0 * ms]);
    let mixed = Figure::new().panel(weights(nS)).panel(delays());
    assert_eq!(
        folder.fault(&mixed),
        "panels over `weight (nS)` and over `delay (ms)` cannot share an axis; in columns each has its own"
    );
    let units = Figure::new().panel(weights(nS)).panel(weights(pS));
    assert_eq!(
        folder.fault(&units),
        "panels over `weight (nS)` and over `weight (pS)` cannot share an axis; in columns each has its own"
    );
    let svg = folder.save(&mixed.columns(2));
    for word in ["weight (nS)", "delay (ms)"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let below = Figure::new().columns(2);
    let four: [Panel; 4] = [
        weights(nS).into(),
        delays().into(),
        delays().into(),
        delays().into(),
    ];
    let svg = folder.save(&four.into_iter().fold(below, Figure::panel));
    assert_eq!(svg.matches("weight (nS)").count(), 1);
    // Beneath the rest of that row, and beneath the last one.
    assert_eq!(svg.matches("delay (ms)").count(), 3);
}

#[test]
fn a_stretch_of_time_cuts_what_stands_over_time_and_nothing_else() {
    let folder = Folder::new("cut");
    let weights = || Histogram::new("weight", nS).values("", [5.0 * nS, 90.0 * nS]);
    let lines = Lines::new("V", mV).curve("", times(), ramp(times()));
    let figure = Figure::new().panel(weights()).panel(lines).columns(2);
    let svg = folder.save(&figure.between(1.0 * ms, 2.0 * ms));
    assert!(texts(&svg).contains(&"1.2") && texts(&svg).contains(&"80"));
    let alone = Figure::new().panel(weights()).between(1.0 * ms, 2.0 * ms);
    assert_eq!(
        folder.fault(&alone),
        "no panel stands over time to be cut from 1 ms to 2 ms"
    );
}
