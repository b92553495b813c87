//! Writes random models of all kinds, and beside them the same expressions as Rust over uom's quantities.

use crate::expression::Expression;
use crate::judge::Findings;
use crate::random::Random;
use crate::rust::head;
use crate::vocabulary::Vocabulary;
use crate::writer::Writer;
use crate::{neuron, output, plasticity, synapse};

/// One random expression at its place in a model.
#[derive(Debug)]
pub(crate) struct Case {
    /// The derive and the attribute.
    pub(crate) place: (&'static str, &'static str),
    /// How many dimensions the model is generic over.
    pub(crate) type_parameters: usize,
    pub(crate) expression: Expression,
    /// Whether the second implementation finds it right, with what must agree with it.
    pub(crate) is_right: bool,
    pub(crate) findings: Findings,
    /// Its line in the declarations, from 1.
    pub(crate) declared: usize,
    /// The file of its Rust and the line in it.
    pub(crate) rust: (usize, usize),
}

/// What to compile.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    pub(crate) declared: String,
    /// The Rust of expressions with whole powers only, and of the others.
    pub(crate) rust: [String; 2],
    pub(crate) cases: Vec<Case>,
}

/// Random models with at least so many expressions in all.
pub(crate) fn sources(count: usize, seed: u64) -> Sources {
    let mut sources = Sources {
        declared: "#![allow(warnings)]\nuse nernst::prelude::*;\nfn main() {}\n".to_owned(),
        rust: [head("P1"), head("P12")],
        cases: Vec::new(),
    };
    let mut random = Random(seed);
    // An output takes few expressions and comes twice.
    let kinds: [fn(&mut Writer<'_>); 5] = [
        neuron::neuron,
        output::output,
        synapse::synapse,
        plasticity::plasticity,
        output::output,
    ];
    let vocabularies = (0..3).map(|type_parameters| Vocabulary { type_parameters });
    let mut index = 0;
    for vocabulary in vocabularies.cycle() {
        for kind in kinds {
            let mut writer = Writer::new(&mut sources, &mut random, vocabulary, index);
            kind(&mut writer);
            index += 1;
            if sources.cases.len() >= count {
                return sources;
            }
        }
    }
    sources
}
