//! Sums, multiples, products and quotients.

use core::iter::Sum;
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use uom::si::{DimensionOne, SI};

use super::{Dimension, Quantity, Uom};

/// The way back from a product in uom to the name of its dimension: a [`Quantity`], or `f64` for dimension one.
///
/// Each dimension of [`dim`](super::dim) has it; nothing else can.
///
/// ```compile_fail,E0277
/// use nernst::units::{mV, um2};
/// let nameless = mV * um2;
/// ```
pub trait Named {
    /// The quantity with its name.
    type Named;

    /// Gives it its name.
    fn named(self) -> Self::Named;
}

#[diagnostic::do_not_recommend]
impl Named for uom::si::Quantity<DimensionOne, SI<f64>, f64> {
    type Named = f64;

    #[inline]
    fn named(self) -> f64 {
        self.value
    }
}

/// A dimension whose product with `B` has a name.
#[diagnostic::on_unimplemented(
    message = "the product of `{Self}` and `{B}` has a dimension without a name",
    label = "no name for the dimension of the product",
    note = "multiply or divide one at a time, so that each step has a name: `0.98 / ms / mM`, not `0.98 / (ms * mM)`",
    note = "for a dimension of your own, compute with `into_uom()` and convert back with `.into()`"
)]
pub trait Times<B: Dimension>: Dimension {
    /// The quantity that the product is.
    type Product;

    #[doc(hidden)]
    fn product(left: Quantity<Self>, right: Quantity<B>) -> Self::Product;
}

/// A dimension whose quotient by `B` has a name.
#[diagnostic::on_unimplemented(
    message = "the quotient of `{Self}` and `{B}` has a dimension without a name",
    label = "no name for the dimension of the quotient",
    note = "multiply or divide one at a time, so that each step has a name: `0.98 / ms / mM`, not `0.98 / (ms * mM)`",
    note = "for a dimension of your own, compute with `into_uom()` and convert back with `.into()`"
)]
pub trait Per<B: Dimension>: Dimension {
    /// The quantity that the quotient is.
    type Quotient;

    #[doc(hidden)]
    fn quotient(left: Quantity<Self>, right: Quantity<B>) -> Self::Quotient;
}

/// A dimension whose inverse has a name.
#[diagnostic::on_unimplemented(
    message = "the inverse of `{Self}` has a dimension without a name",
    label = "no name for the dimension of the quotient",
    note = "multiply or divide one at a time, so that each step has a name: `0.98 / ms / mM`, not `0.98 / (ms * mM)`",
    note = "for a dimension of your own, compute with `into_uom()` and convert back with `.into()`"
)]
pub trait Invert: Dimension {
    /// The quantity that the inverse is.
    type Inverse;

    #[doc(hidden)]
    fn inverse(number: f64, divisor: Quantity<Self>) -> Self::Inverse;
}

// Not recommended: rustc would tell what these need, which are type-level integers.

#[diagnostic::do_not_recommend]
impl<A: Dimension, B: Dimension> Times<B> for A
where
    Uom<A>: Mul<Uom<B>>,
    <Uom<A> as Mul<Uom<B>>>::Output: Named,
{
    type Product = <<Uom<A> as Mul<Uom<B>>>::Output as Named>::Named;

    #[inline]
    fn product(left: Quantity<A>, right: Quantity<B>) -> Self::Product {
        (left.0 * right.0).named()
    }
}

#[diagnostic::do_not_recommend]
impl<A: Dimension, B: Dimension> Per<B> for A
where
    Uom<A>: Div<Uom<B>>,
    <Uom<A> as Div<Uom<B>>>::Output: Named,
{
    type Quotient = <<Uom<A> as Div<Uom<B>>>::Output as Named>::Named;

    #[inline]
    fn quotient(left: Quantity<A>, right: Quantity<B>) -> Self::Quotient {
        (left.0 / right.0).named()
    }
}

#[diagnostic::do_not_recommend]
impl<D: Dimension> Invert for D
where
    f64: Div<Uom<D>>,
    <f64 as Div<Uom<D>>>::Output: Named,
{
    type Inverse = <<f64 as Div<Uom<D>>>::Output as Named>::Named;

    #[inline]
    fn inverse(number: f64, divisor: Quantity<D>) -> Self::Inverse {
        (number / divisor.0).named()
    }
}

impl<A: Times<B>, B: Dimension> Mul<Quantity<B>> for Quantity<A> {
    type Output = A::Product;

    #[inline]
    fn mul(self, other: Quantity<B>) -> A::Product {
        A::product(self, other)
    }
}

impl<A: Per<B>, B: Dimension> Div<Quantity<B>> for Quantity<A> {
    type Output = A::Quotient;

    #[inline]
    fn div(self, other: Quantity<B>) -> A::Quotient {
        A::quotient(self, other)
    }
}

impl<D: Invert> Div<Quantity<D>> for f64 {
    type Output = D::Inverse;

    #[inline]
    fn div(self, other: Quantity<D>) -> D::Inverse {
        D::inverse(self, other)
    }
}

impl<D: Dimension> Mul<f64> for Quantity<D> {
    type Output = Quantity<D>;

    #[inline]
    fn mul(self, factor: f64) -> Quantity<D> {
        self.times(factor)
    }
}

impl<D: Dimension> Mul<Quantity<D>> for f64 {
    type Output = Quantity<D>;

    #[inline]
    fn mul(self, unit: Quantity<D>) -> Quantity<D> {
        unit.times(self)
    }
}

impl<D: Dimension> MulAssign<f64> for Quantity<D> {
    #[inline]
    fn mul_assign(&mut self, factor: f64) {
        *self = *self * factor;
    }
}

impl<D: Dimension> Div<f64> for Quantity<D> {
    type Output = Quantity<D>;

    #[inline]
    fn div(self, divisor: f64) -> Quantity<D> {
        Quantity::new(self.value() / divisor)
    }
}

impl<D: Dimension> DivAssign<f64> for Quantity<D> {
    #[inline]
    fn div_assign(&mut self, divisor: f64) {
        *self = *self / divisor;
    }
}

impl<D: Dimension> Neg for Quantity<D> {
    type Output = Quantity<D>;

    #[inline]
    fn neg(self) -> Quantity<D> {
        Quantity::new(-self.value())
    }
}

impl<D: Dimension> Add for Quantity<D> {
    type Output = Quantity<D>;

    #[inline]
    fn add(self, other: Quantity<D>) -> Quantity<D> {
        Quantity::new(self.value() + other.value())
    }
}

impl<D: Dimension> AddAssign for Quantity<D> {
    #[inline]
    fn add_assign(&mut self, other: Quantity<D>) {
        *self = *self + other;
    }
}

impl<D: Dimension> Sub for Quantity<D> {
    type Output = Quantity<D>;

    #[inline]
    fn sub(self, other: Quantity<D>) -> Quantity<D> {
        Quantity::new(self.value() - other.value())
    }
}

impl<D: Dimension> SubAssign for Quantity<D> {
    #[inline]
    fn sub_assign(&mut self, other: Quantity<D>) {
        *self = *self - other;
    }
}

impl<D: Dimension> Sum for Quantity<D> {
    fn sum<I: Iterator<Item = Quantity<D>>>(terms: I) -> Quantity<D> {
        Quantity::new(terms.map(Quantity::value).sum())
    }
}

impl<'a, D: Dimension> Sum<&'a Quantity<D>> for Quantity<D> {
    fn sum<I: Iterator<Item = &'a Quantity<D>>>(terms: I) -> Quantity<D> {
        terms.copied().sum()
    }
}
