//! What a message says of dimensions, without the words around it.

use crate::powers::{Powers, read};

/// The terms that a message names, each with the dimension that it gives them.
///
/// `None` if it is no message of the unit check, or if its dimensions cannot be read.
pub(crate) fn named(message: &str) -> Option<Vec<(&str, Powers)>> {
    let (_, behind) = message.split_once("unit mismatch in `")?;
    let (_, sentence) = behind.split_once("`: ")?;
    let pieces: Vec<&str> = sentence.split('`').collect();
    // Every other piece is a term in backticks; the dimension follows it.
    let terms = pieces.iter().skip(1).step_by(2);
    let behind = pieces.iter().skip(2).step_by(2);
    let mut found = Vec::new();
    for (term, words) in terms.zip(behind) {
        let description = words.strip_prefix(" is ").or(words.strip_prefix(", "));
        let Some(description) = description.filter(|words| !words.starts_with("but")) else {
            continue;
        };
        let powers = if description.starts_with("dimensionless") {
            Powers::ONE
        } else {
            let (_, symbol) = description.split_once('[')?;
            read(symbol.split_once(']')?.0)?
        };
        found.push((*term, powers));
    }
    Some(found)
}
