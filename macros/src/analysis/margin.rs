//! How far a neuron is from its threshold: whether `#[spike(...)]` compares something linear in the states.

use super::{partial, variable_in};
use crate::expression::{Expr, Node, Operator, Symbol, is_zero, without};
use crate::model::Model;

/// By how much a comparison holds, `v - v_th` for `v >= v_th`, with its derivative by each state.
#[derive(Debug)]
pub(crate) struct Margin {
    pub(crate) value: Expr,
    pub(crate) slopes: Vec<Expr>,
}

/// The margin of a condition that is one comparison, affine in the states with coefficients that stand still; else
/// why there is none.
pub(crate) fn margin(model: &Model, condition: &Expr) -> Result<Margin, String> {
    let (above, below) = match &condition.node {
        Node::Binary(Operator::Greater | Operator::GreaterEqual, left, right) => (left, right),
        Node::Binary(Operator::Less | Operator::LessEqual, left, right) => (right, left),
        _ => {
            return Err(format!(
                "`{condition}` is not one comparison by `<`, `<=`, `>` or `>=`"
            ));
        }
    };
    let value = Expr::binary(Operator::Subtract, (**above).clone(), (**below).clone());
    let value = model.expanded(&value);
    let mut rest = value.clone();
    let mut slopes = Vec::new();
    for k in 0..model.states.len() {
        let state = Symbol::State(k);
        let slope = partial(model, &value, state);
        if value.jumps_with(state) || variable_in(model, &slope).is_some() {
            let name = model.states[k].field.name();
            return Err(format!("`{condition}` is not linear in `{name}`"));
        }
        slopes.push(slope);
        rest = without(&rest, state);
    }
    match variable_in(model, &rest).filter(|_| !is_zero(&rest)) {
        Some(changing) => Err(format!(
            "`{condition}` depends on `{changing}`, which is not a state"
        )),
        None => Ok(Margin { value, slopes }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::neuron;

    /// The margin with its slopes, or what is in the way.
    fn found(condition: &str) -> String {
        let attributes = format!("#[define(high = a + 2 * y)] #[spike({condition})]");
        let model = neuron(&attributes, "-x / tau");
        match margin(&model, model.spike.as_ref().expect("has a spike")) {
            Ok(margin) => {
                let slopes = margin.slopes.iter().map(Expr::to_string);
                format!(
                    "{}: {}",
                    margin.value,
                    slopes.collect::<Vec<_>>().join(", ")
                )
            }
            Err(reason) => reason,
        }
    }

    #[test]
    fn comparisons_that_are_affine_in_the_states() {
        assert_eq!(found("x > a"), "x - a: 1, 0");
        assert_eq!(found("x >= a + 3 * y"), "x - (a + 3 * y): 1, -3");
        assert_eq!(found("x <= a"), "a - x: -1, 0");
        assert!(found("x > high").ends_with(": 1, -2"));
    }

    #[test]
    fn what_is_in_the_way_is_named() {
        for (condition, reason) in [
            (
                "x > a && y > a",
                "`x > a && y > a` is not one comparison by `<`, `<=`, `>` or `>=`",
            ),
            ("x * y > a", "`x * y > a` is not linear in `x`"),
            ("abs(x) > a", "`abs(x) > a` is not linear in `x`"),
            ("floor(y) > a", "`floor(y) > a` is not linear in `y`"),
            (
                "x > a * t / tau",
                "`x > a * t / tau` depends on `t`, which is not a state",
            ),
        ] {
            assert_eq!(found(condition), reason);
        }
    }
}
