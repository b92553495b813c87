//! Dimensions that stand for the type parameters of a generic model.

use uom::si::DimensionOne;

use crate::quantity::{Dimension, Exponents};

/// Type parameter number `N` (0 or 1) of a generic model while its equations are checked.
///
/// It is a base quantity of its own, so that what holds for it holds for every dimension. Only its
/// [`EXPONENTS`](Dimension::EXPONENTS) mean anything; no value of it is ever computed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Abstract<const N: usize>;

impl<const N: usize> Dimension for Abstract<N> {
    type Isq = DimensionOne;
    const NAME: &'static str = "any dimension";
    const SYMBOL: &'static str = "D";
    const EXPONENTS: Exponents = Exponents::parameter(N);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Measured, Quantity, dim};

    #[test]
    fn is_like_nothing_else() {
        let any = <Quantity<Abstract<0>> as Measured>::EXPONENTS;
        assert_ne!(any, Exponents::ONE);
        assert_ne!(any, dim::ElectricalConductance::EXPONENTS);
        assert_ne!(any, Abstract::<1>::EXPONENTS);
    }
}
