//! The declared model: what the attributes say, in the four kinds of variable.
//!
//! Parsing builds it and is the only place that reads attributes; checking and
//! analysis ask questions of it; expanding writes it out.

mod noise;
mod question;

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::{Generics, Type, Visibility};

use crate::errors::Extent;
use crate::expression::Expr;
pub(crate) use noise::Noise;

/// Which derive was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Neuron,
    Synapse,
    Output,
    Plasticity,
}

impl Kind {
    pub(crate) fn with_article(self) -> &'static str {
        match self {
            Kind::Neuron => "a neuron",
            Kind::Synapse => "a synapse",
            Kind::Output => "an output",
            Kind::Plasticity => "a short-term plasticity",
        }
    }
}

pub(crate) struct Model {
    pub(crate) kind: Kind,
    pub(crate) ident: Ident,
    pub(crate) generics: Generics,
    /// How generated code names the crate `nernst`.
    pub(crate) home: TokenStream,
    pub(crate) parameters: Vec<Field>,
    pub(crate) states: Vec<State>,
    pub(crate) inputs: Vec<Port>,
    /// For each input the first state whose equation reads it, once names have been looked up.
    pub(crate) membranes: Vec<Option<usize>>,
    pub(crate) definitions: Vec<Definition>,
    /// The names of the white noises, in the order in which the equations use them first.
    pub(crate) noises: Vec<String>,
    /// Whose dimension the modeler asks for.
    pub(crate) asked: Vec<Expr>,
    pub(crate) requirements: Vec<Expr>,
    pub(crate) solver: Option<SolverChoice>,
    pub(crate) spike: Option<Expr>,
    pub(crate) reset: Vec<Assignment>,
    pub(crate) refractory: Option<Refractory>,
    pub(crate) weight: Option<Type>,
    pub(crate) on_spike: Vec<Assignment>,
    pub(crate) pulse: Option<Pulse>,
    pub(crate) output: Option<Readout>,
    pub(crate) drive: Option<Port>,
    pub(crate) post: Option<Port>,
    pub(crate) current: Option<Readout>,
    /// The attributes that could not be read: nothing follows from the absence of what they say.
    pub(crate) unread: Vec<String>,
}

/// A field of the struct: a parameter, or what a state is made of.
pub(crate) struct Field {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) visibility: Visibility,
}

pub(crate) struct State {
    pub(crate) field: Field,
    /// With white noise at zero, once names have been looked up.
    pub(crate) ode: Option<Equation>,
    pub(crate) noise: Option<Noise>,
    pub(crate) init: Option<Equation>,
}

/// A right-hand side and the whole equation in print.
pub(crate) struct Equation {
    pub(crate) text: String,
    pub(crate) rhs: Expr,
}

/// A name with a type: an input, a drive, the membrane state that an output reads.
pub(crate) struct Port {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
}

pub(crate) struct Definition {
    pub(crate) ident: Ident,
    pub(crate) equation: Equation,
}

/// `v = v_reset`, `w += b`.
pub(crate) struct Assignment {
    pub(crate) text: String,
    pub(crate) target: Expr,
    pub(crate) operation: Assign,
    pub(crate) value: Expr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Assign {
    Set,
    Add,
    Subtract,
    Multiply,
}

pub(crate) struct Refractory {
    pub(crate) period: Expr,
    pub(crate) hold: Vec<Expr>,
}

/// `#[pulse(transmitter = t_max, duration = t_dur)]`
pub(crate) struct Pulse {
    pub(crate) ident: Ident,
    pub(crate) height: Expr,
    pub(crate) duration: Expr,
}

/// What a synapse or an output hands on; the type stands in front where it is not the usual one.
pub(crate) struct Readout {
    pub(crate) ty: Option<Type>,
    pub(crate) value: Expr,
}

/// `#[solver(splitting, steps = 2, slow(h, n))]`
pub(crate) struct SolverChoice {
    pub(crate) method: Method,
    pub(crate) extent: Extent,
    pub(crate) steps: Option<(u32, Extent)>,
    pub(crate) tolerance: Option<(f64, Extent)>,
    /// The states that take the whole step while the others are sub-stepped.
    pub(crate) slow: Vec<Expr>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Exact,
    Splitting,
    ExponentialEuler,
    Rk4,
    Rk45,
}

impl Method {
    pub(crate) const ALL: [Method; 5] = [
        Method::Exact,
        Method::Splitting,
        Method::ExponentialEuler,
        Method::Rk4,
        Method::Rk45,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Method::Exact => "exact",
            Method::Splitting => "splitting",
            Method::ExponentialEuler => "exponential_euler",
            Method::Rk4 => "rk4",
            Method::Rk45 => "rk45",
        }
    }
}

impl Field {
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

impl Port {
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

impl Pulse {
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}

impl Definition {
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }
}
