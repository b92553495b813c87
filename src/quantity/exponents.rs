//! Dimensions as numbers: the power of each base quantity.

use std::fmt::{self, Debug, Formatter};

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
///
/// All powers are packed into one integer, 14 bits each in units of one sixtieth: a model has hundreds of products, which the
/// compiler interprets one by one, so a product must be one addition. Powers are counted up to 68; a product or a power beyond is
/// [`UNCOUNTED`](Exponents::UNCOUNTED).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Exponents(i128);

/// The bits of one power.
const FIELD: u32 = 14;

/// One, in the units in which powers are kept: halves, thirds, quarters, fifths and sixths are whole.
const UNIT: i32 = 60;

/// Powers are counted from minus to plus this, in these units. They take 13 of the 14 bits, so that a sum of two never reaches
/// the next field.
const BOUND: i32 = 1 << (FIELD - 2);

const fn is_within_bounds(power: i64) -> bool {
    -BOUND as i64 <= power && power < BOUND as i64
}

/// This number of units in every field.
const fn in_all_fields(power: i128) -> i128 {
    let (mut all, mut base) = (0, 0);
    while base < BASES {
        all += power << (FIELD * base as u32);
        base += 1;
    }
    all
}

/// A fraction in lowest terms with a positive denominator, so that equal fractions are equal field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rational {
    pub(crate) numerator: i32,
    pub(crate) denominator: i32,
}

impl Exponents {
    /// Dimension one, that of a pure number.
    pub const ONE: Exponents = Exponents(0);

    /// What cannot be told: a power of a base quantity is past 68, or no multiple of one sixtieth.
    pub const UNCOUNTED: Exponents = Exponents(1 << (FIELD * BASES as u32));

    /// The powers that uom keeps in the types of `I`.
    ///
    /// # Panics
    /// If one of them is past 68.
    #[must_use]
    pub const fn of<I: uom::si::Dimension + ?Sized>() -> Exponents {
        Exponents::ONE
            .with(0, UNIT * <I::L as Integer>::I32)
            .with(1, UNIT * <I::M as Integer>::I32)
            .with(2, UNIT * <I::T as Integer>::I32)
            .with(3, UNIT * <I::I as Integer>::I32)
            .with(4, UNIT * <I::Th as Integer>::I32)
            .with(5, UNIT * <I::N as Integer>::I32)
            .with(6, UNIT * <I::J as Integer>::I32)
    }

    /// The dimension of type parameter number `index` (0 or 1) of a generic model: a base quantity of its own.
    ///
    /// # Panics
    /// If the index is neither.
    #[must_use]
    pub const fn parameter(index: usize) -> Exponents {
        assert!(
            index < 2,
            "a model has at most two dimensions as parameters"
        );
        Exponents::ONE.with(7 + index, UNIT)
    }

    /// With a power added to one base quantity.
    const fn with(self, base: usize, power: i32) -> Exponents {
        assert!(
            is_within_bounds(power as i64),
            "a dimension has a power past 68, and powers are counted so far"
        );
        Exponents(self.0 + ((power as i128) << (FIELD * base as u32)))
    }

    /// The power of a base quantity, in units of [`UNIT`].
    const fn field(self, base: usize) -> i32 {
        // Rounds what lower fields borrow from this one.
        let shift = FIELD * base as u32;
        let half = if base == 0 { 0 } else { 1i128 << (shift - 1) };
        let above = (self.0 + half) >> shift;
        // Sign extension of the lowest bits.
        ((above << (128 - FIELD)) >> (128 - FIELD)) as i32
    }

    /// The dimension of a product.
    #[must_use]
    pub const fn multiply(self, other: Exponents) -> Exponents {
        if !self.is_counted() || !other.is_counted() {
            return Exponents::UNCOUNTED;
        }
        Exponents(self.0 + other.0).within_bounds()
    }

    /// The dimension of a quotient.
    #[must_use]
    pub const fn divide(self, other: Exponents) -> Exponents {
        if !self.is_counted() || !other.is_counted() {
            return Exponents::UNCOUNTED;
        }
        Exponents(self.0 - other.0).within_bounds()
    }

    /// The same if every power is within the bounds. Every power is the sum of two that are.
    const fn within_bounds(self) -> Exponents {
        const HALF: i128 = in_all_fields(1 << (FIELD - 1));
        const QUARTER: i128 = in_all_fields(1 << (FIELD - 2));
        // Counted from the middle of its field, a power within the bounds has upper bits 01 or 10.
        let fields = self.0 + HALF;
        if (fields ^ (fields >> 1)) & QUARTER == QUARTER {
            self
        } else {
            Exponents::UNCOUNTED
        }
    }

    /// The dimension of a power with the exponent `numerator / denominator`.
    ///
    /// # Panics
    /// If the denominator is 0.
    #[must_use]
    pub const fn power(self, numerator: i32, denominator: i32) -> Exponents {
        assert!(denominator != 0, "an exponent has the denominator 0");
        if !self.is_counted() {
            return Exponents::UNCOUNTED;
        }
        let mut result = Exponents::ONE;
        let mut base = 0;
        while base < BASES && !self.is_one() {
            let power = self.field(base) as i64 * numerator as i64;
            let denominator = denominator as i64;
            if power % denominator != 0 || !is_within_bounds(power / denominator) {
                return Exponents::UNCOUNTED;
            }
            result = result.with(base, (power / denominator) as i32);
            base += 1;
        }
        result
    }

    /// Is every power known? Nothing can be said of [`UNCOUNTED`](Exponents::UNCOUNTED), not even that it equals itself.
    #[must_use]
    pub const fn is_counted(self) -> bool {
        self.0 != Exponents::UNCOUNTED.0
    }

    /// Is this dimension one?
    #[must_use]
    pub const fn is_one(self) -> bool {
        self.0 == 0
    }

    /// Are the two dimensions the same? (`==` is not available in `const` code.)
    #[must_use]
    pub const fn equals(self, other: Exponents) -> bool {
        self.0 == other.0
    }

    /// The power of one base quantity, in the order of the SI brochure as uom has it: L, M, T, I, Th, N, J, then the two parameters.
    pub(crate) const fn of_base(self, base: usize) -> Rational {
        Rational::new(self.field(base), UNIT)
    }
}

impl Debug for Exponents {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Exponents({self})")
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
        prop::array::uniform9((-6..7i32, 1..4i32)).prop_map(|powers| {
            let powers = powers.into_iter().enumerate();
            powers.fold(Exponents::ONE, |sum, (base, (n, d))| {
                sum.with(base, UNIT * n / d)
            })
        })
    }

    #[test]
    fn every_power_is_read_back() {
        let powers = [-6, 1, 0, 68, -68, 3, -1, 2, -2];
        let all = powers.into_iter().enumerate();
        let exponents = all.fold(Exponents::ONE, |sum, (base, n)| sum.with(base, UNIT * n));
        for (base, n) in powers.into_iter().enumerate() {
            assert_eq!(exponents.of_base(base), Rational::whole(n));
        }
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

    fn of_fields(fields: [i32; BASES]) -> Exponents {
        let all = fields.into_iter().enumerate();
        all.fold(Exponents::ONE, |sum, (base, n)| sum.with(base, n))
    }

    proptest! {
        #[test]
        fn what_is_past_the_bounds_is_told_from_what_is_not(
            a in prop::array::uniform9(prop_oneof![-BOUND / 2..BOUND / 2, -BOUND..BOUND]),
            b in prop::array::uniform9(prop_oneof![-BOUND / 2..BOUND / 2, -3..=3i32]),
            n in -3..=3i32,
        ) {
            let known = |fields: [i32; BASES]| {
                let counted = fields.iter().all(|power| is_within_bounds(i64::from(*power)));
                counted.then_some(fields).map_or(Exponents::UNCOUNTED, of_fields)
            };
            let both = |f: fn(i32, i32) -> i32| std::array::from_fn(|k| f(a[k], b[k]));
            prop_assert_eq!(of_fields(a).multiply(of_fields(b)), known(both(|x, y| x + y)));
            prop_assert_eq!(of_fields(a).divide(of_fields(b)), known(both(|x, y| x - y)));
            prop_assert_eq!(of_fields(a).power(n, 1), known(a.map(|power| n * power)));
        }
    }

    #[test]
    fn each_bound_is_exact() {
        for base in 0..BASES {
            for (sign, bound) in [(-1, -BOUND), (1, BOUND - 1)] {
                let step = Exponents::ONE.with(base, sign);
                let last = Exponents::ONE.with(base, bound);
                let but_one = last.divide(step);
                assert_eq!(but_one.multiply(step), last);
                assert_eq!(last.multiply(step), Exponents::UNCOUNTED);
                assert_eq!(last.multiply(last), Exponents::UNCOUNTED);
                let inverse = Exponents::ONE.divide(step);
                assert_eq!(last.divide(inverse), Exponents::UNCOUNTED);
                assert_eq!(but_one.field(base), bound - sign);
            }
        }
    }

    #[test]
    fn what_is_uncounted_stays_so() {
        let past = dim::Length::EXPONENTS.power(69, 1);
        assert_eq!(past, Exponents::UNCOUNTED);
        assert!(!past.is_counted() && !past.is_one());
        assert_eq!(past.divide(past), past);
        assert_eq!(past.multiply(past).multiply(past), past);
        assert_eq!(past.power(1, 69), past);
        assert_eq!(dim::Length::EXPONENTS.power(1, 7), past);
        assert!(dim::Length::EXPONENTS.power(68, 1).is_counted());
    }

    #[test]
    #[should_panic(expected = "a power past 68")]
    fn no_type_is_uncounted() {
        let _ = Exponents::ONE.with(0, 69 * UNIT);
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
