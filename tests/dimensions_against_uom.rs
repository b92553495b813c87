//! Each dimension that uom has too has uom's exponents.

use nernst::quantity::{Dimension, Exponents, dim};
use uom::si::Dimension as Isq;
use uom::typenum::Integer;

/// The powers of the seven SI base quantities in uom, by another way than ours.
fn powers<I: Isq + ?Sized>() -> [i32; 7] {
    [
        I::L::to_i32(),
        I::M::to_i32(),
        I::T::to_i32(),
        I::I::to_i32(),
        I::Th::to_i32(),
        I::N::to_i32(),
        I::J::to_i32(),
    ]
}

macro_rules! same {
    ($($ours:ident = $theirs:ident;)+) => {
        #[test]
        fn same_exponents() {
            $(
                let theirs = powers::<uom::si::$theirs::Dimension>();
                assert_eq!(powers::<<dim::$ours as Dimension>::Isq>(), theirs, stringify!($ours));
                let exponents = Exponents::of::<uom::si::$theirs::Dimension>();
                assert_eq!(dim::$ours::EXPONENTS, exponents, stringify!($ours));
            )+
        }
    };
}

same! {
    Time = time;
    Frequency = frequency;
    FrequencyDrift = frequency_drift;
    Length = length;
    Area = area;
    Volume = volume;
    ReciprocalLength = reciprocal_length;
    ArealNumberDensity = areal_number_density;
    VolumetricNumberDensity = volumetric_number_density;
    Velocity = velocity;
    Acceleration = acceleration;
    DiffusionCoefficient = diffusion_coefficient;
    VolumeRate = volume_rate;
    Mass = mass;
    MassDensity = mass_density;
    Force = force;
    Pressure = pressure;
    Energy = energy;
    Power = power;
    ThermodynamicTemperature = thermodynamic_temperature;
    InverseTemperature = temperature_coefficient;
    HeatCapacity = heat_capacity;
    ElectricPotential = electric_potential;
    PotentialTime = magnetic_flux;
    ElectricField = electric_field;
    ElectricCurrent = electric_current;
    ElectricCurrentDensity = electric_current_density;
    ElectricCharge = electric_charge;
    ElectricChargeArealDensity = electric_charge_areal_density;
    ElectricChargeVolumetricDensity = electric_charge_volumetric_density;
    ElectricalConductance = electrical_conductance;
    ElectricalConductivity = electrical_conductivity;
    ElectricalResistance = electrical_resistance;
    ElectricalResistivity = electrical_resistivity;
    Capacitance = capacitance;
    CapacitancePerLength = electric_permittivity;
    AmountOfSubstance = amount_of_substance;
    MolarMass = molar_mass;
    MolarConcentration = molar_concentration;
    InverseConcentration = molar_volume;
    ConcentrationRate = catalytic_activity_concentration;
    MolarRate = catalytic_activity;
    MolarFlux = molar_flux;
    MolarEnergy = molar_energy;
    MolarHeatCapacity = molar_heat_capacity;
}
