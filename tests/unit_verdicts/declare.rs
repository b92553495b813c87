//! Writes random models, and beside them the same expressions as Rust over uom's quantities.

use crate::expression::{Expression, Kind, Unit, Variable};
use crate::generate::{Generator, Random};
use crate::judge::Findings;
use crate::powers::{Powers, UNIT};

/// How deep expressions nest.
const DEPTH: usize = 3;

macro_rules! kind {
    ($module:ident) => {
        Kind {
            module: stringify!($module),
            powers: Powers::of::<uom::si::$module::Dimension>(),
        }
    };
}

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
    capacitance amount_of_substance molar_concentration
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

/// Each with the type that a modeler gives it.
macro_rules! fields {
    ($list:ident: $($name:literal $ty:literal $module:ident;)+) => {
        fn $list() -> Vec<(Variable, &'static str)> {
            vec![$((Variable { name: $name, kind: kind!($module) }, $ty)),+]
        }
    };
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
}

fields! {
    states:
    "v" "ElectricPotential" electric_potential;
    "w" "ElectricCurrent" electric_current;
    "h" "f64" ratio;
}

fields! {
    inputs:
    "i" "ElectricCurrent" electric_current;
    "kick" "Frequency" frequency;
}

/// One random expression at its place in a model.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) expression: Expression,
    /// Whether the second implementation finds it right, with what must agree with it.
    pub(crate) is_right: bool,
    pub(crate) findings: Findings,
    /// Its line in the declarations, from 1.
    pub(crate) declared: usize,
    /// The file of its Rust and the line in it.
    pub(crate) rust: (usize, usize),
}

/// What to compile.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) declared: String,
    /// The Rust of expressions with whole powers only, and of the others.
    pub(crate) rust: [String; 2],
    pub(crate) cases: Vec<Case>,
}

/// What a place asks of an expression.
enum Asked<'a> {
    /// A dimension: what messages call the place, and Rust that has this dimension.
    Dimension(Powers, &'a str, &'a str),
    /// Nothing but that it is right in itself.
    Number,
    Condition,
}

/// The Rust in front of the functions. `Scale` makes room for fractional powers, which uom does not have: with `P12` every
/// base quantity is the twelfth power of another one.
const QUANTITIES: &str = r#"#![allow(warnings)]
macro_rules! quantities {
    ($scale:ident: $($module:ident)+) => {
        use uom::si::angle::radian;
        use uom::si::{Dimension, ISQ, Quantity, SI};
        use uom::typenum::*;
        type Of<D> = Quantity<ISQ<
            Prod<<D as Dimension>::L, $scale>, Prod<<D as Dimension>::M, $scale>, Prod<<D as Dimension>::T, $scale>, Prod<<D as Dimension>::I, $scale>,
            Prod<<D as Dimension>::Th, $scale>, Prod<<D as Dimension>::N, $scale>, Prod<<D as Dimension>::J, $scale>,
        >, SI<f64>, f64>;
        type Ratio = uom::si::f64::Ratio;
        type Angle = uom::si::f64::Angle;
        type WhiteNoise = Quantity<ISQ<Z0, Z0, N6, Z0, Z0, Z0, Z0>, SI<f64>, f64>;
        $(fn $module() -> Of<uom::si::$module::Dimension> { todo!() })+
        fn one() -> Ratio { todo!() }
        fn ratio() -> Ratio { todo!() }
        fn white_noise() -> WhiteNoise { todo!() }
        fn raised(base: Ratio, exponent: Ratio) -> Ratio { todo!() }
        fn exprel(x: Ratio) -> Ratio { todo!() }
        fn erf(x: Ratio) -> Ratio { todo!() }
        fn floor(x: Ratio) -> Ratio { x.floor::<uom::si::ratio::ratio>() }
        fn angle(x: Ratio) -> Angle { Angle::new::<radian>(x.value) }
        fn sign<D: Dimension + ?Sized>(x: Quantity<D, SI<f64>, f64>) -> Ratio { todo!() }
        fn heaviside<D: Dimension + ?Sized>(x: Quantity<D, SI<f64>, f64>) -> Ratio { todo!() }
        fn clip<D: Dimension + ?Sized>(x: Quantity<D, SI<f64>, f64>, low: Quantity<D, SI<f64>, f64>, high: Quantity<D, SI<f64>, f64>) -> Quantity<D, SI<f64>, f64> { todo!() }
        fn same<T>(place: T, value: T) {}
    };
}
"#;

/// Random models with at least so many expressions in all.
pub(crate) fn sources(count: usize, seed: u64) -> Sources {
    let modules = modules().join(" ");
    let head =
        |scale| format!("{QUANTITIES}quantities! {{ {scale}: {modules} }}\nfn main() {{}}\n");
    let mut sources = Sources {
        declared: "#![allow(warnings)]\nuse nernst::prelude::*;\nfn main() {}\n".to_owned(),
        rust: [head("P1"), head("P12")],
        cases: Vec::new(),
    };
    let (mut random, units) = (Random(seed), units());
    let mut index = 0;
    while sources.cases.len() < count {
        let mut writer = Writer {
            sources: &mut sources,
            random: &mut random,
            units: &units,
            definition: None,
        };
        writer.model(index);
        index += 1;
    }
    sources
}

/// What others need of `d0`.
struct Definition {
    variable: Variable,
    rust: String,
    has_fractions: bool,
}

struct Writer<'a> {
    sources: &'a mut Sources,
    random: &'a mut Random,
    units: &'a [Unit],
    /// The definition `d0` of this model, which is right.
    definition: Option<Definition>,
}

impl Writer<'_> {
    fn line(&mut self, text: &str) {
        self.sources.declared.push_str(text);
        self.sources.declared.push('\n');
    }

    /// A neuron with an expression at every place that takes one.
    fn model(&mut self, index: usize) {
        let only = |fields: &[(Variable, &'static str)]| {
            fields.iter().map(|(v, _)| *v).collect::<Vec<_>>()
        };
        let fixed = only(&parameters());
        let mut variables = fixed.clone();
        variables.extend(only(&states()));
        let mut everything = variables.clone();
        everything.extend(only(&inputs()));
        everything.push(Variable {
            name: "t",
            kind: kind!(time),
        });

        self.line("#[derive(Neuron, Clone)]");
        self.line("#[input(i: ElectricCurrent, kick: Frequency)]");
        self.definition(&everything);
        // More than once, so that it is taken often enough.
        everything.extend(self.definition.iter().flat_map(|d0| [d0.variable; 4]));
        self.case("#[define(d1 = ", &everything, &Asked::Number, ")]");
        self.case("#[define(d2 = ", &everything, &Asked::Number, ")]");
        self.case("#[require(", &fixed, &Asked::Condition, ")]");
        self.case("#[spike(", &variables, &Asked::Condition, ")]");
        let time = kind!(time).powers;
        self.case(
            "#[refractory(",
            &fixed,
            &Asked::Dimension(time, "", "time()"),
            ")]",
        );
        self.line("#[reset(");
        let (potential, current) = (
            kind!(electric_potential).powers,
            kind!(electric_current).powers,
        );
        let voltage = Asked::Dimension(potential, "v", "electric_potential()");
        self.case("v = ", &variables, &voltage, ",");
        self.case(
            "w += ",
            &variables,
            &Asked::Dimension(current, "w", "electric_current()"),
            ",",
        );
        self.case("v -= ", &variables, &voltage, ",");
        self.case(
            "h *= ",
            &variables,
            &Asked::Dimension(Powers::ONE, "", "one()"),
            "",
        );
        self.line(")]");
        self.line(&format!("struct Model{index} {{"));
        for (parameter, ty) in parameters() {
            self.line(&format!("{}: {ty},", parameter.name));
        }
        for (state, ty) in states() {
            let (name, module) = (state.name, state.kind.module);
            let slope = format!("{module}() / time()");
            let derivative = format!("d{name}/dt");
            let asked = Asked::Dimension(state.kind.powers.per(time), &derivative, &slope);
            self.case(&format!("#[ode(d{name}/dt = "), &everything, &asked, ")]");
            let value = format!("{module}()");
            let asked = Asked::Dimension(state.kind.powers, name, &value);
            self.case("#[init(", &fixed, &asked, ")]");
            self.line(&format!("{name}: {ty},"));
        }
        // Every input must act on something.
        self.line("#[ode(du/dt = (r * i - u) * kick)]");
        self.line("u: ElectricPotential,");
        self.line("}");
    }

    /// `d0`, which others may use and which is therefore right.
    fn definition(&mut self, variables: &[Variable]) {
        loop {
            let e = self.expression(variables, &Asked::Number);
            let mut findings = Findings::default();
            let Some(judged) = findings.judge(&e).filter(|judged| judged.is_right) else {
                continue;
            };
            let (name, powers) = ("d0", judged.powers);
            let kind = Kind {
                module: name,
                powers,
            };
            let rust = format!("let _ = {};", e.rust());
            self.definition = Some(Definition {
                variable: Variable { name, kind },
                rust: e.rust(),
                has_fractions: findings.has_fractions,
            });
            return self.write("#[define(d0 = ", e, true, findings, &rust, ")]");
        }
    }

    fn generator<'g>(&'g mut self, variables: &'g [Variable]) -> Generator<'g> {
        Generator {
            random: self.random,
            variables,
            units: self.units,
        }
    }

    /// A right expression.
    fn expression(&mut self, variables: &[Variable], asked: &Asked<'_>) -> Expression {
        let mut generator = self.generator(variables);
        match asked {
            Asked::Dimension(wanted, ..) => generator.of(*wanted, DEPTH),
            Asked::Condition => generator.condition(DEPTH),
            Asked::Number => {
                let wanted = generator.some_dimension();
                generator.of(wanted, DEPTH)
            }
        }
    }

    /// Writes one expression with a chance of a mistake in it.
    fn case(&mut self, before: &str, variables: &[Variable], asked: &Asked<'_>, behind: &str) {
        loop {
            let mut e = self.expression(variables, asked);
            let mut generator = self.generator(variables);
            if generator.random.chance(60) {
                generator.mistake(&mut e);
            }
            let noise = before.starts_with("#[ode") && generator.random.chance(20);
            if noise && let Asked::Dimension(wanted, ..) = asked {
                e = with_noise(&mut generator, e, *wanted);
            }
            let mut findings = Findings::default();
            let Some(judged) = findings.judge(&e) else {
                continue;
            };
            let (fits, rust) = match asked {
                Asked::Dimension(wanted, name, place) => {
                    findings
                        .parts
                        .entry((*name).to_owned())
                        .or_default()
                        .push(*wanted);
                    (
                        judged.powers == *wanted,
                        format!("same({place}, {});", e.rust()),
                    )
                }
                Asked::Number => (true, format!("let _ = {};", e.rust())),
                Asked::Condition => (true, format!("let _: bool = {};", e.rust())),
            };
            return self.write(before, e, judged.is_right && fits, findings, &rust, behind);
        }
    }

    fn write(
        &mut self,
        before: &str,
        expression: Expression,
        is_right: bool,
        mut findings: Findings,
        rust: &str,
        behind: &str,
    ) {
        let number = self.sources.cases.len();
        self.line(&format!("{before}{expression}{behind}"));
        let declared = self.sources.declared.lines().count();
        let mut setup = String::new();
        let uses_definition = expression
            .all()
            .iter()
            .any(|e| matches!(e, Expression::Variable(v) if v.name == "d0"));
        if uses_definition && let Some(d0) = &self.definition {
            setup = format!("let d0 = {}; ", d0.rust);
            findings.has_fractions |= d0.has_fractions;
        }
        let file = usize::from(findings.has_fractions);
        let text = &mut self.sources.rust[file];
        text.push_str(&format!("fn case_{number}() {{ {setup}{rust} }}\n"));
        let rust = (file, text.lines().count());
        self.sources.cases.push(Case {
            expression,
            is_right,
            findings,
            declared,
            rust,
        });
    }
}

/// White noise is multiplied by a coefficient and added.
fn with_noise(generator: &mut Generator<'_>, e: Expression, wanted: Powers) -> Expression {
    let root_of_time = Powers([0, 0, UNIT / 2, 0, 0, 0, 0]);
    let kind = Kind {
        module: "white_noise",
        powers: Powers::ONE.per(root_of_time),
    };
    let xi = Expression::Variable(Variable { name: "xi", kind });
    let mut coefficient = generator.of(wanted.times(root_of_time), 2);
    if generator.random.chance(40) {
        generator.mistake(&mut coefficient);
    }
    let noise = Expression::Product(Box::new(coefficient), Box::new(xi));
    Expression::Sum(Box::new(e), '+', Box::new(noise))
}
