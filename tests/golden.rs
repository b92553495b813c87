//! Traces of another simulator, brainpy.state; see `tests/data/golden/README.md`.

mod common;
#[path = "common/golden.rs"]
mod golden;

use common::{distance, si};
use golden::Table;
use nernst::connectivity::{Connectivity, Ends, Rows};
use nernst::prelude::*;

/// The spike times of a train in ms.
fn train(name: &str) -> Vec<f64> {
    let text = golden::text("spike_trains");
    let rows = text.lines().filter_map(|line| line.split_once(','));
    rows.filter(|(train, _)| *train == name)
        .map(|(_, time)| time.parse().unwrap())
        .collect()
}

fn cell() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 1.0 * ohm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 0.0 * ms,
        v: -65.0 * mV,
    }
}

/// Conductances in mS after every step, for one train.
#[derive(Clone, Copy)]
enum Kind {
    Expon,
    Alpha,
    DualExponential,
}

impl Kind {
    fn run(self, spikes: &[f64], h: f64) -> Vec<f64> {
        let mut network = Network::new();
        let cell = Lif {
            v_th: 1.0 * volt,
            ..cell()
        };
        let cell = network
            .population("cell", Population::new(1, cell))
            .unwrap();
        let times = spikes.iter().map(|time| (0, *time * ms));
        let source = network.source("source", SpikeTimes::new(1, times)).unwrap();
        let through = Projection::new(source, cell).output(Coba { e: 0.0 * mV });
        // Our weights are peaks; (d / tau) exp(-d / tau) has its peak at 1 / e.
        let probe = match self {
            Kind::Expon => {
                let through = through.synapse(Expon::new(5.0 * ms)).weight(1.0 * mS);
                network
                    .projection("through", through)
                    .unwrap()
                    .readout(Expon::OUTPUT)
            }
            Kind::Alpha => {
                let through = through
                    .synapse(Alpha::new(5.0 * ms))
                    .weight((-1.0_f64).exp() * mS);
                network
                    .projection("through", through)
                    .unwrap()
                    .readout(Alpha::OUTPUT)
            }
            Kind::DualExponential => {
                let synapse = DualExponential::new(1.0 * ms, 10.0 * ms);
                let through = through.synapse(synapse).weight(1.0 * mS);
                network
                    .projection("through", through)
                    .unwrap()
                    .readout(DualExponential::OUTPUT)
            }
        };
        let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
        let g = simulation.record(probe).unwrap();
        // A spike arrives one step after its time, and the last row is that of 100 ms.
        simulation.run((100.0 + h) * ms).unwrap();
        let g = si(&simulation.read(&g), 0);
        g.into_iter().skip(1).map(|g| g * 1e3).collect()
    }
}

#[test]
fn synapses_follow_the_recorded_traces() {
    let tables = [
        (Kind::Expon, "syn_expon", ["exact", "g"].as_slice()),
        // Its own column is of first order only.
        (Kind::Alpha, "syn_alpha", &["exact"]),
        (Kind::DualExponential, "syn_dualexpon", &["exact", "g"]),
    ];
    for (kind, name, columns) in tables {
        for (suffix, h) in [("dt0p1", 0.1), ("dt0p01", 0.01)] {
            let table = Table::read(&format!("{name}_{suffix}"));
            let steps = table
                .column("t_ms")
                .into_iter()
                .map(|t| (t / h).round() as usize);
            let steps: Vec<usize> = steps.collect();
            assert!(steps.len() > 200);
            for train_name in ["single", "regular", "irregular"] {
                let g = kind.run(&train(train_name), h);
                for column in columns {
                    let golden = table.column(&format!("{train_name}_{column}"));
                    let peak = golden.iter().copied().fold(0.0, f64::max);
                    let error = distance(steps.iter().map(|k| g[*k]), golden) / peak;
                    assert!(
                        error <= 1e-12,
                        "{name}_{suffix}, {train_name}_{column}: {error:e}"
                    );
                }
            }
        }
    }
}

/// One source with one target.
#[derive(Clone, Copy, Debug)]
struct Pair(u32, u32);

impl Connectivity for Pair {
    fn describe(&self) -> String {
        "one pair".to_owned()
    }

    fn rows(&self, ends: &Ends<'_>, _seed: u64, _object: u32) -> Result<Rows, String> {
        Ok(Rows::collect(ends.sources(), |source, row| {
            if source == self.0 {
                row.push(self.1);
            }
        }))
    }
}

const EXCITATION: [[f64; 2]; 3] = [[400.0, 160.0], [120.0, 480.0], [240.0, 240.0]];
const INHIBITION: [f64; 2] = [600.0, 200.0];

/// The sources of excitation, and last the one of inhibition, in ms.
const SPIKES: [&[f64]; 4] = [
    &[5.0, 12.0, 20.3, 33.3, 47.1, 60.0, 61.0, 62.0],
    &[7.5, 15.2, 15.9, 40.0, 61.5],
    &[1.0, 11.0, 21.0, 31.0, 41.0, 51.0, 61.0],
    &[9.0, 29.0, 49.0, 63.0],
];

/// Potentials and conductances of two cells, in mV and mS, and their spikes as steps.
#[derive(Default)]
struct Run {
    v: [Vec<f64>; 2],
    ge: [Vec<f64>; 2],
    gi: [Vec<f64>; 2],
    spikes: [Vec<usize>; 2],
}

/// The recorded scheme: in step k conductances decay and take their spikes, then the potential goes on to `t_k + h`
/// with these conductances standing still.
///
/// Row k holds conductances at `t_k` and potentials at `t_k + h`, before any reset.
fn frozen(h: f64, end: f64, delay: f64, v_th: f64) -> Run {
    let step = |time: f64| (time / h).round() as usize;
    let arrivals = SPIKES.map(|times| times.iter().map(|t| step(*t + delay)).collect::<Vec<_>>());
    let mut run = Run::default();
    for cell in 0..2 {
        let (mut v, mut ge, mut gi, mut fired) = (-65.0, 0.0, 0.0, None);
        for k in 0..step(end) {
            (ge, gi) = (ge * (-h / 5.0).exp(), gi * (-h / 10.0).exp());
            for source in 0..3 {
                ge += EXCITATION[source][cell]
                    * arrivals[source].iter().filter(|s| **s == k).count() as f64;
            }
            gi += INHIBITION[cell] * arrivals[3].iter().filter(|s| **s == k).count() as f64;
            // In ohm times mS the conductances are thousandths.
            let (slope, drive) = (1.0 + 1e-3 * (ge + gi), -65.0 + 2.0 - 80.0 * 1e-3 * gi);
            let time = |k: usize| k as f64 * h;
            let is_reset = fired.is_some_and(|at| k == at + 1);
            // In rounded times: nineteen steps of 0.1 ms for most spikes, twenty for some.
            let is_held = fired.is_some_and(|at| time(k) - time(at) < 2.0);
            if is_reset {
                v = -65.0;
            }
            if !is_held {
                let limit = drive / slope;
                v = limit + (v - limit) * (-h * slope / 20.0).exp();
            }
            if v >= v_th {
                fired = Some(k);
                run.spikes[cell].push(k);
            }
            run.v[cell].push(v);
            run.ge[cell].push(ge);
            run.gi[cell].push(gi);
        }
    }
    run
}

/// Ours, with row k as in the recorded scheme: conductances at `t_k`, potentials at `t_k + h`.
///
/// Both agree on when a conductance jumps if a spike is fired one step earlier and takes one step, where they have no delay.
/// Our spikes are stamped `t_k + h`, where theirs have the label `t_k`; theirs are held for one step less than their time (see `frozen`).
fn ours(h: f64, end: f64, delay: f64, v_th: f64) -> Run {
    let (early, delay) = if delay == 0.0 { (h, h) } else { (0.0, delay) };
    let model = Lif {
        v_th: v_th * mV,
        t_ref: (2.0 - h) * ms,
        ..cell()
    };
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(2, model).with(Lif::I, 2.0 * mA))
        .unwrap();
    let sources = SPIKES.iter().enumerate();
    let spikes =
        sources.flat_map(|(source, times)| times.iter().map(move |t| (source, (*t - early) * ms)));
    let sources = network
        .source("sources", SpikeTimes::new(4, spikes))
        .unwrap();
    let mut projections = Vec::new();
    for source in 0..4 {
        for target in 0..2 {
            let (tau, e, weight) = if source < 3 {
                (5.0 * ms, 0.0 * mV, EXCITATION[source][target])
            } else {
                (10.0 * ms, -80.0 * mV, INHIBITION[target])
            };
            let through = Projection::new(sources, cells)
                .connectivity(Pair(source as u32, target as u32))
                .synapse(Expon::new(tau))
                .output(Coba { e })
                .weight(weight * mS)
                .delay(delay * ms);
            projections.push(
                network
                    .projection(&format!("{source} to {target}"), through)
                    .unwrap(),
            );
        }
    }
    let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
    assert_eq!(simulation.report().populations[0].receptors, 2);
    let v = simulation.record(cells.trace(Lif::V)).unwrap();
    let ge = simulation.record(projections[0].trace(Expon::G)).unwrap();
    let gi = simulation.record(projections[6].trace(Expon::G)).unwrap();
    let spikes = simulation.record(cells.spikes()).unwrap();
    simulation.run(end * ms).unwrap();
    let mut run = Run::default();
    for cell in 0..2 {
        run.v[cell] = simulation
            .read(&v)
            .of(cell)
            .skip(1)
            .map(|v| v / mV)
            .collect();
        for (trace, into) in [(&ge, &mut run.ge), (&gi, &mut run.gi)] {
            let g: Vec<f64> = simulation.read(trace).of(cell).map(|g| g / mS).collect();
            into[cell] = g[..g.len() - 1].to_vec();
        }
        let stamps = simulation.read(&spikes).of(cell);
        run.spikes[cell] = stamps
            .iter()
            .map(|t| (*t / (h * ms)).round() as usize - 1)
            .collect();
    }
    run
}

const NETWORKS: [(&str, f64); 2] = [
    ("net_coba_nodelay_dt0p1", 0.0),
    ("net_coba_delay1p5ms_dt0p1", 1.5),
];

#[test]
fn the_recorded_scheme_is_the_one_written_here() {
    for (name, delay) in NETWORKS {
        let table = Table::read(name);
        let run = frozen(0.1, 100.0, delay, -50.0);
        for cell in 0..2 {
            for (values, column, unit) in [
                (&run.v, "V", "mV"),
                (&run.ge, "ge", "mS"),
                (&run.gi, "gi", "mS"),
            ] {
                let golden = table.column(&format!("{column}{cell}_{unit}"));
                let scale = golden.iter().fold(0.0, |scale: f64, x| scale.max(x.abs()));
                // The table has twelve digits.
                let error = distance(values[cell].iter().copied(), golden) / scale;
                assert!(error <= 1e-9, "{name}, {column}{cell}: {error:e}");
            }
            let fired = table.column(&format!("spk{cell}"));
            let fired: Vec<usize> = (0..fired.len()).filter(|k| fired[*k] == 1.0).collect();
            assert_eq!(run.spikes[cell], fired);
        }
    }
}

/// Conductances know nothing of the order of updates but the label of a step.
#[test]
fn conductances_follow_the_recorded_network() {
    for (name, delay) in NETWORKS {
        let table = Table::read(name);
        let (run, scheme) = (
            ours(0.1, 100.0, delay, -50.0),
            frozen(0.1, 100.0, delay, -50.0),
        );
        for cell in 0..2 {
            for (g, of_scheme, column) in [(&run.ge, &scheme.ge, "ge"), (&run.gi, &scheme.gi, "gi")]
            {
                let golden = table.column(&format!("{column}{cell}_mS"));
                let peak = golden.iter().copied().fold(0.0, f64::max);
                // The table has twelve digits; the scheme behind it, which is that of the table, all of them.
                let error = distance(g[cell].iter().copied(), golden) / peak;
                assert!(error <= 5e-12, "{name}, {column}{cell}: {error:e}");
                let error =
                    distance(g[cell].iter().copied(), of_scheme[cell].iter().copied()) / peak;
                assert!(error <= 1e-12, "{name}, {column}{cell}: {error:e}");
            }
        }
    }
}

/// By how much the two orders of updates can differ, in mV.
///
/// Theirs freezes each conductance at the start of a step, ours at its middle: relative to the mean over the step theirs is larger
/// by `h / (2 tau)`. A conductance that is larger by `dg` moves the potential towards its reversal potential by
/// at most `dg |e - v| / (1 + g)`, where it would stay if nothing changed any more, with conductances relative to that of the leak.
/// Ours is of second order, and its own error far below that.
fn first_order_bound(run: &Run, cell: usize, h: f64) -> f64 {
    let bound = |g: &[f64], tau: f64, e: f64| {
        let at = |k: usize| {
            let relative = 1e-3 * g[k];
            let total = 1.0 + 1e-3 * (run.ge[cell][k] + run.gi[cell][k]);
            h / (2.0 * tau) * relative * (e - run.v[cell][k]).abs() / total
        };
        (0..g.len()).map(at).fold(0.0, f64::max)
    };
    bound(&run.ge[cell], 5.0, 0.0) + bound(&run.gi[cell], 10.0, -80.0)
}

/// Rows up to 63 ms; later a cell creeps up to its threshold at half a millivolt per millisecond, where a small difference
/// is a difference of several steps.
#[test]
fn potentials_follow_the_recorded_network_to_first_order() {
    for (name, delay) in NETWORKS {
        let table = Table::read(name);
        let run = ours(0.1, 100.0, delay, -50.0);
        for cell in 0..2 {
            let golden = table.column(&format!("V{cell}_mV"));
            let fired = table.column(&format!("spk{cell}"));
            let bound = first_order_bound(&run, cell, 0.1);
            // Where a cell fires, their row holds the potential before the reset and ours that after it.
            let rows = || (0..630).filter(|k| fired[*k] == 0.0);
            let error = distance(rows().map(|k| run.v[cell][k]), rows().map(|k| golden[k]));
            assert!(
                error <= bound,
                "{name}, cell {cell}: {error} mV of {bound} mV"
            );

            let theirs: Vec<usize> = (0..fired.len()).filter(|k| fired[*k] == 1.0).collect();
            assert_eq!(run.spikes[cell].len(), theirs.len(), "{name}, cell {cell}");
            for (our, their) in run.spikes[cell].iter().zip(theirs) {
                let slope = golden[their] - golden[their - 1];
                let steps = our.abs_diff(their) as f64;
                assert!(
                    steps <= 1.0 + bound / slope,
                    "{name}, cell {cell}: {our} and {their}"
                );
            }
        }
    }
}

/// Without spikes, which turn any difference into a whole step, theirs converges to ours with the first order.
#[test]
fn the_difference_to_the_recorded_scheme_shrinks_with_the_step() {
    let difference = |h: f64| {
        let (ours, theirs) = (ours(h, 100.0, 1.5, 1e3), frozen(h, 100.0, 1.5, 1e3));
        let at =
            |cell: usize| distance(ours.v[cell].iter().copied(), theirs.v[cell].iter().copied());
        at(0).max(at(1))
    };
    let differences = [0.1, 0.05, 0.025, 0.0125].map(difference);
    for pair in differences.windows(2) {
        let ratio = pair[0] / pair[1];
        assert!((ratio - 2.0).abs() <= 0.1, "{differences:?}");
    }
}
