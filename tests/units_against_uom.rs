//! Every unit that uom has too has uom's value, to the bit.

use nernst::units::*;

/// Numbers as they stand in papers, and some that use all digits.
const NUMBERS: [f64; 12] = [
    1.0,
    5.0,
    -65.0,
    0.1,
    0.3,
    0.7,
    49.9,
    120.0,
    -54.387,
    1e-3,
    2.0 / 3.0,
    6.02214076e23,
];

/// One unit, in both.
macro_rules! same {
    ($($quantity:ident / $module:ident: $($ours:ident = $theirs:ident),+;)+) => {$($(
        #[test]
        #[allow(non_snake_case)]
        fn $ours() {
            for x in NUMBERS {
                let theirs = uom::si::f64::$quantity::new::<uom::si::$module::$theirs>(x);
                let ours = uom::si::f64::$quantity::from(x * nernst::units::$ours);
                assert_eq!(ours.value.to_bits(), theirs.value.to_bits(), "{x} {}: {} and {}", stringify!($ours), ours.value, theirs.value);
            }
        }
    )+)+

        /// The units compared above.
        const COMPARED: &[&str] = &[$($(stringify!($ours)),+),+];
    };
}

same! {
    Time / time: second = second, ms = millisecond, us = microsecond, ns = nanosecond, minute = minute, hour = hour;
    Frequency / frequency: Hz = hertz, mHz = millihertz, kHz = kilohertz, MHz = megahertz;
    ElectricPotential / electric_potential: volt = volt, kV = kilovolt, mV = millivolt, uV = microvolt, nV = nanovolt;
    ElectricCurrent / electric_current: ampere = ampere, mA = milliampere, uA = microampere, nA = nanoampere, pA = picoampere, fA = femtoampere;
    ElectricCharge / electric_charge: coulomb = coulomb, mC = millicoulomb, uC = microcoulomb, nC = nanocoulomb, pC = picocoulomb, fC = femtocoulomb;
    ElectricalConductance / electrical_conductance: siemens = siemens, mS = millisiemens, uS = microsiemens, nS = nanosiemens, pS = picosiemens, fS = femtosiemens;
    ElectricalResistance / electrical_resistance: ohm = ohm, kOhm = kiloohm, MOhm = megaohm, GOhm = gigaohm;
    Capacitance / capacitance: farad = farad, mF = millifarad, uF = microfarad, nF = nanofarad, pF = picofarad, fF = femtofarad;
    Length / length: metre = meter, cm = centimeter, mm = millimeter, um = micrometer, nm = nanometer;
    Area / area: m2 = square_meter, cm2 = square_centimeter, mm2 = square_millimeter, um2 = square_micrometer, nm2 = square_nanometer;
    Volume / volume: m3 = cubic_meter, cm3 = cubic_centimeter, mm3 = cubic_millimeter, um3 = cubic_micrometer,
        litre = liter, mL = milliliter, uL = microliter, nL = nanoliter, pL = picoliter, fL = femtoliter;
    AmountOfSubstance / amount_of_substance: mol = mole, mmol = millimole, umol = micromole, nmol = nanomole, pmol = picomole, fmol = femtomole;
    MolarConcentration / molar_concentration: molar = mole_per_liter, mM = millimole_per_liter, uM = micromole_per_liter, nM = nanomole_per_liter, pM = picomole_per_liter;
    ThermodynamicTemperature / thermodynamic_temperature: kelvin = kelvin;
    Energy / energy: joule = joule, kJ = kilojoule, mJ = millijoule, uJ = microjoule, nJ = nanojoule, pJ = picojoule, fJ = femtojoule;
    Power / power: watt = watt, mW = milliwatt, uW = microwatt, nW = nanowatt, pW = picowatt;
    Mass / mass: gram = gram, kg = kilogram, mg = milligram, ug = microgram, ng = nanogram;
    Force / force: newton = newton;
    Pressure / pressure: pascal = pascal, kPa = kilopascal;
}

#[test]
fn none_is_left_out() {
    let names: Vec<_> = nernst::__private::UNITS
        .iter()
        .map(|unit| unit.name)
        .collect();
    assert_eq!(names, COMPARED);
}

#[test]
fn the_celsius_scale() {
    use uom::si::thermodynamic_temperature::degree_celsius;
    for x in NUMBERS {
        let theirs = uom::si::f64::ThermodynamicTemperature::new::<degree_celsius>(x);
        assert_eq!(
            uom::si::f64::ThermodynamicTemperature::from(celsius(x)),
            theirs
        );
    }
}
