// What the derive writes for `Coba`; a test compares it.

#[allow(clippy::all)]
const _: () = {
    #[doc(hidden)]
    #[allow(missing_debug_implementations, non_snake_case)]
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    pub struct __Variables {
        e: f64,
        g: f64,
        v: f64,
    }
    #[allow(non_snake_case, dead_code)]
    impl __Variables {}
    #[automatically_derived]
    impl ::nernst::__private::Model for Coba {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 1usize];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0usize];
        const NAME: &'static str = "Coba";
        const PARAMETERS: &'static [::nernst::__private::Variable] = &[
            ::nernst::__private::Variable::new(
                "e",
                "",
                <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
                <ElectricPotential as ::nernst::__private::Measured>::show,
            ),
        ];
        const STATES: &'static [::nernst::__private::Variable] = &[];
        const REQUIREMENTS: &'static [::nernst::__private::Requirement<__Variables>] = &[];
        fn values(&self) -> ::nernst::__private::Values {
            ::nernst::__private::Values::of(
                &[<ElectricPotential as ::nernst::__private::Measured>::si(self.e)],
                &[],
            )
        }
        #[inline(always)]
        fn load<__Columns: ::nernst::__private::Columns>(
            columns: &__Columns,
            lane: usize,
        ) -> __Variables {
            __Variables {
                e: columns.parameter(0usize, lane),
                g: 0f64,
                v: 0f64,
            }
        }
        #[inline(always)]
        fn states(_x: &__Variables) -> [f64; 0usize] {
            []
        }
        #[inline(always)]
        fn set_states(_x: &mut __Variables, _values: &[f64; 0usize]) {}
    }
    #[automatically_derived]
    impl ::nernst::__private::Output for Coba {
        type Drive = ElectricalConductance;
        type Post = ElectricPotential;
        type Current = ::nernst::quantity::ElectricCurrent;
        const LINEAR: bool = false;
        const CURRENT: &'static str = "g * (e - v)";
        #[inline(always)]
        #[allow(unused_variables)]
        fn bind(x: &__Variables, drive: f64, post: f64) -> __Variables {
            __Variables {
                g: drive,
                v: post,
                ..*x
            }
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn current(x: &__Variables) -> f64 {
            x.g * (x.e - x.v)
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn slope(x: &__Variables) -> f64 {
            -x.g
        }
        #[inline(always)]
        #[allow(unused_variables)]
        fn gain(x: &__Variables) -> f64 {
            x.e - x.v
        }
    }
    #[automatically_derived]
    impl ::nernst::__private::Accepts<ElectricalConductance> for Coba {}
};
#[automatically_derived]
#[allow(dead_code, private_interfaces)]
impl Coba {
    ///The parameter `e`.
    pub const E: ::nernst::model::Parameter<Self, ElectricPotential> = ::nernst::model::Parameter::new(
        0usize,
    );
}
#[allow(dead_code, non_camel_case_types)]
const _: () = {
    const __PARAMETERS: [::nernst::__private::Exponents; 1usize] = [
        <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const __STATES: [::nernst::__private::Exponents; 0usize] = [];
    const __INPUTS: [::nernst::__private::Exponents; 0usize] = [];
    const __PORTS: [::nernst::__private::Exponents; 2usize] = [
        <ElectricalConductance as ::nernst::__private::Measured>::EXPONENTS,
        <ElectricPotential as ::nernst::__private::Measured>::EXPONENTS,
    ];
    const _: () = {
        let equation = "current(g * (e - v))";
        let _ = ::nernst::__private::check::current(
            equation,
            "the current",
            <::nernst::quantity::ElectricCurrent as ::nernst::__private::Measured>::EXPONENTS,
            ::nernst::__private::check::term(
                "g * (e - v)",
                ::nernst::__private::check::multiply(
                    __PORTS[0],
                    {
                        let terms: [::nernst::__private::check::Term; 2usize] = [
                            ::nernst::__private::check::term("e", __PARAMETERS[0usize]),
                            ::nernst::__private::check::term("v", __PORTS[1usize]),
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
};
