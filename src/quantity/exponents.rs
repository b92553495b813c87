//! Dimensions as numbers: the power of each base quantity.

use typenum::Integer;

/// The base quantities of the SI, and two that stand for the type parameters of generic models.
pub(crate) const BASES: usize = 9;

/// A dimension, as its power of each base quantity.
///
/// uom keeps the same powers as types, where a mismatch becomes an unreadable trait error and where half powers, as white noise
/// needs them (V/√s), do not exist. As a constant they can be computed with and put into words.
///
/// ```
/// use nernst::quantity::{Dimension, dim};
///
/// const RATE: nernst::quantity::Exponents = dim::ElectricPotential::EXPONENTS.divide(dim::Time::EXPONENTS);
/// assert_eq!(RATE.to_string(), "electric potential per time [V/s]");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exponents([Rational; BASES]);

/// A fraction in lowest terms with a positive denominator, so that equal fractions are equal field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rational {
    pub(crate) numerator: i32,
    pub(crate) denominator: i32,
}

impl Exponents {
    /// Dimension one, that of a pure number.
    pub const ONE: Exponents = Exponents([Rational::whole(0); BASES]);

    /// The powers that uom keeps in the types of `I`.
    #[must_use]
    pub const fn of<I: uom::si::Dimension + ?Sized>() -> Exponents {
        let zero = Rational::whole(0);
        Exponents([
            Rational::whole(<I::L as Integer>::I32),
            Rational::whole(<I::M as Integer>::I32),
            Rational::whole(<I::T as Integer>::I32),
            Rational::whole(<I::I as Integer>::I32),
            Rational::whole(<I::Th as Integer>::I32),
            Rational::whole(<I::N as Integer>::I32),
            Rational::whole(<I::J as Integer>::I32),
            zero,
            zero,
        ])
    }

    /// The dimension of type parameter number `index` (0 or 1) of a generic model: a base quantity of its own.
    #[must_use]
    pub const fn parameter(index: usize) -> Exponents {
        assert!(
            index < 2,
            "a model has at most two dimensions as parameters"
        );
        let mut exponents = Exponents::ONE;
        exponents.0[7 + index] = Rational::whole(1);
        exponents
    }

    /// The dimension of a product.
    #[must_use]
    pub const fn multiply(mut self, other: Exponents) -> Exponents {
        let mut base = 0;
        while base < BASES {
            self.0[base] = self.0[base].plus(other.0[base]);
            base += 1;
        }
        self
    }

    /// The dimension of a quotient.
    #[must_use]
    pub const fn divide(self, other: Exponents) -> Exponents {
        self.multiply(other.power(-1, 1))
    }

    /// The dimension of a power with the exponent `numerator / denominator`.
    ///
    /// # Panics
    /// If the denominator is 0.
    #[must_use]
    pub const fn power(mut self, numerator: i32, denominator: i32) -> Exponents {
        let exponent = Rational::new(numerator, denominator);
        let mut base = 0;
        while base < BASES {
            self.0[base] = self.0[base].times(exponent);
            base += 1;
        }
        self
    }

    /// Is this dimension one?
    #[must_use]
    pub const fn is_one(self) -> bool {
        self.equals(Exponents::ONE)
    }

    /// Are the two dimensions the same? (`==` is not available in `const` code.)
    #[must_use]
    pub const fn equals(self, other: Exponents) -> bool {
        let mut base = 0;
        while base < BASES {
            if !self.0[base].equals(other.0[base]) {
                return false;
            }
            base += 1;
        }
        true
    }

    /// The power of one base quantity, in the order of the SI brochure as uom has it: L, M, T, I, Th, N, J, then the two parameters.
    pub(crate) const fn of_base(self, base: usize) -> Rational {
        self.0[base]
    }
}

impl Rational {
    pub(crate) const fn whole(numerator: i32) -> Rational {
        Rational {
            numerator,
            denominator: 1,
        }
    }

    pub(crate) const fn new(numerator: i32, denominator: i32) -> Rational {
        assert!(denominator != 0, "an exponent has the denominator 0");
        let sign = if denominator < 0 { -1 } else { 1 };
        let divisor = greatest_common_divisor(numerator, denominator);
        Rational {
            numerator: sign * numerator / divisor,
            denominator: sign * denominator / divisor,
        }
    }

    pub(crate) const fn plus(self, other: Rational) -> Rational {
        Rational::new(
            self.numerator * other.denominator + other.numerator * self.denominator,
            self.denominator * other.denominator,
        )
    }

    pub(crate) const fn times(self, other: Rational) -> Rational {
        Rational::new(
            self.numerator * other.numerator,
            self.denominator * other.denominator,
        )
    }

    const fn equals(self, other: Rational) -> bool {
        self.numerator == other.numerator && self.denominator == other.denominator
    }
}

const fn greatest_common_divisor(a: i32, b: i32) -> i32 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Dimension, dim};
    use proptest::prelude::*;

    fn any_exponents() -> impl Strategy<Value = Exponents> {
        prop::array::uniform9((-6..7i32, 1..4i32).prop_map(|(n, d)| Rational::new(n, d)))
            .prop_map(Exponents)
    }

    proptest! {
        #[test]
        fn form_a_group(a in any_exponents(), b in any_exponents()) {
            prop_assert_eq!(a.multiply(b), b.multiply(a));
            prop_assert_eq!(a.multiply(b).divide(b), a);
            prop_assert_eq!(a.power(2, 1), a.multiply(a));
            prop_assert_eq!(a.power(1, 2).power(2, 1), a);
            prop_assert!(a.power(0, 1).is_one());
            prop_assert_eq!(a.equals(b), a == b);
        }
    }

    #[test]
    fn fractions_are_normal() {
        assert_eq!(Rational::new(2, -4), Rational::new(-1, 2));
        assert_eq!(Rational::new(0, -7), Rational::whole(0));
    }

    #[test]
    fn ohms_law() {
        const VOLT: Exponents = dim::ElectricPotential::EXPONENTS;
        const AMPERE: Exponents = dim::ElectricCurrent::EXPONENTS;
        assert_eq!(VOLT.divide(AMPERE), dim::ElectricalResistance::EXPONENTS);
        assert_ne!(VOLT, AMPERE);
        assert_ne!(Exponents::parameter(0), Exponents::parameter(1));
    }
}
