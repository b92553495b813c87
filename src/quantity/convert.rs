//! To uom and back.

use uom::si::SI;

use super::{
    ArealNumberDensity, ConcentrationRate, ElectricChargeArealDensity,
    ElectricChargeVolumetricDensity, ElectricCurrentDensity, MassDensity, MolarConcentration,
    ThermodynamicTemperature, VolumetricNumberDensity,
};
use super::{Dimension, Quantity, Uom};

impl<D: Dimension> From<Uom<D>> for Quantity<D> {
    fn from(quantity: Uom<D>) -> Quantity<D> {
        Quantity(quantity)
    }
}

impl<D: Dimension> From<Quantity<D>> for uom::si::Quantity<D::Isq, SI<f64>, f64> {
    fn from(quantity: Quantity<D>) -> Self {
        quantity.into_uom()
    }
}

/// uom keeps some quantities apart by a *kind* although their dimension is the same, and its arithmetic loses the kind: a concentration
/// times a volume over a volume is no longer a concentration. Ours have the default kind, and convert to the one uom gives them.
macro_rules! of_a_kind {
    ($($ours:ident = $theirs:ident;)+) => {$(
        impl From<uom::si::f64::$theirs> for $ours {
            fn from(quantity: uom::si::f64::$theirs) -> $ours {
                Quantity::new(quantity.value)
            }
        }

        impl From<$ours> for uom::si::f64::$theirs {
            fn from(quantity: $ours) -> uom::si::f64::$theirs {
                uom::si::f64::$theirs {
                    dimension: core::marker::PhantomData,
                    units: core::marker::PhantomData,
                    value: quantity.value(),
                }
            }
        }
    )+};
}

of_a_kind! {
    ArealNumberDensity = ArealNumberDensity;
    ConcentrationRate = CatalyticActivityConcentration;
    ElectricChargeArealDensity = ElectricChargeArealDensity;
    ElectricChargeVolumetricDensity = ElectricChargeVolumetricDensity;
    ElectricCurrentDensity = ElectricCurrentDensity;
    MassDensity = MassConcentration;
    MolarConcentration = MolarConcentration;
    ThermodynamicTemperature = ThermodynamicTemperature;
    VolumetricNumberDensity = VolumetricNumberDensity;
}

#[cfg(test)]
mod tests {
    use crate::quantity::{ElectricPotential, MolarConcentration, ThermodynamicTemperature};
    use crate::units::{kelvin, mM, mV};
    use uom::si::electric_potential::millivolt;
    use uom::si::f64::{
        ElectricPotential as UomPotential, MolarConcentration as UomConcentration,
        TemperatureInterval, ThermodynamicTemperature as UomTemperature,
    };
    use uom::si::molar_concentration::millimole_per_liter;

    #[test]
    fn both_ways() {
        let v = -65.0 * mV;
        let theirs: UomPotential = v.into();
        assert_eq!(theirs, UomPotential::new::<millivolt>(-65.0));
        assert_eq!(ElectricPotential::from(theirs), v);
    }

    #[test]
    fn kinds_come_and_go() {
        let theirs = UomConcentration::new::<millimole_per_liter>(2.0);
        let ours = MolarConcentration::from(theirs);
        assert_eq!(ours, 2.0 * mM);
        assert_eq!(UomConcentration::from(ours), theirs);
    }

    #[test]
    fn a_temperature_is_a_point_or_a_difference() {
        let warm = 300.0 * kelvin;
        let point: UomTemperature = warm.into();
        let difference: TemperatureInterval = warm.into();
        assert_eq!(ThermodynamicTemperature::from(point), warm);
        assert_eq!(ThermodynamicTemperature::from(difference), warm);
    }
}
