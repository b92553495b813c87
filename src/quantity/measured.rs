//! The one place where units come off.

use std::fmt::Debug;

use super::{Dimension, Exponents, Quantity};

/// A number with or without a dimension: a [`Quantity`], or an `f64` for dimension one.
///
/// Fields of models, inputs, weights and recordings are `Measured`. Columns of a population hold their numbers in SI units, and this
/// trait is the only way in and out.
///
/// ```compile_fail,E0277
/// use nernst::quantity::Measured;
/// let number = Measured::si(-65);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a quantity nor `f64`",
    label = "has no dimension",
    note = "use a quantity such as `Time` or `ElectricPotential`, or `f64` for what is dimensionless"
)]
pub trait Measured:
    Copy + Debug + PartialEq + PartialOrd + Default + Send + Sync + sealed::Sealed + 'static
{
    /// Its dimension.
    const EXPONENTS: Exponents;

    /// The number of SI units.
    fn si(self) -> f64;

    /// From the number of SI units.
    fn from_si(value: f64) -> Self;

    /// A number of SI units as text with the unit that suits its size: `-0.065` as `-65 mV`.
    fn show(value: f64) -> String;
}

impl<D: Dimension> Measured for Quantity<D> {
    const EXPONENTS: Exponents = D::EXPONENTS;

    #[inline]
    fn si(self) -> f64 {
        self.value()
    }

    #[inline]
    fn from_si(value: f64) -> Self {
        Quantity::new(value)
    }

    fn show(value: f64) -> String {
        Self::from_si(value).to_string()
    }
}

impl Measured for f64 {
    const EXPONENTS: Exponents = Exponents::ONE;

    #[inline]
    fn si(self) -> f64 {
        self
    }

    #[inline]
    fn from_si(value: f64) -> Self {
        value
    }

    fn show(value: f64) -> String {
        super::display::number(value, None)
    }
}

mod sealed {
    pub trait Sealed {}
    impl<D: crate::quantity::Dimension> Sealed for crate::quantity::Quantity<D> {}
    impl Sealed for f64 {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{ElectricPotential, dim};
    use crate::units::mV;

    #[test]
    fn units_come_off_and_on() {
        let v = -65.0 * mV;
        assert_eq!(v.si(), -0.065);
        assert_eq!(ElectricPotential::from_si(-0.065), v);
        assert_eq!(ElectricPotential::show(-0.065), "-65 mV");
        assert_eq!(
            <ElectricPotential as Measured>::EXPONENTS,
            dim::ElectricPotential::EXPONENTS
        );
    }

    #[test]
    fn a_number_is_itself() {
        assert_eq!(0.3.si(), 0.3);
        assert_eq!(f64::show(0.1 + 0.2), "0.3");
        assert!(<f64 as Measured>::EXPONENTS.is_one());
    }
}
