//! A synapse with an expression at every place that takes one.

use crate::expression::Variable;
use crate::vocabulary::{kind, names};
use crate::writer::{Asked, Form, Place, Writer};

pub(crate) fn synapse(writer: &mut Writer<'_>) {
    let vocabulary = writer.vocabulary;
    let weight = vocabulary.first(
        "weight",
        "ElectricalConductance",
        kind!(electrical_conductance),
    );
    let fixed = names(&vocabulary.parameters());
    let mut everything = fixed.clone();
    everything.extend(names(&vocabulary.states()));
    everything.push(Variable {
        name: "t",
        kind: kind!(time),
    });

    writer.derive("Synapse");
    writer.line(&format!("#[weight({})]", weight.ty));
    writer.line("#[pulse(");
    if writer.random.chance(50) {
        let pulse = writer.named("pulse", "pulse", ["pulse = ", ","], &fixed);
        everything.extend([pulse; 4]);
    } else {
        let height = Place::new("pulse", &fixed, Asked::Number);
        writer.case("pulse = ", height, ",");
    }
    let duration = Asked::of(kind!(time), "");
    writer.case("duration = ", Place::new("pulse", &fixed, duration), "");
    writer.line(")]");
    writer.definitions(&mut everything);
    writer.requirement(&fixed);
    let mut known = everything.clone();
    known.extend([weight.variable; 4]);
    let on_spike = |kind, name| Place::new("on_spike", &known, Asked::of(kind, name));
    writer.line("#[on_spike(");
    for Variable { name, kind } in names(&vocabulary.states()) {
        writer.case(&format!("{name} += "), on_spike(kind, name), ",");
    }
    writer.case("h *= ", on_spike(kind!(ratio), ""), ",");
    writer.case("v = ", on_spike(kind!(electric_potential), "v"), ",");
    // The weight must act on something.
    writer.line("u += weight)]");
    readout(writer, &known);
    writer.open();
    writer.states(&everything, &fixed, |_| Form::Any);
    // And so must the pulse.
    writer.line("#[ode(du/dt = -u * heaviside(pulse) / tau)]");
    writer.line(&format!("u: {},", weight.ty));
    writer.line("}");
}

/// With the type in front or without it, which is then that of the weight; a state alone would have its own.
fn readout(writer: &mut Writer<'_>, known: &[Variable]) {
    let vocabulary = writer.vocabulary;
    let (conductance, current) = (kind!(electrical_conductance), kind!(electric_current));
    let (before, output, form) = if writer.random.chance(50) {
        let output = vocabulary.second("o", "ElectricCurrent", current);
        let before = format!("#[output(o: {} = ", output.ty);
        (before, output, Form::Any)
    } else {
        let output = vocabulary.first("o", "ElectricalConductance", conductance);
        ("#[output(".to_owned(), output, Form::NotAlone)
    };
    let asked = Asked::of(output.kind(), "");
    let place = Place {
        form,
        ..Place::new("output", known, asked)
    };
    writer.case(&before, place, ")]");
}
