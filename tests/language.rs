//! What expressions mean: each against the same formula in plain Rust.
//!
//! `#[init(...)]` computes any expression from parameters, so `.at_rest()` is the calculator.

use nernst::function;
use nernst::prelude::*;

/// Declares a model with one state, and compares its resting value with plain Rust.
macro_rules! means {
    ($name:ident: $expected:expr, $($expression:tt)+) => {
        #[test]
        fn $name() {
            #[derive(Neuron, Clone)]
            #[define(twice = 2 * a, thrice = twice + a)]
            struct Calculator {
                a: f64,
                b: f64,
                tau: Time,
                v_1: ElectricPotential,
                #[ode(dx/dt = -x / tau)]
                #[init($($expression)+)]
                x: f64,
                #[ode(dv/dt = -v / tau)]
                v: ElectricPotential,
            }
            let (a, b) = (0.7f64, -1.3f64);
            let calculator = Calculator {
                a,
                b,
                tau: 5.0 * ms,
                v_1: -40.0 * mV,
                x: f64::NAN,
                v: 3.0 * mV,
            };
            let expected: fn(f64, f64) -> f64 = $expected;
            assert_eq!(calculator.at_rest().x, expected(a, b));
        }
    };
}

means!(parentheses_are_kept: |a, b| a - (b - a) - a / (b / a) - (a + b), a - (b - a) - a / (b / a) - (a + b));
means!(powers_of_groups: |a, b| (a * b) * (a * b) + -(a + b), (a * b)^2 + -(a + b));
means!(products_bind_before_sums: |a, b| a + b * a, a + b * a);
means!(sums_go_left_to_right: |a, b| (a - b) - a, a - b - a);
means!(quotients_go_left_to_right: |a, b| (a / b) / a, a / b / a);
means!(minus_applies_to_the_power: |a, _| -(a * a), -a ^ 2);
means!(powers_go_right_to_left: |a, _| function::pow(a, 8.0), a ^ 2 ^ 3);
means!(powers_can_be_negative: |a, _| 1.0 / (a * a), a ^ -2);
means!(powers_can_be_halves: |a, _| a.sqrt() + a.sqrt(), a ^ 0.5 + a ^ (1 / 2));
means!(powers_can_be_variables: function::pow, a ^ b);
means!(definitions_use_those_before_them: |a, _| 2.0 * a + a, thrice);
means!(units_cancel: |_, _| {
    (-40.0 * mV).value_in(volt) / (10.0 * 1e-3) + (5.0 * ms).value_in(second) / (1.0 * 1e-3)
}, v_1 / (10 mV) + tau / (1 ms));
means!(a_unit_takes_its_exponent_with_it: |_, _| {
    40.0 * (1e-3 * 1e-3) / ((1.0 * 1e-3) * (1.0 * 1e-3))
}, 40 mV^2 / (1 mV)^2);
means!(units_stand_alone: |_, _| 3.0 * (1.0 / 1e-3) * 0.005, 3 ms^-1 * tau);
means!(letters_are_units_behind_numbers: |_, _| -0.04 / 2.0, v_1 / 2 V);
means!(conditions_choose: |_, b| 10.0 * b, if a < b { a } else { 10 * b });
means!(conditions_combine: |_, _| 1.0, if a > b && !(b > 0) || a == b { 1 } else if a != b { 2 } else { 3 });
means!(comparisons_take_quantities: |_, _| 1.0, if v_1 <= -40 mV { 1 } else { 0 });
means!(states_with_the_literal_value: |_, _| (3.0 * 1e-3) / (1.0 * 1e-3), v / (1 mV));
means!(min_max_clip: |a, b| b + a + -1.0, min(a, b) + max(a, b) + clip(b, -1, a));
means!(exponentials: |a, b| {
    function::exp(a) + function::expm1(b) + 1.0
}, exp(a) + expm1(b) + exprel(0));
means!(logarithms: |a, _| {
    function::ln(a) + function::log10(a) + a.sqrt()
}, ln(a) + log10(a) + sqrt(a));
means!(angles: |a, b| {
    function::sin(a) + function::cos(b) + function::tanh(a) + function::cosh(b) + function::erf(a)
}, sin(a) + cos(b) + tanh(a) + cosh(b) + erf(a));
means!(steps: |_, b| {
    b.abs() - 1.0 + 0.0 + 1.0 + b.floor()
}, abs(b) + sign(b) + heaviside(b) + heaviside(0) + floor(b));

/// Exact for every step, since `t` is taken at the middle of each and the rate is linear in it.
#[test]
fn time_is_a_variable() {
    #[derive(Neuron, Clone)]
    struct Clock {
        rate: PotentialRatePerTime,
        #[ode(dv/dt = rate * t)]
        v: ElectricPotential,
    }
    let clock = Clock {
        rate: 4.0 * mV / ms / ms,
        v: 0.0 * mV,
    };
    let steps = Steps::Number(1);
    assert_eq!(Clock::SOLVER.method, Method::Splitting { steps });
    let mut network = Network::new();
    let cell = network
        .population("clock", Population::new(1, clock))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.5 * ms, 1).unwrap();
    let v = simulation.record(cell.trace(Clock::V)).unwrap();
    simulation.run(10.0 * ms).unwrap();
    let error = simulation.read(&v).last(0) - 200.0 * mV;
    assert!(error.abs() < 1e-12 * mV, "{error}");
}

#[test]
fn a_solver_that_is_asked_for_is_not_replaced_in_silence() {
    #[derive(Neuron, Clone)]
    #[input(i: ElectricCurrent)]
    #[solver(exact)]
    struct Linear {
        c: Capacitance,
        #[ode(dv/dt = i / c)]
        v: ElectricPotential,
    }
    let cell = Linear {
        c: 100.0 * pF,
        v: 0.0 * mV,
    };
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(2, cell))
        .unwrap();
    let projection = Projection::new(cells, cells);
    let current = projection
        .clone()
        .synapse(Expon::new(5.0 * ms))
        .output(Cuba)
        .weight(1.0 * pA);
    network.projection("current", current).unwrap();
    let conductance = projection
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV });
    let error = network
        .projection("conductance", conductance.weight(1.0 * nS))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "projection `conductance`: `Linear` is to be advanced by `exact`, but the current `g * (e - v)` of `Coba` is not a constant times its drive, so the coefficients of the membrane change within a step; leave the choice to the equations or ask for `splitting`"
    );
}
