//! What random models are made of: units, variables with their types, and the dimensions of both.

use crate::expression::{Kind, Unit, Variable};
use crate::powers::Powers;

macro_rules! kind {
    ($module:ident) => {
        $crate::expression::Kind {
            module: stringify!($module),
            powers: $crate::powers::Powers::of::<uom::si::$module::Dimension>(),
        }
    };
}

pub(crate) use kind;

macro_rules! kinds {
    ($($module:ident)+) => {
        /// The functions of the Rust side, one for each dimension.
        pub(crate) fn modules() -> Vec<&'static str> {
            vec![$(stringify!($module)),+]
        }
    };
}

kinds! {
    time frequency length area volume mass force pressure energy power thermodynamic_temperature
    electric_potential electric_current electric_charge electrical_conductance electrical_resistance
    capacitance amount_of_substance molar_concentration luminous_intensity
}

macro_rules! units {
    ($($module:ident: $($name:literal)+;)+) => {
        fn units() -> Vec<Unit> {
            vec![$($(Unit { name: $name, kind: kind!($module) }),+),+]
        }
    };
}

units! {
    time: "ms" "s" "minute";
    frequency: "Hz" "kHz";
    length: "um" "cm" "m";
    area: "cm2" "um2";
    volume: "pL" "L";
    mass: "kg" "ng" "g";
    force: "newton" "N";
    pressure: "pascal";
    energy: "joule" "J" "fJ";
    power: "pW" "W";
    thermodynamic_temperature: "kelvin" "K";
    electric_potential: "mV" "V" "volt";
    electric_current: "nA" "A" "pA";
    electric_charge: "pC" "C";
    electrical_conductance: "nS" "S" "mS";
    electrical_resistance: "MOhm" "ohm";
    capacitance: "pF" "F";
    amount_of_substance: "mol" "fmol";
    molar_concentration: "mM" "M" "uM";
}

/// A variable with the type that a modeler gives it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) variable: Variable,
    pub(crate) ty: &'static str,
}

impl Field {
    pub(crate) fn kind(&self) -> Kind {
        self.variable.kind
    }
}

macro_rules! fields {
    ($($list:ident: $($name:literal $ty:literal $module:ident;)+)+) => {
        $(fn $list() -> Vec<Field> {
            vec![$(field($name, $ty, kind!($module))),+]
        })+
    };
}

fn field(name: &'static str, ty: &'static str, kind: Kind) -> Field {
    Field {
        variable: Variable { name, kind },
        ty,
    }
}

fields! {
    parameters:
    "c" "Capacitance" capacitance;
    "g" "ElectricalConductance" electrical_conductance;
    "g_max" "ElectricalConductance" electrical_conductance;
    "e_rev" "ElectricPotential" electric_potential;
    "v_th" "ElectricPotential" electric_potential;
    "r" "ElectricalResistance" electrical_resistance;
    "tau" "Time" time;
    "rate" "Frequency" frequency;
    "j" "ElectricCurrent" electric_current;
    "q" "ElectricCharge" electric_charge;
    "x" "Length" length;
    "a" "Area" area;
    "shell" "Volume" volume;
    "ca" "MolarConcentration" molar_concentration;
    "n_ions" "AmountOfSubstance" amount_of_substance;
    "temperature" "ThermodynamicTemperature" thermodynamic_temperature;
    "cost" "Energy" energy;
    "k" "f64" ratio;
    "m_inf" "f64" ratio;

    states:
    "v" "ElectricPotential" electric_potential;
    "w" "ElectricCurrent" electric_current;
    "h" "f64" ratio;
}

/// The variables of fields.
pub(crate) fn names(fields: &[Field]) -> Vec<Variable> {
    fields.iter().map(|field| field.variable).collect()
}

/// The names of one model.
///
/// A model may be generic over one or two dimensions. In the Rust beside it the first is luminous intensity and the second temperature,
/// which nothing else in such a model has: to all other dimensions they are as strange as a parameter is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Vocabulary {
    pub(crate) type_parameters: usize,
}

impl Vocabulary {
    /// The parameters in angle brackets.
    pub(crate) fn generics(self) -> &'static str {
        ["", "<D: Dimension>", "<D: Dimension, E: Dimension>"][self.type_parameters]
    }

    fn is_its_own(self, powers: Powers) -> bool {
        self.type_parameters == 0 || powers.0[4] == 0
    }

    pub(crate) fn units(self) -> Vec<Unit> {
        let all = units().into_iter();
        all.filter(|unit| self.is_its_own(unit.kind.powers))
            .collect()
    }

    pub(crate) fn parameters(self) -> Vec<Field> {
        let all = parameters().into_iter();
        let own = all.filter(|field| self.is_its_own(field.kind().powers));
        let generic = [
            field("amplitude", "Quantity<D>", kind!(luminous_intensity)),
            field("gain", "Quantity<E>", kind!(thermodynamic_temperature)),
        ];
        own.chain(generic.into_iter().take(self.type_parameters))
            .collect()
    }

    pub(crate) fn states(self) -> Vec<Field> {
        let generic = field("y", "Quantity<D>", kind!(luminous_intensity));
        let generic = (self.type_parameters > 0).then_some(generic);
        states().into_iter().chain(generic).collect()
    }

    /// A field of the first parameter's dimension, or of this type in a model that has none.
    pub(crate) fn first(self, name: &'static str, ty: &'static str, kind: Kind) -> Field {
        match self.type_parameters {
            0 => field(name, ty, kind),
            _ => field(name, "Quantity<D>", kind!(luminous_intensity)),
        }
    }

    /// The same of the second parameter.
    pub(crate) fn second(self, name: &'static str, ty: &'static str, kind: Kind) -> Field {
        match self.type_parameters {
            0 | 1 => field(name, ty, kind),
            _ => field(name, "Quantity<E>", kind!(thermodynamic_temperature)),
        }
    }
}
