//! What is told of a run is what happened in it.

mod common;

use std::time::Duration;

use nernst::prelude::*;

fn cells(count: usize) -> Population<Lif> {
    Population::new(count, common::firing_cell()).with(Lif::I, 0.2 * nA)
}

#[test]
fn spikes_and_times_are_those_of_the_run() {
    let mut network = Network::new();
    let e = network.population("E", cells(300)).unwrap();
    let i = network.population("I", cells(70)).unwrap();
    let noise = network
        .source("noise", Poisson::new(70, 50.0 * Hz))
        .unwrap();
    let synapse = || Expon::new(3.0 * ms);
    let inhibition = Projection::new(i, e)
        .connectivity(FixedProbability::new(0.2))
        .synapse(synapse())
        .output(Cuba)
        .weight(-5.0 * pA);
    network.projection("I to E", inhibition).unwrap();
    let drive = Projection::new(noise, i)
        .connectivity(OneToOne)
        .synapse(synapse())
        .output(Cuba)
        .weight(5.0 * pA);
    network.projection("noise to I", drive).unwrap();
    for threads in [1, 2] {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, threads).unwrap();
        let before = simulation.report();
        assert_eq!((before.spikes(), before.run.time), (0, 0.0 * ms));
        assert!(!before.to_string().contains("run "), "{before}");
        let records = [e.spikes(), i.spikes()].map(|spikes| simulation.record(spikes).unwrap());
        for _ in 0..2 {
            simulation.run(50.0 * ms).unwrap();
        }
        let report = simulation.report();
        let counts = records.map(|spikes| simulation.read(&spikes).len() as u64);
        assert!(counts[0] > 100);
        let told: Vec<_> = report.populations.iter().map(|p| p.spikes).collect();
        // The noise is drawn where it arrives.
        assert_eq!(told, [Some(counts[0]), Some(counts[1]), None]);
        assert_eq!(report.spikes(), counts[0] + counts[1]);
        assert_eq!(report.run.time, simulation.time());
        let run = report.run;
        let parts = run.cells + run.delivery + run.exchange + run.records;
        let rest = run.elapsed.abs_diff(parts);
        assert!(rest < Duration::from_micros(1), "{run:?}");
        assert!(run.cells > Duration::ZERO && run.delivery > Duration::ZERO);
        let text = report.to_string();
        assert!(
            text.contains(&format!("\n    {} spikes\n", counts[1])),
            "{text}"
        );
        assert!(text.contains("\nrun 100 ms in "), "{text}");
    }
}

#[test]
fn a_connection_takes_as_many_bytes_as_is_said() {
    const CELLS: usize = 4000;
    let memory = |probability: f64, are_alike: bool, threads: usize| {
        let mut network = Network::new();
        let population = network.population("cells", cells(CELLS)).unwrap();
        let projection = Projection::new(population, population)
            .connectivity(FixedProbability::new(probability))
            .synapse(Expon::new(3.0 * ms))
            .output(Cuba);
        if are_alike {
            network
                .projection("all", projection.weight(1.0 * pA).delay(1.5 * ms))
                .unwrap();
        } else {
            let drawn = projection
                .weight(Normal::new(10.0 * pA, 1.0 * pA))
                .delay(Uniform::new(0.1 * ms, 1.6 * ms));
            network.projection("all", drawn).unwrap();
        }
        let simulation = Simulation::on_threads(&network, 0.1 * ms, 1, threads).unwrap();
        let report = simulation.report();
        (report.memory, report.connections())
    };
    for threads in [1, 2] {
        // Where each row of a table starts is beside them.
        let starts = (threads * 8 * (CELLS + 1)) as f64;
        let (sparse, connections) = memory(0.02, true, threads);
        let bytes = (sparse.connections as f64 - starts) / connections as f64;
        assert!((bytes - 2.0).abs() < 0.01, "{bytes}");
        let (dense, _) = memory(0.3, true, threads);
        let bits = dense.connections as f64 * 8.0 / (CELLS * CELLS) as f64;
        assert!((1.0..1.3).contains(&bits), "{bits}");
        let (drawn, connections) = memory(0.1, false, threads);
        let bytes = drawn.connections as f64 / connections as f64;
        assert!((6.0..7.0).contains(&bytes), "{bytes}");
        // The membrane, the end of refractoriness, and the conductance.
        assert!(drawn.cells >= CELLS * 8 * 3);
        assert_eq!(
            drawn.total(),
            drawn.connections + drawn.cells + drawn.spikes + drawn.records
        );
    }
}

#[test]
fn what_is_recorded_takes_memory() {
    let mut network = Network::new();
    let population = network.population("cells", cells(100)).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    simulation.record(population.trace(Lif::V)).unwrap();
    let before = simulation.report().memory.records;
    simulation.run(100.0 * ms).unwrap();
    let after = simulation.report().memory.records;
    assert!(after - before >= 1000 * 100 * 8, "{before} {after}");
}

#[cfg(feature = "serde")]
#[test]
fn a_report_can_be_stored() {
    let mut network = Network::new();
    network.population("cells", cells(100)).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    simulation.run(100.0 * ms).unwrap();
    let report = simulation.report();
    let stored = serde_json::to_value(&report).unwrap();
    assert_eq!(stored["populations"][0]["method"], "exact");
    assert_eq!(stored["populations"][0]["spikes"], report.spikes());
    assert_eq!(stored["run"]["time"], "100 ms");
    assert_eq!(stored["memory"]["cells"], report.memory.cells);
}
