//! Trees of tokens as text, and the dice that make and mutate them.

use std::fmt::Write;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::shrink::{list_at, positions};

/// A token, or a group in its brackets.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    Token(String),
    Group(Delimiter, Vec<Tree>),
}

/// The trees of a stream; signs of several characters are one token.
pub(super) fn trees(tokens: TokenStream) -> Vec<Tree> {
    let mut trees: Vec<Tree> = Vec::new();
    let mut joins = false;
    for token in tokens {
        let is_joint = matches!(&token, TokenTree::Punct(sign) if sign.spacing() == proc_macro2::Spacing::Joint);
        match (token, trees.last_mut()) {
            (TokenTree::Group(group), _) => {
                trees.push(Tree::Group(group.delimiter(), self::trees(group.stream())));
            }
            (token, Some(Tree::Token(text))) if joins => *text += &token.to_string(),
            (token, _) => trees.push(Tree::Token(token.to_string())),
        }
        joins = is_joint;
    }
    trees
}

/// The trees in writing.
pub(super) fn text(trees: &[Tree]) -> String {
    let mut text = String::new();
    for tree in trees {
        let (open, close) = match tree {
            Tree::Token(token) => {
                let _ = write!(text, "{token} ");
                continue;
            }
            Tree::Group(Delimiter::Parenthesis, _) => ("(", ")"),
            Tree::Group(Delimiter::Bracket, _) => ("[", "]"),
            Tree::Group(_, _) => ("{", "}"),
        };
        let Tree::Group(_, content) = tree else {
            continue;
        };
        let _ = write!(text, "{open}{}{close} ", self::text(content));
    }
    text
}

/// The arguments of every attribute: `#[name(...)]`.
fn arguments(trees: &mut [Tree]) -> Vec<&mut Vec<Tree>> {
    let mut found = Vec::new();
    for tree in trees {
        let Tree::Group(delimiter, content) = tree else {
            continue;
        };
        if *delimiter != Delimiter::Bracket {
            found.extend(arguments(content));
        } else if let Some(Tree::Group(_, arguments)) = content.last_mut() {
            found.push(arguments);
        }
    }
    found
}

/// What random declarations are made of: the words of the language, names, units, numbers at their limits, and Rust.
const VOCABULARY: &[&str] = &[
    "input",
    "define",
    "require",
    "solver",
    "spike",
    "reset",
    "refractory",
    "weight",
    "on_spike",
    "pulse",
    "output",
    "drive",
    "post",
    "current",
    "nernst",
    "ode",
    "state",
    "init",
    "hold",
    "slow",
    "steps",
    "tolerance",
    "duration",
    "release",
    "exact",
    "splitting",
    "rk4",
    "rk45",
    "exponential_euler",
    "if",
    "else",
    "exp",
    "exprel",
    "ln",
    "sqrt",
    "min",
    "max",
    "clip",
    "heaviside",
    "sign",
    "floor",
    "abs",
    "tanh",
    "v",
    "w",
    "g",
    "m",
    "h",
    "x",
    "y",
    "i",
    "t",
    "dt",
    "dv",
    "dg",
    "tau",
    "v_th",
    "e",
    "xi",
    "xi_2",
    "xi_",
    "about",
    "step",
    "self",
    "Self",
    "super",
    "crate",
    "r#type",
    "fn",
    "_",
    "__weight",
    "equation",
    "terms",
    "µ",
    "ß",
    "mV",
    "ms",
    "s",
    "V",
    "nS",
    "degC",
    "mv",
    "0",
    "1",
    "2",
    "0.5",
    "1e308",
    "1e309",
    "1e-320",
    "999",
    "0x1f",
    "1_000",
    "2.0f64",
    "1u8",
    "3mV",
    "12",
    "13",
    "2147483648",
    "\"text\"",
    "'c'",
    "true",
    "+",
    "-",
    "*",
    "/",
    "^",
    "=",
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "&&",
    "||",
    "!",
    "+=",
    "-=",
    "*=",
    "/=",
    ",",
    ",",
    ";",
    ":",
    "::",
    ".",
    "#",
    "&",
    "->",
    "=>",
    "?",
    "'a",
    "Time",
    "f64",
    "ElectricPotential",
    "ElectricCurrent",
    "PhantomData",
    "Quantity",
    "D",
    "struct",
    "enum",
    "pub",
    "where",
    "const",
    "dyn",
    "for",
    "impl",
];

fn replace(trees: &mut [Tree], from: &str, to: &Tree) {
    for tree in trees {
        match tree {
            Tree::Group(_, content) => replace(content, from, to),
            Tree::Token(token) if token == from => *tree = to.clone(),
            Tree::Token(_) => {}
        }
    }
}

/// Names that mean something already: in Rust, in the language, or in what the derives write.
const SPECIAL: &[&str] = &[
    "fn",
    "_",
    "self",
    "Self",
    "super",
    "crate",
    "async",
    "gen",
    "r#type",
    "r#dyn",
    "xi",
    "t",
    "weight",
    "release",
    "exp",
    "mV",
    "s",
    "output",
    "OUTPUT",
    "x",
    "about",
    "start",
    "step",
    "system",
    "jumps",
    "columns",
    "lane",
    "clone",
    "values",
    "equation",
    "terms",
    "clipped",
    "__Variables",
    "D",
    "f64",
    "\u{df}",
    "\u{149}",
];

/// Random numbers from a seed, the same everywhere.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// A number below `n`, which is not zero.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % n as u64) as usize
    }

    fn word(&mut self) -> Tree {
        Tree::Token(VOCABULARY[self.below(VOCABULARY.len())].to_owned())
    }

    /// Up to `length` random trees.
    pub(super) fn forest(&mut self, length: usize, depth: usize) -> Vec<Tree> {
        let length = self.below(length + 1);
        (0..length).map(|_| self.tree(depth)).collect()
    }

    fn tree(&mut self, depth: usize) -> Tree {
        if depth == 0 || self.below(6) > 0 {
            return self.word();
        }
        let delimiter = self.delimiter();
        Tree::Group(delimiter, self.forest(8, depth - 1))
    }

    fn delimiter(&mut self) -> Delimiter {
        [
            Delimiter::Parenthesis,
            Delimiter::Parenthesis,
            Delimiter::Bracket,
            Delimiter::Brace,
        ][self.below(4)]
    }

    /// Random trees instead of the arguments of some attributes.
    pub(super) fn replace_arguments(&mut self, trees: &mut [Tree]) {
        for arguments in arguments(trees) {
            if self.below(2) == 0 {
                *arguments = self.forest(16, 4);
            }
        }
    }

    /// One change in the arguments of an attribute.
    pub(super) fn mutate_arguments(&mut self, trees: &mut [Tree], other: &[Tree]) {
        let mut arguments = arguments(trees);
        if !arguments.is_empty() {
            let chosen = self.below(arguments.len());
            self.mutate(arguments[chosen], other);
        }
    }

    /// One word by another, everywhere.
    pub(super) fn rename(&mut self, trees: &mut [Tree]) {
        let word = |tree: &Tree| match tree {
            Tree::Token(token) => token
                .starts_with(char::is_alphabetic)
                .then(|| token.clone()),
            Tree::Group(..) => None,
        };
        let arguments = arguments(trees);
        if arguments.is_empty() {
            return;
        }
        let chosen = self.below(arguments.len());
        let words: Vec<String> = arguments[chosen].iter().filter_map(word).collect();
        if !words.is_empty() {
            let from = &words[self.below(words.len())];
            let to = SPECIAL[self.below(SPECIAL.len())].to_owned();
            replace(trees, from, &Tree::Token(to));
        }
    }

    /// One change at a random place.
    pub(super) fn mutate(&mut self, trees: &mut Vec<Tree>, other: &[Tree]) {
        let count = positions(trees);
        if count == 0 {
            return trees.push(self.word());
        }
        let piece = self.piece(other);
        let position = self.below(count);
        let Some((list, index)) = list_at(trees, position) else {
            return;
        };
        match self.below(9) {
            0 => drop(list.remove(index)),
            1 => {
                let copy = list[index].clone();
                let place = self.below(list.len() + 1);
                list.insert(place, copy);
            }
            2 => {
                let place = self.below(list.len());
                list.swap(index, place);
            }
            3 => list[index] = self.word(),
            4 => list.insert(index, self.word()),
            5 => list[index] = piece,
            6 => list.insert(index, piece),
            7 => {
                let end = index + 1 + self.below(list.len() - index);
                let content = list.drain(index..end).collect();
                let delimiter = self.delimiter();
                list.insert(index, Tree::Group(delimiter, content));
            }
            // A level for each time: `-x` and `(x)`, few and many.
            _ => {
                let levels = [1, 3, 70][self.below(3)];
                let deeper: fn(Tree) -> Vec<Tree> = match self.below(2) {
                    0 => |tree| vec![Tree::Group(Delimiter::Parenthesis, vec![tree])],
                    _ => |tree| vec![Tree::Token("-".to_owned()), tree],
                };
                let mut nested = vec![list[index].clone()];
                for _ in 0..levels {
                    let last = nested.pop().unwrap_or(Tree::Token(String::new()));
                    nested.extend(deeper(last));
                }
                list.splice(index..=index, nested);
            }
        }
    }

    /// A tree of another model.
    fn piece(&mut self, other: &[Tree]) -> Tree {
        let mut other = other.to_vec();
        let position = self.below(positions(&other).max(1));
        match list_at(&mut other, position) {
            Some((list, index)) => list[index].clone(),
            None => self.word(),
        }
    }
}
