//! A short-term plasticity with an expression at every place that takes one.

use crate::expression::{Expression, Variable};
use crate::vocabulary::{kind, names};
use crate::writer::{Asked, Form, Place, Writer};

pub(crate) fn plasticity(writer: &mut Writer<'_>) {
    let vocabulary = writer.vocabulary;
    let fixed = names(&vocabulary.parameters());
    let mut everything = fixed.clone();
    everything.extend(names(&vocabulary.states()));
    everything.push(Variable {
        name: "t",
        kind: kind!(time),
    });

    writer.derive("ShortTermPlasticity");
    writer.definitions(&mut everything);
    writer.requirement(&fixed);
    let (voltage, current) = (kind!(electric_potential), kind!(electric_current));
    let on_spike = |kind, name| Place::new("on_spike", &everything, Asked::of(kind, name));
    writer.line("#[on_spike(");
    writer.case("v = ", on_spike(voltage, "v"), ",");
    writer.case("h *= ", on_spike(kind!(ratio), ""), ",");
    let release = Place {
        name: "release",
        ..on_spike(kind!(ratio), "release")
    };
    writer.case("release = ", release, ",");
    let released = Variable {
        name: "release",
        kind: kind!(ratio),
    };
    for (name, kind) in [("w", current), ("v", voltage)] {
        let place = Place {
            form: Form::WithMultiple(Expression::Variable(released)),
            ..on_spike(kind, name)
        };
        writer.case(&format!("{name} -= "), place, ",");
    }
    writer.line(")]");
    writer.open();
    // Equations are linear with constant coefficients.
    writer.states(&fixed, &fixed, |state| {
        Form::WithMultiple(Expression::Variable(state))
    });
    writer.line("}");
}
