//! The gamma distribution.

use super::Distribution;
use crate::function::{ln, pow, sqrt};
use crate::quantity::Measured;
use crate::random::Stream;

/// A gamma distribution, with the mean `shape · scale`.
///
/// Marsaglia, G. & Tsang, W. W. (2000), ACM Trans. Math. Softw. 26, 363.
///
/// ```
/// use nernst::prelude::*;
///
/// let weights = Gamma::new(2.0, 0.5 * nS);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gamma<Q> {
    /// The shape, positive; one is the exponential distribution.
    pub shape: f64,
    /// The scale.
    pub scale: Q,
}

impl<Q> Gamma<Q> {
    /// The distribution of this shape and scale.
    pub const fn new(shape: f64, scale: Q) -> Self {
        Gamma { shape, scale }
    }
}

impl<Q: Measured> Distribution for Gamma<Q> {
    type Quantity = Q;

    fn sample(&self, stream: &mut Stream) -> Q {
        let standard = if self.shape < 1.0 {
            let more = standard(self.shape + 1.0, stream);
            more * pow(stream.open_uniform(), 1.0 / self.shape)
        } else {
            standard(self.shape, stream)
        };
        Q::from_si(self.scale.si() * standard)
    }

    fn describe(&self) -> String {
        format!(
            "gamma with shape {} and scale {}",
            self.shape,
            Q::show(self.scale.si())
        )
    }

    fn fault(&self) -> Option<String> {
        let (shape, scale) = (self.shape, self.scale.si());
        if !(shape > 0.0 && shape.is_finite()) {
            return Some(format!(
                "the shape of a gamma distribution must be positive and finite, but it is {shape}"
            ));
        }
        (!scale.is_finite()).then(|| {
            format!(
                "the scale of a gamma distribution must be finite, but it is {}",
                Q::show(scale)
            )
        })
    }
}

/// Of scale one, for a shape of one at least.
fn standard(shape: f64, stream: &mut Stream) -> f64 {
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / sqrt(9.0 * d);
    loop {
        let x = stream.normal();
        let root = c.mul_add(x, 1.0);
        let uniform = stream.open_uniform();
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        if ln(uniform) < (0.5 * x).mul_add(x, d * (1.0 - v + ln(v))) {
            return d * v;
        }
    }
}
