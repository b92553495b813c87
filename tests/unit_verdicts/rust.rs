//! What stands in front of the expressions as Rust: quantities by the names of their dimensions, and the functions of the language.

use crate::vocabulary::modules;

/// `$scale` makes room for fractional powers, which uom does not have: with `P12` every base quantity is the twelfth power of
/// another one.
const QUANTITIES: &str = r#"#![allow(warnings)]
macro_rules! quantities {
    ($scale:ident: $($module:ident)+) => {
        use uom::si::angle::radian;
        use uom::si::{Dimension, ISQ, Quantity, SI};
        use uom::typenum::*;
        type Si<D> = Quantity<D, SI<f64>, f64>;
        type Of<D> = Si<ISQ<
            Prod<<D as Dimension>::L, $scale>, Prod<<D as Dimension>::M, $scale>, Prod<<D as Dimension>::T, $scale>, Prod<<D as Dimension>::I, $scale>,
            Prod<<D as Dimension>::Th, $scale>, Prod<<D as Dimension>::N, $scale>, Prod<<D as Dimension>::J, $scale>,
        >>;
        type Ratio = uom::si::f64::Ratio;
        type Angle = uom::si::f64::Angle;
        type WhiteNoise = Si<ISQ<Z0, Z0, N6, Z0, Z0, Z0, Z0>>;
        $(fn $module() -> Of<uom::si::$module::Dimension> { Default::default() })+
        fn ratio() -> Ratio { Default::default() }
        fn white_noise() -> WhiteNoise { Default::default() }
        fn raised(base: Ratio, exponent: Ratio) -> Ratio { base.value.powf(exponent.value).into() }
        fn exprel(x: Ratio) -> Ratio { nernst::function::exprel(x.value).into() }
        fn erf(x: Ratio) -> Ratio { nernst::function::erf(x.value).into() }
        fn floor(x: Ratio) -> Ratio { x.floor::<uom::si::ratio::ratio>() }
        fn angle(x: Ratio) -> Angle { Angle::new::<radian>(x.value) }
        fn sign<D: Dimension + ?Sized>(x: Si<D>) -> Ratio { nernst::function::sign(x.value).into() }
        fn heaviside<D: Dimension + ?Sized>(x: Si<D>) -> Ratio { nernst::function::heaviside(x.value).into() }
        fn clip<D: Dimension + ?Sized>(x: Si<D>, low: Si<D>, high: Si<D>) -> Si<D> { x.max(low).min(high) }
        fn same<T>(place: T, value: T) {}
    };
}
"#;

/// The beginning of a file whose powers are multiplied by this number of typenum.
pub(crate) fn head(scale: &str) -> String {
    let modules = modules().join(" ");
    format!("{QUANTITIES}quantities! {{ {scale}: {modules} }}\nfn main() {{}}\n")
}
