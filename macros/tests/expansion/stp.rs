// What the derive writes for `Stp`; a test compares it.

#[allow(clippy::all)]
const _: () = {
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
    impl ::nernst::__private::Model for Stp {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 3usize];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 2usize];
        const NAME: &'static str = "Stp";
        const PARAMETERS: &'static [::nernst::__private::Variable] = &[
            ::nernst::__private::Variable::new(
                "u_se",
                "",
                <f64 as ::nernst::__private::Measured>::EXPONENTS,
                <f64 as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "tau_f",
                "",
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "tau_d",
                "",
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::show,
            ),
        ];
        const STATES: &'static [::nernst::__private::Variable] = &[
            ::nernst::__private::Variable::new(
                "u",
                "du/dt = -u / tau_f",
                <f64 as ::nernst::__private::Measured>::EXPONENTS,
                <f64 as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "x",
                "dx/dt = (1 - x) / tau_d",
                <f64 as ::nernst::__private::Measured>::EXPONENTS,
                <f64 as ::nernst::__private::Measured>::show,
            ),
        ];
        const REQUIREMENTS: &'static [::nernst::__private::Requirement<__Variables>] = &[
            ::nernst::__private::Requirement {
                text: "tau_f > 0 ms",
                variables: &["tau_f"],
                holds: |x| x.tau_f > (0f64 * ::nernst::__private::unit::ms.factor),
            },
            ::nernst::__private::Requirement {
                text: "tau_d > 0 ms",
                variables: &["tau_d"],
                holds: |x| x.tau_d > (0f64 * ::nernst::__private::unit::ms.factor),
            },
            ::nernst::__private::Requirement {
                text: "u_se >= 0",
                variables: &["u_se"],
                holds: |x| x.u_se >= 0f64,
            },
            ::nernst::__private::Requirement {
                text: "u_se <= 1",
                variables: &["u_se"],
                holds: |x| x.u_se <= 1f64,
            },
            ::nernst::__private::Requirement {
                text: "u >= 0",
                variables: &["u"],
                holds: |x| x.u >= 0f64,
            },
            ::nernst::__private::Requirement {
                text: "u <= 1",
                variables: &["u"],
                holds: |x| x.u <= 1f64,
            },
            ::nernst::__private::Requirement {
                text: "x >= 0",
                variables: &["x"],
                holds: |x| x.x >= 0f64,
            },
            ::nernst::__private::Requirement {
                text: "x <= 1",
                variables: &["x"],
                holds: |x| x.x <= 1f64,
            },
        ];
        fn values(&self) -> ::nernst::__private::Values {
            ::nernst::__private::Values::of(
                &[
                    <f64 as ::nernst::__private::Measured>::si(self.u_se),
                    <Time as ::nernst::__private::Measured>::si(self.tau_f),
                    <Time as ::nernst::__private::Measured>::si(self.tau_d),
                ],
                &[
                    <f64 as ::nernst::__private::Measured>::si(self.u),
                    <f64 as ::nernst::__private::Measured>::si(self.x),
                ],
            )
        }
        #[inline(always)]
        fn load<__Columns: ::nernst::__private::Columns>(
            columns: &__Columns,
            lane: usize,
        ) -> __Variables {
            __Variables {
                u_se: columns.parameter(0usize, lane),
                tau_f: columns.parameter(1usize, lane),
                tau_d: columns.parameter(2usize, lane),
                u: columns.state(0usize, lane),
                x: columns.state(1usize, lane),
                t: columns.time(lane),
            }
        }
        #[inline(always)]
        fn states(x: &__Variables) -> [f64; 2usize] {
            [x.u, x.x]
        }
        #[inline(always)]
        fn set_states(x: &mut __Variables, values: &[f64; 2usize]) {
            x.u = values[0usize];
            x.x = values[1usize];
        }
        fn at_rest(mut self) -> Self {
            let mut x = ::nernst::__private::variables_of(&self);
            x.u = 0f64;
            self.u = <f64 as ::nernst::__private::Measured>::from_si(x.u);
            x.x = 1f64;
            self.x = <f64 as ::nernst::__private::Measured>::from_si(x.x);
            self
        }
    }
    #[automatically_derived]
    impl ::nernst::__private::Dynamics for Stp {
        const CLASS: ::nernst::__private::Class = ::nernst::__private::Class::Linear;
        const SOLVER: ::nernst::__private::Solver = ::nernst::__private::Solver {
            method: ::nernst::__private::Method::Exact,
            reason: "every equation is linear with constant coefficients",
            is_asked_for: false,
        };
        const SLOW: &'static [bool] = &[false, false];
        #[allow(unused_variables, non_snake_case)]
        const DEFINITIONS: &'static [::nernst::__private::Variable] = {
            let __PARAMETERS: [::nernst::__private::Exponents; 3usize] = [
                <f64 as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::EXPONENTS,
            ];
            let __STATES: [::nernst::__private::Exponents; 2usize] = [
                <f64 as ::nernst::__private::Measured>::EXPONENTS,
                <f64 as ::nernst::__private::Measured>::EXPONENTS,
            ];
            let __INPUTS: [::nernst::__private::Exponents; 0usize] = [];
            let __PORTS: [::nernst::__private::Exponents; 0usize] = [];
            &[]
        };
        #[allow(unused_variables)]
        fn definition(x: &__Variables, index: usize) -> f64 {
            match index {
                _ => f64::NAN,
            }
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn rates(x: &__Variables) -> [f64; 2usize] {
            [-x.u / x.tau_f, (1f64 - x.x) / x.tau_d]
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slopes(x: &__Variables) -> [f64; 2usize] {
            let about = x;
            [-(1f64 / x.tau_f), -(1f64 / x.tau_d)]
        }
        #[allow(unused_variables)]
        fn system(x: &__Variables, system: &mut ::nernst::__private::System) {
            system.state(0usize, 0usize, -(1f64 / x.tau_f));
            system.state(1usize, 1usize, -(1f64 / x.tau_d));
        }
        type PerNoise<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0usize];
        const NOISES: &'static [&'static str] = &[];
        const NOISE: ::nernst::__private::Noise = ::nernst::__private::Noise::None;
        #[inline(always)]
        #[allow(unused_variables)]
        fn noise(x: &__Variables) -> [[f64; 0usize]; 2usize] {
            [[0f64; 0usize], [0f64; 0usize]]
        }
        const CENTRE: &'static [bool] = &[true, false];
        const REUSED: &'static [bool] = &[false, true];
        #[inline(always)]
        #[allow(unused_variables)]
        fn gates<__Step: ::nernst::__private::Advance>(
            x: &mut __Variables,
            step: &mut __Step,
        ) {
            x.x = step.free(1usize, x.x, (1f64 - x.x) / x.tau_d, -(1f64 / x.tau_d));
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn outer<__Step: ::nernst::__private::Advance>(
            x: &mut __Variables,
            step: &mut __Step,
        ) {}
        #[inline(always)]
        #[allow(unused_variables)]
        fn outer_reversed<__Step: ::nernst::__private::Advance>(
            x: &mut __Variables,
            step: &mut __Step,
        ) {}
        #[inline(always)]
        #[allow(unused_variables)]
        fn centre<__Step: ::nernst::__private::Advance>(
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
                step.free(0usize, x.u, -x.u / x.tau_f, -(1f64 / x.tau_f))
            };
        }
    }
    #[automatically_derived]
    impl ::nernst::__private::ShortTermPlasticity for Stp {
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
    ///The parameter `u_se`.
    pub const U_SE: ::nernst::model::Parameter<Self, f64> = ::nernst::model::Parameter::new(
        0usize,
    );
    ///The parameter `tau_f`.
    pub const TAU_F: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        1usize,
    );
    ///The parameter `tau_d`.
    pub const TAU_D: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        2usize,
    );
    ///The state `u`: `du/dt = -u / tau_f`.
    pub const U: ::nernst::model::State<Self, f64> = ::nernst::model::State::new(0usize);
    ///The state `x`: `dx/dt = (1 - x) / tau_d`.
    pub const X: ::nernst::model::State<Self, f64> = ::nernst::model::State::new(1usize);
}
#[allow(dead_code, non_camel_case_types)]
const _: () = {
    const __PARAMETERS: [::nernst::__private::Exponents; 3usize] = [
        <f64 as ::nernst::__private::Measured>::EXPONENTS,
        <Time as ::nernst::__private::Measured>::EXPONENTS,
        <Time as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __STATES: [::nernst::__private::Exponents; 2usize] = [
        <f64 as ::nernst::__private::Measured>::EXPONENTS,
        <f64 as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __INPUTS: [::nernst::__private::Exponents; 0usize] = [];
    const __PORTS: [::nernst::__private::Exponents; 0usize] = [];
    const _: () = {
        let equation = "du/dt = -u / tau_f";
        let _ = ::nernst::__private::check::ode(
            equation,
            "u",
            __STATES[0usize],
            ::nernst::__private::check::term(
                "-u / tau_f",
                ::nernst::__private::check::divide(
                    __STATES[0usize],
                    __PARAMETERS[1usize],
                ),
            ),
            &[
                ::nernst::__private::check::term("u_se", __PARAMETERS[0usize]),
                ::nernst::__private::check::term("tau_f", __PARAMETERS[1usize]),
                ::nernst::__private::check::term("tau_d", __PARAMETERS[2usize]),
            ],
        );
    };
    const _: () = {
        let equation = "init(0)";
        let _ = ::nernst::__private::check::value(
            equation,
            "`u`",
            __STATES[0usize],
            ::nernst::__private::check::term("0", ::nernst::__private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "dx/dt = (1 - x) / tau_d";
        let _ = ::nernst::__private::check::ode(
            equation,
            "x",
            __STATES[1usize],
            ::nernst::__private::check::term(
                "(1 - x) / tau_d",
                ::nernst::__private::check::divide(
                    {
                        let terms: [::nernst::__private::check::Term; 2usize] = [
                            ::nernst::__private::check::term(
                                "1",
                                ::nernst::__private::Exponents::ONE,
                            ),
                            ::nernst::__private::check::term("x", __STATES[1usize]),
                        ];
                        ::nernst::__private::check::operand(
                            equation,
                            &terms,
                            0usize,
                            false,
                        );
                        ::nernst::__private::check::operand(
                            equation,
                            &terms,
                            1usize,
                            true,
                        );
                        terms[0].dimension
                    },
                    __PARAMETERS[2usize],
                ),
            ),
            &[
                ::nernst::__private::check::term("u_se", __PARAMETERS[0usize]),
                ::nernst::__private::check::term("tau_f", __PARAMETERS[1usize]),
                ::nernst::__private::check::term("tau_d", __PARAMETERS[2usize]),
            ],
        );
    };
    const _: () = {
        let equation = "init(1)";
        let _ = ::nernst::__private::check::value(
            equation,
            "`x`",
            __STATES[1usize],
            ::nernst::__private::check::term("1", ::nernst::__private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(tau_f > 0 ms)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("tau_f", __PARAMETERS[1usize]),
            ::nernst::__private::check::term(
                "0 ms",
                ::nernst::__private::unit::ms.dimension,
            ),
        );
    };
    const _: () = {
        let equation = "require(tau_d > 0 ms)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("tau_d", __PARAMETERS[2usize]),
            ::nernst::__private::check::term(
                "0 ms",
                ::nernst::__private::unit::ms.dimension,
            ),
        );
    };
    const _: () = {
        let equation = "require(u_se >= 0)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("u_se", __PARAMETERS[0usize]),
            ::nernst::__private::check::term("0", ::nernst::__private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(u_se <= 1)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("u_se", __PARAMETERS[0usize]),
            ::nernst::__private::check::term("1", ::nernst::__private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(u >= 0)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("u", __STATES[0usize]),
            ::nernst::__private::check::term("0", ::nernst::__private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(u <= 1)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("u", __STATES[0usize]),
            ::nernst::__private::check::term("1", ::nernst::__private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(x >= 0)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("x", __STATES[1usize]),
            ::nernst::__private::check::term("0", ::nernst::__private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "require(x <= 1)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("x", __STATES[1usize]),
            ::nernst::__private::check::term("1", ::nernst::__private::Exponents::ONE),
        );
    };
    const _: () = {
        let equation = "u += u_se * (1 - u)";
        let _ = ::nernst::__private::check::value(
            equation,
            "`u`",
            __STATES[0usize],
            ::nernst::__private::check::term(
                "u_se * (1 - u)",
                ::nernst::__private::check::multiply(
                    __PARAMETERS[0usize],
                    {
                        let terms: [::nernst::__private::check::Term; 2usize] = [
                            ::nernst::__private::check::term(
                                "1",
                                ::nernst::__private::Exponents::ONE,
                            ),
                            ::nernst::__private::check::term("u", __STATES[0usize]),
                        ];
                        ::nernst::__private::check::operand(
                            equation,
                            &terms,
                            0usize,
                            false,
                        );
                        ::nernst::__private::check::operand(
                            equation,
                            &terms,
                            1usize,
                            true,
                        );
                        terms[0].dimension
                    },
                ),
            ),
        );
    };
    const _: () = {
        let equation = "release = u * x";
        let _ = ::nernst::__private::check::value(
            equation,
            "`release`",
            ::nernst::__private::Exponents::ONE,
            ::nernst::__private::check::term(
                "u * x",
                ::nernst::__private::check::multiply(__STATES[0usize], __STATES[1usize]),
            ),
        );
    };
    const _: () = {
        let equation = "x -= release";
        let _ = ::nernst::__private::check::value(
            equation,
            "`x`",
            __STATES[1usize],
            ::nernst::__private::check::term(
                "release",
                ::nernst::__private::Exponents::ONE,
            ),
        );
    };
};
