//! Nullclines, arrows and trajectories.

use super::super::thinned::distance;
use super::svg::{across, colored, corners, upward};
use super::*;
use crate::plot::PhasePlane;
use crate::prelude::*;

const I: f64 = 0.5;

fn fitz_hugh_nagumo() -> PhasePlane<FitzHughNagumo, f64, f64> {
    let upward = (FitzHughNagumo::W, -1.0..2.0, 1.0);
    let across = (FitzHughNagumo::V, -2.5..2.5, 1.0);
    PhasePlane::new(&FitzHughNagumo::excitable(), across, upward).input(FitzHughNagumo::I, I)
}

/// The points of all lines of a colour but for those in the legend, as values of both axes.
fn values(svg: &str, color: &str) -> Vec<(f64, f64)> {
    let v = across(svg, [("−2.0", -2.0), ("2.0", 2.0)]);
    let w = upward(svg, [("−0.5", -0.5), ("1.5", 1.5)]);
    let lines = colored(svg, "polyline", color).into_iter().map(corners);
    let points = lines.flatten().map(|(x, y)| (v(x), w(y)));
    points.filter(|(_, w)| *w < 2.01).collect()
}

#[test]
fn nullclines_are_where_the_states_stand_still() {
    let svg = Folder::new("nullclines").save(&Figure::new().panel(fitz_hugh_nagumo()));
    for word in ["v", "w", "dv/dt = 0", "dw/dt = 0"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    // A pixel is 0.007 of v and of w; the cubic is steep.
    let cubic = values(&svg, "#0072B2");
    let rise = |v: f64| v - v.powi(3) / 3.0 + I;
    let off = |(v, w): &(f64, f64)| (w - rise(*v)).abs() / (1.0 + v * v);
    assert!(cubic.len() > 20);
    assert!(cubic.iter().all(|point| off(point) < 0.01), "{cubic:?}");
    let widest = cubic.iter().map(|(v, _)| v.abs()).fold(0.0, f64::max);
    assert!(widest > 2.0);
    let line = values(&svg, "#D55E00");
    assert!(line.len() > 10);
    assert!(line.iter().all(|(v, w)| (w - (v + 0.7) / 0.8).abs() < 0.02));
}

#[test]
fn nullclines_do_not_depend_on_units() {
    let area = 0.01 * mm2;
    let model = MorrisLecar::hopf(area);
    let plane = |unit| {
        let across = (MorrisLecar::V, -70.0 * mV..50.0 * mV, unit);
        let plane = PhasePlane::new(&model, across, (MorrisLecar::W, 0.0..0.6, 1.0));
        plane.input(MorrisLecar::I, 120.0 * uA / cm2 * area)
    };
    let folder = Folder::new("plane-units");
    let [small, large] = [mV, volt].map(|unit| folder.save(&Figure::new().panel(plane(unit))));
    assert!(texts(&small).contains(&"v (mV)") && texts(&large).contains(&"v (V)"));
    let points = |svg: &str| -> Vec<(f64, f64)> {
        let lines = colored(svg, "polyline", "#0072B2").into_iter();
        lines.flat_map(corners).collect()
    };
    let (small, large) = (points(&small), points(&large));
    assert!(small.len() > 20 && large.len() > 20);
    let is_near = |at: &(f64, f64)| {
        let mut pieces = large.windows(2);
        pieces.any(|piece| distance(*at, piece[0], piece[1]) < 3.0)
    };
    assert!(small.iter().all(is_near));
}

#[test]
fn arrows_point_the_way_that_states_move() {
    let svg = Folder::new("arrows").save(&Figure::new().panel(fitz_hugh_nagumo().arrows()));
    let v = across(&svg, [("−2.0", -2.0), ("2.0", 2.0)]);
    let w = upward(&svg, [("−0.5", -0.5), ("1.5", 1.5)]);
    let shafts = colored(&svg, "polyline", "#969696");
    let heads = colored(&svg, "polygon", "#969696");
    assert_eq!((shafts.len(), heads.len()), (15 * 12, 15 * 12));
    let mut turned = 0;
    for (shaft, head) in shafts.iter().zip(heads) {
        let (tail, tip) = (corners(shaft)[0], corners(head)[0]);
        let middle = (v((tail.0 + tip.0) / 2.0), w((tail.1 + tip.1) / 2.0));
        let flow = (
            middle.0 - middle.0.powi(3) / 3.0 - middle.1 + I,
            (middle.0 + 0.7 - 0.8 * middle.1) / 12.5,
        );
        let toward = (v(tip.0) - v(tail.0), w(tip.1) - w(tail.1));
        // Where it is not almost at rest along that axis.
        if flow.0.abs() > 0.05 {
            assert!(flow.0 * toward.0 > 0.0, "{middle:?}");
        }
        if flow.0.abs() < 0.5 && flow.1.abs() > 0.02 {
            assert!(flow.1 * toward.1 > 0.0, "{middle:?}");
            turned += 1;
        }
    }
    assert!(turned > 5);
}

#[test]
fn trajectories_are_cut_at_the_edges_of_the_plane() {
    let turns = || (0..400).map(|k| f64::from(k) * 0.1);
    let spiral = fitz_hugh_nagumo().trajectory(
        "spiral",
        turns().map(|t| 0.1 * t * t.cos()),
        turns().map(|t| 0.1 * t * t.sin()),
    );
    let svg = Folder::new("spiral").save(&Figure::new().panel(spiral));
    assert!(texts(&svg).contains(&"spiral"));
    let path = |element: &&str| element.contains(r##"stroke="#000000" stroke-width="14""##);
    let lines = elements_of(&svg).into_iter().filter(path).map(corners);
    let v = across(&svg, [("−2.0", -2.0), ("2.0", 2.0)]);
    let w = upward(&svg, [("−0.5", -0.5), ("1.5", 1.5)]);
    let stretches: Vec<_> = lines.filter(|line| line.len() > 2).collect();
    assert!(stretches.len() > 3, "it leaves the plane and comes back");
    let points = stretches.concat();
    assert!(
        points
            .iter()
            .all(|(x, y)| v(*x).abs() < 2.51 && (-1.01..2.01).contains(&w(*y)))
    );
    assert!(points.iter().any(|(_, y)| w(*y) < -0.99));
}

fn elements_of(svg: &str) -> Vec<&str> {
    svg::elements(svg, "polyline")
}

#[test]
fn planes_that_cannot_be_drawn_are_told() {
    let folder = Folder::new("plane-faults");
    let fault = |panel: Panel| folder.fault(&Figure::new().panel(panel));
    let model = FitzHughNagumo::excitable();
    let (v, w) = (FitzHughNagumo::V, FitzHughNagumo::W);
    let plane = |a, b| PhasePlane::new(&model, a, b);
    assert_eq!(
        fault(plane((v, -1.0..1.0, 1.0), (v, -1.0..1.0, 1.0)).into()),
        "`v` cannot be on both axes of a phase plane"
    );
    for (low, high) in [
        (1.0, -1.0),
        (1.0, 1.0),
        (0.0, f64::NAN),
        (0.0, f64::INFINITY),
    ] {
        let told = fault(plane((v, low..high, 1.0), (w, 0.0..1.0, 1.0)).into());
        let start = format!("the axis of `v` cannot run from {low} to");
        assert!(told.starts_with(&start), "{told}");
    }
    assert_eq!(
        fault(fitz_hugh_nagumo().input(FitzHughNagumo::I, f64::NAN).into()),
        "the input `i` must be finite, but it is NaN"
    );
    assert_eq!(
        fault(fitz_hugh_nagumo().trajectory("a", [0.0], []).into()),
        "curve `a` of `w` has 0 values of `w` and more values of `v`"
    );
    let broken = FitzHughNagumo {
        b: -1.0,
        ..model.clone()
    };
    let across = (v, -1.0..1.0, 1.0);
    let broken = PhasePlane::new(&broken, across, (w, 0.0..1.0, 1.0));
    assert_eq!(
        fault(broken.into()),
        "`FitzHughNagumo` requires `b > 0`, but b = -1"
    );
}
