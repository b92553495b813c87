//! What the synapse models cost beside each other: `cargo bench --bench synapses`.
//!
//! N synapses, one for each cell, with one spike at the beginning, for 500 steps of 0.1 ms; the time of the same cells without
//! synapses is taken off. Medians of three runs, interleaved. The tutorial's table, as far as it goes, stands beside.

use std::time::Instant;

use nernst::model::{Receives, Synapse as SynapseModel};
use nernst::prelude::*;

/// A cell that costs next to nothing.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
struct Target {
    c: Capacitance,
    #[ode(dv/dt = i / c)]
    v: ElectricPotential,
}

const STEPS: usize = 500;

type Current = dim::ElectricCurrent;

/// Seconds for all steps.
fn run(cells: usize, project: impl FnOnce(&mut Network, SourceId, PopulationId<Target>)) -> f64 {
    let mut network = Network::new();
    let (c, v) = (1.0 * nF, 0.0 * mV);
    let targets = Population::new(cells, Target { c, v });
    let targets = network.population("targets", targets).expect("is new");
    let spikes = SpikeTimes::new(cells, (0..cells).map(|cell| (cell, 0.0 * ms)));
    let source = network.source("source", spikes).expect("is new");
    project(&mut network, source, targets);
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).expect("lies on the grid");
    let start = Instant::now();
    simulation
        .run(STEPS as f64 * 0.1 * ms)
        .expect("stays finite");
    start.elapsed().as_secs_f64()
}

fn with<S>(cells: usize, synapse: S) -> f64
where
    S: SynapseModel<Out = ElectricCurrent> + Receives<ElectricCurrent>,
{
    run(cells, |network, source, targets| {
        let projection = Projection::new(source, targets)
            .connectivity(OneToOne)
            .synapse(synapse)
            .output(Cuba)
            .weight(1.0 * pA);
        network.projection("synapses", projection).expect("fits");
    })
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    // With the factor of the tutorial.
    type Model = (&'static str, &'static str, fn(usize) -> f64);
    let models: [Model; 9] = [
        ("none", "", |n| run(n, |_, _, _| {})),
        ("Expon", "1", |n| with(n, Expon::<Current>::new(5.0 * ms))),
        ("Alpha", "2", |n| with(n, Alpha::<Current>::new(5.0 * ms))),
        ("DualExponential", "", |n| {
            with(n, DualExponential::<Current>::new(1.0 * ms, 10.0 * ms))
        }),
        ("Ampa", "2", |n| with(n, Ampa::<Current>::new())),
        ("GabaA", "2", |n| with(n, GabaA::<Current>::new())),
        ("GabaB", "", |n| with(n, GabaB::<Current>::new())),
        ("Nmda", "", |n| with(n, Nmda::<Current>::new())),
        ("SquarePulse", "", |n| {
            with(n, SquarePulse::<Current>::new(0.5 * ms))
        }),
    ];
    for cells in [10_000, 1_000_000] {
        let mut times = vec![Vec::new(); models.len()];
        for _ in 0..3 {
            for (times, (_, _, model)) in times.iter_mut().zip(&models) {
                times.push(model(cells));
            }
        }
        let medians: Vec<f64> = times.into_iter().map(median).collect();
        let cost = |k: usize| (medians[k] - medians[0]) / (cells * STEPS) as f64 * 1e9;
        println!("{cells} synapses: ns for a synapse and step, relative to Expon, by the tutorial");
        for (k, (name, tutorial, _)) in models.iter().enumerate().skip(1) {
            let relative = cost(k) / cost(1);
            println!(
                "    {name:<16} {:6.3}  {relative:5.2}  {tutorial:>2}",
                cost(k)
            );
        }
    }
}
