//! Dimensions as powers of the base quantities: an arithmetic of its own, with uom's dimensions as its only source.

use uom::si::Dimension;
use uom::typenum::Integer;

/// Powers are counted in twelfths, so that halves, thirds, quarters and sixths are whole.
pub(crate) const UNIT: i32 = 12;

/// Larger powers are nobody's; expressions that have them are not tried.
const LARGEST: i32 = 12 * UNIT;

/// The powers of length, mass, time, current, temperature, amount of substance and luminous intensity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Powers(pub(crate) [i32; 7]);

impl Powers {
    pub(crate) const ONE: Powers = Powers([0; 7]);

    pub(crate) fn of<D: Dimension + ?Sized>() -> Powers {
        let whole = [
            D::L::to_i32(),
            D::M::to_i32(),
            D::T::to_i32(),
            D::I::to_i32(),
            D::Th::to_i32(),
            D::N::to_i32(),
            D::J::to_i32(),
        ];
        Powers(whole.map(|power| power * UNIT))
    }

    pub(crate) fn times(self, other: Powers) -> Powers {
        Powers(std::array::from_fn(|k| self.0[k] + other.0[k]))
    }

    pub(crate) fn per(self, other: Powers) -> Powers {
        Powers(std::array::from_fn(|k| self.0[k] - other.0[k]))
    }

    /// `None` where the result is no multiple of a twelfth.
    pub(crate) fn to_the(self, numerator: i32, denominator: i32) -> Option<Powers> {
        let powers = self.0.map(|power| power * numerator);
        let divides = powers.iter().all(|power| power % denominator == 0);
        divides.then(|| Powers(powers.map(|power| power / denominator)))
    }

    pub(crate) fn is_usual(self) -> bool {
        self.0.iter().all(|power| power.abs() <= LARGEST)
    }

    pub(crate) fn is_whole(self) -> bool {
        self.0.iter().all(|power| power % UNIT == 0)
    }
}

/// Reads a unit as messages write it, `V^2*A/s^(1/2)`.
pub(crate) fn read(symbol: &str) -> Option<Powers> {
    let mut total = Powers::ONE;
    let mut rest = symbol;
    let mut divides = false;
    loop {
        let end = rest.find(['*', '/', '^']).unwrap_or(rest.len());
        let base = symbol_of(&rest[..end])?;
        rest = &rest[end..];
        let (mut numerator, mut denominator) = (1, 1);
        if let Some(exponent) = rest.strip_prefix('^') {
            if let Some(fraction) = exponent.strip_prefix('(') {
                let (fraction, behind) = fraction.split_once(')')?;
                let (n, d) = fraction.split_once('/')?;
                (numerator, denominator) = (n.parse().ok()?, d.parse().ok()?);
                rest = behind;
            } else {
                let end = exponent.find(['*', '/']).unwrap_or(exponent.len());
                numerator = exponent[..end].parse().ok()?;
                rest = &exponent[end..];
            }
        }
        let factor = base.to_the(numerator, denominator)?;
        total = if divides {
            total.per(factor)
        } else {
            total.times(factor)
        };
        match rest.chars().next() {
            None => return Some(total),
            Some(operator) => divides = operator == '/',
        }
        rest = &rest[1..];
    }
}

fn symbol_of(symbol: &str) -> Option<Powers> {
    use uom::si;
    Some(match symbol {
        "1" => Powers::ONE,
        "s" => Powers::of::<si::time::Dimension>(),
        "Hz" => Powers::of::<si::frequency::Dimension>(),
        "m" => Powers::of::<si::length::Dimension>(),
        "kg" => Powers::of::<si::mass::Dimension>(),
        "newton" => Powers::of::<si::force::Dimension>(),
        "pascal" => Powers::of::<si::pressure::Dimension>(),
        "J" => Powers::of::<si::energy::Dimension>(),
        "W" => Powers::of::<si::power::Dimension>(),
        "K" => Powers::of::<si::thermodynamic_temperature::Dimension>(),
        "V" => Powers::of::<si::electric_potential::Dimension>(),
        "A" => Powers::of::<si::electric_current::Dimension>(),
        "C" => Powers::of::<si::electric_charge::Dimension>(),
        "S" => Powers::of::<si::electrical_conductance::Dimension>(),
        "ohm" => Powers::of::<si::electrical_resistance::Dimension>(),
        "F" => Powers::of::<si::capacitance::Dimension>(),
        "mol" => Powers::of::<si::amount_of_substance::Dimension>(),
        "mM" => Powers::of::<si::molar_concentration::Dimension>(),
        // What type parameters stand for.
        "D" => Powers::of::<si::luminous_intensity::Dimension>(),
        "D2" => Powers::of::<si::thermodynamic_temperature::Dimension>(),
        _ => return None,
    })
}
