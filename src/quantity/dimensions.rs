//! The dimensions of neuroscience: one table gives each its marker, its quantity and its words.

use uom::si::{ISQ, SI};
use uom::typenum::*;

use super::exponents::Exponents;
use super::{Dimension, Named, Quantity};

/// What the table says of a dimension.
pub(crate) struct Name {
    pub(crate) exponents: Exponents,
    pub(crate) name: &'static str,
    pub(crate) symbol: &'static str,
    pub(crate) shown_in: &'static [&'static str],
}

/// Each row: the name in Rust (uom's where uom has the quantity), the name in words, the SI unit, the powers of length, mass, time, current,
/// temperature and amount of substance, and the units it is printed in, of which the first is the one for zero.
macro_rules! dimensions {
    ($(
        $(#[$doc:meta])*
        $dimension:ident: $name:literal, $symbol:literal,
        [$length:ident $mass:ident $time:ident $current:ident $temperature:ident $amount:ident],
        shown in [$($unit:literal),+];
    )+) => {
        /// Markers of dimensions, the `D` of a [`Quantity<D>`](super::Quantity).
        ///
        /// They are named in a type and need not be made.
        pub mod dim {
            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
                pub struct $dimension;
            )+
        }

        $(
            $(#[$doc])*
            pub type $dimension = Quantity<dim::$dimension>;

            // Else the compiler lists eight of these where something else stands, and of those below under an unnamed product.
            #[diagnostic::do_not_recommend]
            impl Dimension for dim::$dimension {
                type Isq = ISQ<$length, $mass, $time, $current, $temperature, $amount, Z0>;
                const NAME: &'static str = $name;
                const SYMBOL: &'static str = $symbol;
                const SHOWN_IN: &'static [&'static str] = &[$($unit),+];
            }

            #[diagnostic::do_not_recommend]
            impl Named for uom::si::Quantity<<dim::$dimension as Dimension>::Isq, SI<f64>, f64> {
                type Named = $dimension;

                #[inline]
                fn named(self) -> $dimension {
                    Quantity::new(self.value)
                }
            }
        )+

        /// The table, for looking up the words of a dimension that was computed.
        pub(crate) const NAMES: &[Name] = &[$(Name {
            exponents: <dim::$dimension as Dimension>::EXPONENTS,
            name: $name,
            symbol: $symbol,
            shown_in: &[$($unit),+],
        }),+];
    };
}

dimensions! {
    // Time
    /// Time constants, delays, durations.
    Time: "time", "s", [Z0 Z0 P1 Z0 Z0 Z0], shown in ["ms", "ns", "us", "s"];
    /// A product of two times, as in the variance of spike times.
    TimeSquared: "squared time", "s^2", [Z0 Z0 P2 Z0 Z0 Z0], shown in ["ms^2", "s^2"];
    /// Firing rates, and rates of transition such as 0.18 / ms.
    Frequency: "frequency", "Hz", [Z0 Z0 N1 Z0 Z0 Z0], shown in ["Hz", "mHz", "kHz", "MHz"];
    /// How fast a rate changes; also a squared rate.
    FrequencyDrift: "frequency per time", "Hz/s", [Z0 Z0 N2 Z0 Z0 Z0], shown in ["Hz/s", "Hz/ms"];
    // Space
    /// Diameters, distances.
    Length: "length", "m", [P1 Z0 Z0 Z0 Z0 Z0], shown in ["um", "nm", "mm", "m"];
    /// Membrane area.
    Area: "area", "m^2", [P2 Z0 Z0 Z0 Z0 Z0], shown in ["um^2", "mm^2", "cm^2", "m^2"];
    /// The volume of a cell, a spine, a shell below the membrane.
    Volume: "volume", "m^3", [P3 Z0 Z0 Z0 Z0 Z0], shown in ["um^3", "pL", "nL", "uL", "mL", "m^3"];
    /// The ratio of surface to volume.
    ReciprocalLength: "reciprocal length", "1/m", [N1 Z0 Z0 Z0 Z0 Z0], shown in ["/um", "/mm", "/m"];
    /// Channels per membrane area.
    ArealNumberDensity: "number per area", "1/m^2", [N2 Z0 Z0 Z0 Z0 Z0], shown in ["/um^2", "/mm^2", "/m^2"];
    /// Cells per volume of tissue.
    VolumetricNumberDensity: "number per volume", "1/m^3", [N3 Z0 Z0 Z0 Z0 Z0], shown in ["/mm^3", "/um^3", "/m^3"];
    /// Conduction along an axon; also the permeability of a membrane.
    Velocity: "velocity", "m/s", [P1 Z0 N1 Z0 Z0 Z0], shown in ["m/s", "um/s", "mm/s"];
    /// Velocity per time.
    Acceleration: "acceleration", "m/s^2", [P1 Z0 N2 Z0 Z0 Z0], shown in ["m/s^2"];
    /// How fast ions and molecules spread.
    DiffusionCoefficient: "diffusion coefficient", "m^2/s", [P2 Z0 N1 Z0 Z0 Z0], shown in ["um^2/s", "um^2/ms", "m^2/s"];
    /// Flow; also a permeability of a whole cell.
    VolumeRate: "volume per time", "m^3/s", [P3 Z0 N1 Z0 Z0 Z0], shown in ["um^3/s", "um^3/ms", "m^3/s"];
    // Mechanics, heat
    /// Mass.
    Mass: "mass", "kg", [Z0 P1 Z0 Z0 Z0 Z0], shown in ["kg", "ng", "ug", "mg", "gram"];
    /// Mass per volume.
    MassDensity: "mass per volume", "kg/m^3", [N3 P1 Z0 Z0 Z0 Z0], shown in ["kg/m^3"];
    /// Force.
    Force: "force", "newton", [P1 P1 N2 Z0 Z0 Z0], shown in ["newton"];
    /// Pressure, osmotic pressure.
    Pressure: "pressure", "pascal", [N1 P1 N2 Z0 Z0 Z0], shown in ["pascal", "kPa"];
    /// What a spike costs.
    Energy: "energy", "J", [P2 P1 N2 Z0 Z0 Z0], shown in ["joule", "fJ", "pJ", "nJ", "uJ", "mJ", "kJ"];
    /// Energy per time.
    Power: "power", "W", [P2 P1 N3 Z0 Z0 Z0], shown in ["watt", "pW", "nW", "uW", "mW"];
    /// Absolute temperature and its differences; see [`celsius`](crate::units::celsius).
    ThermodynamicTemperature: "temperature", "K", [Z0 Z0 Z0 Z0 P1 Z0], shown in ["K"];
    /// How something changes per kelvin.
    InverseTemperature: "inverse temperature", "1/K", [Z0 Z0 Z0 Z0 N1 Z0], shown in ["/K"];
    /// Energy per temperature, as the Boltzmann constant.
    HeatCapacity: "heat capacity", "J/K", [P2 P1 N2 Z0 N1 Z0], shown in ["joule/K"];
    // Potential
    /// Membrane potentials, thresholds, reversal potentials.
    ElectricPotential: "electric potential", "V", [P2 P1 N3 N1 Z0 Z0], shown in ["mV", "nV", "uV", "V", "kV"];
    /// A product of two potentials; the variance of a potential.
    ElectricPotentialSquared: "squared electric potential", "V^2", [P4 P2 N6 N2 Z0 Z0], shown in ["mV^2", "V^2"];
    /// The steepness of a gate: 0.062 / mV.
    InversePotential: "inverse electric potential", "1/V", [N2 N1 P3 P1 Z0 Z0], shown in ["/mV", "/V"];
    /// The factor of a squared potential.
    InversePotentialSquared: "inverse squared electric potential", "1/V^2", [N4 N2 P6 P2 Z0 Z0], shown in ["/mV^2", "/V^2"];
    /// The slope of a potential, and the input of Izhikevich's model.
    PotentialRate: "electric potential per time", "V/s", [P2 P1 N4 N1 Z0 Z0], shown in ["mV/ms", "mV/s", "V/ms"];
    /// The derivative of Izhikevich's recovery variable.
    PotentialRatePerTime: "electric potential per squared time", "V/s^2", [P2 P1 N5 N1 Z0 Z0], shown in ["mV/ms^2", "V/s^2"];
    /// The area under a postsynaptic potential.
    PotentialTime: "electric potential times time", "V*s", [P2 P1 N2 N1 Z0 Z0], shown in ["mV*ms", "V*s"];
    /// The factor of a squared potential in its own derivative: Izhikevich's 0.04 / ms / mV; the slope of a linear rate.
    FrequencyPerPotential: "frequency per electric potential", "Hz/V", [N2 N1 P2 P1 Z0 Z0], shown in ["/ms/mV", "/s/mV", "Hz/V"];
    /// The factor of a cubed potential in its derivative.
    FrequencyPerPotentialSquared: "frequency per squared electric potential", "Hz/V^2", [N4 N2 P5 P2 Z0 Z0], shown in ["/ms/mV^2", "Hz/V^2"];
    /// R/F and k/e, the slope of the Nernst potential.
    PotentialPerTemperature: "electric potential per temperature", "V/K", [P2 P1 N3 N1 N1 Z0], shown in ["mV/K", "uV/K", "V/K"];
    /// Potential per length.
    ElectricField: "electric field", "V/m", [P1 P1 N3 N1 Z0 Z0], shown in ["V/m", "mV/mm", "V/cm", "kV/cm"];
    // Current and charge
    /// Injected, synaptic and ionic currents.
    ElectricCurrent: "electric current", "A", [Z0 Z0 Z0 P1 Z0 Z0], shown in ["nA", "fA", "pA", "uA", "mA", "A"];
    /// The variance of a current.
    ElectricCurrentSquared: "squared electric current", "A^2", [Z0 Z0 Z0 P2 Z0 Z0], shown in ["pA^2", "nA^2", "A^2"];
    /// The slope of a ramp, the derivative of an adaptation current.
    CurrentRate: "electric current per time", "A/s", [Z0 Z0 N1 P1 Z0 Z0], shown in ["nA/ms", "pA/ms", "A/s"];
    /// Current per membrane area.
    ElectricCurrentDensity: "electric current density", "A/m^2", [N2 Z0 Z0 P1 Z0 Z0], shown in ["uA/cm^2", "nA/cm^2", "mA/cm^2", "A/cm^2"];
    /// The derivative of a current per area.
    CurrentDensityRate: "electric current density per time", "A/m^2/s", [N2 Z0 N1 P1 Z0 Z0], shown in ["uA/cm^2/ms", "A/m^2/s"];
    /// The integral of a current; what one spike transfers.
    ElectricCharge: "electric charge", "C", [Z0 Z0 P1 P1 Z0 Z0], shown in ["pC", "fC", "nC", "uC", "coulomb"];
    /// The gain of a neuron, in spikes per second per ampere.
    InverseCharge: "frequency per electric current", "1/C", [Z0 Z0 N1 N1 Z0 Z0], shown in ["Hz/nA", "Hz/pA", "1/C"];
    /// Charge per membrane area, also of gating charges.
    ElectricChargeArealDensity: "electric charge per area", "C/m^2", [N2 Z0 P1 P1 Z0 Z0], shown in ["uC/cm^2", "C/m^2"];
    /// Charge per volume.
    ElectricChargeVolumetricDensity: "electric charge per volume", "C/m^3", [N3 Z0 P1 P1 Z0 Z0], shown in ["C/m^3"];
    // Conductance and resistance
    /// Leak and synaptic conductances, weights.
    ElectricalConductance: "electrical conductance", "S", [N2 N1 P3 P2 Z0 Z0], shown in ["nS", "fS", "pS", "uS", "mS", "S"];
    /// The derivative of a conductance.
    ConductanceRate: "electrical conductance per time", "S/s", [N2 N1 P2 P2 Z0 Z0], shown in ["nS/ms", "uS/ms", "S/s"];
    /// How a conductance grows with the potential; the factor of a squared potential in a current.
    ConductancePerPotential: "electrical conductance per electric potential", "S/V", [N4 N2 P6 P3 Z0 Z0], shown in ["nS/mV", "uS/mV", "S/V"];
    /// Conductance per membrane area: 120 mS/cm².
    ArealConductance: "electrical conductance per area", "S/m^2", [N4 N1 P3 P2 Z0 Z0], shown in ["mS/cm^2", "nS/cm^2", "uS/cm^2", "S/cm^2"];
    /// The derivative of a conductance per area.
    ArealConductanceRate: "electrical conductance per area and time", "S/m^2/s", [N4 N1 P2 P2 Z0 Z0], shown in ["mS/cm^2/ms", "S/m^2/s"];
    /// Of extracellular space; also conductance per length.
    ElectricalConductivity: "electrical conductivity", "S/m", [N3 N1 P3 P2 Z0 Z0], shown in ["S/m", "uS/m", "mS/m"];
    /// Input, series and axial resistance.
    ElectricalResistance: "electrical resistance", "ohm", [P2 P1 N3 N2 Z0 Z0], shown in ["MOhm", "ohm", "kOhm", "GOhm"];
    /// Specific membrane resistance.
    ArealResistance: "electrical resistance times area", "ohm*m^2", [P4 P1 N3 N2 Z0 Z0], shown in ["kOhm*cm^2", "ohm*cm^2"];
    /// Axial resistivity of cytoplasm.
    ElectricalResistivity: "electrical resistivity", "ohm*m", [P3 P1 N3 N2 Z0 Z0], shown in ["ohm*cm", "kOhm*cm"];
    /// Axial resistance of a cable per length.
    ResistancePerLength: "electrical resistance per length", "ohm/m", [P1 P1 N3 N2 Z0 Z0], shown in ["MOhm/um", "ohm/m"];
    // Capacitance
    /// Of a membrane.
    Capacitance: "capacitance", "F", [N2 N1 P4 P2 Z0 Z0], shown in ["pF", "fF", "nF", "uF", "mF", "F"];
    /// How far a charge moves the potential.
    InverseCapacitance: "inverse capacitance", "1/F", [P2 P1 N4 N2 Z0 Z0], shown in ["/nF", "/pF", "1/F"];
    /// Specific membrane capacitance, about 1 uF/cm².
    ArealCapacitance: "capacitance per area", "F/m^2", [N4 N1 P4 P2 Z0 Z0], shown in ["uF/cm^2", "nF/cm^2", "mF/cm^2"];
    /// Of a cable; uom's electric permittivity.
    CapacitancePerLength: "capacitance per length", "F/m", [N3 N1 P4 P2 Z0 Z0], shown in ["pF/um", "F/m"];
    // Substance
    /// Ions and molecules, in moles.
    AmountOfSubstance: "amount of substance", "mol", [Z0 Z0 Z0 Z0 Z0 P1], shown in ["mol", "fmol", "pmol", "nmol", "umol", "mmol"];
    /// As the Avogadro constant.
    InverseAmount: "number per amount of substance", "1/mol", [Z0 Z0 Z0 Z0 Z0 N1], shown in ["/mol"];
    /// Mass of a mole.
    MolarMass: "mass per amount of substance", "kg/mol", [Z0 P1 Z0 Z0 Z0 N1], shown in ["gram/mol", "kg/mol"];
    /// Of ions and transmitters. The SI unit mol/m³ is 1 mM.
    MolarConcentration: "molar concentration", "mM", [N3 Z0 Z0 Z0 Z0 P1], shown in ["mM", "nM", "uM", "molar"];
    /// A product of two concentrations, in cooperative binding.
    MolarConcentrationSquared: "squared molar concentration", "mM^2", [N6 Z0 Z0 Z0 Z0 P2], shown in ["mM^2", "uM^2"];
    /// Affinity, the inverse of a dissociation constant.
    InverseConcentration: "inverse molar concentration", "1/mM", [P3 Z0 Z0 Z0 Z0 N1], shown in ["/mM", "/uM"];
    /// The derivative of a concentration, the speed of a pump.
    ConcentrationRate: "molar concentration per time", "mM/s", [N3 Z0 N1 Z0 Z0 P1], shown in ["mM/ms", "uM/ms", "nM/ms"];
    /// How fast transmitter binds: 1 / (time · concentration).
    BindingRate: "binding rate", "1/s/mM", [P3 Z0 N1 Z0 Z0 N1], shown in ["/ms/mM", "/s/mM", "/ms/uM"];
    /// How fast two molecules bind at once: 1 / (time · concentration²).
    CooperativeBindingRate: "binding rate of two molecules", "1/s/mM^2", [P6 Z0 N1 Z0 Z0 N2], shown in ["/ms/mM^2", "/s/mM^2", "/ms/uM^2"];
    /// What drives diffusion.
    ConcentrationGradient: "molar concentration per length", "mM/m", [N4 Z0 Z0 Z0 Z0 P1], shown in ["mM/um", "uM/um", "mM/m"];
    /// How many moles flow through a membrane in a second; uom's catalytic activity.
    MolarRate: "amount of substance per time", "mol/s", [Z0 Z0 N1 Z0 Z0 P1], shown in ["fmol/s", "pmol/s", "mol/s"];
    /// Moles per membrane area and time.
    MolarFlux: "molar flux", "mol/m^2/s", [N2 Z0 N1 Z0 Z0 P1], shown in ["pmol/cm^2/s", "nmol/cm^2/s", "mol/m^2/s"];
    /// Moles per membrane area, as a density of pumps.
    ArealAmount: "amount of substance per area", "mol/m^2", [N2 Z0 Z0 Z0 Z0 P1], shown in ["pmol/cm^2", "nmol/cm^2", "mol/m^2"];
    /// Energy per mole: R T, activation energies.
    MolarEnergy: "molar energy", "J/mol", [P2 P1 N2 Z0 Z0 N1], shown in ["joule/mol", "kJ/mol"];
    /// Energy per mole and temperature: the gas constant R.
    MolarHeatCapacity: "molar heat capacity", "J/mol/K", [P2 P1 N2 Z0 N1 N1], shown in ["joule/mol/K"];
    /// The Faraday constant F.
    MolarCharge: "charge per amount of substance", "C/mol", [Z0 Z0 P1 P1 Z0 N1], shown in ["coulomb/mol"];
    // Current and substance
    /// The Faraday constant times a volume: the charge that raises its concentration by one unit.
    ChargePerConcentration: "electric charge per molar concentration", "C/mM", [P3 Z0 P1 P1 Z0 N1], shown in ["pC/mM", "fC/mM", "C/mM"];
    /// How far a charge of ions raises a concentration.
    ConcentrationPerCharge: "molar concentration per electric charge", "mM/C", [N3 Z0 N1 N1 Z0 P1], shown in ["uM/pC", "mM/pC", "nM/pC"];
    /// The concentration that a steady current keeps up, nM per pA.
    ConcentrationPerCurrent: "molar concentration per electric current", "mM/A", [N3 Z0 Z0 N1 Z0 P1], shown in ["uM/pA", "nM/pA", "mM/pA"];
    /// Moles of ions per charge, 1 / F.
    AmountPerCharge: "amount of substance per charge", "mol/C", [Z0 Z0 N1 N1 Z0 P1], shown in ["umol/coulomb", "mol/coulomb"];
    /// The current of a pump per concentration of what it pumps.
    CurrentPerConcentration: "electric current per molar concentration", "A/mM", [P3 Z0 Z0 P1 Z0 N1], shown in ["pA/mM", "nA/mM", "A/mM"];
    /// A conductance that calcium opens.
    ConductancePerConcentration: "electrical conductance per molar concentration", "S/mM", [P1 N1 P3 P2 Z0 N1], shown in ["nS/mM", "uS/mM", "S/mM"];
    /// A permeability times the Faraday constant, in the equation of Goldman, Hodgkin and Katz.
    CurrentDensityPerConcentration: "electric current density per molar concentration", "A/m^2/mM", [P1 Z0 Z0 P1 Z0 N1], shown in ["uA/cm^2/mM", "mA/cm^2/mM"];
    /// How a potential shifts with a concentration.
    PotentialPerConcentration: "electric potential per molar concentration", "V/mM", [P5 P1 N3 N1 Z0 N1], shown in ["mV/mM", "mV/uM"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::parse::read;

    #[test]
    fn each_unit_is_of_its_dimension() {
        for name in NAMES {
            for unit in name.shown_in.iter().chain([&name.symbol]) {
                let (_, dimension) = read(&format!("1 {unit}")).expect(unit);
                assert_eq!(dimension, name.exponents, "{} in {unit}", name.name);
            }
        }
    }

    /// So that text in SI units loses nothing.
    #[test]
    fn symbols_are_the_si_units() {
        for name in NAMES {
            let (factor, _) = read(&format!("1 {}", name.symbol)).expect(name.symbol);
            assert_eq!(factor, 1.0, "{}", name.name);
        }
    }

    #[test]
    fn names_are_unique() {
        for name in NAMES {
            let same = |other: &&Name| other.name == name.name || other.symbol == name.symbol;
            assert_eq!(NAMES.iter().filter(same).count(), 1, "{}", name.name);
        }
    }
}
