//! The normal distribution between bounds.

use std::ops::RangeInclusive;

use super::{Distribution, Normal, Scored};
use crate::function::{exp, sqrt};
use crate::quantity::Measured;
use crate::random::Stream;

/// A normal distribution of which only what lies between two bounds is drawn.
///
/// Made by [`Normal::within`]. Mean and standard deviation are those of the whole distribution. Draws are exact, by rejection from a
/// distribution that fits the part between the bounds, however far it lies in the tail.
///
/// Robert, C. P. (1995), Stat. Comput. 5, 121.
///
/// ```
/// use nernst::prelude::*;
///
/// let delays = Normal::new(1.5 * ms, 0.75 * ms).within(0.1 * ms..=10.0 * ms);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TruncatedNormal<Q> {
    normal: Normal<Q>,
    low: Q,
    high: Q,
}

impl<Q: Measured> Normal<Q> {
    /// The part of the distribution between these bounds.
    #[must_use]
    pub fn within(self, bounds: RangeInclusive<Q>) -> TruncatedNormal<Q> {
        let (low, high) = bounds.into_inner();
        TruncatedNormal {
            normal: self,
            low,
            high,
        }
    }
}

impl<Q: Measured> Distribution for TruncatedNormal<Q> {
    type Quantity = Q;

    fn sample(&self, stream: &mut Stream) -> Q {
        let (mean, sd) = (self.normal.mean.si(), self.normal.sd.si());
        let (low, high) = (self.low.si(), self.high.si());
        if sd == 0.0 || low == high {
            return Q::from_si(mean.clamp(low, high));
        }
        let (low_score, high_score) = ((low - mean) / sd, (high - mean) / sd);
        // By symmetry the bound nearer to the mean is the lower one.
        let score = if high_score < 0.0 {
            -standard(-high_score, -low_score, stream)
        } else {
            standard(low_score, high_score, stream)
        };
        // Rounding must not lead out of the bounds.
        Q::from_si(sd.mul_add(score, mean).clamp(low, high))
    }

    fn scored(&self) -> Option<Scored> {
        let (mean, sd) = (self.normal.mean.si(), self.normal.sd.si());
        let (low, high) = (self.low.si(), self.high.si());
        let (low_score, high_score) = ((low - mean) / sd, (high - mean) / sd);
        let is_plain = sd != 0.0 && low != high && high_score >= 0.0;
        let is_by_normal = matches!(Proposal::of(low_score, high_score), Proposal::Normal);
        (is_plain && is_by_normal).then_some(Scored {
            mean,
            sd,
            low_score,
            high_score,
            low,
            high,
        })
    }

    fn describe(&self) -> String {
        let show = |value: Q| Q::show(value.si());
        format!(
            "{} within {} and {}",
            self.normal.describe(),
            show(self.low),
            show(self.high)
        )
    }

    fn fault(&self) -> Option<String> {
        let (low, high) = (self.low.si(), self.high.si());
        if low.is_nan() || high.is_nan() || low > high {
            return Some(format!(
                "the bounds {} and {} have nothing between them",
                Q::show(low),
                Q::show(high)
            ));
        }
        let mean = self.normal.mean.si();
        if self.normal.sd.si() == 0.0 && !(low..=high).contains(&mean) {
            return Some(format!(
                "without a spread the mean {} must lie between {} and {}",
                Q::show(mean),
                Q::show(low),
                Q::show(high)
            ));
        }
        self.normal.fault()
    }
}

/// From what a number between two scores is drawn, until it is accepted.
enum Proposal {
    Uniform,
    /// Of this rate, from the lower bound on.
    Exponential(f64),
    Normal,
}

impl Proposal {
    /// The one that fits best from `low` to `high`, of which `high` is not negative.
    fn of(low: f64, high: f64) -> Self {
        let width = high - low;
        // Where the exponential proposal fits better than the normal one.
        let is_tail = low > 0.5;
        let rate = 0.5 * (low + sqrt(low.mul_add(low, 4.0)));
        let is_narrow = if is_tail {
            width * rate < 1.0
        } else {
            width < 2.0
        };
        match (is_narrow, is_tail) {
            (true, _) => Proposal::Uniform,
            (false, true) => Proposal::Exponential(rate),
            (false, false) => Proposal::Normal,
        }
    }
}

/// A standard normal number from `low` to `high`, of which `high` is not negative.
fn standard(low: f64, high: f64, stream: &mut Stream) -> f64 {
    let proposal = Proposal::of(low, high);
    loop {
        let (score, acceptance) = match proposal {
            Proposal::Uniform => {
                let score = (high - low).mul_add(stream.uniform(), low);
                // The point of the interval that is nearest to the mean has the highest density.
                let top = low.max(0.0);
                (score, exp(0.5 * (top * top - score * score)))
            }
            Proposal::Exponential(rate) => {
                let score = low + stream.exponential() / rate;
                (score, exp(-0.5 * (score - rate) * (score - rate)))
            }
            Proposal::Normal => (stream.normal(), 1.0),
        };
        let is_inside = (low..=high).contains(&score);
        if is_inside && (acceptance == 1.0 || stream.uniform() < acceptance) {
            return score;
        }
    }
}
