//! One quantity over another.

use super::svg::{across, elements, number, upward};
use super::*;
use crate::plot::Relation;
use crate::prelude::*;

#[test]
fn points_lie_at_their_values_in_the_units_of_both_axes() {
    let currents = || [100.0, 200.0, 300.0].map(|i| i * pA);
    let rates = [0.0, 10.0, 40.0].map(|rate| rate * Hz);
    let relation = Relation::new(("input current", nA), ("rate", Hz))
        .points("measured", currents(), rates)
        .reference("formula", currents(), rates);
    let svg = Folder::new("f-i").save(&Figure::new().panel(relation));
    for word in ["input current (nA)", "rate (Hz)", "measured", "formula"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let x = across(&svg, [("0.12", 0.12), ("0.28", 0.28)]);
    let y = upward(&svg, [("0", 0.0), ("40", 40.0)]);
    let dots = elements(&svg, "circle");
    // The last is that of the legend.
    assert_eq!(dots.len(), 4);
    for (k, dot) in dots[..3].iter().enumerate() {
        let (i, rate) = (x(number(dot, "cx")), y(number(dot, "cy")));
        assert!((i - (currents()[k] / nA)).abs() < 1e-4, "{i}");
        assert!((rate - (rates[k] / Hz)).abs() < 0.1, "{rate}");
    }
    assert!(svg.contains(r##"stroke="#000000" stroke-width="14""##));
}

#[test]
fn every_second_set_of_dots_is_hollow() {
    let relation = Relation::new(("x", 1.0), ("y", 1.0))
        .points("a", [0.0, 1.0], [0.0, 1.0])
        .points("b", [0.0, 1.0], [1.0, 0.0]);
    let svg = Folder::new("hollow").save(&Figure::new().panel(relation));
    let dots = elements(&svg, "circle");
    let hollow = dots.iter().filter(|dot| dot.contains(r#"fill="none""#));
    assert_eq!((hollow.count(), dots.len()), (3, 6));
}

#[test]
fn a_relation_of_unequal_lengths_is_told() {
    let short = Relation::new(("current", nA), ("rate", Hz)).curve("a", [0.1 * nA], []);
    assert_eq!(
        Folder::new("unequal").fault(&Figure::new().panel(short)),
        "curve `a` of `rate (Hz)` has 0 values and more places along `current (nA)`"
    );
}
