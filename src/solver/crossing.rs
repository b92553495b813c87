//! When a linear system crosses its threshold, with no crossing missed.
//!
//! A piece of time is cut until one of three things is proved of it: that the margin cannot reach zero in it, since a
//! curve lies no further from its chord than `max |y''| L² / 8`; that the margin rises or falls throughout, so that
//! it crosses once if its ends are on two sides and not at all if they are on one; or that the margin is a straight
//! line to rounding. A crossing that is alone in its piece is found by Newton's method inside a bracket.
//!
//! What goes beyond the threshold by less than rounding, some 1e-15 of the terms of the margin, may be passed over.
//!
//! Hanuschkin, A., Kunkel, S., Helias, M., Morrison, A. & Diesmann, M. (2010), Front. Neuroinform. 4, 113, have shown
//! how often crossings between grid points are missed otherwise.

use super::precise::{Flow, Point, Table, Work, dot};

/// The search, with the memory that it needs.
#[derive(Clone, Debug)]
pub(crate) struct Search {
    end: Point,
    trial: Point,
    pub(crate) work: Work,
}

impl Search {
    pub(crate) fn new(size: usize) -> Self {
        Search {
            end: Point::new(size),
            trial: Point::new(size),
            work: Work::new(size),
        }
    }

    /// Takes the point to where the margin first changes sides, just behind it, and says how far that was; or by
    /// the whole length, and says nothing.
    ///
    /// `is_above` is the side on which the cell counts as being. A point on the other side changes at once.
    pub(crate) fn next(
        &mut self,
        table: &Table,
        flow: &impl Flow,
        point: &mut Point,
        length: f64,
        is_above: bool,
    ) -> Option<f64> {
        if is_there(point) != is_above {
            return Some(0.0);
        }
        let (mut done, mut piece) = (0.0, length);
        while done < length {
            let rest = length - done;
            let part = piece.min(rest);
            self.end.copy(point);
            table.advance(flow, &mut self.end, part, &mut self.work);
            let bend = table.bend(flow, point, part, &mut self.work);
            let sag = bend * part * part / 8.0;
            let has_changed = is_there(&self.end) != is_above;
            let is_monotone = (point.slope + self.end.slope).abs() > bend * part;
            let is_clear = !has_changed && point.margin.abs().min(self.end.margin.abs()) > sag;
            // A margin that is no number ends the search as well.
            let is_straight = || {
                let bends = sag > 4.0 * rounding(flow, point);
                !bends || part <= f64::EPSILON * table.step()
            };
            if !(is_monotone || is_clear || is_straight()) {
                piece = 0.5 * part;
                continue;
            }
            if has_changed {
                done += self.root(table, flow, point, part, is_above);
                std::mem::swap(point, &mut self.end);
                return Some(done.min(length));
            }
            std::mem::swap(point, &mut self.end);
            done = if part < rest { done + part } else { length };
            piece = 2.0 * part;
        }
        None
    }

    /// The crossing between `start` and `end`, which lies `length` behind it; `end` is taken there.
    fn root(
        &mut self,
        table: &Table,
        flow: &impl Flow,
        start: &Point,
        length: f64,
        is_above: bool,
    ) -> f64 {
        let (mut low, mut high) = (0.0, length);
        let (from, to) = (start.margin.abs(), self.end.margin.abs());
        let rounding = rounding(flow, start);
        let mut slope = (from + to) / length;
        // Where the chord crosses.
        let mut guess = from / slope;
        let mut widths = [f64::INFINITY; 2];
        for _ in 0..MOST_TURNS {
            let tolerance = 0.5 * f64::EPSILON * table.step() + rounding / slope;
            let width = high - low;
            if width.is_nan() || width <= 2.0 * tolerance {
                break;
            }
            let is_slow = width > 0.5 * widths[0];
            widths = [widths[1], width];
            let middle = 0.5 * (low + high);
            let at = if is_slow || !(low < guess && guess < high) {
                middle
            } else {
                guess
            };
            if at <= low || at >= high {
                break;
            }
            self.trial.copy(start);
            table.advance(flow, &mut self.trial, at, &mut self.work);
            slope = self.trial.slope.abs();
            let newton = at - self.trial.margin / self.trial.slope;
            // Beyond the root by the tolerance, so that the bracket closes from both sides.
            if is_there(&self.trial) == is_above {
                low = at;
                guess = newton + tolerance;
            } else {
                high = at;
                guess = newton - tolerance;
                std::mem::swap(&mut self.end, &mut self.trial);
            }
        }
        high
    }
}

/// Bisection, every third turn at least, reaches the last bit in fewer.
const MOST_TURNS: usize = 200;

/// Whether the margin says that the condition of the spike holds; `>` and `>=` are the same here.
fn is_there(point: &Point) -> bool {
    point.margin >= 0.0
}

/// By how much the margin may be wrong since its terms are rounded.
fn rounding(flow: &impl Flow, point: &Point) -> f64 {
    let terms = flow.slopes().iter().zip(&point.states);
    let size: f64 = terms.map(|(slope, state)| (slope * state).abs()).sum();
    let constant = point.margin - dot(flow.slopes(), &point.states);
    0.5 * f64::EPSILON * (size + constant.abs())
}

#[cfg(test)]
mod tests {
    use nalgebra::DMatrix;

    use super::super::precise::tests::Linear;
    use super::*;

    /// Every change of sides of `cos(w t + phase) - threshold` within one step of one second.
    fn crossings(w: f64, phase: f64, threshold: f64) -> Vec<f64> {
        let matrix = DMatrix::from_row_slice(2, 2, &[0.0, -w, w, 0.0]);
        let table = Table::new(&matrix, 1.0).expect("finite");
        let flow = Linear {
            matrix,
            constant: vec![0.0; 2],
            slopes: vec![1.0, 0.0],
            threshold,
        };
        let mut point = Point::new(2);
        point.states.copy_from_slice(&[phase.cos(), phase.sin()]);
        point.renew(&flow);
        let (mut at, mut is_above, mut found) = (0.0, point.margin >= 0.0, Vec::new());
        let mut search = Search::new(2);
        while let Some(length) = search.next(&table, &flow, &mut point, 1.0 - at, is_above) {
            at += length;
            is_above = !is_above;
            found.push(at);
        }
        found
    }

    #[test]
    fn an_oscillation_crosses_as_often_as_it_does() {
        for (w, phase) in [(3.0, 1.0), (40.0, 2.0), (300.0, 0.1)] {
            for threshold in [-0.999_999, -0.3, 0.0, 0.7, 0.999_999] {
                let angle = f64::acos(threshold);
                let mut expected = Vec::new();
                for turn in -1..100 {
                    for side in [-angle, angle] {
                        let t = (side + f64::from(turn) * std::f64::consts::TAU - phase) / w;
                        if (0.0..1.0).contains(&t) {
                            expected.push(t);
                        }
                    }
                }
                expected.sort_by(f64::total_cmp);
                let found = crossings(w, phase, threshold);
                assert_eq!(found.len(), expected.len(), "{w} {threshold}");
                for (found, expected) in found.iter().zip(&expected) {
                    // At a flat crossing the rounding of the states is a longer time.
                    let tolerance = 1e-13 / angle.sin() / angle.sin();
                    assert!((found - expected).abs() <= tolerance, "{found} {expected}");
                }
            }
        }
    }

    #[test]
    fn a_peak_counts_down_to_rounding() {
        for depth in [1e-3, 1e-6, 1e-9, 1e-12, 1e-14] {
            assert_eq!(crossings(40.0, -20.0, 1.0 - depth).len() % 2, 0);
            assert!(crossings(6.0, -3.0, 1.0 - depth).len() == 2, "{depth}");
            assert!(crossings(6.0, -3.0, 1.0 + depth).is_empty(), "{depth}");
        }
    }
}
