//! How large expressions get once their definitions are written out, and how large their derivatives.

use std::collections::HashMap;

use super::{DERIVATIVE, DERIVATIVES, MODEL, NOISES, WRITTEN_OUT, WRITTEN_OUT_DEPTH};
use crate::errors::Extent;
use crate::expression::{Expr, Function, Node, Operator};
use crate::model::Model;

/// How much an expression is.
#[derive(Clone, Copy)]
struct Size {
    /// Operands and operators, with definitions written out.
    nodes: usize,
    /// Levels of the same.
    depth: usize,
    /// Operands and operators as they stand, a definition being one.
    own: usize,
    /// The most that the derivative by any variable can have; zero where there is no variable.
    derivative: usize,
}

impl Size {
    const NUMBER: Size = Size {
        nodes: 1,
        depth: 1,
        own: 1,
        derivative: 0,
    };
}

/// Judges every expression of the model.
pub(super) fn sizes(model: &Model) -> syn::Result<()> {
    let mut judge = Judge {
        definitions: HashMap::new(),
        noises: Vec::new(),
        total: 0,
        derivatives: 0,
    };
    for definition in &model.definitions {
        let before = judge.total;
        let size = judge.expression(&definition.equation.rhs)?;
        // Written out where it is used.
        judge.total = before;
        // A name that is there twice stands for the first.
        judge.definitions.entry(definition.name()).or_insert(size);
    }
    for state in &model.states {
        if let Some(ode) = &state.ode {
            judge.derived(&ode.rhs)?;
        }
        if let Some(init) = &state.init {
            judge.expression(&init.rhs)?;
        }
    }
    let readouts = model.output.iter().chain(&model.current);
    let derived = (model.spike.iter())
        .chain(readouts.map(|readout| &readout.value))
        .chain(model.on_spike.iter().map(|assignment| &assignment.value));
    for e in derived {
        judge.derived(e)?;
    }
    let refractory = model.refractory.iter();
    let others = (model.asked.iter())
        .chain(&model.requirements)
        .chain(refractory.flat_map(|r| std::iter::once(&r.period).chain(&r.hold)))
        .chain(model.pulse.iter().flat_map(|p| [&p.height, &p.duration]))
        .chain(model.reset.iter().flat_map(|a| [&a.target, &a.value]))
        .chain(model.on_spike.iter().map(|assignment| &assignment.target))
        .chain(model.solver.iter().flat_map(|choice| &choice.slow));
    for e in others {
        judge.expression(e)?;
    }
    Ok(())
}

struct Judge {
    definitions: HashMap<String, Size>,
    noises: Vec<String>,
    total: usize,
    /// The sum of the derivatives.
    derivatives: usize,
}

impl Judge {
    fn expression(&mut self, e: &Expr) -> syn::Result<Size> {
        let size = self.size(e)?;
        let message = if size.depth > WRITTEN_OUT_DEPTH {
            format!(
                "with its definitions written out, this expression is nested more than {WRITTEN_OUT_DEPTH} levels deep"
            )
        } else if size.nodes > WRITTEN_OUT {
            format!(
                "with its definitions written out, this expression has more than {WRITTEN_OUT} operands and operators"
            )
        } else {
            self.total += size.nodes;
            if self.total <= MODEL {
                return Ok(size);
            }
            format!(
                "with their definitions written out, the expressions of this model up to here have more than {MODEL} operands and operators"
            )
        };
        Err(e.extent.error(message))
    }

    /// An expression whose derivative is written too.
    fn derived(&mut self, e: &Expr) -> syn::Result<()> {
        let size = self.expression(e)?;
        self.derivatives = self.derivatives.saturating_add(size.derivative);
        let message = if size.derivative > DERIVATIVE {
            format!(
                "the derivative of this expression can have more than {DERIVATIVE} operands and operators; a product of n factors has some n^2 of them"
            )
        } else if self.derivatives > DERIVATIVES {
            format!(
                "the derivatives of the expressions of this model up to here can have more than {DERIVATIVES} operands and operators"
            )
        } else {
            return Ok(());
        };
        Err(e.extent.error(message))
    }

    fn size(&mut self, e: &Expr) -> syn::Result<Size> {
        if let Node::Variable { name, .. } = &e.node {
            self.noise(name, e.extent)?;
            let known = self.definitions.get(name).copied();
            let known = known.unwrap_or(Size {
                derivative: 1,
                ..Size::NUMBER
            });
            return Ok(Size { own: 1, ..known });
        }
        let mut below = Vec::new();
        for child in e.children() {
            below.push(self.size(child)?);
        }
        let sum = |of: fn(&Size) -> usize| below.iter().map(of).fold(1, usize::saturating_add);
        Ok(Size {
            nodes: sum(|size| size.nodes),
            depth: 1 + below.iter().map(|size| size.depth).max().unwrap_or(0),
            own: sum(|size| size.own),
            derivative: derivative(e, &below),
        })
    }

    fn noise(&mut self, name: &str, extent: Extent) -> syn::Result<()> {
        if !crate::resolve::is_noise(name) || self.noises.iter().any(|known| known == name) {
            return Ok(());
        }
        self.noises.push(name.to_owned());
        if self.noises.len() <= NOISES {
            return Ok(());
        }
        Err(extent.error(format!("a model has at most {NOISES} white noises")))
    }
}

/// The most that the derivative can have, by what is directly below: where [`derivative`](crate::expression::derivative) repeats
/// an operand, all of it counts.
fn derivative(e: &Expr, below: &[Size]) -> usize {
    let sum = |parts: &[Size], of: fn(&Size) -> usize| {
        parts.iter().map(of).fold(0, usize::saturating_add)
    };
    let own = sum(below, |size| size.own);
    let derived = match e.node {
        Node::If(..) => &below[1..],
        _ => below,
    };
    let derivatives = sum(derived, |size| size.derivative);
    if derivatives == 0 {
        return 0;
    }
    // Of a product with a factor that has no derivative the other half is left out.
    let repeated_by = |factor: &Size, repeated: &Size| match factor.derivative {
        0 => 0,
        _ => repeated.own,
    };
    let (repeated, operators) = match (&e.node, below) {
        (Node::Binary(Operator::Multiply, ..), [left, right]) => {
            (repeated_by(left, right) + repeated_by(right, left), 3)
        }
        (Node::Binary(Operator::Divide, ..), [_, divisor]) if divisor.derivative == 0 => {
            (divisor.own, 1)
        }
        (Node::Binary(Operator::Divide, ..), [_, divisor]) => (own + divisor.own, 6),
        (Node::Binary(Operator::Power, ..), _) => (3 * own, 10),
        (Node::Call(Function::Sign | Function::Heaviside | Function::Floor, _), _) => return 0,
        (Node::Call(..), _) => (2 * own, 10),
        (Node::If(..), _) => (below[0].own, 2),
        // A threshold by the difference of its sides.
        (Node::Binary(operator, ..), _) if operator.is_comparison() => (0, 1),
        (Node::Negate(_) | Node::Binary(Operator::Add | Operator::Subtract, ..), _) => (0, 1),
        // What is true or false.
        _ => return 0,
    };
    derivatives.saturating_add(repeated + operators)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::partial;
    use crate::declared::neuron;
    use crate::expression::Symbol;
    use crate::expression::random::Dice;

    fn nodes(e: &Expr) -> usize {
        1 + e.children().into_iter().map(nodes).sum::<usize>()
    }

    /// What the limit is held against is no less than what is written.
    #[test]
    fn derivatives_are_not_larger_than_thought() {
        let model = neuron("", "-x / tau");
        let mut dice = Dice(5);
        let mut largest: f64 = 0.0;
        for _ in 0..20_000 {
            let e = dice.expression(4);
            let mut judge = Judge {
                definitions: HashMap::new(),
                noises: Vec::new(),
                total: 0,
                derivatives: 0,
            };
            let size = judge.size(&e).expect("a size");
            assert_eq!(size.nodes, nodes(&e));
            for symbol in [Symbol::State(0), Symbol::State(1), Symbol::Input(0)] {
                let derivative = nodes(&partial(&model, &e, symbol));
                // Zero is written as one number.
                let most = size.derivative.max(1);
                assert!(derivative <= most, "{derivative} and not {most}: {e}");
                largest = largest.max(derivative as f64 / most as f64);
            }
        }
        assert!(largest > 0.9, "{largest}");
    }
}
