//! Units, as quantities of one: `5.0 * ms`, `-65.0 * mV`, `120.0 * mS / cm2`.
//!
//! ```
//! use nernst::quantity::{ArealConductance, BindingRate, ElectricPotential};
//! use nernst::units::{cm2, mM, mS, mV, ms};
//!
//! let v: ElectricPotential = -65.0 * mV;
//! let g: ArealConductance = 120.0 * mS / cm2;
//! let alpha: BindingRate = 0.98 / ms / mM;
//! ```
//!
//! In a `const` item, where operators are not allowed, it is `ms.times(5.0)`.
//!
//! No unit here has a name of one letter: a constant in scope would turn a `let m` or an argument `s` into a pattern that compares with the
//! constant, and gating variables are called `m`, `h`, `n` and `s`. So these are [`volt`], [`ampere`], [`second`], [`siemens`],
//! [`farad`], [`metre`], [`kelvin`], [`molar`] in full. In text (`"1 V"`), and in the equations of a model right behind a number, the
//! letters are understood.

#![allow(non_upper_case_globals)] // The SI fixes the spelling of its units: mV and MV differ.

pub(crate) mod table;

use crate::quantity::*;
use table::Unit;

/// Makes of each row a constant and an entry of [`named::UNITS`].
macro_rules! units {
    ($($dimension:ident { $($unit:ident = $factor:expr, $words:literal;)+ })+) => {
        $($(
            #[doc = concat!("One ", $words, ".")]
            pub const $unit: $dimension = Quantity::new($factor);
        )+)+

        /// Factor and dimension of each unit, as generated code wants them: plain constants, for which the compiler need not solve
        /// a single trait bound. Apart, so that `use nernst::units::*` brings units and nothing else.
        #[doc(hidden)]
        pub mod named {
            use super::{Dimension, Unit, dim};

            $($(
                #[doc = concat!("The ", $words, ".")]
                pub const $unit: Unit = Unit {
                    name: stringify!($unit),
                    factor: super::$unit.value(),
                    dimension: <dim::$dimension as Dimension>::EXPONENTS,
                };
            )+)+

            /// Every unit that has a constant, under its name.
            pub const UNITS: &[Unit] = &[$($($unit),+),+];
        }
    };
}

/// The prefixes of the SI, spelled as numbers. Squares and cubes multiply them, as uom does, so that `um2` has the same last bit in both.
const KILO: f64 = 1e3;
const MEGA: f64 = 1e6;
const GIGA: f64 = 1e9;
const CENTI: f64 = 1e-2;
const MILLI: f64 = 1e-3;
const MICRO: f64 = 1e-6;
const NANO: f64 = 1e-9;
const PICO: f64 = 1e-12;
const FEMTO: f64 = 1e-15;

units! {
    Time {
        second = 1.0, "second";
        ms = MILLI, "millisecond";
        us = MICRO, "microsecond";
        ns = NANO, "nanosecond";
        minute = 60.0, "minute";
        hour = 3600.0, "hour";
    }
    Frequency {
        Hz = 1.0, "hertz";
        mHz = MILLI, "millihertz";
        kHz = KILO, "kilohertz";
        MHz = MEGA, "megahertz";
    }
    ElectricPotential {
        volt = 1.0, "volt";
        kV = KILO, "kilovolt";
        mV = MILLI, "millivolt";
        uV = MICRO, "microvolt";
        nV = NANO, "nanovolt";
    }
    ElectricCurrent {
        ampere = 1.0, "ampere";
        mA = MILLI, "milliampere";
        uA = MICRO, "microampere";
        nA = NANO, "nanoampere";
        pA = PICO, "picoampere";
        fA = FEMTO, "femtoampere";
    }
    ElectricCharge {
        coulomb = 1.0, "coulomb";
        mC = MILLI, "millicoulomb";
        uC = MICRO, "microcoulomb";
        nC = NANO, "nanocoulomb";
        pC = PICO, "picocoulomb";
        fC = FEMTO, "femtocoulomb";
    }
    ElectricalConductance {
        siemens = 1.0, "siemens";
        mS = MILLI, "millisiemens";
        uS = MICRO, "microsiemens";
        nS = NANO, "nanosiemens";
        pS = PICO, "picosiemens";
        fS = FEMTO, "femtosiemens";
    }
    ElectricalResistance {
        ohm = 1.0, "ohm";
        kOhm = KILO, "kiloohm";
        MOhm = MEGA, "megaohm";
        GOhm = GIGA, "gigaohm";
    }
    Capacitance {
        farad = 1.0, "farad";
        mF = MILLI, "millifarad";
        uF = MICRO, "microfarad";
        nF = NANO, "nanofarad";
        pF = PICO, "picofarad";
        fF = FEMTO, "femtofarad";
    }
    Length {
        metre = 1.0, "metre";
        cm = CENTI, "centimetre";
        mm = MILLI, "millimetre";
        um = MICRO, "micrometre";
        nm = NANO, "nanometre";
    }
    Area {
        m2 = 1.0, "square metre";
        cm2 = CENTI * CENTI, "square centimetre";
        mm2 = MILLI * MILLI, "square millimetre";
        um2 = MICRO * MICRO, "square micrometre";
        nm2 = NANO * NANO, "square nanometre";
    }
    Volume {
        m3 = 1.0, "cubic metre";
        cm3 = CENTI * CENTI * CENTI, "cubic centimetre";
        mm3 = MILLI * MILLI * MILLI, "cubic millimetre";
        um3 = MICRO * MICRO * MICRO, "cubic micrometre";
        litre = MILLI, "litre";
        mL = MILLI * MILLI, "millilitre";
        uL = MILLI * MICRO, "microlitre";
        nL = MILLI * NANO, "nanolitre";
        pL = MILLI * PICO, "picolitre";
        fL = MILLI * FEMTO, "femtolitre";
    }
    AmountOfSubstance {
        mol = 1.0, "mole";
        mmol = MILLI, "millimole";
        umol = MICRO, "micromole";
        nmol = NANO, "nanomole";
        pmol = PICO, "picomole";
        fmol = FEMTO, "femtomole";
    }
    MolarConcentration {
        molar = 1.0 / MILLI, "mole per litre";
        mM = 1.0, "millimole per litre";
        uM = MICRO / MILLI, "micromole per litre";
        nM = NANO / MILLI, "nanomole per litre";
        pM = PICO / MILLI, "picomole per litre";
    }
    ThermodynamicTemperature {
        kelvin = 1.0, "kelvin";
    }
    Energy {
        joule = 1.0, "joule";
        kJ = KILO, "kilojoule";
        mJ = MILLI, "millijoule";
        uJ = MICRO, "microjoule";
        nJ = NANO, "nanojoule";
        pJ = PICO, "picojoule";
        fJ = FEMTO, "femtojoule";
    }
    Power {
        watt = 1.0, "watt";
        mW = MILLI, "milliwatt";
        uW = MICRO, "microwatt";
        nW = NANO, "nanowatt";
        pW = PICO, "picowatt";
    }
    Mass {
        gram = 1.0 / KILO, "gram";
        kg = 1.0, "kilogram";
        mg = MILLI / KILO, "milligram";
        ug = MICRO / KILO, "microgram";
        ng = NANO / KILO, "nanogram";
    }
    Force {
        newton = 1.0, "newton";
    }
    Pressure {
        pascal = 1.0, "pascal";
        kPa = KILO, "kilopascal";
    }
}

/// The ice point, where the Celsius scale has its zero.
pub(crate) const ICE_POINT: ThermodynamicTemperature = kelvin.times(273.15);

/// A temperature on the Celsius scale.
///
/// A function and not a unit, since twice 18 °C is not 36 °C. A *difference* of temperatures is in [`kelvin`].
///
/// ```
/// use nernst::quantity::ThermodynamicTemperature;
/// use nernst::units::{celsius, kelvin};
///
/// const BODY: ThermodynamicTemperature = celsius(37.0);
/// let q10 = 3.0_f64.powf((BODY - celsius(6.3)) / (10.0 * kelvin));
/// assert!((q10 - 29.16).abs() < 0.01);
/// ```
#[must_use]
pub const fn celsius(degrees: f64) -> ThermodynamicTemperature {
    Quantity::new(degrees + ICE_POINT.value())
}

/// The degrees of a temperature on the Celsius scale, the way back from [`celsius`].
///
/// ```
/// use nernst::units::{degrees_celsius, kelvin};
/// assert_eq!(degrees_celsius(273.15 * kelvin), 0.0);
/// ```
#[must_use]
pub const fn degrees_celsius(temperature: ThermodynamicTemperature) -> f64 {
    temperature.value() - ICE_POINT.value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_come_back() {
        assert_eq!(degrees_celsius(celsius(0.0)), 0.0);
        assert!((degrees_celsius(celsius(36.0)) - 36.0).abs() < 1e-12);
    }
}
