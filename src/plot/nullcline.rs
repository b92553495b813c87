//! Where a function of two numbers is zero.

use std::collections::BTreeMap;

/// Squares along each side.
const SQUARES: usize = 160;

/// Halvings of an edge, after which nothing is left of it that could be seen.
const HALVINGS: usize = 48;

/// The edge of a square: from this node to the right, or upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Right(usize, usize),
    Up(usize, usize),
}

/// The lines on which `f` is zero within a rectangle, by marching squares: each point is found to the last digits on an edge of a grid.
///
/// Where `f` jumps from one sign to the other, or is no number, there is no line.
pub(super) fn zeros(
    f: impl Fn(f64, f64) -> f64,
    [across, upward]: [(f64, f64); 2],
) -> Vec<Vec<(f64, f64)>> {
    let place = |(low, high): (f64, f64), k: usize| low + (high - low) * k as f64 / SQUARES as f64;
    let node = |i, j| (place(across, i), place(upward, j));
    let values = (0..=SQUARES).map(|j| {
        let row = (0..=SQUARES).map(|i| node(i, j));
        row.map(|(x, y)| f(x, y)).collect()
    });
    let values: Vec<Vec<f64>> = values.collect();
    let zero = |edge: Edge| {
        let [(i, j), (k, l)] = ends(edge);
        let ends = [(node(i, j), values[j][i]), (node(k, l), values[l][k])];
        zero_between(&f, ends)
    };
    let mut neighbours: BTreeMap<Edge, Vec<Edge>> = BTreeMap::new();
    let mut points: BTreeMap<Edge, Option<(f64, f64)>> = BTreeMap::new();
    for (j, i) in (0..SQUARES).flat_map(|j| (0..SQUARES).map(move |i| (j, i))) {
        let around = [
            Edge::Right(i, j),
            Edge::Up(i + 1, j),
            Edge::Right(i, j + 1),
            Edge::Up(i, j),
        ];
        let crossed = around.map(|edge| points.entry(edge).or_insert_with(|| zero(edge)).is_some());
        let middle = || {
            let ((x, y), (to_x, to_y)) = (node(i, j), node(i + 1, j + 1));
            is_positive(f((x + to_x) / 2.0, (y + to_y) / 2.0)) == is_positive(values[j][i])
        };
        for [from, to] in pieces(crossed, middle) {
            let (from, to) = (around[from], around[to]);
            neighbours.entry(from).or_default().push(to);
            neighbours.entry(to).or_default().push(from);
        }
    }
    let chains = chained(neighbours).into_iter();
    let line = |chain: Vec<Edge>| chain.iter().filter_map(|edge| points[edge]).collect();
    chains.map(line).collect()
}

/// The nodes at both ends.
fn ends(edge: Edge) -> [(usize, usize); 2] {
    match edge {
        Edge::Right(i, j) => [(i, j), (i + 1, j)],
        Edge::Up(i, j) => [(i, j), (i, j + 1)],
    }
}

fn is_positive(value: f64) -> bool {
    value >= 0.0
}

/// Which edges of a square, counted from the lower one against the clock, the lines in it connect, if these are crossed.
///
/// Of a saddle both pairs of opposite corners have the same sign, and the middle says which pair is connected: whether it is like the lower left corner.
fn pieces(crossed: [bool; 4], is_middle_like_first: impl FnOnce() -> bool) -> Vec<[usize; 2]> {
    let edges: Vec<usize> = (0..4).filter(|edge| crossed[*edge]).collect();
    match edges[..] {
        [from, to] => vec![[from, to]],
        [_, _, _, _] if is_middle_like_first() => vec![[0, 1], [2, 3]],
        [_, _, _, _] => vec![[3, 0], [1, 2]],
        _ => Vec::new(),
    }
}

/// Where the sign changes between two places, by bisection.
fn zero_between(f: impl Fn(f64, f64) -> f64, ends: [((f64, f64), f64); 2]) -> Option<(f64, f64)> {
    let [(mut from, start), (mut to, end)] = ends;
    if start.is_nan() || end.is_nan() || is_positive(start) == is_positive(end) {
        return None;
    }
    for _ in 0..HALVINGS {
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        if is_positive(f(middle.0, middle.1)) == is_positive(start) {
            from = middle;
        } else {
            to = middle;
        }
    }
    // At a pole it is larger than anywhere else on the edge.
    let largest = start.abs().max(end.abs());
    (f(to.0, to.1).abs() <= largest).then_some(to)
}

/// The edges in the order in which lines pass them.
fn chained(mut neighbours: BTreeMap<Edge, Vec<Edge>>) -> Vec<Vec<Edge>> {
    // Open lines begin at an end; what is left then are loops.
    let is_end = |(_, next): &(&Edge, &Vec<Edge>)| next.len() == 1;
    let ends = neighbours.iter().filter(is_end).map(|(edge, _)| *edge);
    let starts: Vec<Edge> = ends.chain(neighbours.keys().copied()).collect();
    let mut chains = Vec::new();
    for start in starts {
        let mut chain = vec![start];
        let mut last = start;
        while let Some(next) = neighbours.get_mut(&last).and_then(Vec::pop) {
            if let Some(back) = neighbours.get_mut(&next) {
                back.retain(|edge| *edge != last);
            }
            chain.push(next);
            last = next;
        }
        if chain.len() > 1 {
            chains.push(chain);
        }
    }
    chains
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [(f64, f64); 2] = [(-2.0, 2.0), (-2.0, 2.0)];

    #[test]
    fn a_circle_is_one_closed_line_of_its_length() {
        let lines = zeros(|x, y| x * x + y * y - 1.0, SQUARE);
        assert_eq!(lines.len(), 1);
        let line = &lines[0];
        assert_eq!(line.first(), line.last());
        let radius = |(x, y): &(f64, f64)| x.hypot(*y);
        assert!(line.iter().all(|point| (radius(point) - 1.0).abs() < 1e-12));
        let pieces = line.windows(2);
        let length: f64 = pieces
            .map(|p| (p[1].0 - p[0].0).hypot(p[1].1 - p[0].1))
            .sum();
        assert!(
            (length / std::f64::consts::TAU - 1.0).abs() < 1e-3,
            "{length}"
        );
    }

    #[test]
    fn lines_that_leave_the_rectangle_begin_and_end_at_its_edge() {
        let lines = zeros(|x, y| y - x * x * x, SQUARE);
        assert_eq!(lines.len(), 1);
        let ends = [lines[0][0], *lines[0].last().unwrap()];
        assert!(
            ends.iter().all(|(_, y)| (y.abs() - 2.0).abs() < 1e-9),
            "{ends:?}"
        );
    }

    #[test]
    fn there_is_no_line_where_the_sign_jumps_or_is_none() {
        assert!(zeros(|x, _| 1.0 / (x - 0.01), SQUARE).is_empty());
        assert!(zeros(|_, _| f64::NAN, SQUARE).is_empty());
        assert!(zeros(|_, _| 0.0, SQUARE).is_empty());
        // Half of the plane has no number.
        let lines = zeros(|x, y| y + 0.01 * x.sqrt(), SQUARE);
        let off = |(x, y): &(f64, f64)| (y + 0.01 * x.sqrt()).abs();
        assert!(lines.concat().iter().all(|point| off(point) < 1e-9) && lines.len() == 1);
    }

    #[test]
    fn a_saddle_is_two_lines_that_do_not_cross() {
        let branch = |lines: Vec<Vec<(f64, f64)>>| {
            assert_eq!(lines.len(), 2);
            lines.iter().all(|line| {
                line.iter().all(|(x, _)| *x > 0.0) || line.iter().all(|(x, _)| *x < 0.0)
            })
        };
        // The corner of the axes lies inside of a square.
        let shift = 2.0 / SQUARES as f64;
        let f = |offset: f64| move |x: f64, y: f64| (x + shift) * (y + shift) - offset;
        let away = |(x, y): (f64, f64)| (x + shift, y + shift);
        let lines = |offset| -> Vec<Vec<(f64, f64)>> {
            let lines = zeros(f(offset), SQUARE).into_iter();
            lines
                .map(|line| line.into_iter().map(away).collect())
                .collect()
        };
        assert!(branch(lines(1e-5)));
        assert!(branch(lines(-1e-5)));
    }
}
