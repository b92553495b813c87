//! The unit check is right: its verdict on random expressions is that of uom's types.
//!
//! Random neurons, synapses, outputs and plasticities with an expression at every place that takes one are compiled, a third of
//! them generic over one dimension and a third over two, and so is each expression as Rust over quantities of uom, operator by
//! operator. Half of the expressions have a mistake in them. Where one of the two compilations has an error, the other must have
//! one too; a third verdict comes from plain arithmetic of powers, against which the dimensions in the messages are held as well.
//! Nothing depends on the words of the compiler.
//!
//! uom has no fractional powers, so expressions with some are compiled with all powers times twelve.
//!
//! `NERNST_VERDICTS=5000 cargo test --test unit_verdicts` tries so many expressions, in some minutes, instead of a thousand.

#![allow(missing_debug_implementations, unreachable_pub)]

#[path = "unit_verdicts/compile.rs"]
mod compile;
#[path = "unit_verdicts/declare.rs"]
mod declare;
#[path = "unit_verdicts/expression.rs"]
mod expression;
#[path = "unit_verdicts/generate.rs"]
mod generate;
#[path = "unit_verdicts/judge.rs"]
mod judge;
#[path = "unit_verdicts/message.rs"]
mod message;
#[path = "unit_verdicts/neuron.rs"]
mod neuron;
#[path = "unit_verdicts/output.rs"]
mod output;
#[path = "unit_verdicts/plasticity.rs"]
mod plasticity;
#[path = "unit_verdicts/powers.rs"]
mod powers;
#[path = "unit_verdicts/random.rs"]
mod random;
#[path = "unit_verdicts/rust.rs"]
mod rust;
#[path = "unit_verdicts/synapse.rs"]
mod synapse;
#[path = "unit_verdicts/vocabulary.rs"]
mod vocabulary;
#[path = "unit_verdicts/writer.rs"]
mod writer;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use declare::{Case, Sources};
use powers::Powers;

const COUNT: usize = 1000;

fn sources() -> Sources {
    let count = std::env::var("NERNST_VERDICTS").map(|n| n.parse().expect("a number"));
    declare::sources(count.unwrap_or(COUNT).max(COUNT), 1)
}

#[test]
fn verdicts_are_those_of_uom() {
    let sources = sources();
    let names = ["whole", "twelfths"];
    let files = [
        ("declared", sources.declared.as_str()),
        (names[0], sources.rust[0].as_str()),
        (names[1], sources.rust[1].as_str()),
    ];
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unit_verdicts");
    let mut errors = compile::Package::new(&folder, &files).errors();
    let mut disagreements = Vec::new();
    for case in &sources.cases {
        let ours = errors.remove(&("declared".to_owned(), case.declared));
        let (file, line) = case.rust;
        let theirs = errors.remove(&(names[file].to_owned(), line));
        if ours.is_none() != theirs.is_none() || theirs.is_none() != case.is_right {
            disagreements.push(format!(
                "{:?} `{}`\n  nernst: {ours:?}\n  uom: {theirs:?}\n  powers: {}",
                case.place,
                case.expression,
                if case.is_right { "right" } else { "wrong" }
            ));
        } else if let Some(messages) = ours
            && let Err(reason) = judge_messages(case, &messages)
        {
            let (place, e) = (&case.place, &case.expression);
            disagreements.push(format!("{place:?} `{e}`: {reason}: {messages:?}"));
        }
    }
    assert!(
        errors.is_empty(),
        "errors beside the expressions: {errors:?}"
    );
    assert!(
        disagreements.is_empty(),
        "{} of {} expressions:\n{}",
        disagreements.len(),
        sources.cases.len(),
        disagreements[..disagreements.len().min(10)].join("\n")
    );
}

/// One message, and each dimension in it is that of the term before it.
fn judge_messages(case: &Case, messages: &[String]) -> Result<(), String> {
    let [message] = messages else {
        return Err("more than one message".to_owned());
    };
    let named = message::named(message).ok_or("not understood")?;
    if named.is_empty() {
        return Err("no term is blamed".to_owned());
    }
    for (term, powers) in &named {
        let known = case.findings.parts.get(&judge::plain(term));
        if !known.is_some_and(|known| known.contains(powers)) {
            return Err(format!(
                "the dimension of `{term}` should be among {known:?}"
            ));
        }
    }
    let dimensions: Vec<Powers> = named.iter().map(|(_, powers)| *powers).collect();
    match dimensions[..] {
        [left, right] if left == right => Err("the two dimensions are the same".to_owned()),
        _ => Ok(()),
    }
}

/// What is compared above has everything in it that the language has, right and wrong in equal parts.
#[test]
fn everything_is_tried() {
    let sources = sources();
    let mut seen: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for case in &sources.cases {
        let constructs: BTreeSet<&str> = (case.expression.all().iter())
            .map(|part| part.construct())
            .collect();
        for construct in constructs {
            seen.entry(construct).or_default()[usize::from(case.is_right)] += 1;
        }
    }
    let total = sources.cases.len();
    assert!(total >= COUNT);
    let right = sources.cases.iter().filter(|case| case.is_right).count();
    assert!(
        (total * 2 / 5..total * 3 / 5).contains(&right),
        "{right} of {total} are right"
    );

    let mut constructs = vec![
        "zero",
        "number",
        "quantity",
        "power of a unit behind a number",
        "unit",
        "noise",
        "definition",
        "variable",
        "quantity of a type parameter",
        "weight",
        "pulse",
        "release",
        "drive",
        "post",
        "negation",
        "sum",
        "difference",
        "product",
        "quotient",
        "whole power",
        "fractional power",
        "varying power",
        "if",
        "<",
        "<=",
        ">",
        ">=",
        "==",
        "!=",
        "&&",
        "||",
        "!",
    ];
    let language = include_str!("../macros/docs/language.md");
    let (_, functions) = language
        .split_once("* Functions:")
        .expect("a list of functions");
    let (functions, _) = functions.split_once("\n* ").expect("a list behind it");
    let documented = functions.split('`').skip(1).step_by(2);
    constructs.extend(documented.map(|text| text.split('(').next().unwrap_or(text)));
    assert!(constructs.contains(&"exprel") && constructs.contains(&"clip"));
    for construct in constructs {
        let [wrong, right] = seen.get(construct).copied().unwrap_or_default();
        assert!(
            wrong >= 3 && right >= 3,
            "{construct}: {right} right, {wrong} wrong"
        );
    }
}

/// So has each place of each kind of model, generic or not.
#[test]
fn every_place_is_tried() {
    let sources = sources();
    let mut seen: BTreeMap<((&str, &str), bool), [usize; 2]> = BTreeMap::new();
    for case in &sources.cases {
        let is_generic = case.type_parameters > 0;
        let counts = seen.entry((case.place, is_generic)).or_default();
        counts[usize::from(case.is_right)] += 1;
    }
    let common = ["define", "require"];
    let of_states = ["ode", "init", "on_spike"];
    let places = [
        (
            "Neuron",
            [&of_states[..], &["spike", "refractory", "reset"]],
        ),
        ("Synapse", [&of_states, &["pulse", "output"]]),
        ("Output", [&["current"], &[]]),
        ("ShortTermPlasticity", [&of_states, &["release"]]),
    ];
    for (kind, of_kind) in places {
        for attribute in of_kind.concat().iter().chain(&common) {
            let place = (kind, *attribute);
            for is_generic in [false, true] {
                let counts = seen.remove(&(place, is_generic));
                let [wrong, right] = counts.unwrap_or_default();
                assert!(
                    wrong > 0 && right > 0,
                    "{place:?}, generic: {is_generic}: {right} right, {wrong} wrong"
                );
            }
        }
    }
    assert!(seen.is_empty(), "places that nobody asked for: {seen:?}");
}

#[test]
fn units_in_messages_are_read() {
    let read = |text: &str| powers::read(text).expect(text);
    assert_eq!(read("V*A*s/m^2"), read("W/m^2*s"));
    assert_eq!(read("V/s^(1/2)").to_the(2, 1), Some(read("V^2/s")));
    assert_ne!(read("V"), read("A"));
    assert_eq!(powers::read("mV"), None);
}
