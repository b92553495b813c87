//! In which unit a column of a file is.

use super::plan::Value;
use crate::quantity::Measured;
use crate::units::named;
use crate::units::table::Unit;

/// The units of columns for which none is asked, one for each dimension; of all others it is the SI unit.
const CUSTOMARY: &[Unit] = &[
    named::ms,
    named::mV,
    named::pA,
    named::nS,
    named::MOhm,
    named::pF,
    named::Hz,
    named::mM,
];

impl Value {
    /// The column of a variable in the unit, or in the customary one.
    pub(super) fn of<Q: Measured>(variable: &str, unit: Option<Q>) -> Self {
        let (name, factor) = match unit {
            Some(unit) => (Q::show(unit.si()), unit.si()),
            None => customary::<Q>(),
        };
        let name = name.strip_prefix("1 ").unwrap_or(&name);
        let column = match name {
            "1" => variable.to_owned(),
            _ => format!("{variable}_{name}"),
        };
        let unit = name.to_owned();
        Value {
            column,
            unit,
            factor,
        }
    }
}

fn customary<Q: Measured>() -> (String, f64) {
    let mut units = CUSTOMARY.iter();
    match units.find(|unit| unit.dimension == Q::EXPONENTS) {
        Some(unit) => (unit.name.to_owned(), unit.factor),
        None => (Q::EXPONENTS.symbol(), 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{ArealConductance, ElectricPotential, Time};
    use crate::units::{cm2, mS, mV, volt};

    fn column<Q: Measured>(unit: Option<Q>) -> (String, f64) {
        let value = Value::of("x", unit);
        (value.column, value.factor)
    }

    #[test]
    fn columns_are_named_with_their_units() {
        assert_eq!(column::<ElectricPotential>(None), ("x_mV".to_owned(), 1e-3));
        assert_eq!(column(Some(volt)), ("x_V".to_owned(), 1.0));
        assert_eq!(column::<Time>(None), ("x_ms".to_owned(), 1e-3));
        assert_eq!(
            column::<ArealConductance>(None),
            ("x_S/m^2".to_owned(), 1.0)
        );
        let (name, factor) = column(Some(mS / cm2));
        assert_eq!((&*name, (factor - 10.0).abs() < 1e-12), ("x_mS/cm^2", true));
        assert_eq!(column(Some(2.0 * mV)).0, "x_2 mV");
    }

    #[test]
    fn a_number_has_no_unit() {
        assert_eq!(column::<f64>(None), ("x".to_owned(), 1.0));
        assert_eq!(column(Some(1.0)), ("x".to_owned(), 1.0));
    }
}
