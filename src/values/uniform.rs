//! The uniform distribution.

use super::Distribution;
use crate::quantity::Measured;
use crate::random::Stream;

/// A uniform distribution over `[low, high)`.
///
/// ```
/// use nernst::prelude::*;
///
/// let v = Uniform::new(-60.0 * mV, -50.0 * mV);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uniform<Q> {
    /// The least value.
    pub low: Q,
    /// The bound above, not less than `low`.
    pub high: Q,
}

impl<Q> Uniform<Q> {
    /// The distribution between these bounds.
    pub const fn new(low: Q, high: Q) -> Self {
        Uniform { low, high }
    }
}

impl<Q: Measured> Distribution for Uniform<Q> {
    type Quantity = Q;

    fn sample(&self, stream: &mut Stream) -> Q {
        let (low, high) = (self.low.si(), self.high.si());
        Q::from_si((high - low).mul_add(stream.uniform(), low))
    }

    fn describe(&self) -> String {
        let show = |value: Q| Q::show(value.si());
        format!("uniform({}, {})", show(self.low), show(self.high))
    }

    fn fault(&self) -> Option<String> {
        let (low, high) = (self.low.si(), self.high.si());
        if !low.is_finite() || !high.is_finite() {
            return Some("the bounds must be finite".to_owned());
        }
        (low > high).then(|| format!("the bound {} lies above {}", Q::show(low), Q::show(high)))
    }
}
