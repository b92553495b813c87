//! Declarations meet the names of the modeler's own code: nothing that a derive writes captures them, and nothing of theirs is taken for ours.
//!
//! Every model here is run for two steps, so that the right field is read and not only one that compiles.

#![allow(dead_code, missing_debug_implementations)]

extern crate nernst as renamed;

use nernst::model::{Neuron, State};
use nernst::network::Network;
use nernst::population::Population;
use nernst::quantity::{Measured, Time};
use nernst::simulation::Simulation;
use nernst::units::ms;

/// The state after two steps of 1 ms, in SI units.
fn after_two_steps<N: Neuron, Q: Measured>(model: N, state: State<N, Q>) -> f64 {
    let mut network = Network::new();
    let cells = network.population("cells", Population::new(1, model));
    let cells = cells.expect("a population");
    let mut simulation = Simulation::new(&network, 1.0 * ms, 1).expect("a simulation");
    let trace = simulation.record(cells.trace(state)).expect("a record");
    simulation.run(2.0 * ms).expect("two steps");
    simulation.read(&trace).last(0).si()
}

/// What is left of 1 after two steps of exponential decay.
fn decayed(tau: Time) -> f64 {
    (-2.0 * ms / tau).exp()
}

fn assert_close(found: f64, expected: f64) {
    let error = (found - expected).abs();
    assert!(error < 1e-12, "{found} instead of {expected}");
}

mod under_another_name {
    use renamed::quantity::Time;

    #[derive(renamed::Neuron, Clone)]
    #[nernst(crate = renamed)]
    #[spike(x > 2)]
    #[reset(x = 0)]
    pub(crate) struct Decay {
        pub(crate) tau: Time,
        #[ode(dx/dt = -x / tau)]
        #[init(exp(0 ms / tau))]
        pub(crate) x: f64,
    }

    mod facade {
        pub(crate) use ::nernst as engine;
    }

    #[derive(renamed::Synapse, Clone)]
    #[nernst(crate = crate::under_another_name::facade::engine)]
    #[weight(f64)]
    #[on_spike(g += weight)]
    #[output(g)]
    #[require(tau > 0 ms)]
    pub(crate) struct Response {
        pub(crate) tau: Time,
        #[ode(dg/dt = -g / tau)]
        pub(crate) g: f64,
    }

    #[derive(renamed::Output, Clone)]
    #[nernst(crate = self::facade::engine)]
    #[drive(g: f64)]
    #[current(g * unit)]
    pub(crate) struct Through {
        pub(crate) unit: renamed::quantity::ElectricCurrent,
    }
}

#[test]
fn the_crate_may_have_another_name() {
    use nernst::model::{Model, Output, Synapse};
    let decay = under_another_name::Decay {
        tau: 5.0 * ms,
        x: 0.0,
    };
    let x = after_two_steps(decay.at_rest(), under_another_name::Decay::X);
    assert_close(x, decayed(5.0 * ms));
    assert_eq!(under_another_name::Response::READOUT, "g");
    assert_eq!(under_another_name::Through::CURRENT, "g * unit");
}

/// Only the prelude of the language.
mod without_imports {
    #[derive(::nernst::Neuron, ::core::clone::Clone)]
    #[input(i: ::nernst::quantity::ElectricCurrent)]
    #[define(leak = (v_rest - v) / tau)]
    #[spike(v >= 0 mV && !(v < -1 mV))]
    #[reset(v = max(v_rest, -70 mV), w += 1)]
    #[refractory(2 ms, hold(v))]
    #[weight(::nernst::quantity::ElectricPotential)]
    #[on_spike(v += weight)]
    #[require(tau > 0 ms)]
    pub(crate) struct Cell {
        pub(crate) tau: ::nernst::quantity::Time,
        pub(crate) v_rest: ::nernst::quantity::ElectricPotential,
        #[ode(dv/dt = leak + 1 MOhm * i / tau)]
        #[init(v_rest)]
        pub(crate) v: ::nernst::quantity::ElectricPotential,
        #[state]
        pub(crate) w: ::core::primitive::f64,
    }

    #[derive(::nernst::Synapse, ::core::clone::Clone)]
    #[weight(::nernst::quantity::Quantity<D>)]
    #[on_spike(g += weight)]
    #[output(g)]
    pub(crate) struct Response<D: ::nernst::quantity::Dimension> {
        pub(crate) tau: ::nernst::quantity::Time,
        #[ode(dg/dt = -g / tau)]
        pub(crate) g: ::nernst::quantity::Quantity<D>,
    }

    #[derive(::nernst::Output, ::core::clone::Clone)]
    #[drive(g: ::nernst::quantity::ElectricalConductance)]
    #[post(v: ::nernst::quantity::ElectricPotential)]
    #[current(g * (e - v))]
    pub(crate) struct Reversal {
        pub(crate) e: ::nernst::quantity::ElectricPotential,
    }
}

#[test]
fn nothing_needs_to_be_imported() {
    use nernst::units::mV;
    let cell = without_imports::Cell {
        tau: 5.0 * ms,
        v_rest: 0.0 * mV,
        v: -10.0 * mV,
        w: 0.0,
    };
    let v = after_two_steps(cell, without_imports::Cell::V);
    assert_close(v, -0.01 * decayed(5.0 * ms));
}

mod beside_units {
    use nernst::prelude::*;

    /// The names that gating variables, time and generated code like to have.
    #[derive(Neuron, Clone)]
    #[input(i: Frequency)]
    #[define(h = 2 * m, lane = -n / dt)]
    pub(crate) struct Gates {
        pub(crate) m: f64,
        pub(crate) s: f64,
        pub(crate) t: f64,
        pub(crate) dt: Time,
        pub(crate) step: f64,
        pub(crate) columns: f64,
        pub(crate) values: f64,
        pub(crate) jumps: f64,
        pub(crate) system: f64,
        pub(crate) equation: f64,
        pub(crate) terms: f64,
        #[ode(dn/dt = lane)]
        pub(crate) n: f64,
        #[ode(dx/dt = (h + s + t + step + columns + values + jumps + system + equation + terms) * 0 / dt - x / dt + i)]
        pub(crate) x: f64,
    }
}

#[test]
fn variables_may_be_called_as_in_the_papers() {
    use beside_units::Gates;
    let gates = || Gates {
        m: 1.0,
        s: 2.0,
        t: 3.0,
        dt: 4.0 * ms,
        step: 5.0,
        columns: 6.0,
        values: 7.0,
        jumps: 8.0,
        system: 9.0,
        equation: 10.0,
        terms: 11.0,
        n: 1.0,
        x: 2.0,
    };
    assert_close(after_two_steps(gates(), Gates::N), decayed(4.0 * ms));
    assert_close(after_two_steps(gates(), Gates::X), 2.0 * decayed(4.0 * ms));
}

mod keywords {
    use nernst::prelude::*;

    #[derive(Neuron, Clone)]
    #[input(r#fn: ElectricCurrent)]
    #[define(r#loop = -type / in)]
    #[spike(type > 1 volt)]
    #[reset(type = match)]
    pub(crate) struct Raw {
        pub(crate) r#in: Time,
        pub(crate) r#match: ElectricPotential,
        #[ode(dtype/dt = loop + fn * 0 ohm / in)]
        #[init(match)]
        pub(crate) r#type: ElectricPotential,
    }
}

#[test]
fn variables_may_be_raw_identifiers() {
    use keywords::Raw;
    use nernst::model::Model;
    use nernst::units::volt;
    let raw = Raw {
        r#in: 3.0 * ms,
        r#match: 1.0 * volt,
        r#type: 0.0 * volt,
    };
    assert_eq!(Raw::STATES[0].name, "type");
    let left = after_two_steps(raw.at_rest(), Raw::TYPE);
    assert_close(left, decayed(3.0 * ms));
}

mod through_macros {
    use nernst::prelude::*;

    macro_rules! decay {
        ($name:ident, $tau:ident, $rate:expr, $n:literal, $ty:ty) => {
            #[derive(Neuron, Clone)]
            #[define(scale = $n ms, whole = $rate * scale)]
            #[require($tau > $n ms)]
            pub(crate) struct $name {
                pub(crate) $tau: $ty,
                #[ode(dx/dt = -$rate * x)]
                pub(crate) x: f64,
            }
        };
    }

    // As one operand: -(1 / tau + 1 / tau) x.
    decay!(Decay, tau, 1.0 / tau + 1.0 / tau, 0.5, Time);

    macro_rules! whole {
        ($(#[$attribute:meta])* $name:ident { $($field:tt)* }) => {
            #[derive(Neuron, Clone)]
            $(#[$attribute])*
            pub(crate) struct $name { $($field)* }
        };
    }

    whole! {
        #[define(rate = -1 / tau)]
        #[spike(x > 10)]
        Passed {
            pub(crate) tau: Time,
            #[ode(dx/dt = rate * x)]
            pub(crate) x: f64,
        }
    }
}

#[test]
fn declarations_may_come_through_macros() {
    use through_macros::{Decay, Passed};
    let tau = 6.0 * ms;
    let x = after_two_steps(Decay { tau, x: 1.0 }, Decay::X);
    assert_close(x, decayed(tau / 2.0));
    let x = after_two_steps(Passed { tau, x: 1.0 }, Passed::X);
    assert_close(x, decayed(tau));
}

mod common_names {
    use nernst::Neuron;
    use nernst::quantity::Time as Duration;

    pub(crate) struct Option;
    pub(crate) struct Result;
    pub(crate) struct Some;
    pub(crate) struct Vec;
    pub(crate) struct String;
    pub(crate) struct Values;
    pub(crate) struct Variables;
    pub(crate) struct Parameter;
    pub(crate) struct Input;
    pub(crate) struct Clone;
    pub(crate) trait Default {}
    pub(crate) trait Copy {}

    #[derive(Neuron, ::core::clone::Clone)]
    #[spike(x > 10)]
    #[reset(x = 0)]
    pub(crate) struct State {
        pub(crate) tau: Duration,
        #[ode(dx/dt = -x / tau)]
        #[init(1)]
        pub(crate) x: ::core::primitive::f64,
    }
}

#[test]
fn types_may_be_called_as_those_of_the_library() {
    use nernst::model::Model;
    let tau = 6.0 * ms;
    let model = common_names::State { tau, x: 0.0 };
    let x = after_two_steps(model.at_rest(), common_names::State::X);
    assert_close(x, decayed(tau));
}

mod type_parameters {
    use nernst::prelude::*;

    /// The letters of what the derive itself is generic over.
    #[derive(Synapse, Clone)]
    #[weight(Quantity<A>)]
    #[on_spike(g += weight)]
    #[output(o: Quantity<C> = gain * g / scale)]
    pub(crate) struct Filter<A: Dimension, C>
    where
        C: Dimension,
    {
        pub(crate) tau: Time,
        pub(crate) scale: Quantity<A>,
        pub(crate) gain: Quantity<C>,
        #[ode(dg/dt = -g / tau)]
        #[init(0 * scale)]
        pub(crate) g: Quantity<A>,
    }

    #[derive(Neuron, Clone)]
    #[spike(x > threshold)]
    #[weight(Quantity<T>)]
    #[on_spike(x += weight)]
    pub(crate) struct Any<T: Dimension> {
        pub(crate) tau: Time,
        pub(crate) threshold: Quantity<T>,
        #[ode(dx/dt = -x / tau)]
        pub(crate) x: Quantity<T>,
    }
}

#[test]
fn models_may_be_generic_over_any_letters() {
    use nernst::prelude::*;
    use type_parameters::{Any, Filter};
    let tau = 6.0 * ms;
    let any = Any {
        tau,
        threshold: 2.0 * mM,
        x: 1.0 * mM,
    };
    assert_close(after_two_steps(any, Any::X), decayed(tau));
    let filter = Filter {
        tau,
        scale: 1.0 * mM,
        gain: 1.0 * nA,
        g: 5.0 * mM,
    };
    assert_eq!(filter.at_rest().g, 0.0 * mM);
}

#[test]
fn models_may_stand_in_functions_with_private_fields() {
    use nernst::prelude::*;

    #[derive(Neuron, Clone)]
    #[input(i: Frequency)]
    struct Local {
        tau: Time,
        pub(crate) gain: f64,
        #[ode(dx/dt = -x / tau + gain * i)]
        x: f64,
    }

    #[derive(Output, Clone)]
    #[drive(g: f64)]
    #[current(i: Frequency = g / tau)]
    struct Kick {
        tau: Time,
    }

    #[derive(Synapse, Clone)]
    #[weight(f64)]
    #[on_spike(g += weight)]
    #[output(g)]
    struct Steady {
        #[ode(dg/dt = -g / (1 hour))]
        g: f64,
    }

    let tau = 6.0 * ms;
    let model = Local {
        tau,
        gain: 1.0,
        x: 1.0,
    };
    assert_close(after_two_steps(model.clone(), Local::X), decayed(tau));

    let mut network = Network::new();
    let cells = network.population("cells", Population::new(1, model));
    let cells = cells.expect("a population");
    let projection = Projection::new(cells, cells)
        .synapse(Steady { g: 0.0 })
        .output(Kick { tau })
        .weight(1.0)
        .initial(Steady::G, 1.0);
    let projection = network.projection("cells to cells", projection);
    let g = projection.expect("a projection").trace(Steady::G);
    let mut simulation = Simulation::new(&network, 1.0 * ms, 1).expect("a simulation");
    let (g, x) = (
        simulation.record(g),
        simulation.record(cells.trace(Local::X)),
    );
    let (g, x) = (g.expect("a record"), x.expect("a record"));
    simulation.run(2.0 * ms).expect("two steps");
    assert!((simulation.read(&g).last(0) - 1.0).abs() < 1e-6);
    // The input keeps x where it is.
    assert!((simulation.read(&x).last(0) - 1.0).abs() < 1e-6);
}
