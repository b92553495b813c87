//! Products and quotients that models are written with have a name.

use nernst::quantity::*;
use nernst::units::*;

/// Each line is a quantity and an expression in units that must be one of it; that it compiles is the test.
macro_rules! have_a_name {
    ($($quantity:ident: $($expression:expr),+;)+) => {
        #[test]
        fn have_a_name() {
            $($(
                let one: $quantity = $expression;
                assert!(one.is_finite());
            )+)+
        }
    };
}

have_a_name! {
    Time: pF / nS, MOhm * pF, nF * MOhm, pC / pA, mV / (mV / ms), 1.0 / Hz, 1.0 / (0.18 / ms), ms * ms / ms, um2 / (um2 / ms), um / (um / ms),
        nS / (nS / ms), pF * mV / pA, ArealCapacitance::ZERO.max(uF / cm2) / (mS / cm2), kOhm * cm2 * (uF / cm2), mM / (mM / ms);
    TimeSquared: ms * ms;
    Frequency: 1.0 / ms, nS / pF, 1.0 / (ms * ms) * ms, 2.0 / ms / mV * mV, 0.98 / ms / mM * mM, mV / ms / mV, pA / pC, um2 / ms / um2,
        mS / cm2 / (uF / cm2), 1.0 / (MOhm * pF), 1.0 / MOhm / pF, um / ms / um, mM / ms / mM;
    FrequencyDrift: Hz * Hz, Hz / second, 1.0 / ms / ms, 1.0 / (ms * ms);
    Velocity: metre / second, um * Hz, um2 / ms / um;
    DiffusionCoefficient: um2 / ms, um * um / ms, um2 * Hz, metre / second * um;
    Area: um * um, um3 / um;
    Volume: um * um * um, um2 * um, um * um2, nmol / mM;
    ReciprocalLength: um2 / um3, 1.0 / um;
    ArealNumberDensity: 1.0 / um2, 1.0 / um / um;
    VolumetricNumberDensity: 1.0 / mm3;
    VolumeRate: um3 / ms, um2 * um / ms, um2 * (um / ms);

    ElectricPotential: MOhm * pA, pA * MOhm, pA / nS, pC / pF, mV / ms * ms, ms * (mV / ms), joule / coulomb, watt / ampere,
        0.062 * mV * mV / mV, mV * mV / mV, uA / cm2 / (mS / cm2), kOhm * cm2 * (uA / cm2), joule / mol / kelvin * kelvin / (coulomb / mol),
        mV / mM * mM, 1.0 / (1.0 / mV);
    ElectricPotentialSquared: mV * mV;
    InversePotential: 0.062 / mV, nS / pA, mV / mV / mV, mM / mM / mV, 1.0 / ms / mV / (1.0 / ms), nS / mV / nS;
    InversePotentialSquared: 1.0 / mV / mV, 1.0 / (mV * mV), nS / mV / nS / mV;
    PotentialRate: mV / ms, pA / pF, mV * (1.0 / ms), 0.04 / ms / mV * mV * mV, 0.04 / ms / mV * (mV * mV), 5.0 / ms * mV, kV * Hz,
        mV / ms / ms * ms, uA / cm2 / (uF / cm2), 1.0 / pF * pA;
    PotentialRatePerTime: mV / ms / ms, 0.02 / ms * (0.2 / ms * mV), 0.02 / ms * (mV / ms), mV / (ms * ms);
    PotentialTime: mV * ms, MOhm * pC;
    FrequencyPerPotential: 0.04 / ms / mV, 1.0 / mV / ms, Hz / mV, 1.0 / (ms * mV), nS / mV / pF;
    FrequencyPerPotentialSquared: 1.0 / ms / mV / mV;
    PotentialPerTemperature: mV / kelvin, joule / mol / kelvin / (coulomb / mol), joule / kelvin / coulomb;
    ElectricField: mV / mm, kV / cm;

    ElectricCurrent: nS * mV, mV * nS, mV / MOhm, pC / ms, pF * (mV / ms), pF * mV / ms, uA / cm2 * um2, pC * Hz, nS / mV * mV * mV,
        nS / mV * (mV * mV), nA / ms * ms, watt / volt, pA / mM * mM, coulomb / mol * (fmol / ms), mV / ms * pF;
    ElectricCurrentSquared: pA * pA;
    CurrentRate: nA / ms, nA * Hz, nS * mV / ms, nS * (mV / ms), pA / ms, nS / ms * mV;
    ElectricCurrentDensity: uA / cm2, mS / cm2 * mV, mV * (mS / cm2), uF / cm2 * (mV / ms), mV / (kOhm * cm2),
        coulomb / mol * (mol / cm2 / second), um / ms * (coulomb / mol) * mM, uC / cm2 / ms, nS * mV / um2;
    CurrentDensityRate: uA / cm2 / ms, uA / cm2 * Hz, mS / cm2 * (mV / ms);
    ElectricCharge: pA * ms, pF * mV, ms * pA, coulomb / mol * fmol, nS * mV * ms;
    InverseCharge: Hz / nA, 1.0 / pC;
    ElectricChargeArealDensity: uC / cm2, uF / cm2 * mV, uA / cm2 * ms;
    ElectricChargeVolumetricDensity: coulomb / m3, coulomb / mol * mM;

    ElectricalConductance: pA / mV, 1.0 / MOhm, pF / ms, mS / cm2 * um2, um2 * (mS / cm2), nS / mV * mV, nS / mM * mM, nS / ms * ms, pF * Hz,
        siemens / metre * um;
    ConductanceRate: nS / ms, nS * Hz, pA / ms / mV, nS * (1.0 / ms);
    ConductancePerPotential: nS / mV, pA / mV / mV, pA / (mV * mV);
    ArealConductance: mS / cm2, uA / cm2 / mV, 1.0 / (kOhm * cm2), uF / cm2 / ms, uF / cm2 * Hz, nS / um2, pS * (1.0 / um2);
    ArealConductanceRate: mS / cm2 / ms, mS / cm2 * (1.0 / ms);
    ElectricalConductivity: siemens / metre, 1.0 / (ohm * cm), mS / cm2 * um;
    ElectricalResistance: mV / pA, 1.0 / nS, ms / pF, kOhm * cm2 / um2, ohm * cm / um, ohm * cm * um / um2, 1.0 / uS, MOhm / um * um;
    ArealResistance: kOhm * cm2, 1.0 / (mS / cm2), ms / (uF / cm2);
    ElectricalResistivity: ohm * cm, ohm * cm2 / cm;
    ResistancePerLength: MOhm / um, ohm * cm / um2;

    Capacitance: ms * nS, nS * ms, pC / mV, uF / cm2 * um2, um2 * (uF / cm2), ms / MOhm, pA / (mV / ms), pA * ms / mV;
    InverseCapacitance: 1.0 / pF, mV / pC, MOhm / ms;
    ArealCapacitance: uF / cm2, pF / um2, mS / cm2 * ms, uC / cm2 / mV;
    CapacitancePerLength: pF / um, uF / cm2 * um;

    MolarConcentration: fmol / um3, mM / ms * ms, 1.0 / (1.0 / mM), 0.18 / ms / (0.98 / ms / mM), mM / um * um, uM / pC * pC, um3 / um3 * mM;
    MolarConcentrationSquared: mM * mM, uM * mM;
    AmountOfSubstance: mM * um3, um3 * mM, fmol / ms * ms, pC / (coulomb / mol), mol / m2 * m2;
    InverseAmount: 1.0 / mol;
    InverseConcentration: 1.0 / mM, 0.98 / ms / mM / Hz, 0.98 / ms / mM * ms, litre / mol;
    ConcentrationRate: mM / ms, 0.2 / ms * mM, pA / (coulomb / mol) / um3, pA / (coulomb / mol * um3), uA / cm2 / (coulomb / mol) / um, fmol / ms / um3,
        0.98 / ms / mM * mM * mM, 0.98 / ms / mM * (mM * mM), uM / pC * pA, um / ms * mM / um, mM * Hz;
    BindingRate: 0.98 / ms / mM, 1.0 / mM / ms, 0.98 / ms * (1.0 / mM), Hz / uM, 1.0 / ms / uM;
    CooperativeBindingRate: 0.09 / ms / mM / mM, 0.09 / ms / (mM * mM), 0.98 / ms / mM / mM;
    ConcentrationGradient: mM / um;
    MolarRate: fmol / ms, pA / (coulomb / mol), mM / ms * um3, mol / cm2 / second * um2;
    MolarFlux: mol / cm2 / second, uA / cm2 / (coulomb / mol), um / ms * mM, um2 / ms * (mM / um), mM * (um / ms), mM / ms * um;
    ArealAmount: mol / cm2, mM * um, mol / cm2 / second * ms;
    MolarEnergy: joule / mol, joule / mol / kelvin * kelvin, kelvin * (joule / mol / kelvin), coulomb / mol * mV;
    MolarHeatCapacity: joule / mol / kelvin, joule / kelvin / mol, joule / kelvin * (1.0 / mol);
    MolarCharge: coulomb / mol, pC * (1.0 / mol);
    MolarMass: gram / mol;

    ChargePerConcentration: pC / mM, coulomb / mol * um3, um3 * (coulomb / mol);
    ConcentrationPerCharge: mM / pC, mM / (nA * ms), mM / nA / ms, mM / ms / nA, 1.0 / (coulomb / mol * um3), 1.0 / (coulomb / mol) / um3;
    ConcentrationPerCurrent: uM / pA, uM / pC * ms;
    AmountPerCharge: mol / coulomb, 1.0 / (coulomb / mol);
    CurrentPerConcentration: pA / mM;
    ConductancePerConcentration: nS / uM;
    CurrentDensityPerConcentration: uA / cm2 / mM, um / ms * (coulomb / mol), coulomb / mol * (um / ms);
    PotentialPerConcentration: mV / mM;

    Energy: nW * ms, pC * mV, nA * mV * ms, pF * mV * mV, pF * (mV * mV), joule / kelvin * kelvin, newton * metre, joule / mol * mol;
    Power: nA * mV, mV * nA, nJ / ms, nS * mV * mV, nS * (mV * mV), mV * mV / MOhm, nJ * Hz;
    HeatCapacity: joule / kelvin, coulomb * (mV / kelvin);
    ThermodynamicTemperature: kelvin * 2.0, joule / (joule / kelvin), mV / (mV / kelvin);
    InverseTemperature: 1.0 / kelvin;
    Mass: gram / mol * mol, kg / m3 * m3;
    MassDensity: gram / litre, gram / mol * molar;
    Acceleration: metre / second / second;
    Force: joule / metre;
    Pressure: newton / m2, joule / m3, joule / mol * mM;
}

#[test]
fn equal_dimensions_leave_a_number() {
    let ratios: [f64; 6] = [
        6.0 * mV / (2.0 * mV),
        6.0 * ms * (500.0 * Hz),
        (3.0 / ms) * (1.0 * ms),
        (6.0 * mM) / (2.0 * mM),
        (1.0 / mV) * (3.0 * mV),
        (coulomb / mol) * (3.0 * volt) / (joule / mol / kelvin) / kelvin,
    ];
    for ratio in ratios {
        assert!((ratio - 3.0).abs() < 1e-12, "{ratio}");
    }
}

/// Not exact, since 0.001 is no binary fraction; but never off by more than rounding.
#[test]
fn numbers_are_right() {
    let close = |a: f64, b: f64| (a / b - 1.0).abs() < 1e-14;
    let tau: Time = (200.0 * pF) / (10.0 * nS);
    assert!(close(tau.value_in(ms), 20.0));
    let drive: PotentialRate = (-52.0 * mV - -65.0 * mV) / (20.0 * ms);
    assert!(close(drive.value_in(mV / ms), 0.65));
    let gas = 8.314462618 * joule / mol / kelvin;
    let faraday = 96485.33212 * coulomb / mol;
    let slope = gas * celsius(36.0) / faraday;
    assert!((slope.value_in(mV) - 26.6).abs() < 0.1);
    assert_eq!((120.0 * mS / cm2).value_in(mS / cm2), 120.0);
}

#[test]
fn sums_and_multiples() {
    let mut v = -65.0 * mV;
    v += 5.0 * mV;
    v -= 10.0 * mV;
    assert_eq!(v, -70.0 * mV);
    v *= 2.0;
    v /= 4.0;
    assert_eq!(v, -35.0 * mV);
    assert_eq!(-v, 35.0 * mV);
    assert_eq!(-v / 7.0, 5.0 * mV);
    assert_eq!(v * 2.0, 2.0 * v);
    let three = [1.0 * ms, 2.0 * ms, 3.0 * ms];
    assert_eq!(three.iter().sum::<Time>(), three.into_iter().sum());
    assert_eq!(Time::default(), Time::ZERO);
}

#[test]
fn order() {
    let (low, high) = (-80.0 * mV, -50.0 * mV);
    assert!(low < high);
    assert_eq!(low.max(high), high);
    assert_eq!(low.min(high), low);
    assert_eq!((0.0 * mV).clamp(low, high), high);
    assert_eq!(low.abs(), 80.0 * mV);
    assert!(!(low / 0.0).is_finite());
    assert_eq!((f64::NAN * mV).partial_cmp(&low), None);
}

#[test]
#[should_panic(expected = "cannot clamp between -50 mV and -80 mV")]
fn clamp_needs_an_interval() {
    let _ = (0.0 * mV).clamp(-50.0 * mV, -80.0 * mV);
}

#[test]
fn costs_nothing() {
    assert_eq!(size_of::<Time>(), size_of::<f64>());
    assert_eq!(align_of::<Time>(), align_of::<f64>());
}

#[test]
fn constants_without_operators() {
    const TAU: Time = ms.times(5.0);
    assert_eq!(TAU, 5.0 * ms);
}
