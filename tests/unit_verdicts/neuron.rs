//! A neuron with an expression at every place that takes one.

use crate::expression::{Expression, Variable};
use crate::vocabulary::{kind, names};
use crate::writer::{Asked, Form, Place, Writer};

pub(crate) fn neuron(writer: &mut Writer<'_>) {
    let vocabulary = writer.vocabulary;
    let weight = vocabulary.second("weight", "ElectricPotential", kind!(electric_potential));
    let fixed = names(&vocabulary.parameters());
    let mut variables = fixed.clone();
    variables.extend(names(&vocabulary.states()));
    let mut everything = variables.clone();
    let (current, frequency) = (kind!(electric_current), kind!(frequency));
    for (name, kind) in [("i", current), ("kick", frequency), ("t", kind!(time))] {
        everything.push(Variable { name, kind });
    }

    writer.derive("Neuron");
    writer.line("#[input(i: ElectricCurrent, kick: Frequency)]");
    writer.definitions(&mut everything);
    writer.requirement(&fixed);
    let spike = Place::new("spike", &variables, Asked::Condition);
    writer.case("#[spike(", spike, ")]");
    let period = Asked::of(kind!(time), "");
    writer.case(
        "#[refractory(",
        Place::new("refractory", &fixed, period),
        ")]",
    );
    let potential = kind!(electric_potential);
    let reset = |kind, name| Place::new("reset", &variables, Asked::of(kind, name));
    writer.line("#[reset(");
    writer.case("v = ", reset(potential, "v"), ",");
    writer.case("w += ", reset(current, "w"), ",");
    writer.case("v -= ", reset(potential, "v"), ",");
    writer.case("h *= ", reset(kind!(ratio), ""), "");
    writer.line(")]");
    writer.line(&format!("#[weight({})]", weight.ty));
    let arrival = Place {
        form: Form::Multiple(Expression::Variable(weight.variable)),
        ..Place::new("on_spike", &fixed, Asked::of(potential, "v"))
    };
    writer.case("#[on_spike(v += ", arrival, ")]");
    writer.open();
    writer.states(&everything, &fixed, |_| Form::Noisy);
    // Every input must act on something.
    writer.line("#[ode(du/dt = (r * i - u) * kick)]");
    writer.line("u: ElectricPotential,");
    writer.line("}");
}
