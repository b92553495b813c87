//! Units by name, for text and for the check of equations.

use super::*;

/// A unit as a modeler writes it, for reading text and for the check of equations.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// What it is called: `mV`.
    pub name: &'static str,
    /// How many of the SI unit it is: 0.001.
    pub factor: f64,
    /// Its dimension.
    pub dimension: Exponents,
}

/// Makes of each row an entry of [`SYMBOLS`].
macro_rules! symbols {
    ($($symbol:literal = $unit:ident: $dimension:ident;)+) => {
        /// What text may say besides the names of [`UNITS`](super::named::UNITS): the symbols of one letter, and some spellings.
        pub const SYMBOLS: &[Unit] = &[$(Unit {
            name: $symbol,
            factor: $unit.value(),
            dimension: <dim::$dimension as Dimension>::EXPONENTS,
        }),+];
    };
}

symbols! {
    "s" = second: Time;
    "min" = minute: Time;
    "h" = hour: Time;
    "V" = volt: ElectricPotential;
    "A" = ampere: ElectricCurrent;
    "C" = coulomb: ElectricCharge;
    "S" = siemens: ElectricalConductance;
    "Ohm" = ohm: ElectricalResistance;
    "F" = farad: Capacitance;
    "m" = metre: Length;
    "L" = litre: Volume;
    "l" = litre: Volume;
    "M" = molar: MolarConcentration;
    "K" = kelvin: ThermodynamicTemperature;
    "J" = joule: Energy;
    "W" = watt: Power;
    "g" = gram: Mass;
    "N" = newton: Force;
    "Pa" = pascal: Pressure;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::named::UNITS;

    fn all() -> impl Iterator<Item = &'static Unit> {
        UNITS.iter().chain(SYMBOLS)
    }

    #[test]
    fn no_constant_has_a_name_of_one_letter() {
        for unit in UNITS {
            assert!(unit.name.len() > 1, "{} would become a pattern", unit.name);
        }
    }

    #[test]
    fn no_name_stands_for_two_units() {
        for unit in all() {
            let namesakes = all().filter(|other| other.name == unit.name);
            assert_eq!(namesakes.count(), 1, "{}", unit.name);
        }
    }
}
