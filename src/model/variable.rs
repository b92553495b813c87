//! Variables of a model, and their typed names.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use crate::quantity::{Exponents, Measured};

/// A parameter, state or input: name, dimension, equation.
#[derive(Clone, Copy)]
pub struct Variable {
    /// The name of the field.
    pub name: &'static str,
    /// The state equation, or nothing.
    pub equation: &'static str,
    pub(crate) dimension: Exponents,
    pub(crate) show: fn(f64) -> String,
}

impl Variable {
    #[doc(hidden)]
    pub const fn new(
        name: &'static str,
        equation: &'static str,
        dimension: Exponents,
        show: fn(f64) -> String,
    ) -> Self {
        Variable {
            name,
            equation,
            dimension,
            show,
        }
    }

    /// A definition, whose dimension comes from its equation.
    #[doc(hidden)]
    pub const fn derived(name: &'static str, equation: &'static str, dimension: Exponents) -> Self {
        Variable {
            name,
            equation,
            dimension,
            show: <f64 as Measured>::show,
        }
    }

    /// The value, given in SI base units, as text with its unit.
    #[must_use]
    pub fn show(&self, value: f64) -> String {
        (self.show)(value)
    }
}

impl Debug for Variable {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Variable")
            .field("name", &self.name)
            .field("equation", &self.equation)
            .field("dimension", &self.dimension)
            .finish()
    }
}

/// A condition that every cell must meet when a population is made.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Requirement<V> {
    pub text: &'static str,
    pub variables: &'static [&'static str],
    pub holds: fn(&V) -> bool,
}

macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        pub struct $name<M, Q> {
            pub(crate) index: usize,
            of: PhantomData<fn() -> (M, Q)>,
        }

        impl<M, Q> $name<M, Q> {
            #[doc(hidden)]
            pub const fn new(index: usize) -> Self {
                $name { index, of: PhantomData }
            }
        }

        impl<M, Q> Clone for $name<M, Q> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<M, Q> Copy for $name<M, Q> {}

        impl<M, Q> Debug for $name<M, Q> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.index)
            }
        }
    )*};
}

handles! {
    /// The typed name of a parameter, such as `Lif::TAU`.
    Parameter
    /// The typed name of a state, such as `Lif::V`.
    State
    /// The typed name of an input, such as `Lif::I`.
    Input
}

/// The typed name of what a synapse hands on, such as `Expon::OUTPUT`.
pub struct Readout<M, Q> {
    of: PhantomData<fn() -> (M, Q)>,
}

impl<M, Q> Readout<M, Q> {
    #[doc(hidden)]
    pub const fn new() -> Self {
        Readout { of: PhantomData }
    }
}

impl<M, Q> Clone for Readout<M, Q> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M, Q> Copy for Readout<M, Q> {}

impl<M, Q> Debug for Readout<M, Q> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Readout")
    }
}

/// The name of a definition, such as `Hh::ALPHA_M`; its dimension is checked when it is recorded.
pub struct Definition<M> {
    pub(crate) index: usize,
    of: PhantomData<fn() -> M>,
}

impl<M> Definition<M> {
    #[doc(hidden)]
    pub const fn new(index: usize) -> Self {
        Definition {
            index,
            of: PhantomData,
        }
    }
}

impl<M> Clone for Definition<M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Definition<M> {}

impl<M> Debug for Definition<M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "Definition({})", self.index)
    }
}
