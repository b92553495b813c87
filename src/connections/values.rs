//! What can be a weight or a delay.

use std::sync::Arc;

use super::{Kind, Rule};
use crate::quantity::{Dimension, Measured, Quantity};
use crate::values::{Distribution, Is};

/// A rule that gives one value of type `Q` for each connection of a projection.
///
/// A quantity is the same for all connections; a distribution such as [`Normal`](crate::values::Normal) is drawn
/// for each; [`by_distance`](super::by_distance) and [`by_pair`](super::by_pair) compute. A `Vec` lists one for
/// each connection: in the order of the pairs where these are listed, otherwise by source and then by target.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give values of `{Q}` for connections",
    label = "expected `{Q}`, or a distribution, list or closure of it"
)]
pub trait ConnectionValues<Q> {
    #[doc(hidden)]
    fn rule(self) -> Rule;
}

#[diagnostic::do_not_recommend]
impl<D: Dimension> ConnectionValues<Quantity<D>> for Quantity<D> {
    fn rule(self) -> Rule {
        Rule::new::<Self>(Kind::Same(self.si()))
    }
}

#[diagnostic::do_not_recommend]
impl ConnectionValues<f64> for f64 {
    fn rule(self) -> Rule {
        Rule::new::<f64>(Kind::Same(self))
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> ConnectionValues<Q> for Vec<Q> {
    fn rule(self) -> Rule {
        let values = self.into_iter().map(Measured::si).collect();
        Rule::new::<Q>(Kind::Listed(values))
    }
}

#[diagnostic::do_not_recommend]
impl<Q, T> ConnectionValues<Q> for T
where
    T: Distribution,
    T::Quantity: Is<Q>,
{
    fn rule(self) -> Rule {
        Rule::new::<T::Quantity>(Kind::Drawn(Arc::new(self)))
    }
}
