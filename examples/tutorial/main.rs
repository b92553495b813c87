//! The tutorial on synapses, section by section: all of it, or the sections that are named.
//!
//! `cargo run --release --example tutorial`
//!
//! `cargo run --release --example tutorial -- short_term_plasticity receptors`
//!
//! Each section is a file beside this one. Custom synapses have an example of their own, `custom_synapse`.

mod balance;
mod basic_usage;
mod batch;
mod complete_projection;
mod descriptors;
mod lif;
mod model_comparison;
mod receptors;
mod response;
mod short_term_plasticity;
mod state_access;
mod synapse_models;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A section, by the name of its file.
type Section = (&'static str, fn() -> Result<()>);

/// In the order of the tutorial.
const SECTIONS: [Section; 10] = [
    ("basic_usage", basic_usage::run),
    ("synapse_models", synapse_models::run),
    ("descriptors", descriptors::run),
    ("state_access", state_access::run),
    ("model_comparison", model_comparison::run),
    ("complete_projection", complete_projection::run),
    ("short_term_plasticity", short_term_plasticity::run),
    ("batch", batch::run),
    ("balance", balance::run),
    ("receptors", receptors::run),
];

fn main() -> Result<()> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let names = SECTIONS.map(|(name, _)| name);
    if let Some(unknown) = named.iter().find(|name| !names.contains(&name.as_str())) {
        return Err(format!(
            "there is no section `{unknown}`; there are {}",
            names.join(", ")
        )
        .into());
    }
    for (name, run) in SECTIONS {
        if named.is_empty() || named.iter().any(|other| other == name) {
            println!("== {name}");
            run()?;
            println!();
        }
    }
    Ok(())
}
