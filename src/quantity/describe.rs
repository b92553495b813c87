//! Dimensions in words: `electric potential per time [V/s]`.

use core::fmt;

use super::Dimension;
use super::dimensions::{NAMES, Name, dim};
use super::exponents::{BASES, Exponents, Rational};
use super::text::Text;

/// The units in which a dimension without a name is written. Volt stands in for kilogram, of which no neuron is made.
const BASIS: [&str; BASES] = ["V", "A", "s", "m", "K", "mol", "cd", "D", "D2"];

/// The one dimension that has a name and no marker of its own, since those have whole powers only.
const WHITE_NOISE: Exponents = <dim::Time as Dimension>::EXPONENTS.power(-1, 2);

impl Exponents {
    /// The text, and behind it this dimension in words with its SI unit.
    #[must_use]
    pub const fn describe(self, text: Text) -> Text {
        if self.is_one() {
            return text.push("dimensionless");
        }
        if !self.is_counted() {
            return text.push("of powers that are not counted");
        }
        if self.equals(WHITE_NOISE) {
            return text.push("white noise [1/s^(1/2)]");
        }
        match self.name() {
            Some(name) => text.push(name.name).push(" [").push(name.symbol).push("]"),
            None => self.push_symbol(text.push("[")).push("]"),
        }
    }

    /// The SI unit of this dimension; `1` for a number.
    pub(crate) fn symbol(self) -> String {
        match self.name() {
            _ if self.is_one() => "1".to_owned(),
            Some(name) => name.symbol.to_owned(),
            None => self.push_symbol(Text::EMPTY).as_str().to_owned(),
        }
    }

    /// The entry of this dimension in the table, if it has one.
    pub(crate) const fn name(self) -> Option<&'static Name> {
        let mut at = 0;
        while at < NAMES.len() {
            if NAMES[at].exponents.equals(self) {
                return Some(&NAMES[at]);
            }
            at += 1;
        }
        None
    }

    /// Behind the text, this dimension as a product of powers: `A/V^2`.
    const fn push_symbol(self, text: Text) -> Text {
        let powers = self.in_basis();
        let mut text = text;
        let mut is_first = true;
        let mut base = 0;
        while base < BASES {
            if powers[base].numerator > 0 {
                text = if is_first { text } else { text.push("*") };
                text = push_power(text, BASIS[base], powers[base]);
                is_first = false;
            }
            base += 1;
        }
        if is_first {
            text = text.push("1");
        }
        base = 0;
        while base < BASES {
            let Rational {
                numerator,
                denominator,
            } = powers[base];
            if numerator < 0 {
                let positive = Rational::new(-numerator, denominator);
                text = push_power(text.push("/"), BASIS[base], positive);
            }
            base += 1;
        }
        text
    }

    /// The powers of volt, ampere, second, metre, kelvin, mole, candela and the parameters, by kg = V A s³/m².
    const fn in_basis(self) -> [Rational; BASES] {
        let mass = self.of_base(1);
        [
            mass,
            self.of_base(3).plus(mass),
            self.of_base(2).plus(mass.times(Rational::whole(3))),
            self.of_base(0).plus(mass.times(Rational::whole(-2))),
            self.of_base(4),
            self.of_base(5),
            self.of_base(6),
            self.of_base(7),
            self.of_base(8),
        ]
    }
}

const fn push_power(text: Text, unit: &str, power: Rational) -> Text {
    let text = text.push(unit);
    match (power.numerator, power.denominator) {
        (1, 1) => text,
        (numerator, 1) => text.push("^").push_integer(numerator),
        (numerator, denominator) => text
            .push("^(")
            .push_integer(numerator)
            .push("/")
            .push_integer(denominator)
            .push(")"),
    }
}

impl fmt::Display for Exponents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.describe(Text::EMPTY).as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOLT: Exponents = dim::ElectricPotential::EXPONENTS;
    const AMPERE: Exponents = dim::ElectricCurrent::EXPONENTS;
    const SECOND: Exponents = dim::Time::EXPONENTS;
    const D: Exponents = Exponents::parameter(0);

    #[test]
    fn named_dimensions_have_words() {
        assert_eq!(VOLT.to_string(), "electric potential [V]");
        assert_eq!(
            VOLT.divide(SECOND).to_string(),
            "electric potential per time [V/s]"
        );
        assert_eq!(
            AMPERE.divide(VOLT).to_string(),
            "electrical conductance [S]"
        );
        assert_eq!(Exponents::ONE.to_string(), "dimensionless");
        assert_eq!(SECOND.power(-1, 2).to_string(), "white noise [1/s^(1/2)]");
    }

    #[test]
    fn others_have_a_product_of_units() {
        let of = |exponents: Exponents| exponents.to_string();
        assert_eq!(of(AMPERE.divide(VOLT.power(3, 1))), "[A/V^3]");
        assert_eq!(of(VOLT.divide(SECOND.power(1, 2))), "[V/s^(1/2)]");
        assert_eq!(of(SECOND.power(-3, 2)), "[1/s^(3/2)]");
        assert_eq!(of(VOLT.multiply(AMPERE.power(2, 1))), "[V*A^2]");
        assert_eq!(of(dim::Mass::EXPONENTS.power(2, 1)), "[V^2*A^2*s^6/m^4]");
    }

    #[test]
    fn parameters_have_their_letter() {
        assert_eq!(D.to_string(), "[D]");
        assert_eq!(D.divide(SECOND).to_string(), "[D/s]");
        assert_eq!(D.multiply(Exponents::parameter(1)).to_string(), "[D*D2]");
    }
}
