//! Attributes of the struct.

use proc_macro2::Ident;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Path, Token, Type};

use super::expression::{expression, nothing_left};
use crate::errors::Extent;
use crate::limits;
use crate::model::{
    Assign, Assignment, Definition, Equation, Kind, Method, Model, Port, Pulse, Readout,
    Refractory, SolverChoice,
};

/// The attributes that stand on the struct.
pub(super) const NAMES: &[&str] = &[
    "input",
    "define",
    "dimension_of",
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
];

/// The name of the attribute, if it is one word.
pub(super) fn name(attribute: &Attribute) -> Option<String> {
    attribute.path().get_ident().map(Ident::to_string)
}

pub(super) fn on_struct(attribute: &Attribute, model: &mut Model) -> syn::Result<()> {
    let Some(name) = name(attribute) else {
        return Ok(());
    };
    if matches!(name.as_str(), "ode" | "state" | "init") {
        return Err(syn::Error::new_spanned(
            attribute,
            format!("`#[{name}]` stands on the field that it is about, not on the struct"),
        ));
    }
    if !NAMES.contains(&name.as_str()) {
        return Ok(());
    }
    belongs(attribute, &name, model.kind)?;
    if matches!(attribute.meta, syn::Meta::Path(_)) {
        return Err(syn::Error::new_spanned(
            attribute,
            format!("`#[{name}]` needs an argument: {}", example(&name)),
        ));
    }
    let read = |input: ParseStream<'_>| match name.as_str() {
        "input" => list(input, port).map(|ports| model.inputs.extend(ports)),
        "define" => list(input, definition).map(|d| model.definitions.extend(d)),
        "dimension_of" => list(input, expression).map(|asked| model.asked.extend(asked)),
        "require" => list(input, expression).map(|r| model.requirements.extend(r)),
        "reset" => once(attribute, model.reset.is_empty(), &name)
            .and_then(|()| list(input, assignment).map(|a| model.reset = a)),
        "on_spike" => once(attribute, model.on_spike.is_empty(), &name)
            .and_then(|()| list(input, assignment).map(|a| model.on_spike = a)),
        "spike" => put(attribute, &mut model.spike, whole(input, expression)),
        "solver" => put(attribute, &mut model.solver, whole(input, solver)),
        "refractory" => put(attribute, &mut model.refractory, whole(input, refractory)),
        "pulse" => put(attribute, &mut model.pulse, whole(input, pulse)),
        "weight" => put(attribute, &mut model.weight, whole(input, written_type)),
        "output" => put(attribute, &mut model.output, whole(input, readout)),
        "drive" => put(attribute, &mut model.drive, whole(input, port)),
        "post" => put(attribute, &mut model.post, whole(input, port)),
        "current" => put(attribute, &mut model.current, whole(input, readout)),
        _ => whole(input, home).map(|path| model.home = quote!(#path)),
    };
    attribute.parse_args_with(read)
}

/// Refuses an attribute of another kind of model, naming where it belongs.
fn belongs(attribute: &Attribute, name: &str, kind: Kind) -> syn::Result<()> {
    let home: &[Kind] = match name {
        "input" | "spike" | "reset" | "refractory" => &[Kind::Neuron],
        "weight" => &[Kind::Neuron, Kind::Synapse],
        "on_spike" => &[Kind::Neuron, Kind::Synapse, Kind::Plasticity],
        "output" | "pulse" => &[Kind::Synapse],
        "drive" | "post" | "current" => &[Kind::Output],
        "solver" => &[Kind::Neuron, Kind::Synapse],
        _ => return Ok(()),
    };
    if home.contains(&kind) {
        return Ok(());
    }
    let homes: Vec<_> = home.iter().map(|kind| kind.with_article()).collect();
    Err(syn::Error::new_spanned(
        attribute,
        format!(
            "`#[{name}]` belongs to {}, and this is {}",
            homes.join(" or "),
            kind.with_article()
        ),
    ))
}

fn example(name: &str) -> &'static str {
    match name {
        "input" => "`#[input(i: ElectricCurrent)]`",
        "define" => "`#[define(i_leak = g_leak * (e_leak - v))]`",
        "dimension_of" => "`#[dimension_of(r * i)]`",
        "require" => "`#[require(tau > 0 ms)]`",
        "solver" => "`#[solver(splitting)]`",
        "spike" => "`#[spike(v >= v_th)]`",
        "reset" => "`#[reset(v = v_reset)]`",
        "refractory" => "`#[refractory(t_ref, hold(v))]`",
        "weight" => "`#[weight(ElectricalConductance)]`",
        "on_spike" => "`#[on_spike(g += weight)]`",
        "pulse" => "`#[pulse(transmitter = t_max, duration = t_dur)]`",
        "output" => "`#[output(g)]`",
        "drive" => "`#[drive(g: ElectricalConductance)]`",
        "post" => "`#[post(v: ElectricPotential)]`",
        "current" => "`#[current(g * (e - v))]`",
        _ => "`#[nernst(crate = path)]`",
    }
}

fn once(attribute: &Attribute, free: bool, name: &str) -> syn::Result<()> {
    if free {
        return Ok(());
    }
    Err(syn::Error::new_spanned(
        attribute,
        format!("there are two `#[{name}]`; put everything into one"),
    ))
}

fn put<T>(attribute: &Attribute, place: &mut Option<T>, value: syn::Result<T>) -> syn::Result<()> {
    let name = name(attribute).unwrap_or_default();
    once(attribute, place.is_none(), &name)?;
    *place = Some(value?);
    Ok(())
}

fn whole<T>(
    input: ParseStream<'_>,
    read: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<T> {
    let value = read(input)?;
    nothing_left(input)?;
    Ok(value)
}

fn list<T>(
    input: ParseStream<'_>,
    read: impl Fn(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(read(input)?);
        if !input.is_empty() {
            if !input.peek(Token![,]) {
                nothing_left(input)?;
            }
            input.parse::<Token![,]>()?;
        }
    }
    Ok(items)
}

fn port(input: ParseStream<'_>) -> syn::Result<Port> {
    let ident = input.call(Ident::parse_any)?;
    if !input.peek(Token![:]) {
        return Err(syn::Error::new(
            ident.span(),
            format!("`{ident}` needs a type, such as `{ident}: ElectricCurrent`"),
        ));
    }
    input.parse::<Token![:]>()?;
    let ty = written_type(input)?;
    Ok(Port { ident, ty })
}

fn written_type(input: ParseStream<'_>) -> syn::Result<Type> {
    limits::type_length(input.cursor())?;
    input.parse()
}

fn definition(input: ParseStream<'_>) -> syn::Result<Definition> {
    let ident = input.call(Ident::parse_any)?;
    if !input.peek(Token![=]) {
        return Err(syn::Error::new(
            ident.span(),
            format!("a definition is written `{ident} = ...`"),
        ));
    }
    input.parse::<Token![=]>()?;
    let rhs = expression(input)?;
    let text = format!("{} = {rhs}", ident.unraw());
    Ok(Definition {
        ident,
        equation: Equation { text, rhs },
    })
}

fn assignment(input: ParseStream<'_>) -> syn::Result<Assignment> {
    let target = expression(input)?;
    let (operation, sign) = if input.peek(Token![+=]) {
        input.parse::<Token![+=]>()?;
        (Assign::Add, "+=")
    } else if input.peek(Token![-=]) {
        input.parse::<Token![-=]>()?;
        (Assign::Subtract, "-=")
    } else if input.peek(Token![*=]) {
        input.parse::<Token![*=]>()?;
        (Assign::Multiply, "*=")
    } else if input.peek(Token![=]) && !input.peek(Token![==]) {
        input.parse::<Token![=]>()?;
        (Assign::Set, "=")
    } else {
        return Err(target.extent.error(format!(
            "`{target}` alone changes nothing; an assignment is written `v = v_reset` or `w += b`"
        )));
    };
    let value = expression(input)?;
    Ok(Assignment {
        text: format!("{target} {sign} {value}"),
        target,
        operation,
        value,
    })
}

/// `transmitter = t_max, duration = t_dur`
fn pulse(input: ParseStream<'_>) -> syn::Result<Pulse> {
    let form = |span| {
        syn::Error::new(
            span,
            "a pulse has a name with its height, and a duration: `#[pulse(transmitter = t_max, duration = t_dur)]`",
        )
    };
    let ident = input.call(Ident::parse_any)?;
    if !input.peek(Token![=]) || ident == "duration" {
        return Err(form(ident.span()));
    }
    input.parse::<Token![=]>()?;
    let height = expression(input)?;
    if input.is_empty() {
        return Err(form(ident.span()));
    }
    if !input.peek(Token![,]) {
        nothing_left(input)?;
    }
    input.parse::<Token![,]>()?;
    let word = input
        .call(Ident::parse_any)
        .map_err(|_| form(ident.span()))?;
    if word != "duration" || !input.peek(Token![=]) {
        return Err(form(word.span()));
    }
    input.parse::<Token![=]>()?;
    let duration = expression(input)?;
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
    }
    Ok(Pulse {
        ident,
        height,
        duration,
    })
}

fn refractory(input: ParseStream<'_>) -> syn::Result<Refractory> {
    let period = expression(input)?;
    let mut hold = Vec::new();
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
    }
    if !input.is_empty() {
        let word = input.call(Ident::parse_any)?;
        if word != "hold" {
            return Err(syn::Error::new(
                word.span(),
                "behind the refractory period only `hold(...)` can stand, with the states that stand still",
            ));
        }
        let content;
        syn::parenthesized!(content in input);
        hold = list(&content, expression)?;
    }
    Ok(Refractory { period, hold })
}

/// `expression`, or `name: Type = expression` where the type is not the usual one.
fn readout(input: ParseStream<'_>) -> syn::Result<Readout> {
    let typed = input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::]);
    if !typed {
        return Ok(Readout {
            ty: None,
            value: expression(input)?,
        });
    }
    let port = port(input)?;
    input.parse::<Token![=]>()?;
    Ok(Readout {
        ty: Some(port.ty),
        value: expression(input)?,
    })
}

/// `method`, then `steps = 2`, `tolerance = 1e-6` and `slow(h, n)` in any order.
fn solver(input: ParseStream<'_>) -> syn::Result<SolverChoice> {
    let ident = input.call(Ident::parse_any)?;
    let name = ident.to_string();
    let Some(method) = Method::ALL.into_iter().find(|m| m.name() == name) else {
        let names = Method::ALL.map(Method::name);
        let near = crate::suggestion::suggestion(&name, names);
        let [others @ .., last] = names.map(|name| format!("`{name}`"));
        return Err(syn::Error::new(
            ident.span(),
            format!(
                "there is no solver `{name}`; the solvers are {} and {last}{near}",
                others.join(", ")
            ),
        ));
    };
    let mut choice = SolverChoice {
        method,
        extent: Extent::of(ident.span()),
        steps: None,
        tolerance: None,
        slow: Vec::new(),
    };
    while !input.is_empty() {
        if !input.peek(Token![,]) {
            nothing_left(input)?;
        }
        input.parse::<Token![,]>()?;
        if !input.is_empty() {
            option(input, &mut choice)?;
        }
    }
    Ok(choice)
}

fn option(input: ParseStream<'_>, choice: &mut SolverChoice) -> syn::Result<()> {
    let word = input.call(Ident::parse_any)?;
    let twice = |there: bool| match there {
        false => Ok(()),
        true => Err(syn::Error::new(
            word.span(),
            format!("`{word}` stands here twice"),
        )),
    };
    match word.to_string().as_str() {
        "steps" => {
            twice(choice.steps.is_some())?;
            let (value, extent) = setting(input)?;
            let is_count = value.fract() == 0.0 && (1.0..=1e4).contains(&value);
            if !is_count {
                let message = "`steps` is the number of sub-steps, a whole number from 1 to 10000";
                return Err(extent.error(message));
            }
            choice.steps = Some((value as u32, extent));
        }
        "tolerance" => {
            twice(choice.tolerance.is_some())?;
            let (value, extent) = setting(input)?;
            if !(1e-14..=1.0).contains(&value) {
                let message =
                    "`tolerance` is the error of a sub-step relative to the state, from 1e-14 to 1";
                return Err(extent.error(message));
            }
            choice.tolerance = Some((value, extent));
        }
        "slow" => {
            twice(!choice.slow.is_empty())?;
            let content;
            syn::parenthesized!(content in input);
            choice.slow = list(&content, expression)?;
        }
        other => {
            let near = crate::suggestion::suggestion(other, ["steps", "tolerance", "slow"]);
            return Err(syn::Error::new(
                word.span(),
                format!(
                    "`{other}` is no option of a solver; those are `steps = 2`, `tolerance = 1e-6` and `slow(h, n)`{near}"
                ),
            ));
        }
    }
    Ok(())
}

/// `= 2`, a plain number.
fn setting(input: ParseStream<'_>) -> syn::Result<(f64, Extent)> {
    input.parse::<Token![=]>()?;
    let value = expression(input)?;
    match value.constant() {
        Some(number) => Ok((number, value.extent)),
        None => Err(value
            .extent
            .error(format!("`{value}` is not a plain number"))),
    }
}

fn home(input: ParseStream<'_>) -> syn::Result<Path> {
    input.parse::<Token![crate]>()?;
    input.parse::<Token![=]>()?;
    input.call(Path::parse_mod_style)
}
