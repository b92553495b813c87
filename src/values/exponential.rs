//! The exponential distribution.

use super::Distribution;
use crate::quantity::Measured;
use crate::random::Stream;

/// An exponential distribution.
///
/// ```
/// use nernst::prelude::*;
///
/// let weights = Exponential::new(0.5 * nS);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exponential<Q> {
    /// The mean.
    pub mean: Q,
}

impl<Q> Exponential<Q> {
    /// The distribution of this mean.
    pub const fn new(mean: Q) -> Self {
        Exponential { mean }
    }
}

impl<Q: Measured> Distribution for Exponential<Q> {
    type Quantity = Q;

    fn sample(&self, stream: &mut Stream) -> Q {
        Q::from_si(self.mean.si() * stream.exponential())
    }

    fn describe(&self) -> String {
        format!("exponential with mean {}", Q::show(self.mean.si()))
    }

    fn fault(&self) -> Option<String> {
        let mean = self.mean.si();
        (!mean.is_finite()).then(|| {
            format!(
                "the mean of an exponential distribution must be finite, but it is {}",
                Q::show(mean)
            )
        })
    }
}
