// What the derive writes for `Stp`; a test compares it.

#[allow(clippy::all)]
const _: () = {
    use ::nernst::__private;
    #[doc(hidden)]
    #[allow(missing_debug_implementations, non_snake_case)]
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    pub struct __Variables {
        u_se: f64,
        tau_f: f64,
        tau_d: f64,
        u: f64,
        x: f64,
        t: f64,
    }
    #[allow(non_snake_case, dead_code)]
    impl __Variables {}
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Model for Stp {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 3];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 2];
        const NAME: &'static str = "Stp";
        const PARAMETERS: &'static [__private::Variable] = &[
            __private::Variable::new(
                "u_se",
                "",
                <f64 as __private::Measured>::EXPONENTS,
                <f64 as __private::Measured>::show,
            ),
            __private::Variable::new(
                "tau_f",
                "",
                <Time as __private::Measured>::EXPONENTS,
                <Time as __private::Measured>::show,
            ),
            __private::Variable::new(
                "tau_d",
                "",
                <Time as __private::Measured>::EXPONENTS,
                <Time as __private::Measured>::show,
            ),
        ];
        const STATES: &'static [__private::Variable] = &[
            __private::Variable::new(
                "u",
                "du/dt = -u / tau_f",
                <f64 as __private::Measured>::EXPONENTS,
                <f64 as __private::Measured>::show,
            ),
            __private::Variable::new(
                "x",
                "dx/dt = (1 - x) / tau_d",
                <f64 as __private::Measured>::EXPONENTS,
                <f64 as __private::Measured>::show,
            ),
        ];
        const EQUATIONS: &'static [&'static str] = &[
            "du/dt = -u / tau_f",
            "dx/dt = (1 - x) / tau_d",
            "on spike: u += u_se * (1 - u), release = u * x, x -= release",
            "requires tau_f > 0 ms",
            "requires tau_d > 0 ms",
            "requires u_se >= 0",
            "requires u_se <= 1",
            "requires u >= 0",
            "requires u <= 1",
            "requires x >= 0",
            "requires x <= 1",
        ];
        const REQUIREMENTS: &'static [__private::Requirement<__Variables>] = &[
            __private::Requirement {
                text: "tau_f > 0 ms",
                variables: &["tau_f"],
                holds: |x| x.tau_f > (0f64 * __private::unit::ms.factor),
            },
            __private::Requirement {
                text: "tau_d > 0 ms",
                variables: &["tau_d"],
                holds: |x| x.tau_d > (0f64 * __private::unit::ms.factor),
            },
            __private::Requirement {
                text: "u_se >= 0",
                variables: &["u_se"],
                holds: |x| x.u_se >= 0f64,
            },
            __private::Requirement {
                text: "u_se <= 1",
                variables: &["u_se"],
                holds: |x| x.u_se <= 1f64,
            },
            __private::Requirement {
                text: "u >= 0",
                variables: &["u"],
                holds: |x| x.u >= 0f64,
            },
            __private::Requirement {
                text: "u <= 1",
                variables: &["u"],
                holds: |x| x.u <= 1f64,
            },
            __private::Requirement {
                text: "x >= 0",
                variables: &["x"],
                holds: |x| x.x >= 0f64,
            },
            __private::Requirement {
                text: "x <= 1",
                variables: &["x"],
                holds: |x| x.x <= 1f64,
            },
        ];
        fn values(&self) -> __private::Values {
            __private::Values::of(
                &[
                    <f64 as __private::Measured>::si(self.u_se),
                    <Time as __private::Measured>::si(self.tau_f),
                    <Time as __private::Measured>::si(self.tau_d),
                ],
                &[
                    <f64 as __private::Measured>::si(self.u),
                    <f64 as __private::Measured>::si(self.x),
                ],
            )
        }
        #[inline(always)]
        fn load<__Columns: __private::Columns>(
            columns: &__Columns,
            lane: usize,
        ) -> __Variables {
            __Variables {
                u_se: columns.parameter(0, lane),
                tau_f: columns.parameter(1, lane),
                tau_d: columns.parameter(2, lane),
                u: columns.state(0, lane),
                x: columns.state(1, lane),
                t: columns.time(lane),
            }
        }
        #[inline(always)]
        fn states(x: &__Variables) -> [f64; 2] {
            [x.u, x.x]
        }
        #[inline(always)]
        fn set_states(x: &mut __Variables, values: &[f64; 2]) {
            x.u = values[0];
            x.x = values[1];
        }
        fn at_rest(mut self) -> Self {
            let mut x = __private::variables_of(&self);
            x.u = 0f64;
            self.u = <f64 as __private::Measured>::from_si(x.u);
            x.x = 1f64;
            self.x = <f64 as __private::Measured>::from_si(x.x);
            self
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Dynamics for Stp {
        const CLASS: __private::Class = __private::Class::Linear;
        const SOLVER: __private::Solver = __private::Solver {
            method: __private::Method::Exact,
            reason: "every equation is linear with constant coefficients",
            is_asked_for: false,
        };
        const SLOW: &'static [bool] = &[false, false];
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
        fn rates(x: &__Variables) -> [f64; 2] {
            [-x.u * (1f64 / x.tau_f), (1f64 - x.x) * (1f64 / x.tau_d)]
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slopes(x: &__Variables) -> [f64; 2] {
            let about = x;
            [-(1f64 / x.tau_f), -(1f64 / x.tau_d)]
        }
        #[allow(unused_variables)]
        fn system(x: &__Variables, system: &mut __private::System) {
            system.state(0, 0, -(1f64 / x.tau_f));
            system.state(1, 1, -(1f64 / x.tau_d));
        }
        type PerNoise<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0];
        const NOISES: &'static [&'static str] = &[];
        const NOISE: __private::Noise = __private::Noise::None;
        #[inline(always)]
        #[allow(unused_variables)]
        fn noise(x: &__Variables) -> [[f64; 0]; 2] {
            [[0f64; 0], [0f64; 0]]
        }
        const CENTRE: &'static [bool] = &[true, false];
        const REUSED: &'static [bool] = &[false, true];
        #[inline(always)]
        #[allow(unused_variables)]
        fn gates<__Step: __private::Advance>(x: &mut __Variables, step: &mut __Step) {
            x.x = step.free(1, x.x, (1f64 - x.x) * (1f64 / x.tau_d), -(1f64 / x.tau_d));
        }
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
            x.u = {
                let x = &__Variables {
                    u: start.u,
                    ..*about
                };
                step.free(0, x.u, -x.u * (1f64 / x.tau_f), -(1f64 / x.tau_f))
            };
        }
    }
    /**```text
du/dt = -u / tau_f
dx/dt = (1 - x) / tau_d
on spike: u += u_se * (1 - u), release = u * x, x -= release
requires tau_f > 0 ms
requires tau_d > 0 ms
requires u_se >= 0
requires u_se <= 1
requires u >= 0
requires u <= 1
requires x >= 0
requires x <= 1
```

| variable | | quantity |
|---|---|---|
| `u` | state | `f64` |
| `x` | state | `f64` |
| `u_se` | parameter | `f64` |
| `tau_f` | parameter | `Time` |
| `tau_d` | parameter | `Time` |
*/
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::ShortTermPlasticity for Stp {
        #[allow(unused_variables, unused_assignments)]
        fn spike(x: &mut __Variables) -> f64 {
            let mut __release = 0f64;
            x.u += x.u_se * (1f64 - x.u);
            __release = x.u * x.x;
            x.x -= __release;
            __release
        }
    }
};
#[automatically_derived]
#[allow(dead_code, private_interfaces)]
impl Stp {
    /// The parameter `u_se`.
    pub const U_SE: ::nernst::model::Parameter<Self, f64> = ::nernst::model::Parameter::new(
        0,
    );
    /// The parameter `tau_f`.
    pub const TAU_F: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        1,
    );
    /// The parameter `tau_d`.
    pub const TAU_D: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        2,
    );
    /// The state `u`: `du/dt = -u / tau_f`.
    pub const U: ::nernst::model::State<Self, f64> = ::nernst::model::State::new(0);
    /// The state `x`: `dx/dt = (1 - x) / tau_d`.
    pub const X: ::nernst::model::State<Self, f64> = ::nernst::model::State::new(1);
}
#[allow(dead_code, non_camel_case_types)]
const _: () = {
    use ::nernst::__private;
    const __PARAMETERS: [__private::Exponents; 3] = [
        <f64 as __private::Measured>::EXPONENTS,
        <Time as __private::Measured>::EXPONENTS,
        <Time as __private::Measured>::EXPONENTS,
    ];
    const __STATES: [__private::Exponents; 2] = [
        <f64 as __private::Measured>::EXPONENTS,
        <f64 as __private::Measured>::EXPONENTS,
    ];
    const __INPUTS: [__private::Exponents; 0] = [];
    const __PORTS: [__private::Exponents; 0] = [];
    const _: () = {
        let equation = "du/dt = -u / tau_f";
        let _ = __private::check::ode(
            equation,
            "u",
            __STATES[0],
            __private::check::term(
                "-u / tau_f",
                __private::check::divide(__STATES[0], __PARAMETERS[1]),
            ),
            &[
                __private::check::term("u_se", __PARAMETERS[0]),
                __private::check::term("tau_f", __PARAMETERS[1]),
                __private::check::term("tau_d", __PARAMETERS[2]),
            ],
        );
    };
    const _: () = {
        let equation = "init(0)";
        let _ = __private::check::value(
            equation,
            "`u`",
            __STATES[0],
            __private::check::term("0", __private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "dx/dt = (1 - x) / tau_d";
        let _ = __private::check::ode(
            equation,
            "x",
            __STATES[1],
            __private::check::term(
                "(1 - x) / tau_d",
                __private::check::divide(
                    {
                        let terms: [__private::check::Term; 2] = [
                            __private::check::term("1", __private::Exponents::ONE),
                            __private::check::subtracted("x", __STATES[1]),
                        ];
                        __private::check::operand(equation, &terms, 0);
                        __private::check::operand(equation, &terms, 1);
                        terms[0].dimension
                    },
                    __PARAMETERS[2],
                ),
            ),
            &[
                __private::check::term("u_se", __PARAMETERS[0]),
                __private::check::term("tau_f", __PARAMETERS[1]),
                __private::check::term("tau_d", __PARAMETERS[2]),
            ],
        );
    };
    const _: () = {
        let equation = "init(1)";
        let _ = __private::check::value(
            equation,
            "`x`",
            __STATES[1],
            __private::check::term("1", __private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(tau_f > 0 ms)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("tau_f", __PARAMETERS[1]),
            __private::check::term("0 ms", __private::unit::ms.dimension),
        );
    };
    const _: () = {
        let equation = "require(tau_d > 0 ms)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("tau_d", __PARAMETERS[2]),
            __private::check::term("0 ms", __private::unit::ms.dimension),
        );
    };
    const _: () = {
        let equation = "require(u_se >= 0)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("u_se", __PARAMETERS[0]),
            __private::check::term("0", __private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(u_se <= 1)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("u_se", __PARAMETERS[0]),
            __private::check::term("1", __private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(u >= 0)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("u", __STATES[0]),
            __private::check::term("0", __private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(u <= 1)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("u", __STATES[0]),
            __private::check::term("1", __private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(x >= 0)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("x", __STATES[1]),
            __private::check::term("0", __private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(x <= 1)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("x", __STATES[1]),
            __private::check::term("1", __private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "u += u_se * (1 - u)";
        let _ = __private::check::value(
            equation,
            "`u`",
            __STATES[0],
            __private::check::term(
                "u_se * (1 - u)",
                __private::check::multiply(
                    __PARAMETERS[0],
                    {
                        let terms: [__private::check::Term; 2] = [
                            __private::check::term("1", __private::Exponents::ONE),
                            __private::check::subtracted("u", __STATES[0]),
                        ];
                        __private::check::operand(equation, &terms, 0);
                        __private::check::operand(equation, &terms, 1);
                        terms[0].dimension
                    },
                ),
            ),
        );
    };
    const _: () = {
        let equation = "release = u * x";
        let _ = __private::check::value(
            equation,
            "`release`",
            __private::Exponents::ONE,
            __private::check::term(
                "u * x",
                __private::check::multiply(__STATES[0], __STATES[1]),
            ),
        );
    };
    const _: () = {
        let equation = "x -= release";
        let _ = __private::check::value(
            equation,
            "`x`",
            __STATES[1],
            __private::check::term("release", __private::Exponents::ONE),
        );
    };
};
