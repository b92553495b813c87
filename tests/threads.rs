//! The same bits on any number of threads.

use nernst::prelude::*;
use nernst::record::{Recorded, Spikes, Trace};

const THREADS: [usize; 5] = [1, 2, 3, 4, 8];

/// Everything of a run as bits: spikes of all sources, and traces sample by sample.
type Bits = Vec<u64>;

/// The run of a network of 20 ms, as it is recorded by `watch` and read by `read`.
fn bits<R>(
    network: &Network,
    threads: usize,
    watch: impl Fn(&mut Simulation) -> R,
    read: impl Fn(&Simulation, &R) -> Bits,
) -> (usize, Bits) {
    let mut simulation = Simulation::on_threads(network, 0.1 * ms, 11, threads).unwrap();
    let records = watch(&mut simulation);
    // In two parts, of which the first ends within a batch of steps.
    simulation.run(7.3 * ms).unwrap();
    simulation.run(12.7 * ms).unwrap();
    assert_eq!(simulation.time(), 20.0 * ms);
    (simulation.report().threads, read(&simulation, &records))
}

fn of_spikes(simulation: &Simulation, record: &Recorded<Spikes<'static>>) -> Bits {
    let spikes = simulation.read(record);
    let times = spikes
        .iter()
        .map(|(time, cell)| time.si().to_bits() ^ cell as u64);
    times.collect()
}

fn of_trace<Q: Measured>(simulation: &Simulation, record: &Recorded<Trace<'static, Q>>) -> Bits {
    let trace = simulation.read(record);
    let cells = (0..trace.cells()).flat_map(|cell| trace.of(cell));
    cells.map(|value| value.si().to_bits()).collect()
}

fn lif() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -49.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        v: -60.0 * mV,
    }
}

/// Asserts that everything that is watched has the same bits on all numbers of threads, and that something was seen.
fn assert_same<R>(
    network: &Network,
    watch: impl Fn(&mut Simulation) -> R,
    read: impl Fn(&Simulation, &R) -> Bits,
) {
    let (_, alone) = bits(network, 1, &watch, &read);
    assert!(alone.len() > 100, "{} values", alone.len());
    for threads in THREADS {
        let (used, same) = bits(network, threads, &watch, &read);
        assert_eq!(used, threads, "threads");
        assert!(same == alone, "{threads} threads differ from one");
    }
}

struct Balanced {
    network: Network,
    cells: [PopulationId<Lif>; 2],
    excitation: ProjectionId<Expon>,
}

/// Excitation and inhibition by conductances.
fn balanced(scale: usize) -> Balanced {
    let v = Uniform::new(-60.0 * mV, -50.0 * mV);
    let mut network = Network::new();
    let mut add = |name: &str, count: usize| {
        let cells = Population::new(count * scale, lif()).with(Lif::V, v);
        network.population(name, cells).unwrap()
    };
    let [e, i] = [add("E", 80), add("I", 20)];
    let mut excitation = None;
    for post in [e, i] {
        let name = if post == e { "E" } else { "I" };
        let fast = Projection::new(e, post)
            .connectivity(FixedProbability::new(0.2))
            .synapse(Expon::new(5.0 * ms))
            .initial(Expon::G, Normal::new(40.0 * nS, 15.0 * nS))
            .output(Coba { e: 0.0 * mV })
            .weight(6.0 * nS);
        let slow = Projection::new(i, post)
            .connectivity(FixedProbability::new(0.2))
            .synapse(Expon::new(10.0 * ms))
            .output(Coba { e: -80.0 * mV })
            .weight(67.0 * nS);
        let fast = network.projection(&format!("e {name}"), fast).unwrap();
        network.projection(&format!("i {name}"), slow).unwrap();
        excitation.get_or_insert(fast);
    }
    Balanced {
        network,
        cells: [e, i],
        excitation: excitation.unwrap(),
    }
}

#[test]
fn conductances() {
    let Balanced {
        network,
        cells: [e, i],
        excitation,
    } = balanced(10);
    // Cells of several partitions, in no order, and some twice.
    let some = [799, 3, 64, 65, 400, 3, 640];
    assert_same(
        &network,
        |simulation| {
            let spikes = [e, i].map(|cells| simulation.record(cells.spikes()).unwrap());
            let v = simulation.record(e.trace(Lif::V).cells(some)).unwrap();
            let g = excitation.trace(Expon::G).every(0.5 * ms);
            let g = simulation.record(g).unwrap();
            let all = simulation.record(i.trace(Lif::V)).unwrap();
            (spikes, [v, all], g)
        },
        |simulation, (spikes, v, g)| {
            let spikes = spikes.iter().map(|s| of_spikes(simulation, s));
            let v = v.iter().map(|v| of_trace(simulation, v));
            let parts = spikes.chain(v).chain([of_trace(simulation, g)]);
            parts.collect::<Vec<_>>().concat()
        },
    );
}

#[test]
fn delayed_kicks_and_poisson_sources() {
    let cell = Lif {
        v_rest: 0.0 * mV,
        v_th: 20.0 * mV,
        v_reset: 10.0 * mV,
        t_ref: 2.0 * ms,
        v: 0.0 * mV,
        ..lif()
    };
    let mut network = Network::new();
    let v = Uniform::new(0.0 * mV, 15.0 * mV);
    let cells = Population::new(1000, cell).with(Lif::V, v);
    let cells = network.population("cells", cells).unwrap();
    let drive = Poisson::new(1000, 20.0 * Hz).trains_per_cell(1000);
    let drive = network.source("drive", drive).unwrap();
    let outside = Projection::new(drive, cells)
        .connectivity(OneToOne)
        .weight(0.1 * mV);
    let recurrent = Projection::new(cells, cells)
        .connectivity(FixedInDegree::new(100))
        .weight(-0.2 * mV)
        .delay(1.5 * ms);
    network.projection("outside", outside).unwrap();
    network.projection("recurrent", recurrent).unwrap();
    assert_same(
        &network,
        |simulation| {
            let spikes = simulation.record(cells.spikes()).unwrap();
            let drive = simulation.record(drive.spikes()).unwrap();
            (
                [spikes, drive],
                simulation.record(cells.trace(Lif::V)).unwrap(),
            )
        },
        |simulation, (spikes, v)| {
            let spikes = spikes.iter().map(|s| of_spikes(simulation, s));
            let parts = spikes.chain([of_trace(simulation, v)]);
            parts.collect::<Vec<_>>().concat()
        },
    );
}

#[test]
fn hodgkin_huxley_cells() {
    let mut network = Network::new();
    let current = by_index(|cell| 0.02 * cell as f64 * nA);
    let model = HodgkinHuxley::squid(1e-4 * mm2);
    let cells = Population::new(600, model).with(HodgkinHuxley::I, current);
    let cells = network.population("cells", cells).unwrap();
    let projection = Projection::new(cells, cells)
        .connectivity(FixedProbability::new(0.02))
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(Uniform::new(0.1 * nS, 0.2 * nS))
        .delay(Uniform::new(0.5 * ms, 3.0 * ms));
    network.projection("recurrent", projection).unwrap();
    network.accept_scale("recurrent").unwrap();
    assert_same(
        &network,
        |simulation| {
            let spikes = simulation.record(cells.spikes()).unwrap();
            (
                spikes,
                simulation.record(cells.trace(HodgkinHuxley::M)).unwrap(),
            )
        },
        |simulation, (spikes, m)| [of_spikes(simulation, spikes), of_trace(simulation, m)].concat(),
    );
}

/// A cell with noise of its own.
#[derive(Neuron, Clone, Debug)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset)]
struct Noisy {
    tau: Time,
    r: ElectricalResistance,
    sigma: ElectricPotential,
    v_th: ElectricPotential,
    v_reset: ElectricPotential,
    #[ode(dv/dt = (r * i - v) / tau + sigma * sqrt(2 / tau) * xi)]
    v: ElectricPotential,
}

fn noisy() -> Noisy {
    Noisy {
        tau: 10.0 * ms,
        r: 100.0 * MOhm,
        sigma: 3.0 * mV,
        v_th: 10.0 * mV,
        v_reset: 0.0 * mV,
        v: 0.0 * mV,
    }
}

#[test]
fn noise_in_exact_steps() {
    let mut network = Network::new();
    let cells = Population::new(600, noisy());
    let cells = network.population("cells", cells).unwrap();
    let projection = Projection::new(cells, cells)
        .connectivity(FixedOutDegree::new(10))
        .synapse(Expon::new(5.0 * ms))
        .output(Cuba)
        .weight(by_pair(|pre, post| (pre + post) as f64 * 0.01 * pA));
    network.projection("recurrent", projection).unwrap();
    network.accept_scale("recurrent").unwrap();
    assert_same(
        &network,
        |simulation| simulation.record(cells.trace(Noisy::V)).unwrap(),
        of_trace,
    );
}

#[test]
fn noise_stimuli_plasticity_and_kinetic_synapses() {
    let cell = noisy();
    let mut network = Network::new();
    let cells = Population::new(600, cell)
        .with(Noisy::TAU, Uniform::new(8.0 * ms, 12.0 * ms))
        .stimulus(Noisy::I, WhiteNoise::new(0.05 * nA, 0.05 * nA, 0.5 * ms))
        .stimulus(
            Noisy::I,
            OrnsteinUhlenbeck::new(0.02 * nA, 0.02 * nA, 5.0 * ms),
        );
    let cells = network.population("cells", cells).unwrap();
    let few = |p: f64| FixedProbability::new(p);
    let stp = Stp::new(0.3, 50.0 * ms, 100.0 * ms);
    let plastic = Projection::new(cells, cells)
        .connectivity(few(0.02))
        .synapse(Expon::new(5.0 * ms))
        .output(Cuba)
        .weight(30.0 * pA)
        .short_term_plasticity(stp);
    let ampa = Projection::new(cells, cells)
        .connectivity(few(0.01))
        .synapse(Ampa::new())
        .output(Coba { e: 50.0 * mV })
        .weight(Uniform::new(0.1 * nS, 0.3 * nS))
        .delay(Uniform::new(0.5 * ms, 2.0 * ms));
    let nmda = Projection::new(cells, cells)
        .connectivity(few(0.01))
        .synapse(Nmda::new())
        .output(Coba { e: 50.0 * mV })
        .weight(0.1 * nS);
    let plastic = network.projection("plastic", plastic).unwrap();
    let ampa = network.projection("ampa", ampa).unwrap();
    let nmda = network.projection("nmda", nmda).unwrap();
    for name in ["plastic", "ampa", "nmda"] {
        network.accept_scale(name).unwrap();
    }
    assert_same(
        &network,
        |simulation| {
            let spikes = simulation.record(cells.spikes()).unwrap();
            let v = simulation.record(cells.trace(Noisy::V)).unwrap();
            let u = plastic.plasticity_trace(Stp::U).cells([0, 599, 300]);
            let fractions = [
                simulation.record(u).unwrap(),
                simulation
                    .record(ampa.trace(Ampa::S).cells([599, 5]))
                    .unwrap(),
                simulation
                    .record(nmda.trace(Nmda::S).cells([599, 5]))
                    .unwrap(),
            ];
            let g = nmda.readout(Nmda::OUTPUT).every(1.0 * ms);
            (spikes, v, fractions, simulation.record(g).unwrap())
        },
        |simulation, (spikes, v, fractions, g)| {
            let fractions = fractions.iter().map(|f| of_trace(simulation, f));
            let parts = [
                of_spikes(simulation, spikes),
                of_trace(simulation, v),
                of_trace(simulation, g),
            ];
            parts
                .into_iter()
                .chain(fractions)
                .collect::<Vec<_>>()
                .concat()
        },
    );
}

/// Eight threads on as few processors as there are wait for each other in every step: whoever waits wrongly shows here.
#[test]
fn a_hundred_runs_on_more_threads_than_processors() {
    let Balanced { network, cells, .. } = balanced(8);
    let spikes = |threads: usize| {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 3, threads).unwrap();
        assert_eq!(simulation.report().threads, threads);
        let records = cells.map(|cells| simulation.record(cells.spikes()).unwrap());
        simulation.run(3.0 * ms).unwrap();
        records.map(|record| of_spikes(&simulation, &record))
    };
    let alone = spikes(1);
    assert!(alone.iter().all(|spikes| !spikes.is_empty()));
    for repetition in 0..100 {
        assert!(spikes(8) == alone, "repetition {repetition}");
    }
}

#[test]
fn connections_are_read_back_in_one_order() {
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(300, lif()))
        .unwrap();
    let projection = Projection::new(cells, cells)
        .connectivity(FixedOutDegree::new(20))
        .weight(Uniform::new(0.1 * mV, 0.2 * mV))
        .delay(Uniform::new(0.5 * ms, 2.0 * ms));
    let projection = network.projection("all", projection).unwrap();
    let read = |threads: usize| {
        let simulation = Simulation::on_threads(&network, 0.1 * ms, 3, threads).unwrap();
        let table = simulation.connections(projection).unwrap();
        let pairs: Vec<_> = table.pairs().collect();
        assert_eq!(table.len(), 6000);
        (
            pairs,
            table.weights::<ElectricPotential>().unwrap(),
            table.delays(),
        )
    };
    assert!(read(1) == read(3));
}

#[test]
fn there_are_no_more_threads_than_blocks_of_cells() {
    let mut network = Network::new();
    network
        .population("cells", Population::new(100, lif()))
        .unwrap();
    let simulation = Simulation::on_threads(&network, 0.1 * ms, 3, 16).unwrap();
    assert_eq!(simulation.report().threads, 2);
    let report = simulation.report().to_string();
    assert!(
        report.starts_with("2 threads: there are no more cells\n"),
        "{report}"
    );
    let none = Simulation::on_threads(&network, 0.1 * ms, 3, 0).unwrap();
    assert_eq!(none.report().threads, 1);
}

#[test]
fn gap_junctions_run_on_one_thread() {
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(300, lif()))
        .unwrap();
    let junctions =
        GapJunctions::new(cells, cells).connectivity(FixedProbability::new(0.1).without_self());
    let junctions = junctions.conductance(0.1 * nS);
    network.gap_junctions("gap", junctions).unwrap();
    let simulation = Simulation::on_threads(&network, 0.1 * ms, 3, 2).unwrap();
    let report = simulation.report().to_string();
    let expected = "1 thread: gap junctions let cells see each other in every step\n";
    assert!(report.starts_with(expected), "{report}");
}

#[test]
fn precise_spikes_are_refused_on_threads() {
    let mut network = Network::new();
    network
        .population("cells", Population::new(300, lif()))
        .unwrap();
    let simulation = Simulation::on_threads(&network, 0.1 * ms, 3, 2).unwrap();
    let error = simulation.with_precise_spikes().unwrap_err();
    assert_eq!(
        error.to_string(),
        "precise spike times are found by one thread, and the simulation has 2; make it with `Simulation::new`"
    );
}

#[test]
fn a_state_that_is_not_finite_stops_all_threads() {
    let mut network = Network::new();
    // The last cell overflows at once.
    let current = by_index(|cell| {
        if cell == 299 {
            -1e308 * ampere
        } else {
            0.0 * ampere
        }
    });
    let cells = Population::new(300, lif()).with(Lif::I, current);
    let cells = network.population("cells", cells).unwrap();
    let error = |threads: usize| {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 3, threads).unwrap();
        let v = simulation.record(cells.trace(Lif::V)).unwrap();
        let error = simulation.run(50.0 * ms).unwrap_err().to_string();
        (error, simulation.read(&v).len())
    };
    let (alone, samples) = error(1);
    assert!(alone.contains("cell 299 of population `cells`"), "{alone}");
    for threads in THREADS {
        let (same, others) = error(threads.min(5));
        assert_eq!(same, alone);
        assert_eq!(others, samples);
    }
}

#[test]
fn of_several_failures_the_one_of_one_thread_is_told() {
    // Both run away within the hundred steps that threads make without news of each other: the last cell first, and of the other
    // population the first cell at the same time.
    #[derive(Neuron, Clone, Debug)]
    struct Runaway {
        #[ode(dx/dt = rate * x)]
        x: f64,
        rate: Frequency,
    }
    let model = Runaway {
        x: 1.0,
        rate: 0.0 * Hz,
    };
    let mut network = Network::new();
    for (name, fast) in [("early", 299), ("other", 0)] {
        let rate = by_index(move |cell| match cell {
            cell if cell == fast => 2e6 * Hz,
            0 | 299 => 1e6 * Hz,
            _ => 0.0 * Hz,
        });
        let cells = Population::new(300, model.clone()).with(Runaway::RATE, rate);
        network.population(name, cells).unwrap();
    }
    let error = |threads: usize| {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 3, threads).unwrap();
        simulation.run(20.0 * ms).unwrap_err().to_string()
    };
    let alone = error(1);
    assert!(alone.contains("cell 299 of population `early`"), "{alone}");
    for threads in [2, 3, 5] {
        assert_eq!(error(threads), alone);
    }
}

/// Patterns need no table; the same pairs by a closure have one. The weights are powers of two, so that no sum is rounded.
#[test]
fn patterns_deliver_what_tables_deliver() {
    type Pairs = fn(usize, usize) -> bool;
    fn network(with_tables: bool) -> (Network, [PopulationId<Lif>; 2]) {
        let mut network = Network::new();
        let start = Uniform::new(-60.0 * mV, -50.0 * mV);
        let mut add = |name| {
            let population = Population::new(200, lif()).with(Lif::V, start);
            network.population(name, population).unwrap()
        };
        let cells = [add("a"), add("b")];
        let [a, b] = cells;
        let mut project = |name, pre, post, rule: &dyn Fn(Projection<Lif>) -> Projection<Lif>| {
            let projection = rule(Projection::new(pre, post).delay(0.3 * ms));
            let projection = projection
                .synapse(Expon::new(5.0 * ms))
                .output(Cuba)
                .weight(ElectricCurrent::from_si(2f64.powi(-43)));
            network.projection(name, projection).unwrap();
        };
        let by = |pairs: Pairs| ConnectedIf::new(pairs);
        if with_tables {
            project("all", a, b, &|p| p.connectivity(by(|_, _| true)));
            project("others", a, a, &|p| {
                p.connectivity(by(|pre, post| pre != post))
            });
            project("each", b, a, &|p| {
                p.connectivity(by(|pre, post| pre == post))
            });
        } else {
            project("all", a, b, &|p| p.connectivity(AllToAll::new()));
            project("others", a, a, &|p| {
                p.connectivity(AllToAll::new().without_self())
            });
            project("each", b, a, &|p| p.connectivity(OneToOne));
        }
        (network, cells)
    }
    let run = |with_tables, threads| {
        let (network, [a, b]) = network(with_tables);
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 3, threads).unwrap();
        let traces = [a, b].map(|cells| simulation.record(cells.trace(Lif::V)).unwrap());
        let spikes = simulation.record(a.spikes()).unwrap();
        simulation.run(50.0 * ms).unwrap();
        assert!(simulation.read(&spikes).len() > 100);
        let report = simulation.report();
        let plans: Vec<_> = report.projections.iter().map(|p| p.delivery).collect();
        assert_eq!(
            plans
                .iter()
                .filter(|plan| plan.contains("without a table"))
                .count(),
            if with_tables { 0 } else { 3 },
            "{plans:?}"
        );
        let sizes: Vec<_> = report.projections.iter().map(|p| p.connections).collect();
        assert_eq!(sizes, [40_000, 39_800, 200]);
        traces.map(|trace| of_trace(&simulation, &trace))
    };
    let with_tables = run(true, 1);
    for threads in [1, 2, 3] {
        assert!(run(false, threads) == with_tables, "{threads} threads");
    }
}
