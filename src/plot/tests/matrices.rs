//! Who is connected with whom.

use super::svg::{across, colored, elements, number, upward};
use super::*;
use crate::plot::Matrix;

/// The middle of a rectangle.
fn middle(rectangle: &&str) -> (f64, f64) {
    let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| number(rectangle, name));
    (x + width / 2.0, y + height / 2.0)
}

#[test]
fn each_connection_is_a_dot_at_its_source_and_target() {
    let pairs = [(0, 4), (2, 1), (2, 1), (1, 3)];
    let matrix = Matrix::of("kicks", (3, 5), || pairs.into_iter());
    let svg = Folder::new("dots").save(&Figure::new().panel(matrix));
    let words = [
        "kicks: 4 connections",
        "presynaptic cell",
        "postsynaptic cell",
    ];
    for word in words {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let target = across(&svg, [("1", 1.0), ("4", 4.0)]);
    let dots = colored(&svg, "rect", "#0072B2");
    let places: Vec<(f64, f64)> = dots.iter().map(middle).collect();
    let targets: Vec<f64> = places.iter().map(|(x, _)| target(*x).round()).collect();
    assert_eq!(targets, [4.0, 3.0, 1.0]);
    // From top to bottom, at equal distances.
    let heights: Vec<f64> = places.iter().map(|(_, y)| *y).collect();
    let (first, second) = (heights[1] - heights[0], heights[2] - heights[1]);
    assert!(first > 100.0 && (first - second).abs() < 2.0, "{heights:?}");
}

#[test]
fn many_connections_are_shades_in_a_small_file() {
    // Ten thousand by ten thousand cells: a tenth of the first half onto the last one.
    let pairs = || (0..5000).flat_map(|pre| (0..500).map(move |k| (pre, 5000 + 10 * k)));
    let matrix = Matrix::of("E to E", (10_000, 10_000), pairs);
    let svg = Folder::new("shades").save(&Figure::new().panel(matrix));
    assert!(svg.len() < 400_000, "{} bytes", svg.len());
    for word in [
        "E to E: 2500000 connections",
        "connections per pair",
        "0.10",
    ] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let frame = elements(&svg, "polyline");
    let right = frame
        .iter()
        .map(|line| svg::corners(line))
        .find(|c| c.len() == 3);
    let right = right.expect("the frame is closed at the right")[1].0;
    let rectangles = elements(&svg, "rect");
    let bins: Vec<_> = rectangles[1..]
        .iter()
        .map(middle)
        .filter(|(x, _)| *x < right)
        .collect();
    // A quarter of all, in the corner at the top and right.
    assert_eq!(bins.len(), 25 * 25);
    let labels = [("4000", 4000.0), ("8000", 8000.0)];
    let (target, source) = (across(&svg, labels), upward(&svg, labels));
    let is_there = |(x, y): &(f64, f64)| target(*x) > 5000.0 && source(*y) < 5000.0;
    assert!(bins.iter().all(is_there));
    // All are as dark as it gets.
    assert_eq!(colored(&svg, "rect", "#082864").len(), 25 * 25);
}

#[test]
fn a_projection_without_connections_is_told() {
    let nothing = Matrix::of("kicks", (3, 5), std::iter::empty);
    assert_eq!(
        Folder::new("unconnected").fault(&Figure::new().panel(nothing)),
        "projection `kicks` has no connection to draw"
    );
}

#[test]
fn a_matrix_of_one_pair_is_a_figure() {
    let one = Matrix::of("kick", (1, 1), || std::iter::once((0, 0)));
    let svg = Folder::new("pair").save(&Figure::new().panel(one));
    assert!(texts(&svg).contains(&"kick: 1 connection"));
    assert_eq!(colored(&svg, "rect", "#0072B2").len(), 1);
}
