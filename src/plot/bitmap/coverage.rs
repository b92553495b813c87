//! How much of each pixel is within a shape.

/// The parts of the pixels of a rectangle that polygons cover, as differences from each pixel to the next.
///
/// An edge adds, in each row that it crosses, its height there to all pixels right of it, and to those that it passes the part right of it;
/// going up it is taken off. Where polygons that turn the same way overlap, the sum is above one and counts as one.
#[derive(Debug)]
pub(super) struct Coverage {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    differences: Vec<f32>,
}

impl Coverage {
    /// What these polygons cover of a sheet; nothing if they lie beside it.
    pub(super) fn of(shapes: &[Vec<(f64, f64)>], sheet: (usize, usize)) -> Option<Coverage> {
        let points = || shapes.iter().flatten();
        let (left, right) = extent(points().map(|(x, _)| *x), sheet.0)?;
        let (top, bottom) = extent(points().map(|(_, y)| *y), sheet.1)?;
        let (width, height) = (right - left, bottom - top);
        let mut coverage = Coverage {
            left,
            top,
            width,
            height,
            differences: vec![0.0; (width + 2) * height],
        };
        for shape in shapes {
            let next = shape.iter().cycle().skip(1);
            for (from, to) in shape.iter().zip(next) {
                coverage.edge(*from, *to);
            }
        }
        Some(coverage)
    }

    /// Place and covered part of each pixel of which something is covered.
    pub(super) fn pixels(&self) -> impl Iterator<Item = (usize, usize, f64)> + '_ {
        let rows = self.differences.chunks(self.width + 2).enumerate();
        rows.flat_map(move |(row, differences)| {
            let parts = differences[..self.width].iter().scan(0.0, |sum, part| {
                *sum += f64::from(*part);
                Some(sum.abs().min(1.0))
            });
            let covered = parts.enumerate().filter(|(_, part)| *part > 1e-3);
            covered.map(move |(column, part)| (self.left + column, self.top + row, part))
        })
    }

    fn edge(&mut self, from: (f64, f64), to: (f64, f64)) {
        let inside = |(x, y): (f64, f64)| (x - self.left as f64, y - self.top as f64);
        let (from, to) = (inside(from), inside(to));
        let (sign, start, end) = if from.1 < to.1 {
            (1.0, from, to)
        } else {
            (-1.0, to, from)
        };
        if end.1 <= start.1 {
            return;
        }
        let slope = (end.0 - start.0) / (end.1 - start.1);
        let first = start.1.max(0.0) as usize;
        let last = (end.1.ceil().max(0.0) as usize).min(self.height);
        for row in first..last {
            let (top, bottom) = (start.1.max(row as f64), end.1.min(row as f64 + 1.0));
            let x = |y: f64| (start.0 + (y - start.1) * slope).clamp(0.0, self.width as f64);
            let (a, b) = (x(top), x(bottom));
            self.spread(row, a.min(b)..a.max(b), sign * (bottom - top));
        }
    }

    /// Adds a piece of an edge in a row.
    fn spread(&mut self, row: usize, piece: std::ops::Range<f64>, height: f64) {
        let start = row * (self.width + 2);
        let mut before = 0.0;
        for column in piece.start as usize..=piece.end as usize {
            let right = column as f64 + 1.0;
            let part = height * mean_right(piece.clone(), right);
            self.differences[start + column] += (part - before) as f32;
            before = part;
        }
        self.differences[start + piece.end as usize + 1] += (height - before) as f32;
    }
}

/// The mean over a piece of how much of the pixel that ends at `right` is right of it.
fn mean_right(piece: std::ops::Range<f64>, right: f64) -> f64 {
    let length = piece.end - piece.start;
    if length < 1e-9 {
        return (right - piece.start).clamp(0.0, 1.0);
    }
    // The integral of what is cut to between zero and one.
    let sum = |distance: f64| match distance {
        d if d <= 0.0 => 0.0,
        d if d <= 1.0 => d * d / 2.0,
        d => d - 0.5,
    };
    (sum(right - piece.start) - sum(right - piece.end)) / length
}

/// The whole pixels around these places, as far as they are on the sheet.
fn extent(places: impl Iterator<Item = f64>, end: usize) -> Option<(usize, usize)> {
    let nothing = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) = places.fold(nothing, |(low, high), place| {
        (low.min(place), high.max(place))
    });
    let low = low.floor().max(0.0);
    let high = high.ceil().min(end as f64);
    (low < high).then_some((low as usize, high as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_sum_to_the_area_and_end_with_the_shape() {
        let triangle = vec![(1.3, 0.4), (8.9, 2.2), (3.1, 6.7)];
        let coverage = Coverage::of(&[triangle], (10, 10)).unwrap();
        let area = ((8.9 - 1.3) * (6.7 - 0.4) - (3.1 - 1.3) * (2.2 - 0.4)) / 2.0;
        let sum: f64 = coverage.pixels().map(|(.., part)| part).sum();
        assert!((sum - area).abs() < 1e-3, "{sum} {area}");
        assert!(coverage.pixels().all(|(x, y, _)| x < 9 && y < 7));
    }

    #[test]
    fn overlaps_are_covered_once_and_holes_not_at_all() {
        let square = |low: f64, high: f64| vec![(low, low), (high, low), (high, high), (low, high)];
        let sum = |shapes: &[Vec<(f64, f64)>]| -> f64 {
            let coverage = Coverage::of(shapes, (20, 20)).unwrap();
            coverage.pixels().map(|(.., part)| part).sum()
        };
        assert!((sum(&[square(0.0, 6.0), square(3.0, 9.0)]) - 63.0).abs() < 1e-3);
        let mut hole = square(2.0, 4.0);
        hole.reverse();
        assert!((sum(&[square(0.0, 6.0), hole]) - 32.0).abs() < 1e-3);
    }

    #[test]
    fn what_leaves_the_sheet_is_cut() {
        let large = vec![(-5.0, -5.0), (50.0, -5.0), (50.0, 50.0), (-5.0, 50.0)];
        let coverage = Coverage::of(&[large], (10, 8)).unwrap();
        assert_eq!(
            coverage.pixels().filter(|(.., part)| *part == 1.0).count(),
            80
        );
        let beside = vec![(20.0, 0.0), (30.0, 0.0), (30.0, 5.0)];
        assert!(Coverage::of(&[beside], (10, 8)).is_none());
        assert!(Coverage::of(&[], (10, 8)).is_none());
    }
}
