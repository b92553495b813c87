use super::*;

const VOLT: Exponents = dim::ElectricPotential::EXPONENTS;
const AMPERE: Exponents = dim::ElectricCurrent::EXPONENTS;
const SIEMENS: Exponents = dim::ElectricalConductance::EXPONENTS;
const V: Term = term("v", VOLT);
const I: Term = term("i", AMPERE);
const G: Term = term("g", SIEMENS);
const THREE: Term = term("3", Exponents::ONE);

/// What a check fails with.
fn message<R>(check: impl FnOnce() -> R + std::panic::UnwindSafe) -> String {
    match std::panic::catch_unwind(check) {
        Ok(_) => "right".to_owned(),
        Err(panic) => *panic.downcast::<String>().expect("a sentence"),
    }
}

/// The same of the check of "EQ", without what all begin with.
fn sentence<R>(check: impl FnOnce() -> R + std::panic::UnwindSafe) -> String {
    let message = message(check);
    let sentence = message.strip_prefix("unit mismatch in `EQ`: ");
    sentence.unwrap_or(&message).to_owned()
}

#[test]
fn what_agrees_passes() {
    operand("EQ", &[V, V, V], 1);
    operand("EQ", &[I, subtracted("i", AMPERE)], 1);
    compare("EQ", G, G);
    assert_eq!(branches("EQ", THREE, THREE), Exponents::ONE);
    assert_eq!(same("EQ", "min", V, V), VOLT);
    assert_eq!(dimensionless("EQ", "exp", THREE), Exponents::ONE);
    exponent("EQ", THREE);
    assert_eq!(base("EQ", THREE, "n"), Exponents::ONE);
    ode("EQ", "v", VOLT, term("v / tau", divide(VOLT, TIME)), &[]);
    value("EQ", "`v`", VOLT, V);
    assert_eq!(power(multiply(VOLT, VOLT), 1, 2), VOLT);
}

#[test]
fn sums() {
    assert_eq!(
        sentence(|| operand("EQ", &[I, V], 1)),
        "cannot add `v`, electric potential [V], to `i`, electric current [A]"
    );
    assert_eq!(
        sentence(|| operand("EQ", &[V, subtracted("g", SIEMENS)], 1)),
        "cannot subtract `g`, electrical conductance [S], from `v`, electric potential [V]"
    );
}

#[test]
fn of_many_operands_the_odd_one_is_blamed() {
    let terms = [G, V, V];
    assert_eq!(
        sentence(|| operand("EQ", &terms, 0)),
        "cannot add `g`, electrical conductance [S], to `v`, electric potential [V]"
    );
    assert_eq!(sentence(|| operand("EQ", &terms, 1)), "right");
}

#[test]
fn an_odd_first_operand_from_which_others_are_subtracted() {
    let terms = [G, subtracted("v", VOLT), subtracted("v_th", VOLT)];
    assert_eq!(
        sentence(|| operand("EQ", &terms, 0)),
        "cannot subtract `v`, electric potential [V], from `g`, electrical conductance [S]"
    );
}

#[test]
fn of_two_operands_the_bare_number_is_blamed() {
    let zero = term("0", Exponents::ONE);
    let terms = [zero, subtracted("v", VOLT)];
    assert_eq!(
        sentence(|| operand("EQ", &terms, 0)),
        "cannot subtract `v`, electric potential [V], from `0`, dimensionless; write the number with its unit, such as `0 mV`"
    );
    assert_eq!(sentence(move || operand("EQ", &terms, 1)), "right");
    let terms = [V, zero];
    assert_eq!(sentence(move || operand("EQ", &terms, 0)), "right");
    // As many numbers as potentials.
    let terms = [zero, THREE, V, V];
    assert_eq!(sentence(move || operand("EQ", &terms, 2)), "right");
    // A dimensionless variable is no bare number, and for a type parameter there is no unit to write.
    let m = term("m", Exponents::ONE);
    let terms = [m, V];
    assert_eq!(sentence(move || operand("EQ", &terms, 0)), "right");
    let terms = [THREE, term("x", Exponents::parameter(0))];
    assert_eq!(sentence(move || operand("EQ", &terms, 0)), "right");
    // Two potentials outvote a number anyway, and two numbers a potential.
    let terms = [THREE, zero, V];
    assert_eq!(sentence(move || operand("EQ", &terms, 0)), "right");
}

#[test]
fn a_current_may_lack_its_driving_force() {
    let sentence = sentence(|| current("EQ", "the current", AMPERE, G));
    assert!(
        sentence.ends_with("is a driving force missing, such as `* (e - v)`?"),
        "{sentence}"
    );
}

#[test]
fn a_bare_number_lacks_its_unit() {
    assert_eq!(
        sentence(|| compare("EQ", V, THREE)),
        "cannot compare `v`, electric potential [V], with `3`, dimensionless; write the number with its unit, such as `3 mV`"
    );
    assert!(sentence(|| operand("EQ", &[V, THREE], 1)).ends_with("such as `3 mV`"));
    let m = term("m", Exponents::ONE);
    assert!(sentence(|| operand("EQ", &[m, V], 1)).ends_with("to `m`, dimensionless"));
    let e2 = term("e2", Exponents::ONE);
    assert!(sentence(|| operand("EQ", &[e2, V], 1)).ends_with("to `e2`, dimensionless"));
}

#[test]
fn choices() {
    assert_eq!(
        sentence(|| branches("EQ", V, I)),
        "the branches of `if` must agree, but `v` is electric potential [V] and `i` is electric current [A]"
    );
    assert_eq!(
        sentence(|| same("EQ", "clip", V, term("-80.5", Exponents::ONE))),
        "the arguments of `clip` must agree, but `v` is electric potential [V] and `-80.5` is dimensionless; write the number with its unit, such as `-80.5 mV`"
    );
}

#[test]
fn functions_of_a_number() {
    assert_eq!(
        sentence(|| dimensionless("EQ", "exp", V)),
        "`exp` takes a dimensionless argument, but `v` is electric potential [V]; divide it by a scale of the same dimension"
    );
    assert_eq!(
        sentence(|| base("EQ", V, "n")),
        "only a dimensionless number can have the exponent `n`, but `v` is electric potential [V]; divide it by a scale of the same dimension"
    );
    assert!(sentence(|| exponent("EQ", V)).starts_with("an exponent is dimensionless, but `v`"));
}

#[test]
fn a_slope_is_per_time() {
    let right = term("v_rest - v", VOLT);
    let tau = term("tau", TIME);
    assert_eq!(
        sentence(|| ode("EQ", "v", VOLT, right, &[])),
        "`dv/dt` is electric potential per time [V/s], but `v_rest - v` is electric potential [V]; is a division by a time constant missing?"
    );
    assert!(
        sentence(move || ode("EQ", "v", VOLT, right, &[G, tau]))
            .ends_with("missing, such as `/ tau`?")
    );
    assert_eq!(
        sentence(|| ode("EQ", "v", VOLT, I, &[])),
        "`dv/dt` is electric potential per time [V/s], but `i` is electric current [A]"
    );
}

#[test]
fn noise_lacks_a_root_of_time() {
    let tau = term("tau", TIME);
    let advice = "; white noise is per square root of time [1/s^(1/2)], so its coefficient has such a root in it: `sigma * sqrt(2 / tau) * xi`";
    let slope = term("v / tau", divide(VOLT, TIME));
    let noise = term("v / tau * xi", multiply(slope.dimension, NOISE));
    assert_eq!(
        sentence(|| operand("EQ", &[slope, noise], 1)),
        format!(
            "cannot add `v / tau * xi`, [V/s^(3/2)], to `v / tau`, electric potential per time [V/s]{advice}"
        )
    );
    let noise = term("v * xi", multiply(VOLT, NOISE));
    assert_eq!(
        sentence(move || ode("EQ", "v", VOLT, noise, &[tau])),
        format!(
            "`dv/dt` is electric potential per time [V/s], but `v * xi` is [V/s^(1/2)]{advice}"
        )
    );
    assert_eq!(
        sentence(|| ode("EQ", "v", VOLT, term("xi", NOISE), &[])),
        "`dv/dt` is electric potential per time [V/s], but `xi` is white noise [1/s^(1/2)]"
    );
}

#[test]
fn values() {
    assert_eq!(
        sentence(|| value("EQ", "`v`", VOLT, I)),
        "`v` is electric potential [V], but `i` is electric current [A]"
    );
    assert!(sentence(|| value("EQ", "`v`", VOLT, THREE)).ends_with("such as `3 mV`"));
    assert!(
        sentence(|| value("EQ", "`steepness`", dim::InversePotential::EXPONENTS, THREE))
            .ends_with("such as `3/mV`")
    );
}

#[test]
fn a_parameter_of_the_model_keeps_its_letter() {
    let d = Exponents::parameter(0);
    assert_eq!(
        sentence(|| ode("EQ", "rise", d, term("-rise", d), &[])),
        "`drise/dt` is [D/s], but `-rise` is [D]; is a division by a time constant missing?"
    );
}

#[test]
fn what_is_past_counting_agrees_with_nothing() {
    let past = term("v^69", VOLT.power(69, 1));
    let root = term("v^(1/7)", VOLT.power(1, 7));
    let checks: [fn(Term); 11] = [
        |x| operand("EQ", &[V, x], 1),
        |x| operand("EQ", &[x, x], 0),
        |x| _ = compare("EQ", x, x),
        |x| _ = branches("EQ", x, x),
        |x| _ = same("EQ", "min", V, x),
        |x| _ = dimensionless("EQ", "exp", x),
        |x| exponent("EQ", x),
        |x| _ = base("EQ", x, "n"),
        |x| ode("EQ", "v", VOLT, x, &[]),
        |x| any("EQ", x),
        |x| asked("EQ", x),
    ];
    for check in checks {
        for (x, text) in [(past, "v^69"), (root, "v^(1/7)")] {
            assert_eq!(
                message(move || check(x)),
                format!(
                    "the dimension of `{text}` in `EQ` has a power past 68 of a base unit, or one that is no multiple of 1/60; divide the base of the power by a scale of the same dimension"
                )
            );
        }
    }
    let of_value = message(move || value("EQ", "`v`", past.dimension, past));
    let of_current = message(move || current("EQ", "the current", past.dimension, past));
    assert!(
        of_value.starts_with("the dimension of `v^69`"),
        "{of_value}"
    );
    assert_eq!(of_value, of_current);
    // The other operand's own call speaks.
    assert_eq!(message(move || operand("EQ", &[V, past, past], 0)), "right");
    assert_eq!(
        message(|| any("EQ", term("v^22", VOLT.power(22, 1)))),
        "right"
    );
}
