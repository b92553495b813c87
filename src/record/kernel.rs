//! With what spikes are smoothed.

use std::fmt::{self, Display, Formatter};

use crate::function::{erf, expm1};
use crate::quantity::{Measured, Time};

/// A density of unit area by which a spike is replaced, to make a rate of spikes.
///
/// See [`Spikes::population_rate`](super::Spikes::population_rate).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kernel {
    shape: Shape,
    /// Standard deviation, time constant or width.
    length: Time,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Gaussian,
    Exponential,
    Rectangular,
}

/// Beyond so many standard deviations or time constants a kernel has less than 1e-16 of its area.
const GAUSSIAN_REACH: f64 = 8.5;
const EXPONENTIAL_REACH: f64 = 37.0;

impl Kernel {
    /// The normal density of this standard deviation, centred on the spike.
    #[must_use]
    pub const fn gaussian(sd: Time) -> Self {
        Kernel {
            shape: Shape::Gaussian,
            length: sd,
        }
    }

    /// `e^(-t / tau) / tau` from the spike on: causal, the rate at a time depends on earlier spikes alone.
    #[must_use]
    pub const fn exponential(tau: Time) -> Self {
        Kernel {
            shape: Shape::Exponential,
            length: tau,
        }
    }

    /// The same density over this width, centred on the spike.
    #[must_use]
    pub const fn rectangular(width: Time) -> Self {
        Kernel {
            shape: Shape::Rectangular,
            length: width,
        }
    }

    /// Whether a record of so many seconds can be smoothed with it.
    pub(super) fn fits(self, duration: f64) -> Result<(), KernelError> {
        let length = self.length.si();
        if !(length > 0.0 && length.is_finite()) {
            return Err(KernelError::Length {
                length: Time::show(length),
            });
        }
        if length > duration {
            return Err(KernelError::Longer {
                length: Time::show(length),
                record: Time::show(duration),
            });
        }
        Ok(())
    }

    /// From when to when it is not zero, in seconds after the spike.
    pub(super) fn support(self) -> (f64, f64) {
        let length = self.length.si();
        match self.shape {
            Shape::Gaussian => (-GAUSSIAN_REACH * length, GAUSSIAN_REACH * length),
            Shape::Exponential => (0.0, EXPONENTIAL_REACH * length),
            Shape::Rectangular => (-0.5 * length, 0.5 * length),
        }
    }

    /// Whether what it has beyond the end of a record is reflected there.
    pub(super) fn is_reflected(self) -> bool {
        !matches!(self.shape, Shape::Exponential)
    }

    /// Its area up to this time after the spike.
    pub(super) fn area(self, time: f64) -> f64 {
        let x = time / self.length.si();
        match self.shape {
            Shape::Gaussian => 0.5 * (1.0 + erf(x * std::f64::consts::FRAC_1_SQRT_2)),
            Shape::Exponential if x > 0.0 => -expm1(-x),
            Shape::Exponential => 0.0,
            Shape::Rectangular => (x + 0.5).clamp(0.0, 1.0),
        }
    }
}

/// Why spikes cannot be smoothed with a kernel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KernelError {
    /// Its length is not positive or not finite.
    Length {
        /// The length.
        length: String,
    },
    /// It is longer than the record.
    Longer {
        /// Its length.
        length: String,
        /// The length of the record.
        record: String,
    },
}

impl Display for KernelError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length { length } => write!(
                f,
                "the length of a kernel must be positive and finite, but it is {length}"
            ),
            Self::Longer { length, record } => write!(
                f,
                "a kernel of {length} is longer than the record of {record}; take a shorter kernel or record for longer"
            ),
        }
    }
}

impl std::error::Error for KernelError {}
