//! Independent pairs.

use super::{Connectivity, Ends, Rows};
use crate::random::{Geometric, Purpose, Stream};

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
        let others = super::self_connections(self.skip_self);
        format!("each pair with probability {}{others}", self.p)
    }

    fn fault(&self, _ends: &Ends<'_>) -> Option<String> {
        let inside = (0.0..=1.0).contains(&self.p);
        (!inside).then(|| format!("the probability {} does not lie between 0 and 1", self.p))
    }

    fn expected(&self, ends: &Ends<'_>) -> Option<f64> {
        Some(self.p * ends.sources() as f64 * ends.targets() as f64)
    }

    fn rows(&self, ends: &Ends<'_>, seed: u64, object: u32) -> Result<Rows, String> {
        self.fault(ends).map_or(Ok(()), Err)?;
        let (gaps, targets) = (Geometric::new(self.p), ends.targets() as u64);
        let skip_self = self.skip_self && ends.is_recurrent();
        Ok(Rows::collect(ends.sources(), |source, row| {
            let index = u64::from(source);
            let mut stream = Stream::new(seed, Purpose::Connectivity, object, index);
            // From one target to the next in one draw, instead of one draw for each pair.
            let mut next = gaps.sample(&mut stream);
            while next < targets {
                let target = next as u32;
                if !(skip_self && target == source) {
                    row.push(target);
                }
                next = next
                    .saturating_add(1)
                    .saturating_add(gaps.sample(&mut stream));
            }
        }))
    }
}
