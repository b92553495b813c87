//! Quantities in any serde format, as the text `"-65 mV"`.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::display::exact;
use super::{Dimension, Quantity};

impl<D: Dimension> Serialize for Quantity<D> {
    /// With as many digits as it takes to read the same bits back.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&exact(*self))
    }
}

impl<'de, D: Dimension> Deserialize<'de> for Quantity<D> {
    /// From text with a unit; a bare number is refused, since nobody could say in which unit it was meant.
    fn deserialize<F: Deserializer<'de>>(deserializer: F) -> Result<Quantity<D>, F::Error> {
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

struct TextVisitor<D>(PhantomData<D>);

impl<D: Dimension> Visitor<'_> for TextVisitor<D> {
    type Value = Quantity<D>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = D::SHOWN_IN.first().unwrap_or(&D::SYMBOL);
        write!(f, "{} as text with its unit, such as \"1 {unit}\"", D::NAME)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Quantity<D>, E> {
        text.parse().map_err(E::custom)
    }
}
