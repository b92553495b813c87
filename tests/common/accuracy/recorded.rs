//! The exponential Euler method against traces that brainpy recorded with it: row 9.
//!
//! Its scheme, `x' = x + dt φ(dt J) f(x)` with `J` the derivative of an equation by its own state, is ours where all states are
//! advanced from the old values; then every digit of the tables agrees, which is twelve. In Morris and Lecar's and Wang and Buzsaki's
//! membrane both leave out of `J` that `m_inf` changes with the potential: coefficients stand still over the step. Elsewhere the
//! two are different schemes of the same order, and ours is held against the continuous solution instead:
//!
//! - AdEx: theirs advances `w` with the new potential;
//! - Izhikevich: theirs advances `u` with the new potential;
//! - Gif: theirs advances the potential with currents that have already decayed. Before the first spike these are zero, and the
//!   potential agrees; the threshold does not, since theirs follows the potential of the start of a step.

use nernst::model::{Neuron as NeuronModel, State};
use nernst::prelude::*;

use super::orders::{EXPONENTIAL_EULER, TIGHT, samples};
use super::{Bar, Measurement, range, solver};
use crate::common::order::order;
use crate::common::{distance, si};
use crate::golden::{self, Case, Origin, spike_times};

/// The step of the recordings, in ms.
const STEP: f64 = 0.1;

/// The samples of a state before the first recorded spike against a column of the table, by the range of the column.
fn against_the_table<N: NeuronModel, D: Dimension, Q: Measured>(
    case: &Case<N, D>,
    network: (Network, PopulationId<N>),
    (state, unit): (State<N, Q>, f64),
    column: &str,
) -> Measurement {
    let table = case.table();
    let first = spike_times(case.name, Origin::Step0p1)[0];
    let rows = table.column("t_ms").into_iter().zip(table.column(column));
    let rows = rows.filter(|(t, _)| *t < first - 0.5 * STEP);
    let (labels, golden): (Vec<f64>, Vec<f64>) = rows.unzip();
    assert!(labels.len() > 30, "{}: {} rows", case.name, labels.len());

    let end = labels[labels.len() - 1] + STEP;
    let (network, cell) = network;
    let (samples, solver) = samples((&network, cell), state, STEP * ms, STEP * ms, end * ms);
    // The row of step k is at its end.
    let at = |label: &f64| samples[(label / STEP).round() as usize + 1] / unit;
    let error = distance(labels.iter().map(at), golden.iter().copied()) / range(&golden);
    let case = format!("{}, {column}, {} rows", case.name, labels.len());
    Measurement::new(
        case,
        solver,
        "largest difference by the range",
        error,
        Bar::AtMost(1e-9),
    )
}

/// For each case: its states with their units in SI units and their columns.
macro_rules! against_the_tables {
    ($($case:expr => $($state:expr, $unit:literal, $column:literal);+)*) => {
        vec![$($({
            let case = $case;
            let network = case.network_of(case.cell().solver(EXPONENTIAL_EULER));
            against_the_table(&case, network, ($state, $unit), $column)
        }),+),*]
    };
}

/// The order of a state until the given time in ms, before the first spike, against the continuous solution.
fn against_the_flow<N: NeuronModel, Q: Measured>(
    case: String,
    network: impl Fn(Method) -> (Network, PopulationId<N>),
    state: State<N, Q>,
    until: f64,
) -> Measurement {
    let run = |method, per_ms: u32| {
        let (network, cell) = network(method);
        let step = ms / f64::from(per_ms);
        samples((&network, cell), state, step, 1.0 * ms, until * ms)
    };
    let (reference, _) = run(TIGHT, 16);
    let halvings = (5..=9).map(|k| run(EXPONENTIAL_EULER, 1 << k));
    let (runs, solvers): (Vec<Vec<f64>>, Vec<String>) = halvings.unzip();
    let errors = runs.into_iter();
    let errors = errors.map(|samples| distance(samples, reference.iter().copied()));
    let order = order(&errors.collect::<Vec<f64>>());
    let case = format!("{case}, until {until} ms, h 2^-5 to 2^-9 ms");
    Measurement::new(case, &solvers[0], "order", order, Bar::About(1.0, 0.1))
}

/// For each case: its states with their columns and the times until which they are compared.
macro_rules! against_the_flows {
    ($($case:expr => $($state:expr, $column:literal, $until:literal);+)*) => {
        [$($({
            let case = $case;
            let network = |method| case.network_of(case.cell().solver(method));
            let name = format!("{}, {}", case.name, $column);
            against_the_flow(name, network, $state, $until)
        }),+),*]
    };
}

pub(crate) fn exponential_euler() -> Vec<Measurement> {
    let mut rows = against_the_tables! {
        golden::lif_hard() => Lif::V, 1e-3, "V"
        golden::lif_soft() => golden::SoftLif::V, 1e-3, "V"
        golden::lifref_hard() => Lif::V, 1e-3, "V"
        golden::lifref_soft() => golden::SoftLif::V, 1e-3, "V"
        golden::alif() => Alif::V, 1e-3, "V"
        golden::expif() => ExpIf::V, 1e-3, "V"
        golden::quaif() => Qif::V, 1e-3, "V"
        golden::hodgkin_huxley_classic() => HodgkinHuxley::V, 1e-3, "V"; HodgkinHuxley::M, 1.0, "m"; HodgkinHuxley::H, 1.0, "h"; HodgkinHuxley::N, 1.0, "n"
        golden::hodgkin_huxley_low_leak() => HodgkinHuxley::V, 1e-3, "V"; HodgkinHuxley::M, 1.0, "m"; HodgkinHuxley::H, 1.0, "h"; HodgkinHuxley::N, 1.0, "n"
        golden::gif() => Gif::V, 1e-3, "V"
        golden::morris_lecar() => MorrisLecar::V, 1e-3, "V"; MorrisLecar::W, 1.0, "W"
        golden::wang_buzsaki() => WangBuzsaki::V, 1e-3, "V"; WangBuzsaki::H, 1.0, "h"; WangBuzsaki::N, 1.0, "n"
    };
    rows.extend(against_the_flows! {
        golden::adexif() => AdEx::V, "V", 15.0; AdEx::W, "w", 15.0
        golden::izhikevich() => Izhikevich::V, "V", 30.0; Izhikevich::U, "u", 30.0
        golden::gif() => Gif::V_TH, "V_th", 30.0
        golden::morris_lecar() => MorrisLecar::V, "V", 24.0; MorrisLecar::W, "W", 24.0
        golden::wang_buzsaki() => WangBuzsaki::V, "V", 14.0; WangBuzsaki::H, "h", 14.0
    });
    rows.push(expon());
    rows
}

/// An exponential synapse at a cell that is advanced by exponential Euler; rows are at the label, just after the spikes of that time.
fn expon() -> Measurement {
    let text = golden::text("spike_trains");
    let rows = text
        .lines()
        .filter_map(|line| line.strip_prefix("irregular,"));
    let times = rows.map(|time| (0, time.parse::<f64>().unwrap() * ms));
    let mut network = Network::new();
    let cell = golden::lif_hard().cell().solver(EXPONENTIAL_EULER);
    let cell = network.population("cell", cell).unwrap();
    let times = SpikeTimes::new(1, times);
    let source = network.source("source", times).unwrap();
    let through = Projection::new(source, cell)
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(1.0 * mS);
    let through = network.projection("through", through).unwrap();
    network.accept_scale("through").unwrap();
    let mut simulation = Simulation::new(&network, STEP * ms, 1).unwrap();
    let g = simulation.record(through.trace(Expon::G)).unwrap();
    // A spike arrives one step after its time, and the last row is that of 100 ms.
    simulation.run((100.0 + STEP) * ms).unwrap();

    let table = golden::Table::read("syn_expon_dt0p1");
    let samples = si(&simulation.read(&g), 0);
    let labels = table.column("t_ms");
    let at = |label: &f64| samples[(label / STEP).round() as usize + 1] * 1e3;
    let golden = table.column("irregular_g");
    let error = distance(labels.iter().map(at), golden.iter().copied()) / range(&golden);
    let case = format!("syn_expon, g, {} rows", labels.len());
    let what = "largest difference by the range";
    Measurement::new(case, solver(&simulation), what, error, Bar::AtMost(1e-9))
}
