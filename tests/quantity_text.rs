//! Quantities as text, and back.

use nernst::quantity::*;
use nernst::units::*;
use proptest::prelude::*;

fn shows<D: Dimension>(quantity: Quantity<D>, text: &str) {
    assert_eq!(quantity.to_string(), text);
}

fn reads<D: Dimension>(text: &str, quantity: Quantity<D>) {
    assert_eq!(text.parse::<Quantity<D>>(), Ok(quantity), "{text}");
}

fn refuses<D: Dimension>(text: &str, _: Quantity<D>, sentence: &str) {
    assert_eq!(
        text.parse::<Quantity<D>>().unwrap_err().to_string(),
        sentence
    );
}

#[test]
fn shows_the_unit_that_suits() {
    shows(-65.0 * mV, "-65 mV");
    shows(49.9 * mV, "49.9 mV");
    shows(0.1 * mV + 0.2 * mV, "300 uV");
    shows(0.999 * volt, "999 mV");
    shows(1.0 * volt, "1 V");
    shows(5.0 * ms, "5 ms");
    shows(0.05 * ms, "50 us");
    shows(90.0 * minute, "5400 s");
    shows(0.18 / ms, "180 Hz");
    shows(200.0 * pF, "200 pF");
    shows(10.0 * MOhm, "10 MOhm");
    shows(120.0 * mS / cm2, "120 mS/cm^2");
    shows(1.0 * uF / cm2, "1 uF/cm^2");
    shows(20000.0 * um2, "20000 um^2");
    shows(0.98 / ms / mM, "980 /s/mM");
    shows(0.04 / ms / mV, "40 /s/mV");
    shows(0.062 / mV, "62 /V");
    shows(8.0 * mV / ms, "8 mV/ms");
    shows(celsius(36.0), "309.15 K");
    shows(1.5 * mM, "1.5 mM");
}

#[test]
fn shows_what_is_extreme() {
    shows(0.0 * volt, "0 mV");
    shows(f64::NAN * nS, "NaN nS");
    shows(f64::NEG_INFINITY * ms, "-inf ms");
    shows(1e-9 * nV, "1e-9 nV");
    shows(3e12 * second, "3e12 s");
    shows(f64::MAX * second, "1.7976931348623157e308 s");
}

#[test]
fn shows_with_a_format() {
    assert_eq!(format!("{:.2}", -65.0 * mV), "-65.00 mV");
    assert_eq!(format!("{:.2}", 999.999 * mV), "1.00 V");
    assert_eq!(format!("{:.2}", 996.0 * mV), "996.00 mV");
    assert_eq!(
        format!("{:>9}|{:<9}|{:*^9}", 5.0 * ms, 5.0 * ms, 5.0 * ms),
        "     5 ms|5 ms     |**5 ms***"
    );
    assert_eq!(format!("{:+}", 5.0 * ms), "+5 ms");
}

#[test]
fn debug_hides_nothing() {
    assert_eq!(format!("{:?}", -65.0 * mV), "-65 mV");
    let noisy = 0.1 * volt + 0.2 * volt;
    assert_eq!(noisy.to_string(), "300 mV");
    assert_ne!(format!("{noisy:?}"), format!("{:?}", 0.3 * volt));
}

#[test]
fn reads_what_modelers_write() {
    for text in [
        "-65 mV",
        "-65mV",
        " -65  mV ",
        "-0.065 V",
        "−65 mV",
        "-65e0 mV",
        "-65.mV",
        "-65 * mV",
    ] {
        reads(text, -65.0 * mV);
    }
    for text in ["1 uS", "1 \u{b5}S", "1 \u{3bc}S", "1uS", "1e0uS"] {
        reads(text, 1.0 * uS);
    }
    for text in ["10 MOhm", "10 M\u{3a9}", "10 M\u{2126}"] {
        reads(text, 10.0 * MOhm);
    }
    for text in [
        "120 mS/cm^2",
        "120 mS cm^-2",
        "120 mS/cm2",
        "120 mS/cm²",
        "120 mS·cm⁻²",
        "120mS / cm / cm^1",
    ] {
        reads(text, 120.0 * mS / cm2);
    }
    for text in [
        "0.98 /ms/mM",
        "0.98 ms^-1 mM^-1",
        "0.98/(ms mM)",
        "0.98/(ms*mM)",
        "0.98 1/ms/mM",
        "0.98 ms⁻¹·mM⁻¹",
    ] {
        reads(text, 0.98 / ms / mM);
    }
    reads("2 s", 2.0 * second);
    reads("2 Ohm", 2.0 * ohm);
    reads("2 m", 2.0 * metre);
    reads("2 M", 2.0 * molar);
    reads("300 K", 300.0 * kelvin);
    reads("36 °C", celsius(36.0));
}

#[test]
fn reads_the_bits_of_the_same_constants() {
    reads("0.7 um^2", 0.7 * um2);
    reads("0.7 um^3", 0.7 * um3);
    reads("1.1 mS/cm^2", 1.1 * mS / cm2);
    reads("0.3 pA/(uM)", 0.3 * pA / uM);
}

#[test]
fn refuses_with_a_sentence() {
    refuses(
        "mV",
        volt,
        "`mV` does not start with a number (expected electric potential, such as `1 mV`)",
    );
    refuses(
        "-65",
        volt,
        "`-65` has no unit (expected electric potential, such as `1 mV`)",
    );
    refuses(
        "-65 mv",
        volt,
        "there is no unit `mv` in `-65 mv`, did you mean `mV`? (expected electric potential, such as `1 mV`)",
    );
    refuses(
        "5 msec",
        second,
        "there is no unit `msec` in `5 msec`, did you mean `ms`? (expected time, such as `1 ms`)",
    );
    refuses(
        "5 furlongs",
        metre,
        "there is no unit `furlongs` in `5 furlongs` (expected length, such as `1 um`)",
    );
    refuses(
        "5 nS",
        volt,
        "`5 nS` is electrical conductance [S] (expected electric potential, such as `1 mV`)",
    );
    refuses(
        "5 mV/",
        volt,
        "`5 mV/` breaks off within its unit (expected electric potential, such as `1 mV`)",
    );
    refuses(
        "5 mV^x",
        volt,
        "`^x` in `5 mV^x` is not part of a unit (expected electric potential, such as `1 mV`)",
    );
    refuses(
        "5 mV#",
        volt,
        "`#` in `5 mV#` is not part of a unit (expected electric potential, such as `1 mV`)",
    );
    refuses(
        "5",
        1.0 / mV,
        "`5` has no unit (expected inverse electric potential, such as `1/mV`)",
    );
    for text in [
        "", " ", "-", ".", "e5 mV", "1 ()", "1 mV)", "1 (mV", "1 */mV", "1 ((mV))", "1 mV^0",
        "1 mV^99", "1 1", "1 mV^", "5 mV 3", "0x10 mV",
    ] {
        assert!(text.parse::<ElectricPotential>().is_err(), "{text}");
    }
}

#[cfg(feature = "serde")]
mod serde_form {
    use super::*;
    use serde::Deserialize;
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, F64Deserializer, StrDeserializer};

    /// Written by serde; `Formatter` is the one serializer that needs no format crate.
    struct Written<D: Dimension>(Quantity<D>);

    impl<D: Dimension> std::fmt::Display for Written<D> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            serde::Serialize::serialize(&self.0, f)
        }
    }

    #[test]
    fn is_the_text() {
        assert_eq!(Written(-65.0 * mV).to_string(), "-65 mV");
        let from: StrDeserializer<'_, Error> = "-65 mV".into_deserializer();
        assert_eq!(ElectricPotential::deserialize(from), Ok(-65.0 * mV));
    }

    #[test]
    fn a_bare_number_is_refused() {
        let from: F64Deserializer<Error> = (-65.0).into_deserializer();
        assert_eq!(
            ElectricPotential::deserialize(from)
                .unwrap_err()
                .to_string(),
            "invalid type: floating point `-65.0`, expected electric potential as text with its unit, such as \"1 mV\""
        );
    }

    proptest! {
        #[test]
        fn keeps_every_bit(x in any_number()) {
            let g = x * mS / cm2;
            let text = Written(g).to_string();
            let from: StrDeserializer<'_, Error> = text.as_str().into_deserializer();
            let read = ArealConductance::deserialize(from).unwrap();
            prop_assert!(read.si().to_bits() == g.si().to_bits() || x.is_nan());
        }
    }
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -1e3..1e3f64,
        (-100_000..100_000i32).prop_map(|n| f64::from(n) / 100.0)
    ]
}

/// Debug is the exact text; reading it must give the bits back. NaN has many, of which text keeps none.
fn comes_back<D: Dimension>(quantity: Quantity<D>) -> Result<(), TestCaseError> {
    let text = format!("{quantity:?}");
    let read: Quantity<D> = text
        .parse()
        .map_err(|e| TestCaseError::fail(format!("{e}")))?;
    let (before, after) = (quantity.si(), read.si());
    let same = before.to_bits() == after.to_bits() || before.is_nan() && after.is_nan();
    prop_assert!(same, "{} from {} is {}", after, text, before);
    Ok(())
}

proptest! {
    #[test]
    fn every_value_comes_back(x in any_number()) {
        comes_back(x * mV)?;
        comes_back(x * nS)?;
        comes_back(x * mS / cm2)?;
        comes_back(x / ms / mM)?;
        comes_back(x * um3)?;
        comes_back(x * kelvin)?;
        comes_back(x * joule / mol / kelvin)?;
    }

    #[test]
    fn what_is_shown_is_close(x in any::<f64>()) {
        prop_assume!(x.is_normal() && (1e-290..1e290).contains(&x.abs()));
        let v = x * mV;
        let read: ElectricPotential = v.to_string().parse().unwrap();
        prop_assert!((read / v - 1.0).abs() < 1e-14);
    }

    #[test]
    fn no_text_panics(text in ".*") {
        let _ = text.parse::<ElectricPotential>();
    }

    #[test]
    fn no_unit_panics(text in "[-+]?[0-9.]{0,4}[eE]?[-0-9]{0,3} ?([a-zA-Zµ²⁻¹°]{0,3}[ */^()]{0,2}[-0-9]{0,3}){0,6}") {
        let _ = text.parse::<BindingRate>();
    }

    #[test]
    fn numbers_below_a_thousand(x in 1e-15..1e3f64) {
        let text = (x * volt).to_string();
        let number: f64 = text.split(' ').next().unwrap().parse().unwrap();
        prop_assert!(number < 1000.0, "{}", text);
        prop_assert!(number >= 1.0 || text.ends_with("nV"), "{}", text);
    }
}
