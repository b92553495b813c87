//! The derives never panic and never hang, whatever they are given: each case is random, and either expands to Rust or is
//! refused with errors that are underlined inside of the declaration.
//!
//! `NERNST_CASES=1000000 cargo test --release -p nernst-macros robustness` runs the long form, `NERNST_SEED=n` begins with
//! the case `n`. A failing case is printed in its smallest form; where the stack was too small or a case does not end, the
//! name of the thread says which it is.

mod shrink;
mod trees;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::DeriveInput;

use crate::corpus::corpus;
use crate::model::Kind;
use crate::outcome::{LARGE, on_a_stack, reported};
use trees::{Dice, Tree};

/// Cases that share a thread.
const BATCH: u64 = 50;

/// Of so many cases what is written is read as Rust for one, which takes more time than all else; errors are read for each.
const READ: u64 = 8;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// The verdict, or what is wrong with what the derive makes of the declaration; also that it panics.
fn outcome(kind: Kind, text: &str, read: bool) -> Result<Verdict, String> {
    let checked = AssertUnwindSafe(|| judged(kind, text, read));
    let outcome = catch_unwind(checked).unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        let fixed = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        Err(format!("panics: {}", message.or(fixed).unwrap_or_default()))
    });
    proc_macro2::extra::invalidate_current_thread_spans();
    outcome
}

/// Whether the case was an expansion, refused, or no declaration at all.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Expanded,
    Refused,
    NoDeclaration,
}

fn judged(kind: Kind, text: &str, read: bool) -> Result<Verdict, String> {
    let Ok(declaration) = text.parse::<TokenStream>() else {
        return Ok(Verdict::NoDeclaration);
    };
    // rustc hands over structs, enums and unions and nothing else.
    if crate::limits::nesting(declaration.clone()).is_ok()
        && syn::parse2::<DeriveInput>(declaration.clone()).is_err()
    {
        crate::written(kind, declaration);
        return Ok(Verdict::NoDeclaration);
    }
    let tokens: Vec<_> = declaration.clone().into_iter().collect();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
        return Ok(Verdict::NoDeclaration);
    };
    let (begin, end) = (first.span().start(), last.span().end());
    let written = crate::written(kind, declaration);
    if read && let Err(error) = syn::parse2::<syn::File>(written.clone()) {
        return Err(format!("writes no Rust ({error}): {written}"));
    }
    let errors = reported(written);
    for error in &errors {
        if error.first < begin || error.last > end || error.last < error.first {
            return Err(format!("underlines outside of the declaration: {error:?}"));
        }
    }
    Ok(match errors.is_empty() {
        true => Verdict::Expanded,
        false => Verdict::Refused,
    })
}

/// A model of the library in tokens.
struct Declared {
    kind: Kind,
    trees: Vec<Tree>,
}

fn declared_models() -> Vec<Declared> {
    let read = || {
        let models = corpus().into_iter().map(|model| Declared {
            kind: model.kind,
            trees: trees::trees(model.input.into_token_stream()),
        });
        models.collect()
    };
    on_a_stack(LARGE, "models".to_owned(), read)
}

/// A case: which derive, and what it is given.
fn case(seed: u64, corpus: &[Declared]) -> (Kind, Vec<Tree>) {
    let mut dice = Dice::new(seed);
    let declared = &corpus[dice.below(corpus.len())];
    let mut trees = declared.trees.clone();
    let kind = match dice.below(8) {
        0 => [Kind::Neuron, Kind::Synapse, Kind::Output, Kind::Plasticity][dice.below(4)],
        _ => declared.kind,
    };
    match dice.below(8) {
        // Nothing of a model: random trees in the place of the arguments of attributes, or of everything.
        0 => dice.replace_arguments(&mut trees),
        1 => trees = dice.forest(40, 5),
        2 => {}
        _ => {
            // Parts of another model, so that names and attributes meet that do not belong together.
            let other = &corpus[dice.below(corpus.len())];
            for _ in 0..=dice.below(4) {
                match dice.below(8) {
                    0 => dice.mutate(&mut trees, &other.trees),
                    1 => dice.rename(&mut trees),
                    _ => dice.mutate_arguments(&mut trees, &other.trees),
                }
            }
        }
    }
    (kind, trees)
}

/// Runs the cases and says how many expanded, were refused, and were no declaration.
fn run(first: u64, cases: u64) -> [u64; 3] {
    let corpus = declared_models();
    let verdicts = [const { AtomicU64::new(0) }; 3];
    let next = AtomicU64::new(first);
    let end = first + cases;
    let work = || {
        loop {
            let start = next.fetch_add(BATCH, Ordering::Relaxed);
            if start >= end {
                return;
            }
            let batch = start..(start + BATCH).min(end);
            let name = format!("cases {start} to {}", batch.end - 1);
            on_a_stack(LARGE, name, || {
                for seed in batch {
                    let verdict = decided(seed, &corpus);
                    verdicts[verdict as usize].fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    verdicts.map(AtomicU64::into_inner)
}

fn decided(seed: u64, corpus: &[Declared]) -> Verdict {
    let (kind, trees) = case(seed, corpus);
    match outcome(kind, &trees::text(&trees), seed.is_multiple_of(READ)) {
        Ok(verdict) => verdict,
        Err(_) => fail(seed, kind, trees),
    }
}

fn fail(seed: u64, kind: Kind, trees: Vec<Tree>) -> ! {
    let smallest = shrink::shrink(trees, &|trees| {
        outcome(kind, &trees::text(trees), true).is_err()
    });
    let text = trees::text(&smallest);
    let fault = outcome(kind, &text, true).err().unwrap_or_default();
    panic!("case {seed}, as {}:\n{text}\n{fault}", kind.with_article());
}

#[test]
fn any_declaration_expands_or_is_refused() {
    let cases = setting("NERNST_CASES").unwrap_or(10_000);
    let verdicts = run(setting("NERNST_SEED").unwrap_or(0), cases);
    println!("expanded, refused, no declaration: {verdicts:?}");
    // Cases of each sort, or nothing was tried.
    if cases >= 1000 {
        assert!(
            verdicts.iter().all(|count| *count > cases / 20),
            "{verdicts:?}"
        );
    }
}

/// The models as they are declared: what is mutated is right before.
#[test]
fn declared_models_expand() {
    let corpus = declared_models();
    assert!(corpus.len() > 25, "{}", corpus.len());
    for Declared { kind, trees } in &corpus {
        let text = trees::text(trees);
        let judge = || judged(*kind, &text, true);
        let verdict = on_a_stack(LARGE, "model".to_owned(), judge);
        assert_eq!(verdict, Ok(Verdict::Expanded), "{text}");
    }
}

#[test]
fn faults_are_seen_and_made_small() {
    let mut dice = Dice::new(3);
    let mut trees = dice.forest(40, 4);
    trees.push(Tree::Token("needle".to_owned()));
    let has_needle = |trees: &[Tree]| trees::text(trees).contains("needle");
    let smallest = shrink::shrink(trees, &has_needle);
    assert_eq!(trees::text(&smallest).trim(), "needle");
}
