//! The unit check: one constant for each equation, which fails with our sentence
//! at the term that is wrong.
//!
//! Dimensions are computed by rustc from the types that the modeler wrote. A
//! call is underlined from the first token of its path to its argument list, so
//! these two carry the place of the term that the call judges.

mod judgement;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{GenericParam, Type};

use super::index;
use crate::expression::{Expr, Function, Node, Operator, Symbol, Unit};
use crate::model::{Assign, Assignment, Model};
use judgement::{call, equation};

/// All constants, in one block where the type parameters are abstract dimensions.
pub(super) fn checks(model: &Model) -> TokenStream {
    let abstracts = abstract_parameters(model);
    let dimensions = dimensions(model, quote!(const));
    let equations = Equations { model }.all();
    let block = model.block(quote! {
        #abstracts
        #dimensions
        #(const _: () = { #equations };)*
    });
    quote! {
        #[allow(dead_code, non_camel_case_types)]
        #block
    }
}

/// The recordable definitions as variables, with the dimensions that their equations have.
pub(super) fn recordable(model: &Model) -> TokenStream {
    let private = model.private();
    if model.recordable().is_empty() {
        return quote!(&[]);
    }
    let dimensions = dimensions(model, quote!(let));
    let variables = model.recordable().into_iter().map(|k| {
        let definition = &model.definitions[k];
        let (name, text) = (definition.name(), &definition.equation.text);
        let dimension = format_ident!("__DEFINITION_{k}");
        quote!(#private::Variable::derived(#name, #text, #dimension))
    });
    quote!({ #dimensions &[#(#variables),*] })
}

/// The dimension of every variable, bound with `const` or `let`.
fn dimensions(model: &Model, bind: TokenStream) -> TokenStream {
    let private = model.private();
    let table = |name: &str, types: Vec<&Type>| {
        let name = format_ident!("{name}");
        let count = index(types.len());
        let types = types.into_iter().map(|ty| model.measured(ty));
        quote! {
            #bind #name: [#private::Exponents; #count] = [#(#types::EXPONENTS),*];
        }
    };
    let parameters = table(
        "__PARAMETERS",
        model.parameters.iter().map(|f| &f.ty).collect(),
    );
    let states = table(
        "__STATES",
        model.states.iter().map(|s| &s.field.ty).collect(),
    );
    let inputs = table("__INPUTS", model.inputs.iter().map(|p| &p.ty).collect());
    let ports = model.drive.iter().chain(&model.post).map(|p| &p.ty);
    let ports = table("__PORTS", ports.chain(&model.weight).collect());
    let definitions = definitions(model, &bind);
    quote!(#parameters #states #inputs #ports #definitions)
}

/// `type D = Abstract<0>;`: right for every `D`, since nothing is known of it.
fn abstract_parameters(model: &Model) -> TokenStream {
    let private = model.private();
    let types = model
        .generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(ty) => Some(&ty.ident),
            _ => None,
        });
    types
        .enumerate()
        .map(|(k, ident)| {
            let k = index(k);
            quote!(type #ident = #private::Abstract<#k>;)
        })
        .collect()
}

/// The dimension of every definition, by its first terms; whether it is consistent is judged on its own.
fn definitions(model: &Model, bind: &TokenStream) -> TokenStream {
    let private = model.private();
    let inferred = Dimensions {
        model,
        judge: false,
    };
    let definitions = model.definitions.iter().enumerate().map(|(k, definition)| {
        let name = format_ident!("__DEFINITION_{k}");
        let dimension = inferred.of(&definition.equation.rhs);
        quote!(#bind #name: #private::Exponents = #dimension;)
    });
    definitions.collect()
}

struct Equations<'a> {
    model: &'a Model,
}

impl Equations<'_> {
    fn all(&self) -> Vec<TokenStream> {
        let model = self.model;
        let mut all = Vec::new();
        for definition in &model.definitions {
            all.push(self.any(&definition.equation.text, &definition.equation.rhs));
        }
        for (k, state) in model.states.iter().enumerate() {
            all.extend(
                state
                    .ode
                    .as_ref()
                    .zip(state.written())
                    .map(|(ode, rhs)| self.ode(k, &ode.text, rhs)),
            );
            all.extend(state.init.as_ref().map(|init| {
                let (k, name) = (index(k), format!("`{}`", state.field.name()));
                self.value(&init.text, &name, quote!(__STATES[#k]), &init.rhs)
            }));
        }
        all.extend(model.asked.iter().map(|asked| self.asked(asked)));
        for requirement in &model.requirements {
            let text = format!("require({requirement})");
            all.push(self.equation(&text, requirement, |rhs| rhs));
        }
        all.extend(
            model
                .spike
                .as_ref()
                .map(|spike| self.equation(&format!("spike({spike})"), spike, |rhs| rhs)),
        );
        for assignment in model.reset.iter().chain(&model.on_spike) {
            all.push(self.assignment(assignment));
        }
        let private = model.private();
        let time = quote!(#private::unit::ms.dimension);
        all.extend(model.refractory.as_ref().map(|r| {
            let text = format!("refractory({})", r.period);
            self.value(&text, "the refractory period", time, &r.period)
        }));
        if let Some(pulse) = &model.pulse {
            let text = format!("pulse({} = {})", pulse.name(), pulse.height);
            all.push(self.any(&text, &pulse.height));
            let text = format!("pulse(duration = {})", pulse.duration);
            let what = "the duration of the pulse";
            let time = quote!(#private::unit::ms.dimension);
            all.push(self.value(&text, what, time, &pulse.duration));
        }
        let of_type = |ty: TokenStream| quote!(<#ty as #private::Measured>::EXPONENTS);
        all.extend(
            model
                .output
                .as_ref()
                .zip(model.output_type())
                .map(|(output, ty)| {
                    let text = format!("output({})", output.value);
                    self.value(&text, "the output", of_type(quote!(#ty)), &output.value)
                }),
        );
        all.extend(model.current.as_ref().map(|current| {
            let text = format!("current({})", current.value);
            let ty = super::output::current_type(model);
            self.current(&text, of_type(ty), &current.value)
        }));
        all
    }

    /// A constant that computes the dimension of a right-hand side and judges it.
    fn equation(
        &self,
        text: &str,
        rhs: &Expr,
        judge: impl FnOnce(TokenStream) -> TokenStream,
    ) -> TokenStream {
        let judging = Dimensions {
            model: self.model,
            judge: true,
        };
        let dimension = judge(judging.of(rhs));
        let equation = equation();
        quote! {
            let #equation = #text;
            let _ = #dimension;
        }
    }

    fn ode(&self, state: usize, text: &str, rhs: &Expr) -> TokenStream {
        let model = self.model;
        let private = model.private();
        let name = model.states[state].field.name();
        let candidates = model.parameters.iter().enumerate().map(|(k, field)| {
            let (k, name) = (index(k), field.name());
            quote!(#private::check::term(#name, __PARAMETERS[#k]))
        });
        self.equation(text, rhs, |dimension| {
            let printed = rhs.to_string();
            let term = quote!(#private::check::term(#printed, #dimension));
            let (equation, state) = (equation(), index(state));
            let arguments = quote!(#equation, #name, __STATES[#state], #term, &[#(#candidates),*]);
            call(model, "ode", rhs.extent, arguments)
        })
    }

    /// Says what the dimension is, which ends the compilation.
    fn asked(&self, e: &Expr) -> TokenStream {
        self.judged("asked", &format!("dimension_of({e})"), quote!(), e)
    }

    /// What may have any dimension.
    fn any(&self, text: &str, rhs: &Expr) -> TokenStream {
        self.judged("any", text, quote!(), rhs)
    }

    fn value(&self, text: &str, what: &str, expected: TokenStream, rhs: &Expr) -> TokenStream {
        self.judged("value", text, quote!(#what, #expected,), rhs)
    }

    fn current(&self, text: &str, expected: TokenStream, rhs: &Expr) -> TokenStream {
        self.judged("current", text, quote!("the current", #expected,), rhs)
    }

    /// Judges the right-hand side as a whole, by what is asked of it.
    fn judged(&self, judge: &str, text: &str, asked: TokenStream, rhs: &Expr) -> TokenStream {
        let private = self.model.private();
        self.equation(text, rhs, |dimension| {
            let printed = rhs.to_string();
            let term = quote!(#private::check::term(#printed, #dimension));
            let equation = equation();
            call(
                self.model,
                judge,
                rhs.extent,
                quote!(#equation, #asked #term),
            )
        })
    }

    fn assignment(&self, assignment: &Assignment) -> TokenStream {
        let private = self.model.private();
        let (what, expected) = match (assignment.operation, assignment.target.state()) {
            (Assign::Multiply, _) => ("the factor".to_owned(), quote!(#private::Exponents::ONE)),
            (_, Some(k)) => {
                let k = index(k);
                (format!("`{}`", assignment.target), quote!(__STATES[#k]))
            }
            (_, None) if assignment.target.symbol() == Some(Symbol::Release) => {
                ("`release`".to_owned(), quote!(#private::Exponents::ONE))
            }
            _ => return TokenStream::new(),
        };
        self.value(&assignment.text, &what, expected, &assignment.value)
    }
}

/// Writes the dimension of an expression.
struct Dimensions<'a> {
    model: &'a Model,
    /// Whether operands that do not fit together are refused; if not, the first stands for all.
    judge: bool,
}

impl Dimensions<'_> {
    fn of(&self, e: &Expr) -> TokenStream {
        let private = self.model.private();
        let one = quote!(#private::Exponents::ONE);
        match &e.node {
            Node::Number { unit: None, .. } => one,
            Node::Number {
                unit: Some(unit), ..
            }
            | Node::Unit(unit) => self.unit(unit),
            Node::Variable { symbol, .. } => self.variable(*symbol),
            Node::InputSlope(_) => one,
            Node::Negate(inner) | Node::Not(inner) | Node::Frozen(inner) => self.of(inner),
            Node::Binary(operator, left, right) => match operator {
                Operator::Add | Operator::Subtract => self.sum(e),
                Operator::Multiply => self.product("multiply", left, right),
                Operator::Divide => self.product("divide", left, right),
                Operator::Power => self.power(left, right),
                operator if operator.is_logic() => self.product("both", left, right),
                _ => self.pair("compare", left, right, quote!()),
            },
            Node::Call(function, arguments) => self.call(*function, arguments),
            Node::If(condition, yes, no) => {
                let condition = self.of(condition);
                let branches = self.pair("branches", yes, no, quote!());
                if self.judge {
                    quote!({ let _ = #condition; #branches })
                } else {
                    branches
                }
            }
        }
    }

    fn unit(&self, unit: &Unit) -> TokenStream {
        let private = self.model.private();
        let name = format_ident!("{}", unit.constant);
        let dimension = quote!(#private::unit::#name.dimension);
        match unit.power {
            1 => dimension,
            power => quote!(#private::check::power(#dimension, #power, 1)),
        }
    }

    fn variable(&self, symbol: Symbol) -> TokenStream {
        let private = self.model.private();
        let drives = usize::from(self.model.drive.is_some());
        let posts = usize::from(self.model.post.is_some());
        let at = |table: TokenStream, k: usize| {
            let k = index(k);
            quote!(#table[#k])
        };
        match symbol {
            Symbol::Parameter(k) => at(quote!(__PARAMETERS), k),
            Symbol::State(k) => at(quote!(__STATES), k),
            Symbol::Input(k) => at(quote!(__INPUTS), k),
            Symbol::Definition(k) => {
                let name = format_ident!("__DEFINITION_{k}");
                quote!(#name)
            }
            Symbol::Drive => quote!(__PORTS[0]),
            Symbol::Post => at(quote!(__PORTS), drives),
            Symbol::Weight => at(quote!(__PORTS), drives + posts),
            Symbol::Release => quote!(#private::Exponents::ONE),
            Symbol::Pulse => {
                let inferred = Dimensions {
                    model: self.model,
                    judge: false,
                };
                let pulse = self.model.pulse.as_ref();
                pulse.map_or(quote!(#private::Exponents::ONE), |p| inferred.of(&p.height))
            }
            Symbol::Time => quote!(#private::unit::ms.dimension),
            Symbol::Noise(_) => quote!(#private::check::NOISE),
            Symbol::Unresolved => quote!(#private::Exponents::ONE),
        }
    }

    fn term(&self, e: &Expr) -> TokenStream {
        let private = self.model.private();
        let (text, dimension) = (e.to_string(), self.of(e));
        quote!(#private::check::term(#text, #dimension))
    }

    /// All operands of a sum at once, so that the odd one out is the one to blame.
    fn sum(&self, e: &Expr) -> TokenStream {
        let operands = e.terms();
        if !self.judge {
            return self.of(operands[0].1);
        }
        let private = self.model.private();
        let terms = operands.iter().map(|(sign, operand)| {
            let (text, dimension) = (operand.to_string(), self.of(operand));
            let term = match sign {
                Operator::Subtract => quote!(subtracted),
                _ => quote!(term),
            };
            quote!(#private::check::#term(#text, #dimension))
        });
        let count = index(operands.len());
        let name = Ident::new("terms", Span::mixed_site());
        let judgements = operands.iter().enumerate().map(|(k, (_, operand))| {
            let (equation, k) = (equation(), index(k));
            let arguments = quote!(#equation, &#name, #k);
            call(self.model, "operand", operand.extent, arguments)
        });
        quote!({
            let #name: [#private::check::Term; #count] = [#(#terms),*];
            #(#judgements;)*
            #name[0].dimension
        })
    }

    fn product(&self, name: &str, left: &Expr, right: &Expr) -> TokenStream {
        let private = self.model.private();
        let name = format_ident!("{name}");
        let (left, right) = (self.of(left), self.of(right));
        quote!(#private::check::#name(#left, #right))
    }

    /// Two operands that must have one dimension. The second is blamed, or a bare number, which lacks its unit.
    fn pair(&self, judge: &str, left: &Expr, right: &Expr, extra: TokenStream) -> TokenStream {
        if !self.judge {
            return self.of(left);
        }
        let blamed = match (left.constant(), right.constant()) {
            (Some(_), None) => left.extent,
            _ => right.extent,
        };
        let (left, right) = (self.term(left), self.term(right));
        let equation = equation();
        call(
            self.model,
            judge,
            blamed,
            quote!(#equation, #extra #left, #right),
        )
    }

    fn power(&self, base: &Expr, exponent: &Expr) -> TokenStream {
        let private = self.model.private();
        match exponent.rational() {
            Some((n, d)) if exponents_have(d) => {
                let base = self.of(base);
                quote!(#private::check::power(#base, #n, #d))
            }
            _ if !self.judge => quote!(#private::Exponents::ONE),
            _ => {
                let (base_term, exponent_term) = (self.term(base), self.term(exponent));
                let (equation, printed) = (equation(), exponent.to_string());
                let arguments = quote!(#equation, #exponent_term);
                let exponent = call(self.model, "exponent", exponent.extent, arguments);
                let arguments = quote!(#equation, #base_term, #printed);
                let base = call(self.model, "base", base.extent, arguments);
                quote!({ #exponent; #base })
            }
        }
    }

    fn call(&self, function: Function, arguments: &[Expr]) -> TokenStream {
        let private = self.model.private();
        let name = function.name();
        let x = &arguments[0];
        match function {
            Function::Abs => self.of(x),
            Function::Sqrt => {
                let x = self.of(x);
                quote!(#private::check::power(#x, 1, 2))
            }
            Function::Sign | Function::Heaviside if !self.judge => quote!(#private::Exponents::ONE),
            Function::Sign | Function::Heaviside => {
                let x = self.of(x);
                quote!({ let _ = #x; #private::Exponents::ONE })
            }
            Function::Min | Function::Max => self.pair("same", x, &arguments[1], quote!(#name,)),
            Function::Clip if !self.judge => self.of(x),
            Function::Clip => {
                // Bound to a name, since it would double with each `clip` in a `clip`.
                let clipped = Ident::new("clipped", Span::mixed_site());
                let x = self.term(x);
                let [low, high] = [&arguments[1], &arguments[2]].map(|limit| {
                    let (equation, term) = (equation(), self.term(limit));
                    let arguments = quote!(#equation, #name, #clipped, #term);
                    call(self.model, "same", limit.extent, arguments)
                });
                quote!({ let #clipped = #x; let _ = #low; #high })
            }
            _ if !self.judge => quote!(#private::Exponents::ONE),
            _ => {
                let term = self.term(x);
                let equation = equation();
                call(
                    self.model,
                    "dimensionless",
                    x.extent,
                    quote!(#equation, #name, #term),
                )
            }
        }
    }
}

/// Whether a dimension can have a power with this denominator.
fn exponents_have(denominator: i32) -> bool {
    60 % denominator == 0
}
