//! Each limit from both sides: what is just within it is taken, what is beyond it is refused with a sentence.

use super::*;
use crate::model::Kind;
use crate::outcome::{LARGE, messages, on_a_stack};
use crate::work::steps;

/// A neuron with the attributes, the fields, and the equation `dx/dt = rhs`.
fn neuron(attributes: &str, fields: &str, rhs: &str) -> Vec<String> {
    let text = format!(
        "{attributes} struct N {{ a: f64, tau: Time, {fields} #[ode(dx/dt = {rhs})] x: f64 }}"
    );
    messages(Kind::Neuron, &text)
}

fn equation(rhs: &str) -> Vec<String> {
    neuron("", "", rhs)
}

#[test]
fn levels_of_an_expression() {
    type Form = fn(usize) -> String;
    let forms: [(&str, Form); 7] = [
        ("parentheses", |n| {
            "(".repeat(n) + "x / tau" + &")".repeat(n)
        }),
        ("signs", |n| "-".repeat(n) + "x / tau"),
        ("calls", |n| {
            "abs(".repeat(n) + "x" + &")".repeat(n) + "/ tau"
        }),
        ("powers", |n| "a".to_owned() + &"^a".repeat(n) + "/ tau"),
        ("branches", |n| {
            "if a > 1 {".repeat(n) + "x / tau" + &"} else { a / tau }".repeat(n)
        }),
        ("alternatives", |n| {
            "if a > 1 { x / tau } else ".repeat(n) + "{ a / tau }"
        }),
        ("clips", |n| {
            "clip(".repeat(n) + "x" + &", 0, 1)".repeat(n) + "/ tau"
        }),
    ];
    for (name, form) in forms {
        let none: [String; 0] = [];
        assert_eq!(equation(&form(DEPTH)), none, "{name}");
        for beyond in [DEPTH + 1, 10_000] {
            let found = equation(&form(beyond));
            let sentence = [too_deep(), LONG.to_owned()];
            assert_eq!(found.len(), 1, "{name}: {found:?}");
            assert!(sentence.contains(&found[0]), "{name}: {found:?}");
        }
        assert_eq!(equation(&form(DEPTH + 1)), [too_deep()], "{name}");
    }
}

const LONG: &str = "this expression has more than 1000 names, numbers and signs; name parts of it with `#[define(...)]`";

#[test]
fn length_of_an_expression() {
    // Nine sums of fifty terms, and more terms beside them; the nine have 911 names and signs.
    let fifty = format!("({}x)", "x + ".repeat(49));
    let nine = vec![fifty; 9].join(" + ");
    let sum = |terms: usize| format!("({nine}{}) / tau", " + x".repeat(terms));
    let none: [String; 0] = [];
    assert_eq!(equation(&sum((LENGTH - 911) / 2)), none);
    assert_eq!(equation(&sum((LENGTH - 911) / 2 + 1)), [LONG]);
    assert_eq!(equation(&sum(100_000)), [LONG]);
    // A list has no limit of its own.
    let require = "#[require(".to_owned() + &"a > 0,".repeat(LENGTH) + ")]";
    assert_eq!(neuron(&require, "", "x / tau"), none);
}

#[test]
fn definitions_written_out() {
    let doubled = |n: usize| {
        let first = "d0 = x".to_owned();
        let others = (1..=n).map(|k| format!("d{k} = d{} + d{}", k - 1, k - 1));
        let all: Vec<String> = std::iter::once(first).chain(others).collect();
        format!("#[define({})]", all.join(", "))
    };
    let none: [String; 0] = [];
    // Level n is 2^(n + 1) - 1 nodes.
    assert_eq!(neuron(&doubled(11), "", "d11 / tau"), none);
    for (levels, used) in [(12, 12), (50, 50), (900, 0)] {
        assert_eq!(
            neuron(&doubled(levels), "", &format!("d{used} / tau")),
            [
                "with its definitions written out, this expression has more than 5000 operands and operators"
            ]
        );
    }
    let chained = |n: usize| {
        let all: Vec<String> = (1..n).map(|k| format!("d{k} = -d{}", k - 1)).collect();
        format!("#[define(d0 = x, {})]", all.join(", "))
    };
    let deep =
        ["with its definitions written out, this expression is nested more than 300 levels deep"];
    assert_eq!(
        neuron(
            &chained(WRITTEN_OUT_DEPTH - 1),
            "",
            &format!("d{} / tau", WRITTEN_OUT_DEPTH - 2)
        ),
        none
    );
    assert_eq!(
        neuron(
            &chained(WRITTEN_OUT_DEPTH),
            "",
            &format!("d{} / tau", WRITTEN_OUT_DEPTH - 1)
        ),
        deep
    );
    assert_eq!(neuron(&chained(990), "", "x / tau"), deep);
}

#[test]
fn all_expressions_together() {
    // 2^11 - 1 nodes in `d10`, and two in the comparison.
    let big: String = (1..=10)
        .map(|k| format!(", d{k} = d{} + d{}", k - 1, k - 1))
        .collect();
    let define = format!("#[define(d0 = a {big})]");
    let require = |n: usize| format!("{define} #[require({})]", "d10 > 0,".repeat(n));
    let none: [String; 0] = [];
    assert_eq!(neuron(&require(24), "", "x / tau"), none);
    assert_eq!(
        neuron(&require(25), "", "x / tau"),
        [
            "with their definitions written out, the expressions of this model up to here have more than 50000 operands and operators"
        ]
    );
}

/// `n^2 + 3 n - 3` operands and operators in the derivative; each `+ x` behind it adds two, each `-` one.
fn product(n: usize) -> String {
    vec!["x"; n].join(" * ")
}

#[test]
fn derivatives() {
    let none: [String; 0] = [];
    let largest = format!("{}{} + -x", product(171), " + x".repeat(123));
    assert_eq!(equation(&largest), none);
    let beyond = [
        "the derivative of this expression can have more than 30000 operands and operators; a product of n factors has some n^2 of them",
    ];
    assert_eq!(equation(&format!("{largest} - -x")), beyond);
    assert_eq!(equation(&product(290)), beyond);
    // Definitions are looked into, and what has no variable has no derivative.
    let define = format!("#[define(d = {}, one = 1)]", product(16));
    assert_eq!(neuron(&define, "", &["d"; 40].join(" + ")), none);
    assert_eq!(neuron(&define, "", &["d"; 120].join(" + ")), beyond);
    assert_eq!(neuron(&define, "", &["one"; 290].join(" * ")), none);
    // A condition is differentiated where it is a threshold.
    let condition = format!("{} > 0", product(180));
    let require = format!("#[require({})]", condition.replace('x', "a"));
    assert_eq!(neuron(&require, "", "x"), none);
    let spike = format!("#[spike({condition})]");
    assert_eq!(neuron(&spike, "", "x"), beyond);
    // So are jumps, outputs and currents.
    let synapse = |on_spike: &str, output: &str| {
        let text = format!(
            "#[weight(f64)] #[on_spike(x += weight * {on_spike})] #[output({output})]
            struct S {{ tau: Time, #[ode(dx/dt = -x / tau)] x: f64 }}"
        );
        messages(Kind::Synapse, &text)
    };
    assert_eq!(synapse("1", "x"), none);
    assert_eq!(synapse(&product(180), "x"), beyond);
    assert_eq!(synapse("1", &product(180)), beyond);
    let current = |value: &str| {
        let text = format!("#[drive(x: f64)] #[current({value})] struct O;");
        messages(Kind::Output, &text)
    };
    assert_eq!(current("x"), none);
    assert_eq!(current(&product(180)), beyond);
}

#[test]
fn all_derivatives_together() {
    let none: [String; 0] = [];
    let largest = format!("{}{} + -x", product(171), " + x".repeat(123));
    let state = |k: usize| format!("#[ode(ds{k}/dt = {largest})] s{k}: f64,");
    let five: String = (0..5).map(state).collect();
    assert_eq!(neuron("", &five, "1"), none);
    assert_eq!(
        neuron("", &five, "x"),
        [
            "the derivatives of the expressions of this model up to here can have more than 150000 operands and operators"
        ]
    );
}

/// Steps over parts of expressions: no pass goes over an expression again for each of its parts.
#[test]
fn work_grows_no_faster_than_what_is_written() {
    let steps = |attributes: &str, rhs: &str| {
        let text = format!(
            "{attributes} struct N {{ a: f64, #[ode(dx/dt = {rhs})] x: f64, #[ode(dy/dt = x - y)] y: f64 }}"
        );
        let count = || steps(|| drop(crate::written(Kind::Neuron, text.parse().expect("tokens"))));
        on_a_stack(LARGE, "steps".to_owned(), count)
    };
    let chain =
        |part: &'static str, operator: &'static str| move |n: usize| vec![part; n].join(operator);
    let gated = "#[define(d = (a - x) * exp(x) / (1 + x^2))]";
    type Form<'a> = &'a dyn Fn(usize) -> String;
    let forms: [(&str, Form<'_>, u64); 9] = [
        ("", &chain("x", " / "), 2),
        ("", &chain("a", " / "), 2),
        ("", &chain("y", " * "), 2),
        ("", &|n| chain("exp(x)", " / ")(n) + " + exp(x)", 4),
        ("", &|n| chain("y", " * ")(n) + " * x", 2),
        ("", &|n| format!("a - x * ({})", chain("x", " / ")(n)), 2),
        ("#[define(d = a * x)]", &chain("d", " + "), 2),
        ("#[define(d = y * x)]", &chain("d", " + "), 2),
        (gated, &chain("d", " + "), 2),
    ];
    for (attributes, form, growth) in forms {
        let [few, many] = [30, 60].map(|n| steps(attributes, &form(n)));
        assert!(
            few < many && many < growth * few + few / 2,
            "{}: {few} steps become {many}",
            form(3)
        );
    }
}

/// The table in the documentation of the language.
#[test]
fn limits_are_documented() {
    let page = include_str!("../../docs/language.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| "));
    let numbers: Vec<usize> = rows
        .filter_map(|row| row.split(" | ").nth(1))
        .filter_map(|cell| cell.split([' ', '|']).next()?.parse().ok())
        .collect();
    assert_eq!(INPUTS, NOISES, "they share a row");
    let limits = [
        DEPTH,
        LENGTH,
        WRITTEN_OUT_DEPTH,
        WRITTEN_OUT,
        MODEL,
        DERIVATIVE,
        DERIVATIVES,
        VARIABLES,
        INPUTS,
        TYPE,
    ];
    assert_eq!(numbers, limits);
    let mistakes = format!("no more than {} mistakes", crate::errors::SHOWN);
    assert!(page.contains(&mistakes), "{mistakes}");
}

#[test]
fn variables() {
    let fields = |n: usize| (0..n).map(|k| format!("p{k}: f64,")).collect::<String>();
    let define = |n: usize| {
        let all: Vec<String> = (0..n).map(|k| format!("q{k} = a")).collect();
        format!("#[define({})]", all.join(", "))
    };
    let many = ["a model has at most 1000 variables, which are its fields, inputs and definitions"];
    let none: [String; 0] = [];
    // With `a`, `tau` and `x`.
    assert_eq!(neuron("", &fields(VARIABLES - 3), "x / tau"), none);
    assert_eq!(neuron("", &fields(VARIABLES - 2), "x / tau"), many);
    assert_eq!(neuron("", &fields(10_000), "x / tau"), many);
    assert_eq!(neuron(&define(VARIABLES - 3), "", "x / tau"), none);
    assert_eq!(neuron(&define(VARIABLES - 2), "", "x / tau"), many);
    assert_eq!(neuron(&define(10_000), "", "x / tau"), many);
}

#[test]
fn states() {
    let states = |n: usize| {
        let one = |k| format!("#[ode(ds{k}/dt = (x - s{k}) / tau)] s{k}: f64,");
        (0..n).map(one).collect::<String>()
    };
    let none: [String; 0] = [];
    assert_eq!(neuron("", &states(VARIABLES - 3), "x / tau"), none);
}

#[test]
fn inputs() {
    let inputs = |n: usize| {
        let all: Vec<String> = (0..n).map(|k| format!("i{k}: f64")).collect();
        format!("#[input({})]", all.join(", "))
    };
    let sum = |n: usize| (0..n).map(|k| format!("i{k} / tau + ")).collect::<String>() + "x / tau";
    let none: [String; 0] = [];
    assert_eq!(neuron(&inputs(INPUTS), "", &sum(INPUTS)), none);
    assert_eq!(
        neuron(&inputs(INPUTS + 1), "", &sum(INPUTS + 1)),
        ["a neuron has at most 64 inputs"]
    );
}

#[test]
fn noises() {
    let sum = |n: usize| (0..n).map(|k| format!("a * xi_{k} + ")).collect::<String>() + "x / tau";
    let none: [String; 0] = [];
    assert_eq!(equation(&sum(NOISES)), none);
    assert_eq!(
        equation(&sum(NOISES + 1)),
        ["a model has at most 64 white noises"]
    );
}

#[test]
fn types() {
    let reference = |n: usize| format!("p: {} T,", "&".repeat(n));
    let long = ["this type has more than 128 names and signs; give it a shorter name with `type`"];
    let none: [String; 0] = [];
    // `p`, `:` and `T` count.
    assert_eq!(neuron("", &reference(TYPE - 3), "x / tau"), none);
    assert_eq!(neuron("", &reference(TYPE - 2), "x / tau"), long);
    assert_eq!(neuron("", &reference(100_000), "x / tau"), long);
    // Neither groups nor commas between `<` and `>` end a type.
    let nested = |n: usize| format!("p: {} T {},", "(& Q<f64, ".repeat(n), ">)".repeat(n));
    assert_eq!(neuron("", &nested(15), "x / tau"), none);
    assert_eq!(neuron("", &nested(30), "x / tau"), long);
    let input = |n: usize| format!("#[input(i: {} T)]", "&".repeat(n));
    assert_eq!(neuron(&input(TYPE - 1), "", "i / tau"), none);
    assert_eq!(neuron(&input(TYPE), "", "i / tau"), long);
    let weight = |n: usize| format!("#[weight({} T)]", "&".repeat(n));
    assert!(!neuron(&weight(TYPE - 1), "", "x / tau").contains(&long[0].to_owned()));
    assert_eq!(neuron(&weight(TYPE), "", "x / tau"), long);
    // What syn reads as an expression, of which documentation is made.
    let value = |n: usize| format!("#[doc = f(1 {})]", "+ 1".repeat(n));
    assert_eq!(neuron(&value(40), "", "x / tau"), none);
    assert_eq!(neuron(&value(100_000), "", "x / tau"), long);
    let documented = "#[doc = \"A line.\"]".repeat(1000);
    assert_eq!(neuron(&documented, "", "x / tau"), none);
}

#[test]
fn groups() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
        let field = format!("p: {}T{},", open.repeat(10_000), close.repeat(10_000));
        assert_eq!(neuron("", &field, "x / tau"), [too_deep()]);
    }
    let unknown = format!("#[other({}{})]", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(neuron(&unknown, "", "x / tau"), [too_deep()]);
}

#[test]
fn many_mistakes() {
    let wrong: String = (0..10_000).map(|k| format!("q{k} > 0,")).collect();
    let found = neuron(&format!("#[require({wrong})]"), "", "x / tau");
    assert_eq!(found.len(), 100);
    // Two names that no table of distances would fit.
    let long = "y".repeat(100_000);
    let found = neuron("", &format!("{long}z: f64,"), &format!("{long} / tau"));
    assert_eq!(found.len(), 1);
}
/// What could double with each factor or level and would then never end.
#[test]
fn repeated_operations() {
    let none: [String; 0] = [];
    for rhs in [
        "x * ".repeat(100) + "x / tau",
        "x / ".repeat(100) + "x / tau",
        "(a - x) * ".to_owned() + &"exp(x) * ".repeat(50) + "a / tau",
        "heaviside(".repeat(60) + "x" + &")".repeat(60) + "/ tau",
        "clip(".repeat(60) + "x" + &", a, 2)".repeat(60) + "/ tau",
        "clip(a, a, ".repeat(60) + "x" + &")".repeat(60) + "/ tau",
        "max(a, ".repeat(60) + "x" + &")".repeat(60) + "/ tau",
        "(x + a)^".repeat(20) + "x / tau",
    ] {
        assert_eq!(equation(&rhs), none, "{rhs}");
    }
    // An exponent whose numerator no integer holds.
    let exponent = "999 / (1 / 999) / (1 / 999) / (1 / 999) / (1 / 999)";
    assert_eq!(equation(&format!("a^({exponent}) / tau")), none);
}
