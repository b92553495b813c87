//! A line of data, as far as it is seen.

use super::canvas::Pen;
use crate::quantity::{Measured, Time};

/// Larger numbers have no place on an axis.
const LARGEST: f64 = 1e300;

/// A named line; places and values in the units of their axes, times in milliseconds.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    pub(super) name: String,
    pub(super) pen: Pen,
    pub(super) points: Vec<(f64, f64)>,
}

impl Curve {
    /// The stretches between `start` and `end`, cut there and wherever a number is missing.
    pub(super) fn stretches(&self, span: (f64, f64)) -> Vec<Vec<(f64, f64)>> {
        cut(&self.points, span)
    }

    /// The places of all points that can be drawn.
    pub(super) fn places(&self) -> impl Iterator<Item = f64> + '_ {
        let points = self.points.iter().filter(|point| is_number(point));
        points.map(|(t, _)| *t)
    }
}

/// The stretches of a line between `start` and `end`, cut there and wherever a number is missing.
pub(super) fn cut(points: &[(f64, f64)], (start, end): (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let mut stretches = vec![Vec::new()];
    let mut previous = None;
    for point in points.iter().copied() {
        let now = Some(point).filter(is_number);
        if now.is_none() {
            stretches.push(Vec::new());
        }
        let is_inside = |(t, _): &(f64, f64)| (start..=end).contains(t);
        let stretch = stretches.last_mut().expect("there is one to begin with");
        if let (Some(from), Some(to)) = (previous, now) {
            stretch.extend(crossings(from, to, (start, end)));
        }
        stretch.extend(now.filter(is_inside));
        if now.is_some_and(|now| !is_inside(&now)) {
            stretches.push(Vec::new());
        }
        previous = now;
    }
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

/// The line with values for places.
pub(super) fn swapped(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    points.iter().map(|(x, y)| (*y, *x)).collect()
}

/// Milliseconds, the unit of the time axis.
pub(super) fn milliseconds(time: Time) -> f64 {
    time.si() * 1e3
}

/// The points of a line that go into one column of pixels, reduced to first, lowest, highest and last: the same picture in a small file.
pub(super) fn thin(points: &[(f64, f64)], column: f64) -> Vec<(f64, f64)> {
    let of = |point: &(f64, f64)| (point.0 / column).floor();
    let columns = points.chunk_by(|a, b| of(a) == of(b));
    columns.flat_map(outline).collect()
}

fn outline(column: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let by_value = |a: &&usize, b: &&usize| column[**a].1.total_cmp(&column[**b].1);
    let indices: Vec<usize> = (0..column.len()).collect();
    let mut kept = vec![0, column.len() - 1];
    kept.extend(indices.iter().min_by(by_value));
    kept.extend(indices.iter().max_by(by_value));
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|index| column[index]).collect()
}

fn is_number((t, value): &(f64, f64)) -> bool {
    t.abs() < LARGEST && value.abs() < LARGEST
}

/// Where a straight line crosses the start and the end, in the order of crossing.
fn crossings(
    from: (f64, f64),
    to: (f64, f64),
    (start, end): (f64, f64),
) -> impl Iterator<Item = (f64, f64)> {
    let edges = if from.0 <= to.0 {
        [start, end]
    } else {
        [end, start]
    };
    let is_between = move |edge: &f64| (from.0 - edge) * (to.0 - edge) < 0.0;
    edges.into_iter().filter(is_between).map(move |edge| {
        let part = (edge - from.0) / (to.0 - from.0);
        (edge, from.1 + part * (to.1 - from.1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches(points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let curve = Curve {
            name: String::new(),
            pen: Pen::Axis,
            points: points.to_vec(),
        };
        curve.stretches((0.0, 10.0))
    }

    #[test]
    fn a_missing_number_is_a_gap() {
        let points = [(0.0, 1.0), (1.0, 2.0), (2.0, f64::NAN), (3.0, 4.0)];
        assert_eq!(
            stretches(&points),
            [vec![(0.0, 1.0), (1.0, 2.0)], vec![(3.0, 4.0)]]
        );
        assert!(stretches(&[(f64::NAN, 1.0), (1.0, f64::INFINITY)]).is_empty());
    }

    #[test]
    fn lines_end_at_the_edge() {
        let through = [(-10.0, 0.0), (30.0, 4.0)];
        assert_eq!(stretches(&through), [[(0.0, 1.0), (10.0, 2.0)]]);
        let out_and_back = [(9.0, 0.0), (11.0, 2.0), (9.0, 4.0)];
        assert_eq!(
            stretches(&out_and_back),
            [[(9.0, 0.0), (10.0, 1.0)], [(10.0, 3.0), (9.0, 4.0)]]
        );
        assert!(stretches(&[(11.0, 1.0), (12.0, 1.0)]).is_empty());
    }

    #[test]
    fn a_spike_survives_thinning() {
        let mut points: Vec<(f64, f64)> = (0..10_000).map(|k| (k as f64 * 0.01, 0.0)).collect();
        points[4321].1 = 7.0;
        let thinned = thin(&points, 1.0);
        assert!(thinned.len() <= 400);
        assert!(thinned.contains(&points[4321]));
        assert_eq!((thinned[0], thinned.last()), (points[0], points.last()));
    }
}
