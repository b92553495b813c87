//! What a message must be, by who words it, and a table of how the messages of all cases do.
//!
//! `cargo test --test ui judge -- --nocapture` prints the table.

use std::fmt::{self, Display, Formatter};

/// Who words a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tier {
    /// The derives, alone or with "evaluation panicked" before it: form and equations.
    Ours,
    /// rustc, about types that differ.
    Types,
    /// rustc, about a trait that is missing, with our message and label.
    Traits,
}

impl Tier {
    /// How many lines a message may have.
    fn most_lines(self) -> usize {
        match self {
            Tier::Ours => 12,
            Tier::Types => 14,
            Tier::Traits => 22,
        }
    }
}

impl Display for Tier {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Tier::Ours => "ours",
            Tier::Types => "types",
            Tier::Traits => "traits",
        })
    }
}

/// One message of a case.
pub(crate) struct Message<'a> {
    lines: Vec<&'a str>,
}

/// What no message says: the insides of nernst, uom and typenum.
const INNER: [&str; 12] = [
    "PInt",
    "NInt",
    "UInt",
    "UTerm",
    "Z0",
    "P1",
    "N1",
    "typenum",
    "uom::",
    "__private",
    "__Variables",
    "dyn Dimension",
];

/// How the end of a message goes in which rustc adds where a function stands, which costs five lines.
const DEFINED_HERE: [&str; 2] = ["function defined here", "method defined here"];

impl<'a> Message<'a> {
    /// The messages of a `.stderr`.
    pub(crate) fn all(text: &'a str) -> Vec<Message<'a>> {
        let mut messages: Vec<Message<'_>> = Vec::new();
        for line in text.lines() {
            match messages.last_mut() {
                Some(message) if !line.starts_with("error") => message.lines.push(line),
                _ => messages.push(Message { lines: vec![line] }),
            }
        }
        for message in &mut messages {
            while message.lines.last().is_some_and(|line| line.is_empty()) {
                message.lines.pop();
            }
        }
        messages
    }

    pub(crate) fn tier(&self) -> Tier {
        match self.code() {
            None | Some("E0080") => Tier::Ours,
            Some("E0277") => Tier::Traits,
            Some(_) => Tier::Types,
        }
    }

    /// Of rustc.
    pub(crate) fn code(&self) -> Option<&'a str> {
        let (code, _) = self.lines[0].strip_prefix("error[")?.split_once(']')?;
        Some(code)
    }

    pub(crate) fn length(&self) -> usize {
        self.lines.len()
    }

    /// What the carets underline, and what stands beside them.
    fn caret(&self) -> Option<(&'a str, &'a str)> {
        let at = self.lines.iter().position(|line| {
            let margin = line.trim_start();
            margin.starts_with('|') && line.contains('^')
        })?;
        let line = self.lines[at];
        let source = self.lines[..at].iter().rev();
        let mut source =
            source.filter(|line| line.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        let source = source.next()?;
        let (first, last) = (line.find('^')?, line.rfind('^')?);
        Some((source.get(first..=last)?, line[last + 1..].trim()))
    }

    /// What is wrong with the message, in words.
    pub(crate) fn faults(&self, attribute_is_wrong: bool) -> Vec<String> {
        let mut faults = Vec::new();
        let tier = self.tier();
        let tells_where = self
            .lines
            .iter()
            .any(|line| DEFINED_HERE.iter().any(|words| line.contains(words)));
        // rustc says no less: the types, the call, and where the function stands.
        let most = tier.most_lines() + usize::from(tier == Tier::Types && tells_where);
        if self.length() > most {
            faults.push(format!(
                "has {} lines, and {most} is the most",
                self.length()
            ));
        }
        for inner in INNER {
            if self.lines.iter().any(|line| line.contains(inner)) {
                faults.push(format!("says `{inner}`"));
            }
        }
        let Some((underlined, label)) = self.caret() else {
            faults.push("underlines nothing".to_owned());
            return faults;
        };
        let is_derive =
            ["Neuron", "Synapse", "Output", "ShortTermPlasticity"].contains(&underlined);
        if is_derive || underlined.starts_with("#[") != attribute_is_wrong {
            faults.push(format!("underlines `{underlined}`"));
        }
        let first = self.lines[0];
        match tier {
            Tier::Ours if self.code().is_some() => {
                let names_both = first.contains("unit mismatch in `") && dimensions(first) >= 2;
                let answers = underlined_is_asked(first, underlined);
                let is_uncounted = first.contains("in `") && first.contains("has a power past");
                if !names_both && !answers && !is_uncounted {
                    faults.push("does not name the equation and both dimensions".to_owned());
                }
            }
            Tier::Ours => {
                if !first.contains('`') {
                    faults.push("names nothing of the declaration".to_owned());
                }
            }
            Tier::Types => {
                if !label.contains("expected `") || !label.contains("found ") {
                    faults.push(format!("has a label that does not name both: {label}"));
                }
            }
            Tier::Traits => {
                if first.contains("the trait") || label.is_empty() || label.contains("the trait") {
                    faults.push("is in the words of rustc".to_owned());
                }
            }
        }
        faults
    }
}

/// How many dimensions a line of ours names.
fn dimensions(line: &str) -> usize {
    line.matches(" [").count() + line.matches("dimensionless").count()
}

/// "`r * i` is electric potential [V]", where that is what was asked.
fn underlined_is_asked(line: &str, underlined: &str) -> bool {
    line.ends_with(']') && line.contains(&format!("panicked: `{underlined}` is "))
}
