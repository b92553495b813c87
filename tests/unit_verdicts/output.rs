//! An output with an expression at every place that takes one.

use crate::expression::Expression;
use crate::vocabulary::{kind, names};
use crate::writer::{Asked, Form, Place, Writer};

pub(crate) fn output(writer: &mut Writer<'_>) {
    let vocabulary = writer.vocabulary;
    let drive = vocabulary.first(
        "drive",
        "ElectricalConductance",
        kind!(electrical_conductance),
    );
    let post = vocabulary.second("post", "ElectricPotential", kind!(electric_potential));
    let fixed = names(&vocabulary.parameters());
    let mut everything = fixed.clone();
    everything.extend([drive.variable, post.variable]);

    writer.derive("Output");
    writer.line(&format!("#[drive(drive: {})]", drive.ty));
    writer.line(&format!("#[post(post: {})]", post.ty));
    writer.definitions(&mut everything);
    writer.requirement(&fixed);
    let (before, kind) = if writer.random.chance(50) {
        let current = vocabulary.second("q_in", "ElectricCharge", kind!(electric_charge));
        (format!("#[current(q_in: {} = ", current.ty), current.kind())
    } else {
        ("#[current(".to_owned(), kind!(electric_current))
    };
    // Both must be used.
    let both = [drive, post].map(|field| Box::new(Expression::Variable(field.variable)));
    let [drive, post] = both;
    let place = Place {
        form: Form::WithMultiple(Expression::Product(drive, post)),
        ..Place::new("current", &everything, Asked::of(kind, ""))
    };
    writer.case(&before, place, ")]");
    writer.open();
    writer.line("}");
}
