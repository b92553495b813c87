//! The connections of a projection, with a weight and a delay for each.

mod by_distance;
mod by_pair;
mod rule;
mod values;
mod weighted;

use std::ops::Range;

pub use by_distance::{ByDistance, by_distance};
pub use by_pair::{ByPair, by_pair};
#[doc(hidden)]
pub use rule::Rule;
pub(crate) use rule::{Kind, Place, pairs};
pub use values::ConnectionValues;
pub use weighted::WeightedConnections;

use crate::connectivity::Rows;

/// One value for all connections, or one for each, by source and then target.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum PerConnection<T> {
    All(T),
    Each(Vec<T>),
}

impl<T: Copy> PerConnection<T> {
    fn bytes(&self) -> usize {
        match self {
            PerConnection::All(_) => 0,
            PerConnection::Each(values) => size_of_val(&**values),
        }
    }

    /// Those of some connections.
    fn of(&self, connections: &[usize]) -> Self {
        match self {
            PerConnection::All(value) => PerConnection::All(*value),
            PerConnection::Each(values) => {
                PerConnection::Each(connections.iter().map(|k| values[*k]).collect())
            }
        }
    }
}

/// One connection of a source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Connection {
    pub(crate) target: u32,
    /// In SI base units.
    pub(crate) weight: f64,
    /// In steps.
    pub(crate) delay: u32,
}

/// Targets, weights and delays of every source.
///
/// A row is ordered by delay, within a delay by target, and within a target as the rule gave them. This order is
/// that of summation.
#[derive(Debug)]
pub(crate) struct Connections {
    rows: Rows,
    weights: PerConnection<f64>,
    delays: PerConnection<u32>,
    /// The delays that occur, ascending.
    occurring: Vec<u32>,
}

/// The weights of some connections.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Weights<'a> {
    All(f64),
    Each(&'a [f64]),
}

impl Weights<'_> {
    /// The weight of the connection at this place among them.
    #[inline]
    pub(crate) fn get(self, index: usize) -> f64 {
        match self {
            Weights::All(weight) => weight,
            Weights::Each(weights) => weights[index],
        }
    }
}

impl Default for Connections {
    /// None.
    fn default() -> Self {
        let rows = Rows::collect(0, |_, _| {});
        Connections::new(rows, PerConnection::All(0.0), PerConnection::All(1))
    }
}

impl Connections {
    /// The table, of weights and delays in the order of the rows.
    pub(crate) fn new(
        mut rows: Rows,
        mut weights: PerConnection<f64>,
        delays: PerConnection<u32>,
    ) -> Self {
        let (delays, occurring) = match delays {
            PerConnection::All(delay) => (PerConnection::All(delay), vec![delay]),
            PerConnection::Each(mut delays) => {
                sort_rows(&mut rows, &mut weights, &mut delays);
                let occurring = distinct(&delays);
                (PerConnection::Each(delays), occurring)
            }
        };
        Connections {
            rows,
            weights,
            delays,
            occurring,
        }
    }

    /// The connections onto some of the targets, which are counted from the first of them on.
    pub(crate) fn onto(&self, targets: Range<usize>) -> Self {
        let mut kept = Vec::new();
        let rows = Rows::collect(self.sources(), |source, row| {
            for index in self.rows.range(source) {
                let target = self.rows.targets()[index] as usize;
                if targets.contains(&target) {
                    row.push((target - targets.start) as u32);
                    kept.push(index);
                }
            }
        });
        Connections {
            rows,
            weights: self.weights.of(&kept),
            delays: self.delays.of(&kept),
            occurring: self.occurring.clone(),
        }
    }

    /// How many lead to some of the targets.
    pub(crate) fn count_onto(&self, targets: &Range<usize>) -> usize {
        let all = self.rows.targets().iter();
        all.filter(|target| targets.contains(&(**target as usize)))
            .count()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.rows.bytes() + self.weights.bytes() + self.delays.bytes()
    }

    /// The number of sources.
    pub(crate) fn sources(&self) -> usize {
        self.rows.sources()
    }

    /// The number of connections.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The weight, if it is one for all.
    pub(crate) fn weight_of_all(&self) -> Option<f64> {
        match self.weights {
            PerConnection::All(weight) => Some(weight),
            PerConnection::Each(_) => None,
        }
    }

    /// Whether no weight loses anything in single precision.
    pub(crate) fn is_single(&self) -> bool {
        let is_single = |weight: &f64| f64::from(*weight as f32) == *weight;
        match &self.weights {
            PerConnection::All(weight) => is_single(weight),
            PerConnection::Each(weights) => weights.iter().all(is_single),
        }
    }

    /// The delay in steps, if it is one for all.
    pub(crate) fn delay_of_all(&self) -> Option<u32> {
        match self.delays {
            PerConnection::All(delay) => Some(delay),
            PerConnection::Each(_) => None,
        }
    }

    /// The mean weight, with the sign of most of them; nothing without connections.
    pub(crate) fn mean_weight(&self) -> Option<f64> {
        if self.len() == 0 {
            return None;
        }
        match &self.weights {
            PerConnection::All(weight) => Some(*weight),
            PerConnection::Each(weights) => {
                let size: f64 = weights.iter().map(|weight| weight.abs()).sum();
                let sum: f64 = weights.iter().sum();
                Some((size / weights.len() as f64).copysign(sum))
            }
        }
    }

    /// The delays that occur, ascending.
    pub(crate) fn delays(&self) -> &[u32] {
        &self.occurring
    }

    /// The shortest delay, if there are connections.
    pub(crate) fn shortest(&self) -> Option<u32> {
        self.occurring.first().copied()
    }

    /// The longest delay, or zero without connections.
    pub(crate) fn longest(&self) -> u64 {
        self.occurring.last().map_or(0, |delay| u64::from(*delay))
    }

    /// The connections of a source, in the order of the row.
    pub(crate) fn row(&self, source: u32) -> impl Iterator<Item = Connection> + '_ {
        self.rows.range(source).map(|index| self.get(index))
    }

    /// The connection at this place of the table.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Connection {
        Connection {
            target: self.rows.targets()[index],
            weight: match &self.weights {
                PerConnection::All(weight) => *weight,
                PerConnection::Each(weights) => weights[index],
            },
            delay: match &self.delays {
                PerConnection::All(delay) => *delay,
                PerConnection::Each(delays) => delays[index],
            },
        }
    }

    /// Targets and weights of the connections of a source that have this delay, which occurs.
    #[inline]
    pub(crate) fn due(&self, source: u32, delay: u32) -> (&[u32], Weights<'_>) {
        let range = self.due_range(source, delay);
        let weights = match &self.weights {
            PerConnection::All(weight) => Weights::All(*weight),
            PerConnection::Each(weights) => Weights::Each(&weights[range.clone()]),
        };
        (&self.rows.targets()[range], weights)
    }

    /// The places in the table of the connections of a source that have this delay, which occurs.
    #[inline]
    pub(crate) fn due_range(&self, source: u32, delay: u32) -> Range<usize> {
        let row = self.rows.range(source);
        let PerConnection::Each(delays) = &self.delays else {
            return row;
        };
        let delays = &delays[row.clone()];
        let first = delays.partition_point(|other| *other < delay);
        let length = delays[first..].partition_point(|other| *other == delay);
        row.start + first..row.start + first + length
    }
}

/// The different ones among many delays, ascending.
fn distinct(delays: &[u32]) -> Vec<u32> {
    /// Up to here a mark for each is made rather than a sorted copy.
    const MARKED: usize = 1 << 16;
    let mut occurs = vec![false; MARKED];
    let mut long = Vec::new();
    for &delay in delays {
        match occurs.get_mut(delay as usize) {
            Some(occurs) => *occurs = true,
            None => long.push(delay),
        }
    }
    long.sort_unstable();
    long.dedup();
    let short = (0u32..).zip(occurs).filter(|(_, occurs)| *occurs);
    short.map(|(delay, _)| delay).chain(long).collect()
}

/// Brings each row into the order of delays; targets ascend already, and the sort is stable.
fn sort_rows(rows: &mut Rows, weights: &mut PerConnection<f64>, delays: &mut [u32]) {
    let (mut order, mut places) = (Vec::new(), Vec::new());
    for source in 0..rows.sources() {
        let row = rows.range(source as u32);
        order.clear();
        order.extend(row.clone());
        sort_by_delay(&mut order, &mut places, |k| delays[*k]);
        rearrange(&mut rows.targets_mut()[row.clone()], &order, row.start);
        rearrange(&mut delays[row.clone()], &order, row.start);
        if let PerConnection::Each(weights) = weights {
            rearrange(&mut weights[row.clone()], &order, row.start);
        }
    }
}

/// Sorts by delay, items of one delay as they stood. Delays are few different numbers, so they are counted; `places` is scratch.
pub(crate) fn sort_by_delay<T: Copy>(
    items: &mut Vec<T>,
    places: &mut Vec<usize>,
    delay: impl Fn(&T) -> u32,
) {
    let (Some(least), Some(most)) = (
        items.iter().map(&delay).min(),
        items.iter().map(&delay).max(),
    ) else {
        return;
    };
    let span = (most - least) as usize + 1;
    if span > items.len() {
        return items.sort_by_key(delay);
    }
    places.clear();
    places.resize(span + 1, 0);
    for item in &*items {
        places[(delay(item) - least) as usize + 1] += 1;
    }
    for k in 1..span {
        places[k] += places[k - 1];
    }
    let before = items.clone();
    for item in before {
        let place = &mut places[(delay(&item) - least) as usize];
        items[*place] = item;
        *place += 1;
    }
}

/// Puts what stands at `order[k]` to `k`.
fn rearrange<T: Copy>(row: &mut [T], order: &[usize], start: usize) {
    let before = row.to_vec();
    for (item, k) in row.iter_mut().zip(order) {
        *item = before[k - start];
    }
}

#[cfg(test)]
mod tests {
    use super::{distinct, sort_by_delay};
    use crate::random::{Purpose, Stream};

    #[test]
    fn delays_are_ordered_as_by_any_stable_sort() {
        let mut stream = Stream::new(1, Purpose::User, 0, 0);
        for (length, span) in [(0, 1), (1, 5), (1000, 1), (1000, 60), (50, 100_000)] {
            let delays = (0..length).map(|_| 3 + stream.below(span) as u32);
            let mut items: Vec<(u32, usize)> = delays.zip(0..).collect();
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            sort_by_delay(&mut items, &mut vec![7; 3], |item| item.0);
            assert_eq!(items, expected);

            let delays: Vec<u32> = items.iter().rev().map(|item| item.0).collect();
            let mut occurring: Vec<u32> = expected.iter().map(|item| item.0).collect();
            occurring.dedup();
            assert_eq!(distinct(&delays), occurring);
        }
    }
}
