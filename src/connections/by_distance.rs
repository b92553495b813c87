//! Values computed from how far two cells are from each other.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;

use super::{ConnectionValues, Kind, Rule};
use crate::quantity::{Length, Measured};

/// The values that a closure computes from the distance between source and target.
///
/// Both populations need [`Positions`](crate::positions::Positions) in the same space. Delays are rounded to the nearest time step.
///
/// ```
/// use nernst::prelude::*;
///
/// # fn connect(cells: PopulationId<Lif>) -> Projection<Lif, Expon, Coba, ElectricalConductance> {
/// # let (synapse, output) = (Expon::new(5.0 * ms), Coba { e: 0.0 * mV });
/// Projection::new(cells, cells)
///     .synapse(synapse)
///     .output(output)
///     .weight(by_distance(|d| 6.0 * nS * (-d / (200.0 * um)).exp()))
///     .delay(by_distance(|d| 0.5 * ms + d / (0.3 * metre / second)))
/// # }
/// ```
pub fn by_distance<Q, F>(value: F) -> ByDistance<F, Q>
where
    Q: Measured,
    F: Fn(Length) -> Q + Send + Sync + 'static,
{
    ByDistance {
        value,
        of: PhantomData,
    }
}

/// A rule made by [`by_distance`].
#[derive(Clone, Copy)]
pub struct ByDistance<F, Q> {
    value: F,
    of: PhantomData<fn() -> Q>,
}

impl<F, Q> Debug for ByDistance<F, Q> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("by_distance(..)")
    }
}

#[diagnostic::do_not_recommend]
impl<Q, F> ConnectionValues<Q> for ByDistance<F, Q>
where
    Q: Measured,
    F: Fn(Length) -> Q + Send + Sync + 'static,
{
    fn rule(self) -> Rule {
        let value = self.value;
        Rule::new::<Q>(Kind::ByDistance(Arc::new(move |distance| {
            value(distance).si()
        })))
    }
}
