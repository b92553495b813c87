// What the derive writes for `Lif`; a test compares it.

#[allow(clippy::all)]
const _: () = {
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
        i: ::nernst::__private::Affine,
        t: f64,
    }
    #[allow(non_snake_case, dead_code)]
    impl __Variables {
        #[inline(always)]
        fn i(&self) -> f64 {
            self.i.offset - self.i.slope * self.v
        }
    }
    #[automatically_derived]
    impl ::nernst::__private::Model for Lif {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 6usize];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 1usize];
        const NAME: &'static str = "Lif";
        const PARAMETERS: &'static [::nernst::__private::Variable] = &[
            ::nernst::__private::Variable::new(
                "tau",
                "",
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "r",
                "",
                <ElectricalResistance as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricalResistance as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "v_rest",
                "",
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricPotential as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "v_th",
                "",
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricPotential as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "v_reset",
                "",
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricPotential as ::nernst::__private::Measured>::show,
            ),
            ::nernst::__private::Variable::new(
                "t_ref",
                "",
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::show,
            ),
        ];
        const STATES: &'static [::nernst::__private::Variable] = &[
            ::nernst::__private::Variable::new(
                "v",
                "dv/dt = (v_rest - v + r * i) / tau",
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricPotential as ::nernst::__private::Measured>::show,
            ),
        ];
        const REQUIREMENTS: &'static [::nernst::__private::Requirement<__Variables>] = &[
            ::nernst::__private::Requirement {
                text: "tau > 0 ms",
                variables: &["tau"],
                holds: |x| x.tau > (0f64 * ::nernst::__private::unit::ms.factor),
            },
            ::nernst::__private::Requirement {
                text: "r > 0 ohm",
                variables: &["r"],
                holds: |x| x.r > (0f64 * ::nernst::__private::unit::ohm.factor),
            },
            ::nernst::__private::Requirement {
                text: "t_ref >= 0 ms",
                variables: &["t_ref"],
                holds: |x| x.t_ref >= (0f64 * ::nernst::__private::unit::ms.factor),
            },
            ::nernst::__private::Requirement {
                text: "v_reset < v_th",
                variables: &["v_th", "v_reset"],
                holds: |x| x.v_reset < x.v_th,
            },
        ];
        fn values(&self) -> ::nernst::__private::Values {
            ::nernst::__private::Values::of(
                &[
                    <Time as ::nernst::__private::Measured>::si(self.tau),
                    <ElectricalResistance as ::nernst::__private::Measured>::si(self.r),
                    <ElectricPotential as ::nernst::__private::Measured>::si(
                        self.v_rest,
                    ),
                    <ElectricPotential as ::nernst::__private::Measured>::si(self.v_th),
                    <ElectricPotential as ::nernst::__private::Measured>::si(
                        self.v_reset,
                    ),
                    <Time as ::nernst::__private::Measured>::si(self.t_ref),
                ],
                &[<ElectricPotential as ::nernst::__private::Measured>::si(self.v)],
            )
        }
        #[inline(always)]
        fn load<__Columns: ::nernst::__private::Columns>(
            columns: &__Columns,
            lane: usize,
        ) -> __Variables {
            __Variables {
                tau: columns.parameter(0usize, lane),
                r: columns.parameter(1usize, lane),
                v_rest: columns.parameter(2usize, lane),
                v_th: columns.parameter(3usize, lane),
                v_reset: columns.parameter(4usize, lane),
                t_ref: columns.parameter(5usize, lane),
                v: columns.state(0usize, lane),
                i: columns.input(0usize, lane),
                t: columns.time(lane),
            }
        }
        #[inline(always)]
        fn states(x: &__Variables) -> [f64; 1usize] {
            [x.v]
        }
        #[inline(always)]
        fn set_states(x: &mut __Variables, values: &[f64; 1usize]) {
            x.v = values[0usize];
        }
        fn at_rest(mut self) -> Self {
            let mut x = ::nernst::__private::variables_of(&self);
            x.v = x.v_rest;
            self.v = <ElectricPotential as ::nernst::__private::Measured>::from_si(x.v);
            self
        }
    }
    #[automatically_derived]
    impl ::nernst::__private::Dynamics for Lif {
        const CLASS: ::nernst::__private::Class = ::nernst::__private::Class::Linear;
        const SOLVER: ::nernst::__private::Solver = ::nernst::__private::Solver {
            method: ::nernst::__private::Method::Exact,
            reason: "every equation is linear with constant coefficients",
            is_asked_for: false,
        };
        const SLOW: &'static [bool] = &[false];
        #[allow(unused_variables, non_snake_case)]
        const DEFINITIONS: &'static [::nernst::__private::Variable] = {
            let __PARAMETERS: [::nernst::__private::Exponents; 6usize] = [
                <Time as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricalResistance as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
                <Time as ::nernst::__private::Measured>::EXPONENTS,
            ];
            let __STATES: [::nernst::__private::Exponents; 1usize] = [
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
            ];
            let __INPUTS: [::nernst::__private::Exponents; 1usize] = [
                <ElectricCurrent as ::nernst::__private::Measured>::EXPONENTS,
            ];
            let __PORTS: [::nernst::__private::Exponents; 1usize] = [
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
            ];
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
        fn rates(x: &__Variables) -> [f64; 1usize] {
            [(x.v_rest - x.v + x.r * x.i()) / x.tau]
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slopes(x: &__Variables) -> [f64; 1usize] {
            let about = x;
            [(-1f64 + x.r * (-x.i.slope)) / x.tau]
        }
        #[allow(unused_variables)]
        fn system(x: &__Variables, system: &mut ::nernst::__private::System) {
            system.state(0usize, 0usize, -(1f64 / x.tau));
            system.input(0usize, 0usize, x.r / x.tau);
        }
        type PerNoise<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0usize];
        const NOISES: &'static [&'static str] = &[];
        const NOISE: ::nernst::__private::Noise = ::nernst::__private::Noise::None;
        #[inline(always)]
        #[allow(unused_variables)]
        fn noise(x: &__Variables) -> [[f64; 0usize]; 1usize] {
            [[0f64; 0usize]]
        }
        const CENTRE: &'static [bool] = &[true];
        const REUSED: &'static [bool] = &[false];
        #[inline(always)]
        #[allow(unused_variables)]
        fn gates<__Step: ::nernst::__private::Advance>(
            x: &mut __Variables,
            step: &mut __Step,
        ) {}
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
            x.v = {
                let x = &__Variables {
                    v: start.v,
                    ..*about
                };
                step.held(
                    0usize,
                    x.v,
                    (x.v_rest - x.v + x.r * x.i()) / x.tau,
                    (-1f64 + x.r * (-x.i.slope)) / x.tau,
                )
            };
        }
    }
    #[automatically_derived]
    impl ::nernst::__private::Neuron for Lif {
        type PerInput<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 1usize];
        const INPUTS: &'static [::nernst::__private::InputPort] = &[
            ::nernst::__private::InputPort {
                variable: ::nernst::__private::Variable::new(
                    "i",
                    "",
                    <ElectricCurrent as ::nernst::__private::Measured>::EXPONENTS,
                    <ElectricCurrent as ::nernst::__private::Measured>::show,
                ),
                membrane: 0usize,
            },
        ];
        const HELD: [bool; 1usize] = [true];
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
            0usize,
        );
        #[inline(always)]
        #[allow(unused_variables)]
        fn margin(x: &__Variables) -> f64 {
            x.v - x.v_th
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn margin_slopes(x: &__Variables) -> [f64; 1usize] {
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
        fn jumps(x: &__Variables) -> [f64; 1usize] {
            let mut jumps = [0f64; 1usize];
            jumps[0usize] += 1f64;
            jumps
        }
    }
    #[automatically_derived]
    impl ::nernst::__private::Port<ElectricCurrent, ElectricPotential> for Lif {
        const INDEX: usize = 0usize;
    }
    #[automatically_derived]
    impl ::nernst::__private::Port<ElectricCurrent, ()> for Lif {
        const INDEX: usize = 0usize;
    }
    #[automatically_derived]
    impl ::nernst::__private::Receives<ElectricPotential> for Lif {}
};
#[automatically_derived]
#[allow(dead_code, private_interfaces)]
impl Lif {
    ///The parameter `tau`.
    pub const TAU: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        0usize,
    );
    ///The parameter `r`.
    pub const R: ::nernst::model::Parameter<Self, ElectricalResistance> = ::nernst::model::Parameter::new(
        1usize,
    );
    ///The parameter `v_rest`.
    pub const V_REST: ::nernst::model::Parameter<Self, ElectricPotential> = ::nernst::model::Parameter::new(
        2usize,
    );
    ///The parameter `v_th`.
    pub const V_TH: ::nernst::model::Parameter<Self, ElectricPotential> = ::nernst::model::Parameter::new(
        3usize,
    );
    ///The parameter `v_reset`.
    pub const V_RESET: ::nernst::model::Parameter<Self, ElectricPotential> = ::nernst::model::Parameter::new(
        4usize,
    );
    ///The parameter `t_ref`.
    pub const T_REF: ::nernst::model::Parameter<Self, Time> = ::nernst::model::Parameter::new(
        5usize,
    );
    ///The state `v`: `dv/dt = (v_rest - v + r * i) / tau`.
    pub const V: ::nernst::model::State<Self, ElectricPotential> = ::nernst::model::State::new(
        0usize,
    );
    ///The input `i`; what arrives there is summed.
    pub const I: ::nernst::model::Input<Self, ElectricCurrent> = ::nernst::model::Input::new(
        0usize,
    );
}
#[allow(dead_code, non_camel_case_types)]
const _: () = {
    const __PARAMETERS: [::nernst::__private::Exponents; 6usize] = [
        <Time as ::nernst::__private::Measured>::EXPONENTS,
        <ElectricalResistance as ::nernst::__private::Measured>::EXPONENTS,
        <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
        <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
        <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
        <Time as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __STATES: [::nernst::__private::Exponents; 1usize] = [
        <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __INPUTS: [::nernst::__private::Exponents; 1usize] = [
        <ElectricCurrent as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __PORTS: [::nernst::__private::Exponents; 1usize] = [
        <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const _: () = {
        let equation = "dv/dt = (v_rest - v + r * i) / tau";
        let _ = ::nernst::__private::check::ode(
            equation,
            "v",
            __STATES[0usize],
            ::nernst::__private::check::term(
                "(v_rest - v + r * i) / tau",
                ::nernst::__private::check::divide(
                    {
                        let terms: [::nernst::__private::check::Term; 3usize] = [
                            ::nernst::__private::check::term(
                                "v_rest",
                                __PARAMETERS[2usize],
                            ),
                            ::nernst::__private::check::term("v", __STATES[0usize]),
                            ::nernst::__private::check::term(
                                "r * i",
                                ::nernst::__private::check::multiply(
                                    __PARAMETERS[1usize],
                                    __INPUTS[0usize],
                                ),
                            ),
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
                        ::nernst::__private::check::operand(
                            equation,
                            &terms,
                            2usize,
                            false,
                        );
                        terms[0].dimension
                    },
                    __PARAMETERS[0usize],
                ),
            ),
            &[
                ::nernst::__private::check::term("tau", __PARAMETERS[0usize]),
                ::nernst::__private::check::term("r", __PARAMETERS[1usize]),
                ::nernst::__private::check::term("v_rest", __PARAMETERS[2usize]),
                ::nernst::__private::check::term("v_th", __PARAMETERS[3usize]),
                ::nernst::__private::check::term("v_reset", __PARAMETERS[4usize]),
                ::nernst::__private::check::term("t_ref", __PARAMETERS[5usize]),
            ],
        );
    };
    const _: () = {
        let equation = "init(v_rest)";
        let _ = ::nernst::__private::check::value(
            equation,
            "`v`",
            __STATES[0usize],
            ::nernst::__private::check::term("v_rest", __PARAMETERS[2usize]),
        );
    };
    const _: () = {
        let equation = "require(tau > 0 ms)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("tau", __PARAMETERS[0usize]),
            ::nernst::__private::check::term(
                "0 ms",
                ::nernst::__private::unit::ms.dimension,
            ),
        );
    };
    const _: () = {
        let equation = "require(r > 0 ohm)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("r", __PARAMETERS[1usize]),
            ::nernst::__private::check::term(
                "0 ohm",
                ::nernst::__private::unit::ohm.dimension,
            ),
        );
    };
    const _: () = {
        let equation = "require(t_ref >= 0 ms)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("t_ref", __PARAMETERS[5usize]),
            ::nernst::__private::check::term(
                "0 ms",
                ::nernst::__private::unit::ms.dimension,
            ),
        );
    };
    const _: () = {
        let equation = "require(v_reset < v_th)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("v_reset", __PARAMETERS[4usize]),
            ::nernst::__private::check::term("v_th", __PARAMETERS[3usize]),
        );
    };
    const _: () = {
        let equation = "spike(v >= v_th)";
        let _ = ::nernst::__private::check::compare(
            equation,
            ::nernst::__private::check::term("v", __STATES[0usize]),
            ::nernst::__private::check::term("v_th", __PARAMETERS[3usize]),
        );
    };
    const _: () = {
        let equation = "v = v_reset";
        let _ = ::nernst::__private::check::value(
            equation,
            "`v`",
            __STATES[0usize],
            ::nernst::__private::check::term("v_reset", __PARAMETERS[4usize]),
        );
    };
    const _: () = {
        let equation = "v += weight";
        let _ = ::nernst::__private::check::value(
            equation,
            "`v`",
            __STATES[0usize],
            ::nernst::__private::check::term("weight", __PORTS[0usize]),
        );
    };
    const _: () = {
        let equation = "refractory(t_ref)";
        let _ = ::nernst::__private::check::value(
            equation,
            "the refractory period",
            ::nernst::__private::unit::ms.dimension,
            ::nernst::__private::check::term("t_ref", __PARAMETERS[5usize]),
        );
    };
};
