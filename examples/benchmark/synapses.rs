//! What synapse models cost: N synapses, one for each cell, with one spike at the beginning.
//!
//! `cargo run --release --example benchmark -- synapses --n 10000 --steps 500 --model Alpha`; all models without `--model`.
//!
//! One line for each model. The cells cost next to nothing, and the time of the same cells without synapses is taken off: medians of five
//! runs, all in turn.

use std::error::Error;
use std::time::Instant;

use nernst::model::{Receives, Synapse as SynapseModel};
use nernst::prelude::*;

use super::number;

/// A cell that costs next to nothing.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
struct Target {
    c: Capacitance,
    #[ode(dv/dt = i / c)]
    v: ElectricPotential,
}

type Current = dim::ElectricCurrent;

/// Adds synapses from a source to cells.
type Project = fn(&mut Network, SourceId, PopulationId<Target>) -> Result<(), NetworkError>;

const MODELS: [(&str, Project); 8] = [
    ("Expon", |n, s, t| {
        add(n, s, t, Expon::<Current>::new(5.0 * ms))
    }),
    ("Alpha", |n, s, t| {
        add(n, s, t, Alpha::<Current>::new(5.0 * ms))
    }),
    ("DualExponential", |n, s, t| {
        add(
            n,
            s,
            t,
            DualExponential::<Current>::new(1.0 * ms, 10.0 * ms),
        )
    }),
    ("Ampa", |n, s, t| add(n, s, t, Ampa::<Current>::new())),
    ("GabaA", |n, s, t| add(n, s, t, GabaA::<Current>::new())),
    ("GabaB", |n, s, t| add(n, s, t, GabaB::<Current>::new())),
    ("Nmda", |n, s, t| add(n, s, t, Nmda::<Current>::new())),
    ("SquarePulse", |n, s, t| {
        add(n, s, t, SquarePulse::<Current>::new(0.5 * ms))
    }),
];

const REPETITIONS: usize = 5;

pub(crate) fn run(mut arguments: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let (mut cells, mut steps, mut wanted) = (10_000, 500, None);
    while let Some(option) = arguments.next() {
        let value = arguments.next();
        let value = value.ok_or_else(|| format!("`{option}` needs a value"))?;
        match option.as_str() {
            "--n" => cells = number(&option, &value)?,
            "--steps" => steps = number(&option, &value)?,
            "--model" => wanted = Some(value),
            _ => {
                let known = "there are --n, --steps, --model";
                return Err(format!("there is no option `{option}`; {known}").into());
            }
        }
    }
    let is_wanted = |name: &str| wanted.as_deref().is_none_or(|wanted| wanted == name);
    let models: Vec<_> = MODELS
        .into_iter()
        .filter(|(name, _)| is_wanted(name))
        .collect();
    if models.is_empty() {
        let names = MODELS.map(|(name, _)| name).join(", ");
        return Err(format!("there is no such model; there are {names}").into());
    }
    let mut without = Vec::new();
    let mut with = vec![Vec::new(); models.len()];
    for _ in 0..REPETITIONS {
        without.push(seconds(cells, steps, |_, _, _| Ok(()))?);
        for (times, (_, project)) in with.iter_mut().zip(&models) {
            times.push(seconds(cells, steps, *project)?);
        }
    }
    let without = median(without);
    for ((name, _), times) in models.into_iter().zip(with) {
        let with = median(times);
        let cost = (with - without) / (steps * cells) as f64 * 1e9;
        println!(
            "{{\"benchmark\": \"synapses\", \"model\": \"{name}\", \"synapses\": {cells}, \"steps\": {steps}, \"threads\": 1, \"sim_s\": {with:.6}, \"cells_alone_s\": {without:.6}, \"ns_per_step_per_synapse\": {cost:.4}}}"
        );
    }
    Ok(())
}

/// How long all steps take.
fn seconds(cells: usize, steps: usize, project: Project) -> Result<f64, Box<dyn Error>> {
    let mut network = Network::new();
    let (c, v) = (1.0 * nF, 0.0 * mV);
    let targets = network.population("targets", Population::new(cells, Target { c, v }))?;
    let spikes = SpikeTimes::new(cells, (0..cells).map(|cell| (cell, 0.0 * ms)));
    let source = network.source("source", spikes)?;
    project(&mut network, source, targets)?;
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let start = Instant::now();
    simulation.run(steps as f64 * 0.1 * ms)?;
    Ok(start.elapsed().as_secs_f64())
}

fn add<S>(
    network: &mut Network,
    source: SourceId,
    targets: PopulationId<Target>,
    synapse: S,
) -> Result<(), NetworkError>
where
    S: SynapseModel<Out = ElectricCurrent> + Receives<ElectricCurrent>,
{
    let projection = Projection::new(source, targets)
        .connectivity(OneToOne)
        .synapse(synapse)
        .output(Cuba)
        .weight(1.0 * pA);
    network.projection("synapses", projection)?;
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
