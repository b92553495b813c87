// What the derive writes for `Lif`; a test compares it.

#[allow(clippy::all)]
const _: () = {
    use ::nernst::__private;
    #[doc(hidden)]
    #[allow(missing_debug_implementations, non_snake_case)]
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    pub struct __Variables {
        tau: f64,
        r: f64,
        v_rest: f64,
        v_th: f64,
        v_reset: f64,
        t_ref: f64,
        v: f64,
        i: __private::Affine,
        t: f64,
    }
    #[allow(non_snake_case, dead_code)]
    impl __Variables {
        #[inline(always)]
        fn i(&self) -> f64 {
            self.i.at(self.v)
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Model for Lif {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 6];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 1];
        const NAME: &'static str = "Lif";
        const PARAMETERS: &'static [__private::Variable] = &[
            __private::Variable::new(
                "tau",
                "",
                <Time as __private::Measured>::EXPONENTS,
                <Time as __private::Measured>::show,
            ),
            __private::Variable::new(
                "r",
                "",
                <ElectricalResistance as __private::Measured>::EXPONENTS,
                <ElectricalResistance as __private::Measured>::show,
            ),
            __private::Variable::new(
                "v_rest",
                "",
                <ElectricPotential as __private::Measured>::EXPONENTS,
                <ElectricPotential as __private::Measured>::show,
            ),
            __private::Variable::new(
                "v_th",
                "",
                <ElectricPotential as __private::Measured>::EXPONENTS,
                <ElectricPotential as __private::Measured>::show,
            ),
            __private::Variable::new(
                "v_reset",
                "",
                <ElectricPotential as __private::Measured>::EXPONENTS,
                <ElectricPotential as __private::Measured>::show,
            ),
            __private::Variable::new(
                "t_ref",
                "",
                <Time as __private::Measured>::EXPONENTS,
                <Time as __private::Measured>::show,
            ),
        ];
        const STATES: &'static [__private::Variable] = &[
            __private::Variable::new(
                "v",
                "dv/dt = (v_rest - v + r * i) / tau",
                <ElectricPotential as __private::Measured>::EXPONENTS,
                <ElectricPotential as __private::Measured>::show,
            ),
        ];
        const EQUATIONS: &'static [&'static str] = &[
            "dv/dt = (v_rest - v + r * i) / tau",
            "spike: v >= v_th",
            "reset: v = v_reset",
            "refractory: t_ref, with v held",
            "on spike: v += weight",
            "requires tau > 0 ms",
            "requires r > 0 ohm",
            "requires t_ref >= 0 ms",
            "requires v_reset < v_th",
        ];
        const REQUIREMENTS: &'static [__private::Requirement<__Variables>] = &[
            __private::Requirement {
                text: "tau > 0 ms",
                variables: &["tau"],
                holds: |x| x.tau > (0f64 * __private::unit::ms.factor),
            },
            __private::Requirement {
                text: "r > 0 ohm",
                variables: &["r"],
                holds: |x| x.r > (0f64 * __private::unit::ohm.factor),
            },
            __private::Requirement {
                text: "t_ref >= 0 ms",
                variables: &["t_ref"],
                holds: |x| x.t_ref >= (0f64 * __private::unit::ms.factor),
            },
            __private::Requirement {
                text: "v_reset < v_th",
                variables: &["v_th", "v_reset"],
                holds: |x| x.v_reset < x.v_th,
            },
        ];
        fn values(&self) -> __private::Values {
            __private::Values::of(
                &[
                    <Time as __private::Measured>::si(self.tau),
                    <ElectricalResistance as __private::Measured>::si(self.r),
                    <ElectricPotential as __private::Measured>::si(self.v_rest),
                    <ElectricPotential as __private::Measured>::si(self.v_th),
                    <ElectricPotential as __private::Measured>::si(self.v_reset),
                    <Time as __private::Measured>::si(self.t_ref),
                ],
                &[<ElectricPotential as __private::Measured>::si(self.v)],
            )
        }
        #[inline(always)]
        fn load<__Columns: __private::Columns>(
            columns: &__Columns,
            lane: usize,
        ) -> __Variables {
            __Variables {
                tau: columns.parameter(0, lane),
                r: columns.parameter(1, lane),
                v_rest: columns.parameter(2, lane),
                v_th: columns.parameter(3, lane),
                v_reset: columns.parameter(4, lane),
                t_ref: columns.parameter(5, lane),
                v: columns.state(0, lane),
                i: columns.input(0, lane),
                t: columns.time(lane),
            }
        }
        #[inline(always)]
        fn states(x: &__Variables) -> [f64; 1] {
            [x.v]
        }
        #[inline(always)]
        fn set_states(x: &mut __Variables, values: &[f64; 1]) {
            x.v = values[0];
        }
        fn at_rest(mut self) -> Self {
            let mut x = __private::variables_of(&self);
            x.v = x.v_rest;
            self.v = <ElectricPotential as __private::Measured>::from_si(x.v);
            self
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Dynamics for Lif {
        const CLASS: __private::Class = __private::Class::Linear;
        const SOLVER: __private::Solver = __private::Solver {
            method: __private::Method::Exact,
            reason: "every equation is linear with constant coefficients",
            is_asked_for: false,
        };
        const SLOW: &'static [bool] = &[false];
        #[allow(unused_variables, non_snake_case)]
        const DEFINITIONS: &'static [__private::Variable] = &[];
        #[allow(unused_variables)]
        fn definition(x: &__Variables, index: usize) -> f64 {
            match index {
                _ => f64::NAN,
            }
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn rates(x: &__Variables) -> [f64; 1] {
            [(x.v_rest - x.v + x.r * x.i()) * (1f64 / x.tau)]
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slopes(x: &__Variables) -> [f64; 1] {
            let about = x;
            [(-1f64 + x.r * (-x.i.slope)) * (1f64 / x.tau)]
        }
        #[allow(unused_variables)]
        fn system(x: &__Variables, system: &mut __private::System) {
            system.state(0, 0, -(1f64 / x.tau));
            system.input(0, 0, x.r / x.tau);
        }
        type PerNoise<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0];
        const NOISES: &'static [&'static str] = &[];
        const NOISE: __private::Noise = __private::Noise::None;
        #[inline(always)]
        #[allow(unused_variables)]
        fn noise(x: &__Variables) -> [[f64; 0]; 1] {
            [[0f64; 0]]
        }
        const CENTRE: &'static [bool] = &[true];
        const REUSED: &'static [bool] = &[false];
        #[inline(always)]
        #[allow(unused_variables)]
        fn gates<__Step: __private::Advance>(x: &mut __Variables, step: &mut __Step) {}
        #[inline(always)]
        #[allow(unused_variables)]
        fn outer<__Step: __private::Advance>(x: &mut __Variables, step: &mut __Step) {}
        #[inline(always)]
        #[allow(unused_variables)]
        fn outer_reversed<__Step: __private::Advance>(
            x: &mut __Variables,
            step: &mut __Step,
        ) {}
        #[inline(always)]
        #[allow(unused_variables)]
        fn centre<__Step: __private::Advance>(
            x: &mut __Variables,
            about: &__Variables,
            step: &mut __Step,
        ) {
            let start = *x;
            x.v = {
                let x = &__Variables {
                    v: start.v,
                    ..*about
                };
                step.held(
                    0,
                    x.v,
                    (x.v_rest - x.v + x.r * x.i()) * (1f64 / x.tau),
                    (-1f64 + x.r * (-x.i.slope)) * (1f64 / x.tau),
                )
            };
        }
    }
    /**```text
dv/dt = (v_rest - v + r * i) / tau
spike: v >= v_th
reset: v = v_reset
refractory: t_ref, with v held
on spike: v += weight
requires tau > 0 ms
requires r > 0 ohm
requires t_ref >= 0 ms
requires v_reset < v_th
```

| variable | | quantity |
|---|---|---|
| `v` | state | `ElectricPotential` |
| `tau` | parameter | `Time` |
| `r` | parameter | `ElectricalResistance` |
| `v_rest` | parameter | `ElectricPotential` |
| `v_th` | parameter | `ElectricPotential` |
| `v_reset` | parameter | `ElectricPotential` |
| `t_ref` | parameter | `Time` |
| `i` | input | `ElectricCurrent` |
| `weight` | of a connection | `ElectricPotential` |

Solver: `exact`, every equation is linear with constant coefficients.
*/
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Neuron for Lif {
        type PerInput<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 1];
        const INPUTS: &'static [__private::InputPort] = &[
            __private::InputPort {
                variable: __private::Variable::new(
                    "i",
                    "",
                    <ElectricCurrent as __private::Measured>::EXPONENTS,
                    <ElectricCurrent as __private::Measured>::show,
                ),
                membrane: 0,
            },
        ];
        const HELD: [bool; 1] = [true];
        const FIRES: bool = true;
        const REFRACTORY: bool = true;
        const RESETS: bool = true;
        #[inline(always)]
        #[allow(unused_variables)]
        fn fires(x: &__Variables) -> bool {
            x.v >= x.v_th
        }
        const MARGIN_FAULT: ::core::option::Option<&'static str> = ::core::option::Option::None;
        const OVERSHOOT: ::core::result::Result<usize, &'static str> = ::core::result::Result::Ok(
            0,
        );
        #[inline(always)]
        #[allow(unused_variables)]
        fn margin(x: &__Variables) -> f64 {
            x.v - x.v_th
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn margin_slopes(x: &__Variables) -> [f64; 1] {
            [1f64]
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn reset(x: &mut __Variables) {
            x.v = x.v_reset;
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn refractory(x: &__Variables) -> f64 {
            x.t_ref
        }
        #[inline(always)]
        #[allow(unused_variables, unused_mut)]
        fn jumps(x: &__Variables) -> [f64; 1] {
            let mut jumps = [0f64; 1];
            jumps[0] += 1f64;
            jumps
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Port<ElectricCurrent, ElectricPotential> for Lif {
        const INDEX: usize = 0;
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Port<ElectricCurrent, ()> for Lif {
        const INDEX: usize = 0;
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Receives<ElectricPotential> for Lif {}
};
#[automatically_derived]
#[allow(dead_code, private_interfaces)]
impl Lif {
    /// The parameter `tau`.
    pub const TAU: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        0,
    );
    /// The parameter `r`.
    pub const R: ::nernst::model::Parameter<Self, ElectricalResistance> = ::nernst::model::Parameter::new(
        1,
    );
    /// The parameter `v_rest`.
    pub const V_REST: ::nernst::model::Parameter<Self, ElectricPotential> = ::nernst::model::Parameter::new(
        2,
    );
    /// The parameter `v_th`.
    pub const V_TH: ::nernst::model::Parameter<Self, ElectricPotential> = ::nernst::model::Parameter::new(
        3,
    );
    /// The parameter `v_reset`.
    pub const V_RESET: ::nernst::model::Parameter<Self, ElectricPotential> = ::nernst::model::Parameter::new(
        4,
    );
    /// The parameter `t_ref`.
    pub const T_REF: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        5,
    );
    /// The state `v`: `dv/dt = (v_rest - v + r * i) / tau`.
    pub const V: ::nernst::model::State<Self, ElectricPotential> = ::nernst::model::State::new(
        0,
    );
    /// The input `i`; what arrives there is summed.
    pub const I: ::nernst::model::Input<Self, ElectricCurrent> = ::nernst::model::Input::new(
        0,
    );
}
#[allow(dead_code, non_camel_case_types)]
const _: () = {
    use ::nernst::__private;
    const __PARAMETERS: [__private::Exponents; 6] = [
        <Time as __private::Measured>::EXPONENTS,
        <ElectricalResistance as __private::Measured>::EXPONENTS,
        <ElectricPotential as __private::Measured>::EXPONENTS,
        <ElectricPotential as __private::Measured>::EXPONENTS,
        <ElectricPotential as __private::Measured>::EXPONENTS,
        <Time as __private::Measured>::EXPONENTS,
    ];
    const __STATES: [__private::Exponents; 1] = [
        <ElectricPotential as __private::Measured>::EXPONENTS,
    ];
    const __INPUTS: [__private::Exponents; 1] = [
        <ElectricCurrent as __private::Measured>::EXPONENTS,
    ];
    const __PORTS: [__private::Exponents; 1] = [
        <ElectricPotential as __private::Measured>::EXPONENTS,
    ];
    const _: () = {
        let equation = "dv/dt = (v_rest - v + r * i) / tau";
        let _ = __private::check::ode(
            equation,
            "v",
            __STATES[0],
            __private::check::term(
                "(v_rest - v + r * i) / tau",
                __private::check::divide(
                    {
                        let terms: [__private::check::Term; 3] = [
                            __private::check::term("v_rest", __PARAMETERS[2]),
                            __private::check::subtracted("v", __STATES[0]),
                            __private::check::term(
                                "r * i",
                                __private::check::multiply(__PARAMETERS[1], __INPUTS[0]),
                            ),
                        ];
                        __private::check::operand(equation, &terms, 0);
                        __private::check::operand(equation, &terms, 1);
                        __private::check::operand(equation, &terms, 2);
                        terms[0].dimension
                    },
                    __PARAMETERS[0],
                ),
            ),
            &[
                __private::check::term("tau", __PARAMETERS[0]),
                __private::check::term("r", __PARAMETERS[1]),
                __private::check::term("v_rest", __PARAMETERS[2]),
                __private::check::term("v_th", __PARAMETERS[3]),
                __private::check::term("v_reset", __PARAMETERS[4]),
                __private::check::term("t_ref", __PARAMETERS[5]),
            ],
        );
    };
    const _: () = {
        let equation = "init(v_rest)";
        let _ = __private::check::value(
            equation,
            "`v`",
            __STATES[0],
            __private::check::term("v_rest", __PARAMETERS[2]),
        );
    };
    const _: () = {
        let equation = "require(tau > 0 ms)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("tau", __PARAMETERS[0]),
            __private::check::term("0 ms", __private::unit::ms.dimension),
        );
    };
    const _: () = {
        let equation = "require(r > 0 ohm)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("r", __PARAMETERS[1]),
            __private::check::term("0 ohm", __private::unit::ohm.dimension),
        );
    };
    const _: () = {
        let equation = "require(t_ref >= 0 ms)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("t_ref", __PARAMETERS[5]),
            __private::check::term("0 ms", __private::unit::ms.dimension),
        );
    };
    const _: () = {
        let equation = "require(v_reset < v_th)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("v_reset", __PARAMETERS[4]),
            __private::check::term("v_th", __PARAMETERS[3]),
        );
    };
    const _: () = {
        let equation = "spike(v >= v_th)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("v", __STATES[0]),
            __private::check::term("v_th", __PARAMETERS[3]),
        );
    };
    const _: () = {
        let equation = "v = v_reset";
        let _ = __private::check::value(
            equation,
            "`v`",
            __STATES[0],
            __private::check::term("v_reset", __PARAMETERS[4]),
        );
    };
    const _: () = {
        let equation = "v += weight";
        let _ = __private::check::value(
            equation,
            "`v`",
            __STATES[0],
            __private::check::term("weight", __PORTS[0]),
        );
    };
    const _: () = {
        let equation = "refractory(t_ref)";
        let _ = __private::check::value(
            equation,
            "the refractory period",
            __private::unit::ms.dimension,
            __private::check::term("t_ref", __PARAMETERS[5]),
        );
    };
};
