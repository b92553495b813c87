//! What the parts of the engine do in a second: advancing cells, delivering spikes, drawing Poisson numbers, making tables; and what it
//! costs to record.
//!
//! `cargo bench --bench engine`, or `cargo bench --bench engine -- deliver` for the rows whose names begin so. One thread; medians of
//! five runs. A delivery is timed beside the same run without the projection, whose time is taken off.

use std::time::Instant;

use nernst::model::Neuron as NeuronModel;
use nernst::prelude::*;

const REPETITIONS: usize = 5;

/// A cell that costs next to nothing and takes spikes as they are.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
struct Target {
    c: Capacitance,
    #[ode(dv/dt = i / c)]
    v: ElectricPotential,
}

fn main() {
    // Arguments of cargo's own begin with a dash.
    let wanted = std::env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let mut bench = Bench { wanted };
    cells(&mut bench);
    deliveries(&mut bench);
    sources(&mut bench);
    tables(&mut bench);
    records(&mut bench);
}

struct Bench {
    wanted: Option<String>,
}

impl Bench {
    /// Prints by how much longer one thing takes than another: the least of several turns each, since a simulation has one of two
    /// speeds by where its memory happens to lie.
    fn share(&mut self, name: &str, with: impl Fn() -> f64, without: impl Fn() -> f64) {
        if !self.wants(name) {
            return;
        }
        let (mut least_with, mut least_without) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..5 * REPETITIONS {
            least_with = least_with.min(with());
            least_without = least_without.min(without());
        }
        let share = 100.0 * (least_with / least_without - 1.0);
        println!("{name:52} {share:9.1} % of the step");
    }

    fn wants(&self, name: &str) -> bool {
        let wanted = self.wanted.as_deref();
        wanted.is_none_or(|wanted| name.starts_with(wanted))
    }

    /// Prints how many units there are in a second, of a run that says how many there were and how long it took.
    fn row(&mut self, name: &str, unit: &str, run: impl Fn() -> (f64, f64)) {
        if !self.wants(name) {
            return;
        }
        let mut rates: Vec<f64> = (0..REPETITIONS)
            .map(|_| run())
            .map(|(units, seconds)| units / seconds)
            .collect();
        rates.sort_by(f64::total_cmp);
        let rate = rates[REPETITIONS / 2];
        println!(
            "{name:52} {:9.1} M {unit}/s {:9.3} ns each",
            rate * 1e-6,
            1e9 / rate
        );
    }
}

/// Seconds that a stretch of model time takes, once the first step is over.
fn seconds(network: &Network, time: Time) -> (Simulation, f64) {
    let mut simulation = Simulation::new(network, 0.1 * ms, 1).expect("lies on the grid");
    simulation.run(1.0 * ms).expect("stays finite");
    let start = Instant::now();
    simulation.run(time).expect("stays finite");
    let seconds = start.elapsed().as_secs_f64();
    (simulation, seconds)
}

/// State update, without spikes that arrive.
fn cells(bench: &mut Bench) {
    const CELLS: usize = 1 << 14;
    fn row<N: NeuronModel>(
        bench: &mut Bench,
        name: &str,
        cell: N,
        project: impl Fn(&mut Network, PopulationId<N>),
    ) {
        let time = 20.0 * ms;
        bench.row(&format!("cells: {name}"), "cell steps", || {
            let mut network = Network::new();
            let cells = Population::new(CELLS, cell.clone());
            let cells = network.population("cells", cells).expect("is new");
            project(&mut network, cells);
            let (_, seconds) = seconds(&network, time);
            (CELLS as f64 * 200.0, seconds)
        });
    }
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        v: -60.0 * mV,
    };
    row(
        bench,
        "Lif with two currents, exact",
        lif.clone(),
        |network, cells| {
            for (name, tau) in [("a", 5.0 * ms), ("b", 10.0 * ms)] {
                let projection = Projection::new(cells, cells)
                    .connectivity(OneToOne)
                    .synapse(Expon::new(tau))
                    .output(Cuba)
                    .weight(1.0 * pA);
                network.projection(name, projection).expect("fits");
            }
        },
    );
    fn conductances<N>(network: &mut Network, cells: PopulationId<N>)
    where
        N: NeuronModel + nernst::model::Port<ElectricCurrent, ElectricPotential>,
    {
        for (name, e) in [("a", 0.0 * mV), ("b", -80.0 * mV)] {
            let projection = Projection::new(cells, cells)
                .connectivity(OneToOne)
                .synapse(Expon::new(5.0 * ms))
                .output(Coba { e })
                .weight(0.1 * nS);
            network.projection(name, projection).expect("fits");
        }
    }
    let area = 1e-3 * mm2;
    row(
        bench,
        "Lif with two conductances, splitting",
        lif,
        conductances,
    );
    let axon = HodgkinHuxley::squid(area);
    row(
        bench,
        "HodgkinHuxley with two conductances, splitting",
        axon,
        conductances,
    );
    let interneuron = WangBuzsaki::interneuron(area);
    row(
        bench,
        "WangBuzsaki, splitting with a tolerance",
        interneuron,
        |_, _| {},
    );
    row(bench, "AdEx, rk45", AdEx::tonic(), |_, _| {});
    row(
        bench,
        "Izhikevich, rk45",
        Izhikevich::regular_spiking(),
        |_, _| {},
    );
}

/// Spikes of Poisson sources on their way to cells.
fn deliveries(bench: &mut Bench) {
    const SOURCES: usize = 2000;
    const TARGETS: usize = 10_000;
    fn row(
        bench: &mut Bench,
        plan: &str,
        pairs: f64,
        project: impl Fn(&mut Network, SourceId, PopulationId<Target>),
    ) {
        bench.row(&format!("deliver: {plan}"), "events", || {
            let run = |projects: bool| {
                let mut network = Network::new();
                let spikes = Poisson::new(SOURCES, 100.0 * Hz);
                let source = network.source("source", spikes).expect("is new");
                let (c, v) = (1.0 * nF, 0.0 * mV);
                let targets = Population::new(TARGETS, Target { c, v });
                let targets = network.population("targets", targets).expect("is new");
                // Heard in any case.
                let heard = Projection::new(source, targets)
                    .connectivity(ConnectedIf::new(|pre, post| pre + post == 0));
                network
                    .projection("heard", heard.weight(0.0 * mV))
                    .expect("fits");
                if projects {
                    project(&mut network, source, targets);
                }
                let (simulation, seconds) = seconds(&network, 100.0 * ms);
                if projects {
                    let report = simulation.report();
                    let found = report.projections[1].delivery;
                    assert!(found.contains(plan), "{found} instead of {plan}");
                }
                seconds
            };
            let without = run(false);
            (pairs * 100.0 * 0.1, run(true) - without)
        });
    }
    let pairs = (SOURCES * TARGETS) as f64;
    row(
        bench,
        "a bit for each pair",
        0.1 * pairs,
        |network, pre, post| {
            let projection = Projection::new(pre, post).connectivity(FixedProbability::new(0.1));
            network
                .projection("projection", projection.weight(0.1 * mV))
                .expect("fits");
        },
    );
    row(
        bench,
        "a list of targets, two bytes each",
        0.01 * pairs,
        |network, pre, post| {
            let projection = Projection::new(pre, post).connectivity(FixedProbability::new(0.01));
            network
                .projection("projection", projection.weight(0.1 * mV))
                .expect("fits");
        },
    );
    let weights = Normal::new(0.1 * mV, 0.01 * mV);
    row(
        bench,
        "a list of targets with their weights",
        0.05 * pairs,
        |network, pre, post| {
            let projection = Projection::new(pre, post).connectivity(FixedProbability::new(0.05));
            network
                .projection("projection", projection.weight(weights))
                .expect("fits");
        },
    );
    let delays = Normal::new(1.5 * ms, 0.75 * ms).within(0.1 * ms..=10.0 * ms);
    row(
        bench,
        "runs of targets with their weights",
        0.05 * pairs,
        |network, pre, post| {
            let projection = Projection::new(pre, post).connectivity(FixedProbability::new(0.05));
            let projection = projection.weight(weights).delay(delays);
            network.projection("projection", projection).expect("fits");
        },
    );
    row(bench, "counted for all", pairs, |network, pre, post| {
        let projection = Projection::new(pre, post).connectivity(AllToAll::new());
        network
            .projection("projection", projection.weight(0.1 * mV))
            .expect("fits");
    });
    row(
        bench,
        "one by one, by the synapse",
        0.01 * pairs,
        |network, pre, post| {
            let projection = Projection::new(pre, post)
                .connectivity(FixedProbability::new(0.01))
                .synapse(Ampa::new())
                .output(Cuba)
                .weight(1.0 * pA);
            network.projection("projection", projection).expect("fits");
        },
    );
}

/// Poisson numbers: one for each cell and step.
fn sources(bench: &mut Bench) {
    const CELLS: usize = 1 << 14;
    let steps = 1000.0;
    bench.row("sources: Poisson, spikes listed", "draws", || {
        let mut network = Network::new();
        let source = Poisson::new(CELLS, 20.0 * Hz);
        let source = network.source("source", source).expect("is new");
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).expect("lies on the grid");
        simulation.record(source.spikes()).expect("exists");
        let start = Instant::now();
        simulation.run(steps * 0.1 * ms).expect("stays finite");
        (CELLS as f64 * steps, start.elapsed().as_secs_f64())
    });
    bench.row("sources: Poisson, drawn where they arrive", "draws", || {
        let run = |drives: bool| {
            let mut network = Network::new();
            let source = Poisson::new(CELLS, 20.0 * kHz);
            let source = network.source("source", source).expect("is new");
            let (c, v) = (1.0 * nF, 0.0 * mV);
            let targets = Population::new(CELLS, Target { c, v });
            let targets = network.population("targets", targets).expect("is new");
            if drives {
                let projection = Projection::new(source, targets).connectivity(OneToOne);
                let projection = projection.weight(0.1 * mV);
                network.projection("projection", projection).expect("fits");
            }
            let (simulation, seconds) = seconds(&network, steps * 0.1 * ms);
            let plans: Vec<_> = simulation
                .report()
                .projections
                .iter()
                .map(|p| p.delivery)
                .collect();
            assert!(
                plans.iter().all(|plan| *plan == "drawn where they arrive"),
                "{plans:?}"
            );
            seconds
        };
        let without = run(false);
        (CELLS as f64 * steps, run(true) - without)
    });
}

/// Connections drawn and brought into tables.
fn tables(bench: &mut Bench) {
    const CELLS: usize = 4000;
    let weights = Normal::new(0.1 * mV, 0.01 * mV);
    let delays = Normal::new(1.5 * ms, 0.75 * ms).within(0.1 * ms..=10.0 * ms);
    let make = |project: &dyn Fn(&mut Network, PopulationId<Target>)| {
        let mut network = Network::new();
        let (c, v) = (1.0 * nF, 0.0 * mV);
        let cells = Population::new(CELLS, Target { c, v });
        let cells = network.population("cells", cells).expect("is new");
        project(&mut network, cells);
        let start = Instant::now();
        let simulation = Simulation::new(&network, 0.1 * ms, 1).expect("lies on the grid");
        let seconds = start.elapsed().as_secs_f64();
        (simulation.report().connections() as f64, seconds)
    };
    bench.row("tables: one weight, by probability", "connections", || {
        make(&|network, cells| {
            let projection = Projection::new(cells, cells).connectivity(FixedProbability::new(0.1));
            network
                .projection("projection", projection.weight(0.1 * mV))
                .expect("fits");
        })
    });
    bench.row(
        "tables: drawn weights and delays, by total",
        "connections",
        || {
            make(&|network, cells| {
                let total = FixedTotal::new(CELLS * CELLS / 10).with_multapses();
                let projection = Projection::new(cells, cells).connectivity(total);
                let projection = projection.weight(weights).delay(delays);
                network.projection("projection", projection).expect("fits");
            })
        },
    );
}

/// What is recorded of one cell in a hundred, beside the same run without.
fn records(bench: &mut Bench) {
    const CELLS: usize = 1 << 14;
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        v: -60.0 * mV,
    };
    let folder = std::env::temp_dir().join(format!("nernst-engine-{}", std::process::id()));
    let run = |to: &str| {
        let mut network = Network::new();
        let cells = Population::new(CELLS, lif.clone()).with(Lif::I, 0.2 * nA);
        let cells = network.population("cells", cells).expect("is new");
        let projection = Projection::new(cells, cells)
            .connectivity(OneToOne)
            .synapse(Expon::new(5.0 * ms))
            .output(Cuba)
            .weight(1.0 * pA);
        network.projection("cells", projection).expect("fits");
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).expect("lies on the grid");
        let trace = cells.trace(Lif::V).cells((0..CELLS).step_by(100));
        let recorded = match to {
            "nowhere" => Ok(()),
            "memory" => simulation.record(trace).map(|_| ()),
            "npz" => simulation
                .record(trace.to(Npz::new(folder.join("v.npz"))))
                .map(|_| ()),
            _ => simulation
                .record(trace.to(Csv::new(folder.join("v.csv"))))
                .map(|_| ()),
        };
        recorded.expect("can be recorded");
        simulation.run(20.0 * ms).expect("stays finite");
        let start = Instant::now();
        simulation.run(400.0 * ms).expect("stays finite");
        start.elapsed().as_secs_f64()
    };
    for to in ["memory", "npz", "csv"] {
        bench.share(
            &format!("records: 1 % of the cells, every step, to {to}"),
            || run(to),
            || run("nowhere"),
        );
    }
    // Nothing there where other rows were asked for.
    let _ = std::fs::remove_dir_all(folder);
}
