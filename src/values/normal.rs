//! The normal distribution.

use super::{Distribution, Scored};
use crate::quantity::Measured;
use crate::random::Stream;

/// A normal distribution.
///
/// ```
/// use nernst::prelude::*;
///
/// let v = Normal::new(-65.0 * mV, 5.0 * mV); // mean and standard deviation
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Normal<Q> {
    /// The mean.
    pub mean: Q,
    /// The standard deviation, not negative.
    pub sd: Q,
}

impl<Q> Normal<Q> {
    /// The distribution of this mean and standard deviation.
    pub const fn new(mean: Q, sd: Q) -> Self {
        Normal { mean, sd }
    }
}

impl<Q: Measured> Distribution for Normal<Q> {
    type Quantity = Q;

    fn sample(&self, stream: &mut Stream) -> Q {
        Q::from_si(self.sd.si().mul_add(stream.normal(), self.mean.si()))
    }

    fn scored(&self) -> Option<Scored> {
        Some(Scored {
            mean: self.mean.si(),
            sd: self.sd.si(),
            low_score: f64::NEG_INFINITY,
            high_score: f64::INFINITY,
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
        })
    }

    fn describe(&self) -> String {
        let show = |value: Q| Q::show(value.si());
        format!("normal({}, {})", show(self.mean), show(self.sd))
    }

    fn fault(&self) -> Option<String> {
        let (mean, sd) = (self.mean.si(), self.sd.si());
        if !mean.is_finite() || !sd.is_finite() {
            return Some("the mean and the standard deviation must be finite".to_owned());
        }
        (sd < 0.0).then(|| format!("the standard deviation {} is negative", Q::show(sd)))
    }
}
