// What the derive writes for `DualExponential`; a test compares it.

#[allow(clippy::all)]
const _: () = {
    use ::nernst::__private;
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
        /// `scale = exp(1 / exprel(ln(tau_decay / tau_rise)))`
        #[inline(always)]
        fn scale(&self) -> f64 {
            let x = self;
            __private::function::exp(
                1f64
                    * __private::function::bernoulli(
                        __private::function::ln(x.tau_decay / x.tau_rise),
                    ),
            )
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<D: Dimension> __private::Model for DualExponential<D> {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 2];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 2];
        const NAME: &'static str = "DualExponential";
        const PARAMETERS: &'static [__private::Variable] = &[
            __private::Variable::new(
                "tau_rise",
                "",
                <Time as __private::Measured>::EXPONENTS,
                <Time as __private::Measured>::show,
            ),
            __private::Variable::new(
                "tau_decay",
                "",
                <Time as __private::Measured>::EXPONENTS,
                <Time as __private::Measured>::show,
            ),
        ];
        const STATES: &'static [__private::Variable] = &[
            __private::Variable::new(
                "h",
                "dh/dt = -h / tau_rise",
                <Quantity<D> as __private::Measured>::EXPONENTS,
                <Quantity<D> as __private::Measured>::show,
            ),
            __private::Variable::new(
                "g",
                "dg/dt = h / tau_rise - g / tau_decay",
                <Quantity<D> as __private::Measured>::EXPONENTS,
                <Quantity<D> as __private::Measured>::show,
            ),
        ];
        const EQUATIONS: &'static [&'static str] = &[
            "scale = exp(1 / exprel(ln(tau_decay / tau_rise)))",
            "dh/dt = -h / tau_rise",
            "dg/dt = h / tau_rise - g / tau_decay",
            "on spike: h += weight * scale",
            "output: g",
            "requires tau_rise > 0 ms",
            "requires tau_decay > 0 ms",
        ];
        const REQUIREMENTS: &'static [__private::Requirement<__Variables>] = &[
            __private::Requirement {
                text: "tau_rise > 0 ms",
                variables: &["tau_rise"],
                holds: |x| x.tau_rise > (0f64 * __private::unit::ms.factor),
            },
            __private::Requirement {
                text: "tau_decay > 0 ms",
                variables: &["tau_decay"],
                holds: |x| x.tau_decay > (0f64 * __private::unit::ms.factor),
            },
        ];
        fn values(&self) -> __private::Values {
            __private::Values::of(
                &[
                    <Time as __private::Measured>::si(self.tau_rise),
                    <Time as __private::Measured>::si(self.tau_decay),
                ],
                &[
                    <Quantity<D> as __private::Measured>::si(self.h),
                    <Quantity<D> as __private::Measured>::si(self.g),
                ],
            )
        }
        #[inline(always)]
        fn load<__Columns: __private::Columns>(
            columns: &__Columns,
            lane: usize,
        ) -> __Variables {
            __Variables {
                tau_rise: columns.parameter(0, lane),
                tau_decay: columns.parameter(1, lane),
                h: columns.state(0, lane),
                g: columns.state(1, lane),
                t: columns.time(lane),
            }
        }
        #[inline(always)]
        fn states(x: &__Variables) -> [f64; 2] {
            [x.h, x.g]
        }
        #[inline(always)]
        fn set_states(x: &mut __Variables, values: &[f64; 2]) {
            x.h = values[0];
            x.g = values[1];
        }
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<D: Dimension> __private::Dynamics for DualExponential<D> {
        const CLASS: __private::Class = __private::Class::Linear;
        const SOLVER: __private::Solver = __private::Solver {
            method: __private::Method::Exact,
            reason: "every equation is linear with constant coefficients",
            is_asked_for: false,
        };
        const SLOW: &'static [bool] = &[false, false];
        #[allow(unused_variables, non_snake_case)]
        const DEFINITIONS: &'static [__private::Variable] = {
            let __PARAMETERS: [__private::Exponents; 2] = [
                <Time as __private::Measured>::EXPONENTS,
                <Time as __private::Measured>::EXPONENTS,
            ];
            let __STATES: [__private::Exponents; 2] = [
                <Quantity<D> as __private::Measured>::EXPONENTS,
                <Quantity<D> as __private::Measured>::EXPONENTS,
            ];
            let __INPUTS: [__private::Exponents; 0] = [];
            let __PORTS: [__private::Exponents; 1] = [
                <Quantity<D> as __private::Measured>::EXPONENTS,
            ];
            let __DEFINITION_0: __private::Exponents = __private::Exponents::ONE;
            &[
                __private::Variable::derived(
                    "scale",
                    "scale = exp(1 / exprel(ln(tau_decay / tau_rise)))",
                    __DEFINITION_0,
                ),
            ]
        };
        #[allow(unused_variables)]
        fn definition(x: &__Variables, index: usize) -> f64 {
            match index {
                0 => x.scale(),
                _ => f64::NAN,
            }
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn rates(x: &__Variables) -> [f64; 2] {
            [
                -x.h * (1f64 / x.tau_rise),
                x.h * (1f64 / x.tau_rise) - x.g * (1f64 / x.tau_decay),
            ]
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slopes(x: &__Variables) -> [f64; 2] {
            let about = x;
            [-(1f64 / x.tau_rise), -(1f64 / x.tau_decay)]
        }
        #[allow(unused_variables)]
        fn system(x: &__Variables, system: &mut __private::System) {
            system.state(0, 0, -(1f64 / x.tau_rise));
            system.state(1, 0, 1f64 / x.tau_rise);
            system.state(1, 1, -(1f64 / x.tau_decay));
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
            x.g = step
                .free(
                    1,
                    x.g,
                    x.h * (1f64 / x.tau_rise) - x.g * (1f64 / x.tau_decay),
                    -(1f64 / x.tau_decay),
                );
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
            x.h = {
                let x = &__Variables {
                    h: start.h,
                    ..*about
                };
                step.free(0, x.h, -x.h * (1f64 / x.tau_rise), -(1f64 / x.tau_rise))
            };
        }
    }
    /**```text
scale = exp(1 / exprel(ln(tau_decay / tau_rise)))
dh/dt = -h / tau_rise
dg/dt = h / tau_rise - g / tau_decay
on spike: h += weight * scale
output: g
requires tau_rise > 0 ms
requires tau_decay > 0 ms
```

| variable | | quantity |
|---|---|---|
| `h` | state | `Quantity<D>` |
| `g` | state | `Quantity<D>` |
| `tau_rise` | parameter | `Time` |
| `tau_decay` | parameter | `Time` |
| `weight` | of a connection | `Quantity<D>` |

Solver: `exact`, every equation is linear with constant coefficients.

All inputs of a cell share one state.
*/
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl<D: Dimension> __private::Synapse for DualExponential<D> {
        type Weight = Quantity<D>;
        type Out = Quantity<D>;
        const ALIGNMENT: __private::Alignment = __private::Alignment::Post;
        const READOUT: &'static str = "g";
        const IS_LUMPED: bool = false;
        #[inline(always)]
        #[allow(unused_variables, unused_mut)]
        fn jumps(x: &__Variables) -> [f64; 2] {
            let mut jumps = [0f64; 2];
            jumps[0]
                += __private::function::exp(
                    1f64
                        * __private::function::bernoulli(
                            __private::function::ln(x.tau_decay / x.tau_rise),
                        ),
                );
            jumps
        }
        #[allow(unused_variables)]
        fn readout(x: &__Variables) -> [f64; 2] {
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
    #[diagnostic::do_not_recommend]
    impl<D: Dimension> __private::Receives<Quantity<D>> for DualExponential<D> {}
};
#[automatically_derived]
#[allow(dead_code, private_interfaces)]
impl<D: Dimension> DualExponential<D> {
    /// The parameter `tau_rise`.
    pub const TAU_RISE: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        0,
    );
    /// The parameter `tau_decay`.
    pub const TAU_DECAY: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        1,
    );
    /// The state `h`: `dh/dt = -h / tau_rise`.
    pub const H: ::nernst::model::State<Self, Quantity<D>> = ::nernst::model::State::new(
        0,
    );
    /// The state `g`: `dg/dt = h / tau_rise - g / tau_decay`.
    pub const G: ::nernst::model::State<Self, Quantity<D>> = ::nernst::model::State::new(
        1,
    );
    /// The definition `scale = exp(1 / exprel(ln(tau_decay / tau_rise)))`.
    pub const SCALE: ::nernst::model::Definition<Self> = ::nernst::model::Definition::new(
        0,
    );
    /// What the synapse hands on: `g`.
    pub const OUTPUT: ::nernst::model::Readout<Self, Quantity<D>> = ::nernst::model::Readout::new();
}
#[allow(dead_code, non_camel_case_types)]
const _: () = {
    use ::nernst::__private;
    type D = __private::Abstract<0>;
    const __PARAMETERS: [__private::Exponents; 2] = [
        <Time as __private::Measured>::EXPONENTS,
        <Time as __private::Measured>::EXPONENTS,
    ];
    const __STATES: [__private::Exponents; 2] = [
        <Quantity<D> as __private::Measured>::EXPONENTS,
        <Quantity<D> as __private::Measured>::EXPONENTS,
    ];
    const __INPUTS: [__private::Exponents; 0] = [];
    const __PORTS: [__private::Exponents; 1] = [
        <Quantity<D> as __private::Measured>::EXPONENTS,
    ];
    const __DEFINITION_0: __private::Exponents = __private::Exponents::ONE;
    const _: () = {
        let equation = "scale = exp(1 / exprel(ln(tau_decay / tau_rise)))";
        let _ = __private::check::any(
            equation,
            __private::check::term(
                "exp(1 / exprel(ln(tau_decay / tau_rise)))",
                __private::check::dimensionless(
                    equation,
                    "exp",
                    __private::check::term(
                        "1 / exprel(ln(tau_decay / tau_rise))",
                        __private::check::divide(
                            __private::Exponents::ONE,
                            __private::check::dimensionless(
                                equation,
                                "exprel",
                                __private::check::term(
                                    "ln(tau_decay / tau_rise)",
                                    __private::check::dimensionless(
                                        equation,
                                        "ln",
                                        __private::check::term(
                                            "tau_decay / tau_rise",
                                            __private::check::divide(__PARAMETERS[1], __PARAMETERS[0]),
                                        ),
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
        let _ = __private::check::ode(
            equation,
            "h",
            __STATES[0],
            __private::check::term(
                "-h / tau_rise",
                __private::check::divide(__STATES[0], __PARAMETERS[0]),
            ),
            &[
                __private::check::term("tau_rise", __PARAMETERS[0]),
                __private::check::term("tau_decay", __PARAMETERS[1]),
            ],
        );
    };
    const _: () = {
        let equation = "dg/dt = h / tau_rise - g / tau_decay";
        let _ = __private::check::ode(
            equation,
            "g",
            __STATES[1],
            __private::check::term(
                "h / tau_rise - g / tau_decay",
                {
                    let terms: [__private::check::Term; 2] = [
                        __private::check::term(
                            "h / tau_rise",
                            __private::check::divide(__STATES[0], __PARAMETERS[0]),
                        ),
                        __private::check::subtracted(
                            "g / tau_decay",
                            __private::check::divide(__STATES[1], __PARAMETERS[1]),
                        ),
                    ];
                    __private::check::operand(equation, &terms, 0);
                    __private::check::operand(equation, &terms, 1);
                    terms[0].dimension
                },
            ),
            &[
                __private::check::term("tau_rise", __PARAMETERS[0]),
                __private::check::term("tau_decay", __PARAMETERS[1]),
            ],
        );
    };
    const _: () = {
        let equation = "require(tau_rise > 0 ms)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("tau_rise", __PARAMETERS[0]),
            __private::check::term("0 ms", __private::unit::ms.dimension),
        );
    };
    const _: () = {
        let equation = "require(tau_decay > 0 ms)";
        let _ = __private::check::compare(
            equation,
            __private::check::term("tau_decay", __PARAMETERS[1]),
            __private::check::term("0 ms", __private::unit::ms.dimension),
        );
    };
    const _: () = {
        let equation = "h += weight * scale";
        let _ = __private::check::value(
            equation,
            "`h`",
            __STATES[0],
            __private::check::term(
                "weight * scale",
                __private::check::multiply(__PORTS[0], __DEFINITION_0),
            ),
        );
    };
    const _: () = {
        let equation = "output(g)";
        let _ = __private::check::value(
            equation,
            "the output",
            <Quantity<D> as __private::Measured>::EXPONENTS,
            __private::check::term("g", __STATES[1]),
        );
    };
};
