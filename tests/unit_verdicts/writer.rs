//! Writes one model: what stands in it for sure, and random expressions at the places that take one.

use crate::declare::{Case, Sources};
use crate::expression::{Expression, Kind, Unit, Variable};
use crate::generate::Generator;
use crate::judge::Findings;
use crate::powers::{Powers, UNIT};
use crate::random::Random;
use crate::vocabulary::{Field, Vocabulary, kind};

/// How deep expressions nest.
const DEPTH: usize = 3;

/// What a place asks of an expression.
pub(crate) enum Asked {
    /// A dimension: what messages call the place, and Rust that has this dimension.
    Dimension(Powers, String, String),
    /// Nothing but that it is right in itself.
    Number,
    Condition,
}

impl Asked {
    /// The dimension of a variable of this kind; `name` as in [`Asked::Dimension`].
    pub(crate) fn of(kind: Kind, name: &str) -> Asked {
        Asked::Dimension(kind.powers, name.to_owned(), format!("{}()", kind.module))
    }

    /// The dimension of the derivative.
    fn slope(state: Variable) -> Asked {
        let time = kind!(time).powers;
        let rust = format!("{}() / time()", state.kind.module);
        Asked::Dimension(
            state.kind.powers.per(time),
            format!("d{}/dt", state.name),
            rust,
        )
    }
}

/// What a place allows beside the dimension.
pub(crate) enum Form {
    Any,
    /// A single variable would say something else.
    NotAlone,
    /// White noise among the terms.
    Noisy,
    /// A multiple of this.
    Multiple(Expression),
    /// A term with this as its factor, and others.
    WithMultiple(Expression),
}

/// A place that takes an expression.
pub(crate) struct Place<'a> {
    /// The attribute.
    pub(crate) name: &'static str,
    pub(crate) variables: &'a [Variable],
    pub(crate) asked: Asked,
    pub(crate) form: Form,
}

impl<'a> Place<'a> {
    pub(crate) fn new(name: &'static str, variables: &'a [Variable], asked: Asked) -> Self {
        Place {
            name,
            variables,
            asked,
            form: Form::Any,
        }
    }
}

/// An expression that was chosen for a place.
struct Tried {
    expression: Expression,
    is_right: bool,
    findings: Findings,
    rust: String,
}

/// What others need of an expression that has a name and is right.
struct Named {
    variable: Variable,
    rust: String,
    has_fractions: bool,
}

pub(crate) struct Writer<'a> {
    sources: &'a mut Sources,
    pub(crate) random: &'a mut Random,
    pub(crate) vocabulary: Vocabulary,
    units: Vec<Unit>,
    index: usize,
    kind: &'static str,
    /// Of this model.
    named: Vec<Named>,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        sources: &'a mut Sources,
        random: &'a mut Random,
        vocabulary: Vocabulary,
        index: usize,
    ) -> Self {
        Writer {
            sources,
            random,
            vocabulary,
            units: vocabulary.units(),
            index,
            kind: "",
            named: Vec::new(),
        }
    }

    pub(crate) fn line(&mut self, text: &str) {
        self.sources.declared.push_str(text);
        self.sources.declared.push('\n');
    }

    pub(crate) fn derive(&mut self, kind: &'static str) {
        self.kind = kind;
        self.line(&format!("#[derive({kind}, Clone)]"));
    }

    /// The head of the struct and its parameters.
    pub(crate) fn open(&mut self) {
        let generics = self.vocabulary.generics();
        self.line(&format!("struct Model{}{generics} {{", self.index));
        for Field { variable, ty } in self.vocabulary.parameters() {
            self.line(&format!("{}: {ty},", variable.name));
        }
    }

    /// The three definitions, the first of which is right and known to what follows.
    pub(crate) fn definitions(&mut self, everything: &mut Vec<Variable>) {
        let d0 = self.named("define", "d0", ["#[define(d0 = ", ")]"], everything);
        // More than once, so that it is taken often enough.
        everything.extend([d0; 4]);
        for name in ["d1", "d2"] {
            let definition = Place::new("define", everything, Asked::Number);
            self.case(&format!("#[define({name} = "), definition, ")]");
        }
    }

    pub(crate) fn requirement(&mut self, fixed: &[Variable]) {
        self.case(
            "#[require(",
            Place::new("require", fixed, Asked::Condition),
            ")]",
        );
    }

    /// The states, with what `form` makes of their equations.
    pub(crate) fn states(
        &mut self,
        variables: &[Variable],
        fixed: &[Variable],
        form: impl Fn(Variable) -> Form,
    ) {
        for Field {
            variable: state,
            ty,
        } in self.vocabulary.states()
        {
            let equation = Place {
                form: form(state),
                ..Place::new("ode", variables, Asked::slope(state))
            };
            self.case(&format!("#[ode(d{}/dt = ", state.name), equation, ")]");
            let asked = Asked::of(state.kind, state.name);
            self.case("#[init(", Place::new("init", fixed, asked), ")]");
            self.line(&format!("{}: {ty},", state.name));
        }
    }

    /// A right expression by whose name others can use it.
    pub(crate) fn named(
        &mut self,
        place: &'static str,
        name: &'static str,
        [before, behind]: [&str; 2],
        variables: &[Variable],
    ) -> Variable {
        loop {
            let e = self.expression(variables, &Asked::Number);
            let mut findings = Findings::default();
            let Some(judged) = findings.judge(&e).filter(|judged| judged.is_right) else {
                continue;
            };
            let (setup, has_fractions) = self.setup(&e, &findings);
            let powers = judged.powers;
            let variable = Variable {
                name,
                kind: Kind {
                    module: name,
                    powers,
                },
            };
            let rust = format!("let _ = {};", e.rust());
            self.named.push(Named {
                variable,
                rust: format!("{setup}{}", e.rust()),
                has_fractions,
            });
            let tried = Tried {
                expression: e,
                is_right: true,
                findings,
                rust,
            };
            self.write(place, [before, behind], tried);
            return variable;
        }
    }

    fn generator<'g>(&'g mut self, variables: &'g [Variable]) -> Generator<'g> {
        Generator {
            random: self.random,
            variables,
            units: &self.units,
        }
    }

    /// A right expression.
    fn expression(&mut self, variables: &[Variable], asked: &Asked) -> Expression {
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

    /// An expression of the form, with a chance of a mistake in it.
    fn tried(&mut self, place: &Place<'_>) -> Expression {
        let wanted = match place.asked {
            Asked::Dimension(wanted, ..) => wanted,
            _ => Powers::ONE,
        };
        let mut generator = self.generator(place.variables);
        let multiple_of = match &place.form {
            Form::Multiple(factor) => return multiple(&mut generator, factor, wanted),
            Form::Noisy if generator.random.chance(40) => Some(white_noise()),
            Form::WithMultiple(factor) => Some(factor.clone()),
            _ => None,
        };
        let mut e = self.expression(place.variables, &place.asked);
        let mut generator = self.generator(place.variables);
        if generator.random.chance(60) {
            generator.mistake(&mut e);
        }
        match multiple_of {
            None => e,
            Some(factor) => {
                let term = multiple(&mut generator, &factor, wanted);
                Expression::Sum(Box::new(e), '+', Box::new(term))
            }
        }
    }

    /// Writes one expression with a chance of a mistake in it.
    pub(crate) fn case(&mut self, before: &str, place: Place<'_>, behind: &str) {
        loop {
            let e = self.tried(&place);
            let is_alone = matches!(e, Expression::Variable(_));
            let mut findings = Findings::default();
            let Some(judged) = findings.judge(&e) else {
                continue;
            };
            if is_alone && matches!(place.form, Form::NotAlone) {
                continue;
            }
            let (fits, rust) = match &place.asked {
                Asked::Dimension(wanted, name, rust) => {
                    let known = findings.parts.entry(name.clone()).or_default();
                    known.push(*wanted);
                    (
                        judged.powers == *wanted,
                        format!("same({rust}, {});", e.rust()),
                    )
                }
                Asked::Number => (true, format!("let _ = {};", e.rust())),
                Asked::Condition => (true, format!("let _: bool = {};", e.rust())),
            };
            let tried = Tried {
                expression: e,
                is_right: judged.is_right && fits,
                findings,
                rust,
            };
            return self.write(place.name, [before, behind], tried);
        }
    }

    /// Rust for what the expression uses by name, and whether anything has fractional powers.
    fn setup(&self, e: &Expression, findings: &Findings) -> (String, bool) {
        let (mut setup, mut has_fractions) = (String::new(), findings.has_fractions);
        let parts = e.all();
        for Named {
            variable,
            rust,
            has_fractions: of_named,
        } in &self.named
        {
            let is_it =
                |e: &&Expression| matches!(e, Expression::Variable(v) if v.name == variable.name);
            if parts.iter().any(is_it) {
                setup += &format!("let {} = || {{ {rust} }}; ", variable.name);
                has_fractions |= of_named;
            }
        }
        (setup, has_fractions)
    }

    fn write(&mut self, place: &'static str, [before, behind]: [&str; 2], tried: Tried) {
        let Tried {
            expression,
            is_right,
            findings,
            rust,
        } = tried;
        let number = self.sources.cases.len();
        self.line(&format!("{before}{expression}{behind}"));
        let declared = self.sources.declared.lines().count();
        let (setup, has_fractions) = self.setup(&expression, &findings);
        let file = usize::from(has_fractions);
        let text = &mut self.sources.rust[file];
        text.push_str(&format!("fn case_{number}() {{ {setup}{rust} }}\n"));
        let rust = (file, text.lines().count());
        self.sources.cases.push(Case {
            place: (self.kind, place),
            type_parameters: self.vocabulary.type_parameters,
            expression,
            is_right,
            findings,
            declared,
            rust,
        });
    }
}

/// `coefficient * factor`, with a chance of a mistake in the coefficient.
fn multiple(generator: &mut Generator<'_>, factor: &Expression, wanted: Powers) -> Expression {
    let judged = Findings::default().judge(factor);
    let powers = judged.expect("a factor that is right").powers;
    let mut coefficient = generator.of(wanted.per(powers), 2);
    if generator.random.chance(40) {
        generator.mistake(&mut coefficient);
    }
    Expression::Product(Box::new(coefficient), Box::new(factor.clone()))
}

fn white_noise() -> Expression {
    let root_of_time = Powers([0, 0, UNIT / 2, 0, 0, 0, 0]);
    let kind = Kind {
        module: "white_noise",
        powers: Powers::ONE.per(root_of_time),
    };
    Expression::Variable(Variable { name: "xi", kind })
}
