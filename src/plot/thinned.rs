//! Lines of many points, with as few as it takes.

/// How far a point that is left out may lie beside the line, in pixels: less than is seen, also in print.
const TOLERANCE: f64 = 0.1;

/// The points without those that are seen on the line between others anyway.
///
/// Douglas, D. H. & Peucker, T. K. (1973), Cartographica 10, 112.
pub(super) fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let Some(last) = points.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut is_kept = vec![false; points.len()];
    (is_kept[0], is_kept[last]) = (true, true);
    let mut pieces = vec![(0, last)];
    while let Some((from, to)) = pieces.pop() {
        let between = from + 1..to;
        let distance = |k: &usize| distance(points[*k], points[from], points[to]);
        let Some(farthest) = between.max_by(|a, b| distance(a).total_cmp(&distance(b))) else {
            continue;
        };
        if distance(&farthest) > TOLERANCE {
            is_kept[farthest] = true;
            pieces.extend([(from, farthest), (farthest, to)]);
        }
    }
    let kept = points.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept);
    kept.map(|(point, _)| *point).collect()
}

/// Of a point from the piece of a line between two others.
pub(super) fn distance((x, y): (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (x, y) = (x - from.0, y - from.1);
    let square = dx * dx + dy * dy;
    let part = if square > 0.0 {
        ((x * dx + y * dy) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - part * dx).hypot(y - part * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_is_on_the_line_that_is_drawn() {
        let wave = |k: i32| (0.1 * f64::from(k), 100.0 * (0.01 * f64::from(k)).sin());
        let points: Vec<_> = (0..5000).map(wave).collect();
        let kept = thinned(&points);
        assert!(kept.len() < 500, "{}", kept.len());
        assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
        for point in &points {
            let pieces = kept.windows(2);
            let nearest = pieces.map(|piece| distance(*point, piece[0], piece[1]));
            assert!(nearest.fold(f64::INFINITY, f64::min) <= TOLERANCE);
        }
    }

    #[test]
    fn corners_and_what_returns_are_kept() {
        let corner = [(0.0, 0.0), (5.0, 0.0), (10.0, 0.0), (10.0, 10.0)];
        assert_eq!(thinned(&corner), [corner[0], corner[2], corner[3]]);
        let stroke = [(0.0, 0.0), (1.0, 0.0), (1.0, 9.0), (1.0, 0.0), (2.0, 0.0)];
        assert_eq!(thinned(&stroke), stroke);
        let closed = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 0.0)];
        assert_eq!(thinned(&closed), closed);
        assert_eq!(thinned(&[]), []);
        assert_eq!(thinned(&corner[..1]), corner[..1]);
    }
}
