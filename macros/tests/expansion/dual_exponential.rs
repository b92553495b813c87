// What the derive writes for `DualExponential`; a test compares it.

#[allow(clippy::all)]
const _: () = {
    #[doc(hidden)]
    #[allow(missing_debug_implementations, non_snake_case)]
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    pub struct __Variables {
        tau_rise: f64,
        tau_decay: f64,
        h: f64,
        g: f64,
        t: f64,
    }
    #[allow(non_snake_case, dead_code)]
    impl __Variables {
        ///scale = exp(1 / exprel(ln(tau_decay / tau_rise)))
        #[inline(always)]
        fn scale(&self) -> f64 {
            let x = self;
            ::nernst::__private::function::exp(
                1f64
                    / ::nernst::__private::function::exprel(
                        ::nernst::__private::function::ln(x.tau_decay / x.tau_rise),
                    ),
            )
        }
    }
    #[automatically_derived]
    impl<D: Dimension> ::nernst::__private::Model for DualExponential<D> {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 2usize];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 2usize];
        const NAME: &'static str = "DualExponential";
        const PARAMETERS: &'static [::nernst::__private::Variable] = &[
            ::nernst::__private::Variable::new(
                "tau_rise",
                "",
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "tau_decay",
                "",
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::show,
            ),
        ];
        const STATES: &'static [::nernst::__private::Variable] = &[
            ::nernst::__private::Variable::new(
                "h",
                "dh/dt = -h / tau_rise",
                <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
                <Quantity<D> as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "g",
                "dg/dt = h / tau_rise - g / tau_decay",
                <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
                <Quantity<D> as ::nernst::__private::Measured>::show,
            ),
        ];
        const REQUIREMENTS: &'static [::nernst::__private::Requirement<__Variables>] = &[
            ::nernst::__private::Requirement {
                text: "tau_rise > 0 ms",
                variables: &["tau_rise"],
                holds: |x| x.tau_rise > (0f64 * ::nernst::__private::unit::ms.factor),
            },
            ::nernst::__private::Requirement {
                text: "tau_decay > 0 ms",
                variables: &["tau_decay"],
                holds: |x| x.tau_decay > (0f64 * ::nernst::__private::unit::ms.factor),
            },
        ];
        fn values(&self) -> ::nernst::__private::Values {
            ::nernst::__private::Values::of(
                &[
                    <Time as ::nernst::__private::Measured>::si(self.tau_rise),
                    <Time as ::nernst::__private::Measured>::si(self.tau_decay),
                ],
                &[
                    <Quantity<D> as ::nernst::__private::Measured>::si(self.h),
                    <Quantity<D> as ::nernst::__private::Measured>::si(self.g),
                ],
            )
        }
        #[inline(always)]
        fn load<__Columns: ::nernst::__private::Columns>(
            columns: &__Columns,
            lane: usize,
        ) -> __Variables {
            __Variables {
                tau_rise: columns.parameter(0usize, lane),
                tau_decay: columns.parameter(1usize, lane),
                h: columns.state(0usize, lane),
                g: columns.state(1usize, lane),
                t: columns.time(lane),
            }
        }
        #[inline(always)]
        fn states(x: &__Variables) -> [f64; 2usize] {
            [x.h, x.g]
        }
        #[inline(always)]
        fn set_states(x: &mut __Variables, values: &[f64; 2usize]) {
            x.h = values[0usize];
            x.g = values[1usize];
        }
    }
    #[automatically_derived]
    impl<D: Dimension> ::nernst::__private::Dynamics for DualExponential<D> {
        const CLASS: ::nernst::__private::Class = ::nernst::__private::Class::Linear;
        const SOLVER: ::nernst::__private::Solver = ::nernst::__private::Solver {
            method: ::nernst::__private::Method::Exact,
            reason: "every equation is linear with constant coefficients",
            is_asked_for: false,
        };
        const SLOW: &'static [bool] = &[false, false];
        #[allow(unused_variables, non_snake_case)]
        const DEFINITIONS: &'static [::nernst::__private::Variable] = {
            let __PARAMETERS: [::nernst::__private::Exponents; 2usize] = [
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::EXPONENTS,
            ];
            let __STATES: [::nernst::__private::Exponents; 2usize] = [
                <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
                <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
            ];
            let __INPUTS: [::nernst::__private::Exponents; 0usize] = [];
            let __PORTS: [::nernst::__private::Exponents; 1usize] = [
                <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
            ];
            let __DEFINITION_0: ::nernst::__private::Exponents = ::nernst::__private::Exponents::ONE;
            &[
                ::nernst::__private::Variable::derived(
                    "scale",
                    "scale = exp(1 / exprel(ln(tau_decay / tau_rise)))",
                    __DEFINITION_0,
                ),
            ]
        };
        #[allow(unused_variables)]
        fn definition(x: &__Variables, index: usize) -> f64 {
            match index {
                0usize => x.scale(),
                _ => f64::NAN,
            }
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn rates(x: &__Variables) -> [f64; 2usize] {
            [-x.h / x.tau_rise, x.h / x.tau_rise - x.g / x.tau_decay]
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slopes(x: &__Variables) -> [f64; 2usize] {
            let about = x;
            [-(1f64 / x.tau_rise), -(1f64 / x.tau_decay)]
        }
        #[allow(unused_variables)]
        fn system(x: &__Variables, system: &mut ::nernst::__private::System) {
            system.state(0usize, 0usize, -(1f64 / x.tau_rise));
            system.state(1usize, 0usize, 1f64 / x.tau_rise);
            system.state(1usize, 1usize, -(1f64 / x.tau_decay));
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
            x.g = step
                .free(
                    1usize,
                    x.g,
                    x.h / x.tau_rise - x.g / x.tau_decay,
                    -(1f64 / x.tau_decay),
                );
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
            x.h = {
                let x = &__Variables {
                    h: start.h,
                    ..*about
                };
                step.free(0usize, x.h, -x.h / x.tau_rise, -(1f64 / x.tau_rise))
            };
        }
    }
    #[automatically_derived]
    impl<D: Dimension> ::nernst::__private::Synapse for DualExponential<D> {
        type Weight = Quantity<D>;
        type Out = Quantity<D>;
        const ALIGNMENT: ::nernst::__private::Alignment = ::nernst::__private::Alignment::Post;
        const READOUT: &'static str = "g";
        const IS_LUMPED: bool = false;
        #[inline(always)]
        #[allow(unused_variables, unused_mut)]
        fn jumps(x: &__Variables) -> [f64; 2usize] {
            let mut jumps = [0f64; 2usize];
            jumps[0usize]
                += ::nernst::__private::function::exp(
                    1f64
                        / ::nernst::__private::function::exprel(
                            ::nernst::__private::function::ln(x.tau_decay / x.tau_rise),
                        ),
                );
            jumps
        }
        #[allow(unused_variables)]
        fn readout(x: &__Variables) -> [f64; 2usize] {
            [0f64, 1f64]
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn spike(x: &mut __Variables, __weight: f64, __release: f64) {
            x.h += __release * (__weight * x.scale());
        }
        const HAS_PULSE: bool = false;
        #[allow(unused_variables)]
        fn pulse_height(x: &__Variables) -> f64 {
            0f64
        }
        #[allow(unused_variables)]
        fn pulse_duration(x: &__Variables) -> f64 {
            0f64
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn set_pulse(x: &mut __Variables, height: f64) {}
        #[inline(always)]
        #[allow(unused_variables)]
        fn handed_on(x: &__Variables, __weight: f64) -> f64 {
            x.g
        }
    }
    #[automatically_derived]
    impl<D: Dimension> ::nernst::__private::Receives<Quantity<D>>
    for DualExponential<D> {}
};
#[automatically_derived]
#[allow(dead_code, private_interfaces)]
impl<D: Dimension> DualExponential<D> {
    ///The parameter `tau_rise`.
    pub const TAU_RISE: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        0usize,
    );
    ///The parameter `tau_decay`.
    pub const TAU_DECAY: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        1usize,
    );
    ///The state `h`: `dh/dt = -h / tau_rise`.
    pub const H: ::nernst::model::State<Self, Quantity<D>> = ::nernst::model::State::new(
        0usize,
    );
    ///The state `g`: `dg/dt = h / tau_rise - g / tau_decay`.
    pub const G: ::nernst::model::State<Self, Quantity<D>> = ::nernst::model::State::new(
        1usize,
    );
    ///The definition `scale = exp(1 / exprel(ln(tau_decay / tau_rise)))`.
    pub const SCALE: ::nernst::model::Definition<Self> = ::nernst::model::Definition::new(
        0usize,
    );
    ///What the synapse hands on: `g`.
    pub const OUTPUT: ::nernst::model::Readout<Self, Quantity<D>> = ::nernst::model::Readout::new();
}
#[allow(dead_code, non_camel_case_types)]
const _: () = {
    type D = ::nernst::__private::Abstract<0usize>;
    const __PARAMETERS: [::nernst::__private::Exponents; 2usize] = [
        <Time as ::nernst::__private::Measured>::EXPONENTS,
        <Time as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __STATES: [::nernst::__private::Exponents; 2usize] = [
        <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
        <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __INPUTS: [::nernst::__private::Exponents; 0usize] = [];
    const __PORTS: [::nernst::__private::Exponents; 1usize] = [
        <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __DEFINITION_0: ::nernst::__private::Exponents = ::nernst::__private::Exponents::ONE;
    const _: () = {
        let equation = "scale = exp(1 / exprel(ln(tau_decay / tau_rise)))";
        let _ = ::nernst::__private::check::dimensionless(
            equation,
            "exp",
            ::nernst::__private::check::term(
                "1 / exprel(ln(tau_decay / tau_rise))",
                ::nernst::__private::check::divide(
                    ::nernst::__private::Exponents::ONE,
                    ::nernst::__private::check::dimensionless(
                        equation,
                        "exprel",
                        ::nernst::__private::check::term(
                            "ln(tau_decay / tau_rise)",
                            ::nernst::__private::check::dimensionless(
                                equation,
                                "ln",
                                ::nernst::__private::check::term(
                                    "tau_decay / tau_rise",
                                    ::nernst::__private::check::divide(
                                        __PARAMETERS[1usize],
                                        __PARAMETERS[0usize],
                                    ),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        );
    };
    const _: () = {
        let equation = "dh/dt = -h / tau_rise";
        let _ = ::nernst::__private::check::ode(
            equation,
            "h",
            __STATES[0usize],
            ::nernst::__private::check::term(
                "-h / tau_rise",
                ::nernst::__private::check::divide(
                    __STATES[0usize],
                    __PARAMETERS[0usize],
                ),
            ),
            &[
                ::nernst::__private::check::term("tau_rise", __PARAMETERS[0usize]),
                ::nernst::__private::check::term("tau_decay", __PARAMETERS[1usize]),
            ],
        );
    };
    const _: () = {
        let equation = "dg/dt = h / tau_rise - g / tau_decay";
        let _ = ::nernst::__private::check::ode(
            equation,
            "g",
            __STATES[1usize],
            ::nernst::__private::check::term(
                "h / tau_rise - g / tau_decay",
                {
                    let terms: [::nernst::__private::check::Term; 2usize] = [
                        ::nernst::__private::check::term(
                            "h / tau_rise",
                            ::nernst::__private::check::divide(
                                __STATES[0usize],
                                __PARAMETERS[0usize],
                            ),
                        ),
                        ::nernst::__private::check::term(
                            "g / tau_decay",
                            ::nernst::__private::check::divide(
                                __STATES[1usize],
                                __PARAMETERS[1usize],
                            ),
                        ),
                    ];
                    ::nernst::__private::check::operand(equation, &terms, 0usize, false);
                    ::nernst::__private::check::operand(equation, &terms, 1usize, true);
                    terms[0].dimension
                },
            ),
            &[
                ::nernst::__private::check::term("tau_rise", __PARAMETERS[0usize]),
                ::nernst::__private::check::term("tau_decay", __PARAMETERS[1usize]),
            ],
        );
    };
    const _: () = {
        let equation = "require(tau_rise > 0 ms)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("tau_rise", __PARAMETERS[0usize]),
            ::nernst::__private::check::term(
                "0 ms",
                ::nernst::__private::unit::ms.dimension,
            ),
        );
    };
    const _: () = {
        let equation = "require(tau_decay > 0 ms)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("tau_decay", __PARAMETERS[1usize]),
            ::nernst::__private::check::term(
                "0 ms",
                ::nernst::__private::unit::ms.dimension,
            ),
        );
    };
    const _: () = {
        let equation = "h += weight * scale";
        let _ = ::nernst::__private::check::value(
            equation,
            "`h`",
            __STATES[0usize],
            ::nernst::__private::check::term(
                "weight * scale",
                ::nernst::__private::check::multiply(__PORTS[0usize], __DEFINITION_0),
            ),
        );
    };
    const _: () = {
        let equation = "output(g)";
        let _ = ::nernst::__private::check::value(
            equation,
            "the output",
            <Quantity<D> as ::nernst::__private::Measured>::EXPONENTS,
            ::nernst::__private::check::term("g", __STATES[1usize]),
        );
    };
};
