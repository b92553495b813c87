//! Numbers that know their dimension.
//!
//! A [`Quantity<D>`] is an `f64` in SI units with a named dimension `D` around it: a [`Time`], an [`ElectricPotential`], a
//! [`BindingRate`]. Write one as a number times a unit of [`crate::units`]:
//!
//! ```
//! use nernst::quantity::{ElectricalConductance, Capacitance, Time};
//! use nernst::units::{mS, ms, nS, pF, cm2};
//!
//! let g: ElectricalConductance = 10.0 * nS;
//! let c: Capacitance = 200.0 * pF;
//! let tau: Time = c / g;
//! assert_eq!(tau.to_string(), "20 ms");
//! assert_eq!(tau.value_in(ms), 20.0);
//! assert_eq!((120.0 * mS / cm2).to_string(), "120 mS/cm^2");
//! ```
//!
//! Quantities of different dimensions do not mix:
//!
//! ```compile_fail,E0308
//! use nernst::units::{mV, nS};
//! let nonsense = 5.0 * mV + 3.0 * nS;
//! ```
//!
//! A quotient of equal dimensions is a plain `f64`; there is no type for dimension one:
//!
//! ```
//! use nernst::units::ms;
//! let ratio: f64 = 20.0 * ms / (5.0 * ms);
//! assert_eq!(ratio, 4.0);
//! ```
//!
//! Underneath is a quantity of [uom], which does the arithmetic of dimensions. uom keeps the powers of the base units in its types, and the
//! compiler shows them as it finds them, so that a volt in the place of a siemens reads ``expected `PInt<UInt<..>>` ``. With the name
//! in the type it reads ``expected `Quantity<ElectricalConductance>`, found `Quantity<ElectricPotential>` ``. The price: a product
//! can only be written if its dimension has a name, and [`dim`] has many. `From` leads to uom's types and back.

mod arithmetic;
mod convert;
mod describe;
mod dimensions;
mod display;
mod error;
mod exponents;
mod measured;
mod parse;
#[cfg(feature = "serde")]
mod serialize;
mod spelling;
mod text;

use core::fmt::Debug;
use core::marker::PhantomData;

use uom::si::SI;

pub use arithmetic::{Invert, Named, Per, Times};
pub use dimensions::*;
pub use error::{ExpectedQuantity, ParseQuantityError};
pub use exponents::Exponents;
pub use measured::Measured;
pub use text::Text;

/// The marker of a dimension, such as [`dim::ElectricPotential`].
///
/// A dimension that [`dim`] lacks is a marker of your own. It works in equations, `+`, `-`, comparison, scaling and text; products that
/// lead to it go through uom:
///
/// ```
/// use nernst::quantity::{Dimension, Quantity};
/// use nernst::units::{mV, nS};
///
/// /// How fast a conductance grows with the square of the potential.
/// #[derive(Clone, Copy, Debug, PartialEq, Default)]
/// struct Curvature;
///
/// impl Dimension for Curvature {
///     type Isq = uom::si::ISQ<
///         uom::typenum::N6, uom::typenum::N3, uom::typenum::P9, uom::typenum::P4,
///         uom::typenum::Z0, uom::typenum::Z0, uom::typenum::Z0>;
///     const NAME: &'static str = "conductance per squared potential";
///     const SYMBOL: &'static str = "S/V^2";
/// }
///
/// let g = 2.0 * nS;
/// let v = 2.0 * mV;
/// let curvature: Quantity<Curvature> = ((g / v).into_uom() / v.into_uom()).into();
/// assert_eq!(curvature.to_string(), "0.0005 S/V^2");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the marker of a dimension",
    label = "not a dimension",
    note = "a dimension is a marker such as `dim::Time`, and `Time` is the quantity that has it; for a dimension that `nernst::quantity::dim` lacks, implement `Dimension` for a marker of your own"
)]
pub trait Dimension: Copy + Debug + PartialEq + Default + Send + Sync + 'static {
    /// The dimension in uom, of the default kind.
    type Isq: uom::si::Dimension + ?Sized;

    /// What a modeler calls it: `electric potential`.
    const NAME: &'static str;

    /// Its SI unit without a prefix: `V`.
    const SYMBOL: &'static str;

    /// The units it is printed in, the one for zero first; [`SYMBOL`](Self::SYMBOL) if there are none.
    #[doc(hidden)]
    const SHOWN_IN: &'static [&'static str] = &[];

    /// The same dimension as a constant, for the unit check of equations.
    #[doc(hidden)]
    const EXPONENTS: Exponents = Exponents::of::<Self::Isq>();
}

/// uom's quantity of a dimension.
pub(crate) type Uom<D> = uom::si::Quantity<<D as Dimension>::Isq, SI<f64>, f64>;

/// A number with the dimension `D`, held in SI units.
///
/// As large and as fast as the `f64` in it. `Display` and `Debug` write it with the unit that suits its size, and
/// [`str::parse`] reads it back:
///
/// ```
/// use nernst::quantity::ElectricPotential;
/// use nernst::units::mV;
///
/// let v = -65.0 * mV;
/// assert_eq!(v.to_string(), "-65 mV");
/// assert_eq!("-65 mV".parse::<ElectricPotential>(), Ok(v));
/// ```
#[repr(transparent)]
pub struct Quantity<D: Dimension>(Uom<D>);

impl<D: Dimension> Quantity<D> {
    /// Nothing of it.
    pub const ZERO: Quantity<D> = Quantity::new(0.0);

    /// From the number of SI units.
    pub(crate) const fn new(value: f64) -> Quantity<D> {
        Quantity(uom::si::Quantity {
            dimension: PhantomData,
            units: PhantomData,
            value,
        })
    }

    /// The number of SI units.
    pub(crate) const fn value(self) -> f64 {
        self.0.value
    }

    /// `factor * self` where operators are not allowed, in a `const`.
    ///
    /// ```
    /// use nernst::quantity::Time;
    /// use nernst::units::ms;
    ///
    /// const TAU: Time = ms.times(5.0);
    /// assert_eq!(TAU, 5.0 * ms);
    /// ```
    #[must_use]
    pub const fn times(self, factor: f64) -> Quantity<D> {
        Quantity::new(self.value() * factor)
    }

    /// The plain number of times that `unit` fits into it.
    ///
    /// ```
    /// use nernst::units::{mV, volt};
    /// assert_eq!((0.5 * volt).value_in(mV), 500.0);
    /// ```
    #[must_use]
    pub const fn value_in(self, unit: Quantity<D>) -> f64 {
        self.value() / unit.value()
    }

    /// Its magnitude.
    #[must_use]
    pub const fn abs(self) -> Quantity<D> {
        Quantity::new(self.value().abs())
    }

    /// The smaller of the two; the other one if one is NaN.
    #[must_use]
    pub const fn min(self, other: Quantity<D>) -> Quantity<D> {
        Quantity::new(self.value().min(other.value()))
    }

    /// The larger of the two; the other one if one is NaN.
    #[must_use]
    pub const fn max(self, other: Quantity<D>) -> Quantity<D> {
        Quantity::new(self.value().max(other.value()))
    }

    /// The nearest value from `low` to `high`.
    ///
    /// # Panics
    /// If `low > high`, or one of them is NaN.
    #[must_use]
    pub fn clamp(self, low: Quantity<D>, high: Quantity<D>) -> Quantity<D> {
        assert!(low <= high, "cannot clamp between {low} and {high}");
        Quantity::new(self.value().clamp(low.value(), high.value()))
    }

    /// Is it neither infinite nor NaN?
    #[must_use]
    pub const fn is_finite(self) -> bool {
        self.value().is_finite()
    }

    /// The same quantity in uom, for arithmetic whose result [`dim`] has no name for.
    #[must_use]
    pub const fn into_uom(self) -> uom::si::Quantity<D::Isq, SI<f64>, f64> {
        self.0
    }
}

impl<D: Dimension> Clone for Quantity<D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D: Dimension> Copy for Quantity<D> {}

impl<D: Dimension> Default for Quantity<D> {
    fn default() -> Self {
        Quantity::ZERO
    }
}

impl<D: Dimension> PartialEq for Quantity<D> {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}

impl<D: Dimension> PartialOrd for Quantity<D> {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        self.value().partial_cmp(&other.value())
    }
}
