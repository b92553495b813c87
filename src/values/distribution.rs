//! What all distributions have in common.

use std::fmt::Debug;

use super::{Draw, Scored, Values};
use crate::quantity::Measured;
use crate::random::Stream;

/// A probability distribution of a quantity.
///
/// One of one's own gives parameters, initial values, weights and delays like those that ship:
///
/// ```
/// use nernst::prelude::*;
/// use nernst::random::Stream;
/// use nernst::values::Distribution;
///
/// /// Strong with probability `p`, otherwise weak.
/// #[derive(Debug)]
/// struct StrongOrWeak {
///     p: f64,
///     strong: ElectricalConductance,
///     weak: ElectricalConductance,
/// }
///
/// impl Distribution for StrongOrWeak {
///     type Quantity = ElectricalConductance;
///
///     fn sample(&self, stream: &mut Stream) -> ElectricalConductance {
///         if stream.uniform() < self.p { self.strong } else { self.weak }
///     }
///
///     fn describe(&self) -> String {
///         format!("{} with probability {}, otherwise {}", self.strong, self.p, self.weak)
///     }
/// }
///
/// fn weighted(cells: PopulationId<Lif>) -> Projection<Lif, nernst::projection::Direct, nernst::projection::NoOutput, ElectricalConductance> {
///     Projection::new(cells, cells).weight(StrongOrWeak { p: 0.1, strong: 5.0 * nS, weak: 1.0 * nS })
/// }
/// ```
pub trait Distribution: Debug + Send + Sync + 'static {
    /// What is distributed.
    type Quantity: Measured;

    /// A value, made of the next numbers of the stream.
    fn sample(&self, stream: &mut Stream) -> Self::Quantity;

    /// The distribution in words, for the report of a run.
    fn describe(&self) -> String;

    /// What is wrong with it, such as a negative standard deviation.
    fn fault(&self) -> Option<String> {
        None
    }

    #[doc(hidden)]
    fn scored(&self) -> Option<Scored> {
        None
    }
}

/// `Q` itself. As a bound, where an equality of types would be told in words of rustc: so the trait around it is, in ours.
#[doc(hidden)]
pub trait Is<Q> {}

#[diagnostic::do_not_recommend]
impl<Q> Is<Q> for Q {}

#[diagnostic::do_not_recommend]
impl<Q, T> Values<Q> for T
where
    T: Distribution,
    T::Quantity: Is<Q>,
{
}

impl<T: Distribution> Draw for T {
    fn draw(&self, _cell: usize, stream: &mut Stream) -> f64 {
        self.sample(stream).si()
    }

    fn describe(&self) -> String {
        Distribution::describe(self)
    }

    fn is_random(&self) -> bool {
        true
    }

    fn scored(&self) -> Option<Scored> {
        Distribution::scored(self)
    }

    fn fault(&self) -> Option<String> {
        Distribution::fault(self)
    }
}
