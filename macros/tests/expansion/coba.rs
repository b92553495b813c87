// What the derive writes for `Coba`; a test compares it.

#[allow(clippy::all)]
const _: () = {
    use ::nernst::__private;
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
    #[diagnostic::do_not_recommend]
    impl __private::Model for Coba {
        type Variables = __Variables;
        type PerParameter<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 1];
        type PerState<__Item: ::core::marker::Copy + ::core::marker::Send> = [__Item; 0];
        const NAME: &'static str = "Coba";
        const PARAMETERS: &'static [__private::Variable] = &[
            __private::Variable::new(
                "e",
                "",
                <ElectricPotential as __private::Measured>::EXPONENTS,
                <ElectricPotential as __private::Measured>::show,
            ),
        ];
        const STATES: &'static [__private::Variable] = &[];
        const EQUATIONS: &'static [&'static str] = &["current: g * (e - v)"];
        const REQUIREMENTS: &'static [__private::Requirement<__Variables>] = &[];
        fn values(&self) -> __private::Values {
            __private::Values::of(
                &[<ElectricPotential as __private::Measured>::si(self.e)],
                &[],
            )
        }
        #[inline(always)]
        fn load<__Columns: __private::Columns>(
            columns: &__Columns,
            lane: usize,
        ) -> __Variables {
            __Variables {
                e: columns.parameter(0, lane),
                g: 0f64,
                v: 0f64,
            }
        }
        #[inline(always)]
        fn states(_x: &__Variables) -> [f64; 0] {
            []
        }
        #[inline(always)]
        fn set_states(_x: &mut __Variables, _values: &[f64; 0]) {}
    }
    /**```text
current: g * (e - v)
```

| variable | | quantity |
|---|---|---|
| `e` | parameter | `ElectricPotential` |
| `g` | what the synapse hands on | `ElectricalConductance` |
| `v` | membrane state | `ElectricPotential` |
*/
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __private::Output for Coba {
        type Drive = ElectricalConductance;
        type Post = ElectricPotential;
        type Current = ::nernst::quantity::ElectricCurrent;
        const LINEAR: bool = false;
        const PROPORTIONAL: bool = true;
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
    #[diagnostic::do_not_recommend]
    impl __private::Accepts<ElectricalConductance> for Coba {}
};
#[automatically_derived]
#[allow(dead_code, private_interfaces)]
impl Coba {
    /// The parameter `e`.
    pub const E: ::nernst::model::Parameter<Self, ElectricPotential> = ::nernst::model::Parameter::new(
        0,
    );
}
#[allow(dead_code, non_camel_case_types)]
const _: () = {
    use ::nernst::__private;
    const __PARAMETERS: [__private::Exponents; 1] = [
        <ElectricPotential as __private::Measured>::EXPONENTS,
    ];
    const __STATES: [__private::Exponents; 0] = [];
    const __INPUTS: [__private::Exponents; 0] = [];
    const __PORTS: [__private::Exponents; 2] = [
        <ElectricalConductance as __private::Measured>::EXPONENTS,
        <ElectricPotential as __private::Measured>::EXPONENTS,
    ];
    const _: () = {
        let equation = "current(g * (e - v))";
        let _ = __private::check::current(
            equation,
            "the current",
            <::nernst::quantity::ElectricCurrent as __private::Measured>::EXPONENTS,
            __private::check::term(
                "g * (e - v)",
                __private::check::multiply(
                    __PORTS[0],
                    {
                        let terms: [__private::check::Term; 2] = [
                            __private::check::term("e", __PARAMETERS[0]),
                            __private::check::subtracted("v", __PORTS[1]),
                        ];
                        __private::check::operand(equation, &terms, 0);
                        __private::check::operand(equation, &terms, 1);
                        terms[0].dimension
                    },
                ),
            ),
        );
    };
};
