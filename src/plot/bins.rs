//! Into what values are counted.

/// Bins at most where nobody asks for a width.
const MOST_UNASKED: usize = 100;

/// Bins at most; a page has no room for more.
const MOST: usize = 1000;

/// What rounding takes off a value on an edge, in widths.
const SLACK: f64 = 1e-9;

/// As few different values are single ones rather than a distribution.
const FEW: usize = 5;

/// Bins of one width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bins {
    pub(super) start: f64,
    pub(super) width: f64,
    pub(super) count: usize,
}

impl Bins {
    /// Bins of this width, with edges at its multiples; a value on an edge is in the bin above it.
    ///
    /// There are none if they would be too many, whose largest number is told.
    pub(super) fn every(width: f64, (low, high): (f64, f64)) -> Result<Bins, usize> {
        let first = (low / width + SLACK).floor();
        let last = (high / width + SLACK).floor();
        let count = last - first + 1.0;
        if count.is_nan() || count > MOST as f64 {
            return Err(MOST);
        }
        Ok(Bins {
            start: first * width,
            width,
            count: count as usize,
        })
    }

    /// As many as sorted values suggest.
    ///
    /// Bins are as wide as Freedman and Diaconis say (1981, Z. Wahrscheinlichkeitstheorie verw. Gebiete 57, 453): twice the interquartile range
    /// over the cube root of the number of values. Values on a grid, such as delays, are each in the middle of a bin, or whole numbers of
    /// them are together; otherwise bars would rise and fall with the number of grid points in them.
    pub(super) fn suggested(values: &[f64]) -> Bins {
        let (low, high) = match values {
            [low, .., high] => (*low, *high),
            [only] => (*only, *only),
            [] => (0.0, 0.0),
        };
        let range = high - low;
        if range <= 1e-12 * low.abs().max(high.abs()) {
            let width = if low == 0.0 { 1.0 } else { 0.2 * low.abs() };
            return Bins {
                start: low - width / 2.0,
                width,
                count: 1,
            };
        }
        let width = freedman_diaconis(values).max(range / MOST_UNASKED as f64);
        if let Some(bins) = on_grid(values, width) {
            return bins;
        }
        let count = ((range / width).ceil() as usize).clamp(1, MOST_UNASKED);
        Bins {
            start: low,
            width: range / count as f64,
            count,
        }
    }

    /// How many values are in each.
    pub(super) fn counts(&self, values: &[f64]) -> Vec<usize> {
        let mut counts = vec![0; self.count];
        for value in values {
            let index = ((value - self.start) / self.width + SLACK) as usize;
            counts[index.min(self.count - 1)] += 1;
        }
        counts
    }

    /// The outline of bars of these heights, from zero to zero.
    pub(super) fn outline(&self, counts: &[usize]) -> Vec<(f64, f64)> {
        let edge = |index: usize| self.start + index as f64 * self.width;
        let bars = counts.iter().enumerate().flat_map(|(index, count)| {
            let height = *count as f64;
            [(edge(index), height), (edge(index + 1), height)]
        });
        let mut outline = vec![(edge(0), 0.0)];
        outline.extend(bars);
        outline.push((edge(counts.len()), 0.0));
        outline
    }
}

/// The width that the middle half of the values suggests, or, if it has none, Sturges' rule.
fn freedman_diaconis(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let quantile = |part: f64| values[((count - 1.0) * part).round() as usize];
    let middle = quantile(0.75) - quantile(0.25);
    if middle > 0.0 {
        return 2.0 * middle / count.cbrt();
    }
    (quantile(1.0) - quantile(0.0)) / (count.log2() + 1.0)
}

/// Bins around the values, if these are on a grid, or few.
fn on_grid(values: &[f64], width: f64) -> Option<Bins> {
    let (low, high) = (values[0], *values.last()?);
    let range = high - low;
    let mut different = values.to_vec();
    different.dedup_by(|a, b| *a - *b <= 1e-9 * range);
    if different.len() > values.len() / 2 {
        return None;
    }
    if different.len() < FEW {
        let width = range / 20.0;
        return Some(Bins {
            start: low - width / 2.0,
            width,
            count: 21,
        });
    }
    let gaps = different.windows(2).map(|pair| pair[1] - pair[0]);
    let gap = gaps.fold(f64::INFINITY, f64::min);
    let off = |value: &f64| ((value - low) / gap - ((value - low) / gap).round()).abs();
    if different.iter().any(|value| off(value) > 1e-3) {
        return None;
    }
    let points = (range / gap).round() + 1.0;
    let least = (points / MOST_UNASKED as f64).ceil();
    let together = (width / gap).round().max(least).max(1.0);
    Some(Bins {
        start: low - gap / 2.0,
        width: together * gap,
        count: (points / together).ceil() as usize,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_multiples_of_the_width_that_was_asked_for() {
        let bins = Bins::every(0.1, (0.25, 0.7)).unwrap();
        assert!((bins.start - 0.2).abs() < 1e-12);
        assert_eq!(bins.count, 6);
        // 0.3 and 0.7 are on edges, whatever 0.3 / 0.1 is.
        let counts = bins.counts(&[0.25, 0.3, 0.399, 0.6, 0.7]);
        assert_eq!(counts, [1, 2, 0, 0, 1, 1]);
        assert!(Bins::every(1e-4, (0.0, 1.0)).is_err());
    }

    #[test]
    fn even_values_make_as_many_bins_as_freedman_and_diaconis_say() {
        // 999 in widths of 2 · 499 / 10.
        let values: Vec<f64> = (0..1000).map(|k| f64::from(k) + 3.0).collect();
        let bins = Bins::suggested(&values);
        assert_eq!((bins.start, bins.count), (3.0, 11));
        assert!(bins.counts(&values).iter().all(|n| n.abs_diff(91) <= 1));
    }

    #[test]
    fn no_outlier_makes_many_bins() {
        let mut values: Vec<f64> = (0..1000).map(f64::from).collect();
        values.push(1e9);
        let bins = Bins::suggested(&values);
        assert_eq!(bins.count, 100);
        assert_eq!(bins.counts(&values).iter().sum::<usize>(), 1001);
    }

    #[test]
    fn values_on_a_grid_are_in_the_middle_of_bins() {
        // Each of 30 delays in steps of 0.1 as often as every other.
        let values: Vec<f64> = (0..3000).map(|k| 1.0 + f64::from(k / 100) * 0.1).collect();
        let bins = Bins::suggested(&values);
        let together = bins.width / 0.1;
        assert!((together - together.round()).abs() < 1e-6 && together > 0.5);
        assert!((bins.start - 0.95).abs() < 1e-9);
        let counts = bins.counts(&values);
        let whole = &counts[..counts.len() - 1];
        assert!(whole.iter().all(|n| *n == 100 * together.round() as usize));
        assert_eq!(counts.iter().sum::<usize>(), 3000);
    }

    #[test]
    fn single_values_are_bars_of_their_own() {
        let constant = Bins::suggested(&[5.0; 40]);
        assert_eq!((constant.start, constant.width), (4.5, 1.0));
        assert_eq!(constant.counts(&[5.0; 40]), [40]);
        let mut two = vec![6.0; 30];
        two.extend([67.0; 10]);
        let counts = Bins::suggested(&two).counts(&two);
        assert_eq!((counts[0], *counts.last().unwrap()), (30, 10));
        assert_eq!(counts.iter().sum::<usize>(), 40);
        assert_eq!(Bins::suggested(&[]).counts(&[]), [0]);
    }
}
