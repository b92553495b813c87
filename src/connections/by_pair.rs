//! Values computed from the indices of source and target.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;

use super::{ConnectionValues, Kind, Rule};
use crate::quantity::Measured;

/// The values that a closure computes from the indices of source and target.
///
/// Delays must be whole time steps.
///
/// ```
/// use nernst::prelude::*;
///
/// # fn connect(cells: PopulationId<Lif>) -> Projection<Lif, Expon, Coba, ElectricalConductance> {
/// # let (synapse, output) = (Expon::new(5.0 * ms), Coba { e: 0.0 * mV });
/// Projection::new(cells, cells)
///     .synapse(synapse)
///     .output(output)
///     .weight(by_pair(|pre, post| if pre % 2 == post % 2 { 6.0 * nS } else { 2.0 * nS }))
/// # }
/// ```
pub fn by_pair<Q, F>(value: F) -> ByPair<F, Q>
where
    Q: Measured,
    F: Fn(usize, usize) -> Q + Send + Sync + 'static,
{
    ByPair {
        value,
        of: PhantomData,
    }
}

/// A rule made by [`by_pair`].
#[derive(Clone, Copy)]
pub struct ByPair<F, Q> {
    value: F,
    of: PhantomData<fn() -> Q>,
}

impl<F, Q> Debug for ByPair<F, Q> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("by_pair(..)")
    }
}

#[diagnostic::do_not_recommend]
impl<Q, F> ConnectionValues<Q> for ByPair<F, Q>
where
    Q: Measured,
    F: Fn(usize, usize) -> Q + Send + Sync + 'static,
{
    fn rule(self) -> Rule {
        let value = self.value;
        Rule::new::<Q>(Kind::ByPair(Arc::new(move |pre, post| {
            value(pre, post).si()
        })))
    }
}
