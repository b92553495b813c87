//! Who is connected with whom.

mod connections;
mod rows;

use std::fmt::Debug;

use crate::random::{Geometric, Purpose, Stream};

pub(crate) use connections::Connections;
pub use rows::Rows;

/// A rule that lists the targets of each source.
pub trait Connectivity: Debug + Send + Sync + 'static {
    /// The rule in words, for the report of a run.
    fn describe(&self) -> String;

    /// What is wrong with the rule for so many sources and targets, in words.
    fn fault(&self, sources: usize, targets: usize) -> Option<String> {
        let _ = (sources, targets);
        None
    }

    /// The targets of every source, in ascending order; the same for the same seed.
    ///
    /// `object` tells the projections of a network apart.
    fn rows(&self, sources: usize, targets: usize, seed: u64, object: u32) -> Rows;
}

/// Every source with every target.
///
/// Within one population a cell is its own target too, unless `without_self` is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AllToAll {
    skip_self: bool,
}

impl AllToAll {
    /// All pairs.
    #[must_use]
    pub const fn new() -> Self {
        AllToAll { skip_self: false }
    }

    /// All pairs but those of the same index.
    #[must_use]
    pub const fn without_self(self) -> Self {
        AllToAll { skip_self: true }
    }
}

impl Connectivity for AllToAll {
    fn describe(&self) -> String {
        "all to all".to_owned()
    }

    fn rows(&self, sources: usize, targets: usize, _seed: u64, _object: u32) -> Rows {
        let skip_self = self.skip_self;
        Rows::collect(sources, |source, row| {
            row.extend((0..targets as u32).filter(|target| !(skip_self && *target == source)));
        })
    }
}

/// Source `k` with target `k`; both populations have the same number of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OneToOne;

impl Connectivity for OneToOne {
    fn describe(&self) -> String {
        "one to one".to_owned()
    }

    fn fault(&self, sources: usize, targets: usize) -> Option<String> {
        (sources != targets).then(|| {
            format!("one-to-one needs as many targets as sources, not {targets} for {sources}")
        })
    }

    fn rows(&self, sources: usize, _targets: usize, _seed: u64, _object: u32) -> Rows {
        Rows::collect(sources, |source, row| row.push(source))
    }
}

/// Every pair with the same probability, independently of all others (Bernoulli).
///
/// Within one population a cell can be its own target, unless `without_self` is called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FixedProbability {
    p: f64,
    skip_self: bool,
}

impl FixedProbability {
    /// The probability of each pair, from 0 to 1; another value is refused by the network.
    #[must_use]
    pub const fn new(p: f64) -> Self {
        FixedProbability {
            p,
            skip_self: false,
        }
    }

    /// The same, with no cell connected to itself.
    #[must_use]
    pub const fn without_self(self) -> Self {
        FixedProbability {
            skip_self: true,
            ..self
        }
    }
}

impl Connectivity for FixedProbability {
    fn describe(&self) -> String {
        format!("each pair with probability {}", self.p)
    }

    fn fault(&self, _sources: usize, _targets: usize) -> Option<String> {
        let inside = (0.0..=1.0).contains(&self.p);
        (!inside).then(|| format!("the probability {} does not lie between 0 and 1", self.p))
    }

    fn rows(&self, sources: usize, targets: usize, seed: u64, object: u32) -> Rows {
        let gaps = Geometric::new(self.p);
        Rows::collect(sources, |source, row| {
            let index = u64::from(source);
            let mut stream = Stream::new(seed, Purpose::Connectivity, object, index);
            // From one target to the next in one draw, instead of one draw for each pair.
            let mut next = gaps.sample(&mut stream);
            while next < targets as u64 {
                let target = next as u32;
                if !(self.skip_self && target == source) {
                    row.push(target);
                }
                next = next
                    .saturating_add(1)
                    .saturating_add(gaps.sample(&mut stream));
            }
        })
    }
}
