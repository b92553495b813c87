//! Which state a soft reset moves: the one that the threshold is about and that the reset sets.

use std::collections::HashSet;

use super::margin;
use crate::expression::{Symbol, is_zero};
use crate::model::{Assign, Model};

/// The state that stands beyond the threshold where a neuron fires and that the reset puts to a value of its own; else why there
/// is none, or not one.
///
/// What a reset adds to, such as an adaptation, keeps all that it was.
pub(crate) fn overshoot(model: &Model) -> Result<usize, String> {
    let Some(condition) = &model.spike else {
        return Err("it does not fire".to_owned());
    };
    let margin = margin(model, condition)?;
    let after = after(model);
    let is_set = |k: &usize| !is_zero(&margin.slopes[*k]) && !after[*k].contains(k);
    let set: Vec<usize> = (0..model.states.len()).filter(is_set).collect();
    match set[..] {
        [state] => Ok(state),
        [] => Err(format!(
            "its reset sets no state of `{condition}` to a value that does not depend on it"
        )),
        [first, second, ..] => {
            let [first, second] = [first, second].map(|k| model.states[k].field.name());
            Err(format!(
                "its reset sets both `{first}` and `{second}` of `{condition}`"
            ))
        }
    }
}

/// For each state the states before the reset on which its value after it depends.
fn after(model: &Model) -> Vec<HashSet<usize>> {
    let mut after: Vec<HashSet<usize>> = (0..model.states.len()).map(|k| [k].into()).collect();
    for assignment in &model.reset {
        let Some(target) = assignment.target.state() else {
            continue;
        };
        let mut sources = HashSet::new();
        for symbol in model.dependencies(&assignment.value) {
            if let Symbol::State(k) = symbol {
                sources.extend(&after[k]);
            }
        }
        if assignment.operation != Assign::Set {
            sources.extend(&after[target]);
        }
        after[target] = sources;
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::neuron;

    fn found(attributes: &str) -> Result<usize, String> {
        overshoot(&neuron(attributes, "-x / tau"))
    }

    #[test]
    fn the_state_of_the_threshold_that_is_set() {
        assert_eq!(found("#[spike(x > a)] #[reset(x = 0, y += 1)]"), Ok(0));
        assert_eq!(
            found("#[spike(x >= a + 2 * y)] #[reset(y += 1, x = y)]"),
            Ok(0)
        );
        assert_eq!(
            found("#[spike(x > y)] #[reset(y = max(y, a), x = 0)]"),
            Ok(0)
        );
        assert_eq!(
            found("#[spike(y > a)] #[reset(x = y, y = x)]"),
            Err(
                "its reset sets no state of `y > a` to a value that does not depend on it"
                    .to_owned()
            )
        );
    }

    #[test]
    fn what_is_in_the_way_is_named() {
        let refusals = [
            ("", "it does not fire"),
            (
                "#[spike(x * y > a)] #[reset(x = 0)]",
                "`x * y > a` is not linear in `x`",
            ),
            (
                "#[spike(x > a)] #[reset(x -= a)]",
                "its reset sets no state of `x > a` to a value that does not depend on it",
            ),
            (
                "#[spike(x > a)]",
                "its reset sets no state of `x > a` to a value that does not depend on it",
            ),
            (
                "#[spike(x > y)] #[reset(x = 0, y = a)]",
                "its reset sets both `x` and `y` of `x > y`",
            ),
        ];
        for (attributes, reason) in refusals {
            assert_eq!(found(attributes), Err(reason.to_owned()));
        }
    }
}
