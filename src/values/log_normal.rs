//! The log-normal distribution.

use super::Distribution;
use crate::function::{exp, ln, sqrt};
use crate::quantity::Measured;
use crate::random::Stream;

/// A log-normal distribution: the logarithm is normal.
///
/// ```
/// use nernst::prelude::*;
///
/// // Half of the weights lie below 1 nS, two thirds within a factor of e on either side.
/// let weights = LogNormal::of_median(1.0 * nS, 1.0);
/// // The weights themselves have this mean and this standard deviation.
/// let weights = LogNormal::of_mean(1.0 * nS, 0.5 * nS);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal<Q> {
    parameters: Parameters<Q>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Parameters<Q> {
    Median { median: Q, sigma: f64 },
    Mean { mean: Q, sd: Q },
}

impl<Q: Measured> LogNormal<Q> {
    /// The distribution with this median, whose logarithm has the standard deviation `sigma`.
    #[must_use]
    pub const fn of_median(median: Q, sigma: f64) -> Self {
        LogNormal {
            parameters: Parameters::Median { median, sigma },
        }
    }

    /// The distribution with this mean and standard deviation.
    #[must_use]
    pub const fn of_mean(mean: Q, sd: Q) -> Self {
        LogNormal {
            parameters: Parameters::Mean { mean, sd },
        }
    }

    /// Median in SI base units, and the standard deviation of the logarithm.
    fn median(&self) -> (f64, f64) {
        match self.parameters {
            Parameters::Median { median, sigma } => (median.si(), sigma),
            Parameters::Mean { mean, sd } => {
                let variation = sd.si() / mean.si();
                let square = variation.mul_add(variation, 1.0);
                (mean.si() / sqrt(square), sqrt(ln(square)))
            }
        }
    }
}

impl<Q: Measured> Distribution for LogNormal<Q> {
    type Quantity = Q;

    fn sample(&self, stream: &mut Stream) -> Q {
        let (median, sigma) = self.median();
        Q::from_si(median * exp(sigma * stream.normal()))
    }

    fn describe(&self) -> String {
        let show = |value: Q| Q::show(value.si());
        match self.parameters {
            Parameters::Median { median, sigma } => {
                format!("log-normal with median {} and sigma {sigma}", show(median))
            }
            Parameters::Mean { mean, sd } => {
                format!("log-normal with mean {} and sd {}", show(mean), show(sd))
            }
        }
    }

    fn fault(&self) -> Option<String> {
        let (name, middle, spread, shown) = match self.parameters {
            Parameters::Median { median, sigma } => {
                ("median", median.si(), sigma, sigma.to_string())
            }
            Parameters::Mean { mean, sd } => ("mean", mean.si(), sd.si(), Q::show(sd.si())),
        };
        if !(middle > 0.0 && middle.is_finite()) {
            return Some(format!(
                "the {name} of a log-normal distribution must be positive and finite, but it is {}",
                Q::show(middle)
            ));
        }
        (!(spread >= 0.0 && spread.is_finite())).then(|| {
            format!("the spread of a log-normal distribution must be finite and not negative, but it is {shown}")
        })
    }
}
