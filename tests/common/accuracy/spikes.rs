//! When neurons spike, against crossings of the threshold in continuous time: rows 5 to 8.
//!
//! A spike is labelled by the start of the step in which it is stamped, and is *in its step* if label and crossing are no further apart than
//! a step.

use nernst::model::Neuron as NeuronModel;
use nernst::prelude::*;

use super::orders::{TIGHT, samples};
use super::{Bar, Measurement, largest, solver};
use crate::common::order::order;
use crate::common::si;
use crate::golden::{self, Case, Origin, spike_times};

const DISTANCE: &str = "label from crossing, largest (ms)";

/// The labels of the spikes of the first cell in ms, for steps of `h` ms, and the simulation behind them.
fn labels<N: NeuronModel>(
    (network, cell): (Network, PopulationId<N>),
    h: f64,
) -> (Vec<f64>, Simulation) {
    let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(100.0 * ms).unwrap();
    let stamps = simulation.read(&spikes).of(0);
    let labels = stamps.iter().map(|t| *t / ms - h).collect();
    (labels, simulation)
}

/// How far each label is from its crossing, later being positive; not a number if a spike is missing or one too many.
fn lateness(labels: &[f64], name: &str) -> Vec<f64> {
    let crossings = spike_times(name, Origin::Reference);
    if labels.len() != crossings.len() {
        return vec![f64::NAN];
    }
    labels
        .iter()
        .zip(crossings)
        .map(|(label, crossing)| label - crossing)
        .collect()
}

fn spikes(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} spike{plural}")
}

/// A driven cell of a recorded case: its spikes at steps of `h` ms, each of which must be in its step.
fn in_their_steps<N: NeuronModel>(
    case: &str,
    name: &str,
    network: (Network, PopulationId<N>),
    h: f64,
) -> (Measurement, Simulation) {
    let (labels, simulation) = labels(network, h);
    let figure = largest(lateness(&labels, name));
    let case = format!("{case}, {}, h {h} ms", spikes(labels.len()));
    let bar = Bar::AtMost(h);
    let measurement = Measurement::new(case, solver(&simulation), DISTANCE, figure, bar);
    (measurement, simulation)
}

fn squid_axons() -> [(&'static str, Case<HodgkinHuxley, dim::ElectricCurrent>); 2] {
    [
        ("Hodgkin-Huxley, 0.3 mS", golden::hodgkin_huxley_classic()),
        ("Hodgkin-Huxley, 0.03 mS", golden::hodgkin_huxley_low_leak()),
    ]
}

/// Steps of 0.1 ms. In one of them six rates, three gates and the membrane are ten exponentials, as few as a first-order method needs.
pub(crate) fn hodgkin_huxley() -> Vec<Measurement> {
    let mut rows = Vec::new();
    for (name, case) in squid_axons() {
        let (labels, simulation) = labels(case.network(), 0.1);
        let late = lateness(&labels, case.name);
        let solver = solver(&simulation);
        rows.push(Measurement::new(
            format!("{name}, {}, h 0.1 ms", spikes(labels.len())),
            &solver,
            "last spike late by (ms)",
            late[late.len() - 1],
            Bar::AtMost(0.45),
        ));
        rows.push(order_before_the_first_spike(name, &case));
    }
    rows.push(exponentials(
        "Hodgkin-Huxley, h 0.1 ms",
        "splitting",
        f64::from(6 + 3 + 1),
    ));
    rows
}

/// Of the potential at 11.5 ms: 1.5 ms after the current is switched on, in front of the spike.
fn order_before_the_first_spike(
    name: &str,
    case: &Case<HodgkinHuxley, dim::ElectricCurrent>,
) -> Measurement {
    let at = 11.5 * ms;
    let run = |method: Option<Method>, per_ms: u32| {
        let cell = match method {
            Some(method) => case.cell().solver(method),
            None => case.cell(),
        };
        let (network, cell) = case.network_of(cell);
        let step = ms / f64::from(per_ms);
        let (v, solver) = samples((&network, cell), HodgkinHuxley::V, step, at, at);
        (v[1], solver)
    };
    let (reference, _) = run(Some(TIGHT), 16);
    let (_, solver) = run(None, 16);
    let errors: Vec<f64> = (4..=9)
        .map(|k| (run(None, 1 << k).0 - reference).abs())
        .collect();
    let case = format!("{name}, v at 11.5 ms, h 2^-4 to 2^-9 ms");
    Measurement::new(case, solver, "order", order(&errors), Bar::About(2.0, 0.1))
}

/// A row without a bar.
fn exponentials(case: &str, solver: impl std::fmt::Display, count: f64) -> Measurement {
    Measurement::new(case, solver, "exponentials in a step", count, Bar::None)
}

/// Hodgkin and Huxley's neuron as it ships, but for its solver: the slow gates take half steps around two sub-steps of the others.
#[derive(Neuron, Clone, Debug)]
#[input(i: ElectricCurrent)]
#[define(
    alpha_m = 1 / exprel(-(v + 40 mV) / 10 mV) / 1 ms,
    beta_m = 4 * exp(-(v + 65 mV) / 18 mV) / 1 ms,
    alpha_h = 0.07 * exp(-(v + 65 mV) / 20 mV) / 1 ms,
    beta_h = 1 / (1 + exp(-(v + 35 mV) / 10 mV)) / 1 ms,
    alpha_n = 0.1 / exprel(-(v + 55 mV) / 10 mV) / 1 ms,
    beta_n = 0.125 * exp(-(v + 65 mV) / 80 mV) / 1 ms
)]
#[spike(v >= v_th)]
#[solver(splitting, steps = 2, slow(h, n))]
struct MultirateHodgkinHuxley {
    c: Capacitance,
    g_na: ElectricalConductance,
    g_k: ElectricalConductance,
    g_l: ElectricalConductance,
    e_na: ElectricPotential,
    e_k: ElectricPotential,
    e_l: ElectricPotential,
    v_th: ElectricPotential,
    #[ode(dv/dt = (g_na * m^3 * h * (e_na - v) + g_k * n^4 * (e_k - v) + g_l * (e_l - v) + i) / c)]
    v: ElectricPotential,
    #[ode(dm/dt = alpha_m * (1 - m) - beta_m * m)]
    m: f64,
    #[ode(dh/dt = alpha_h * (1 - h) - beta_h * h)]
    h: f64,
    #[ode(dn/dt = alpha_n * (1 - n) - beta_n * n)]
    n: f64,
}

fn multirate(
    case: &Case<HodgkinHuxley, dim::ElectricCurrent>,
) -> Case<MultirateHodgkinHuxley, dim::ElectricCurrent> {
    let model = &case.model;
    Case {
        name: case.name,
        model: MultirateHodgkinHuxley {
            c: model.c,
            g_na: model.g_na,
            g_k: model.g_k,
            g_l: model.g_l,
            e_na: model.e_na,
            e_k: model.e_k,
            e_l: model.e_l,
            v_th: model.v_th,
            v: model.v,
            m: model.m,
            h: model.h,
            n: model.n,
        },
        input: case.input,
    }
}

pub(crate) fn hodgkin_huxley_in_two() -> Vec<Measurement> {
    let two = Method::Splitting {
        steps: Steps::Number(2),
    };
    let mut rows = Vec::new();
    for (name, case) in squid_axons() {
        let network = case.network_of(case.cell().solver(two));
        rows.push(in_their_steps(name, case.name, network, 0.1).0);
        let slow = format!("{name}, slow h and n");
        rows.push(in_their_steps(&slow, case.name, multirate(&case).network(), 0.1).0);
    }
    let case = "Hodgkin-Huxley, h 0.1 ms";
    rows.push(exponentials(case, two, f64::from(2 * (6 + 3 + 1))));
    // Two rates and the gate itself for each of h and n, once; the rates of m, m itself and the membrane in each sub-step.
    let count = 2 * (2 + 1) + 2 * (2 + 1 + 1);
    rows.push(exponentials(
        "Hodgkin-Huxley, slow h and n",
        two,
        f64::from(count),
    ));
    rows
}

/// Rows of the sub-steps that a cell tries in a step on average, and of the exponentials in them.
fn cost(name: &str, in_a_sub_step: f64, simulation: &Simulation) -> [Measurement; 2] {
    let sub_steps = simulation.report().populations[0].sub_steps;
    let sub_steps = sub_steps.unwrap_or(f64::NAN);
    let solver = solver(simulation);
    let case = format!("{name}, h 0.1 ms");
    let tried = Measurement::new(case, &solver, "sub-steps in a step", sub_steps, Bar::None);
    let case = format!("{name}, {in_a_sub_step} in a sub-step");
    [
        tried,
        exponentials(&case, solver, in_a_sub_step * sub_steps),
    ]
}

/// Exponentials with arguments of their own in a sub-step of Wang and Buzsaki's neuron: the two rates in `m_inf` at the start and again at the prediction, the four rates
/// of h and n with the two gates themselves, and the membrane twice. As many stand in the machine code.
const OF_WANG_BUZSAKI: f64 = (2 + 2 + 4 + 2 + 2) as f64;

/// Of Morris and Lecar's: `m_inf` at the start and at the prediction, `w_inf` and the hyperbolic cosine in the rate of w, w itself, and the
/// membrane twice.
const OF_MORRIS_LECAR: f64 = (1 + 1 + 2 + 1 + 2) as f64;

pub(crate) fn gated() -> Vec<Measurement> {
    let mut rows = Vec::new();
    let case = golden::wang_buzsaki();
    let name = "Wang-Buzsaki";
    let (row, simulation) = in_their_steps(name, case.name, case.network(), 0.1);
    rows.push(row);
    rows.extend(cost(name, OF_WANG_BUZSAKI, &simulation));
    let case = golden::morris_lecar();
    let name = "Morris-Lecar";
    let (row, simulation) = in_their_steps(name, case.name, case.network(), 0.1);
    rows.push(row);
    rows.extend(cost(name, OF_MORRIS_LECAR, &simulation));
    rows.extend(shifts());
    rows
}

/// By how much spikes of Wang and Buzsaki's neuron are shifted at other currents.
fn shifts() -> Vec<Measurement> {
    const CURRENTS: [f64; 4] = [0.5, 1.0, 4.0, 8.0];
    let run = |method: Option<Method>, h: f64| {
        let cells = Population::new(CURRENTS.len(), golden::wang_buzsaki().model);
        let cells = cells.with(WangBuzsaki::I, by_index(|cell| CURRENTS[cell] * uA));
        let cells = match method {
            Some(method) => cells.solver(method),
            None => cells,
        };
        let mut network = Network::new();
        let cells = network.population("cells", cells).unwrap();
        let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
        let v = simulation.record(cells.trace(WangBuzsaki::V)).unwrap();
        simulation.run(100.0 * ms).unwrap();
        let v = simulation.read(&v);
        let rises = (0..CURRENTS.len()).map(|cell| Rises::new(si(&v, cell), h));
        (rises.collect::<Vec<Rises>>(), solver(&simulation))
    };
    let (coarse, solver) = run(None, 0.1);
    let (fine, _) = run(Some(TIGHT), 0.005);
    let mut rows = Vec::new();
    for (cell, current) in CURRENTS.iter().enumerate() {
        let shifts = coarse[cell].shifts_from(&fine[cell]);
        let count = coarse[cell].last.len();
        let case = format!("Wang-Buzsaki, {current} uA, {}, h 0.1 ms", spikes(count));
        let what = "largest shift from rk45 of 1e-12 (ms)";
        rows.push(Measurement::new(
            case,
            &solver,
            what,
            largest(shifts),
            Bar::AtMost(0.05),
        ));
    }
    rows
}

/// A trace of the potential with the samples in front of each rise through the threshold.
struct Rises {
    v: Vec<f64>,
    /// In ms.
    h: f64,
    /// The last samples below the threshold.
    last: Vec<usize>,
}

impl Rises {
    fn new(v: Vec<f64>, h: f64) -> Self {
        let threshold = golden::wang_buzsaki().model.v_th.si();
        let rises = |k: &usize| v[*k] < threshold && v[k + 1] >= threshold;
        let last = (0..v.len() - 1).filter(rises).collect();
        Rises { v, h, last }
    }

    /// By how much each rise is later than the same in a fine reference: the last sample below the threshold has a potential that the
    /// reference, too, runs through in front of its threshold, at a time of its own. This is finer than the step.
    fn shifts_from(&self, reference: &Rises) -> Vec<f64> {
        if self.last.len() != reference.last.len() {
            return vec![f64::NAN];
        }
        let shift = |(own, other): (&usize, &usize)| {
            let v = self.v[*own];
            let before = (0..=*other).rev().find(|k| reference.v[*k] < v)?;
            let (low, high) = (reference.v[before], reference.v[before + 1]);
            let time = (before as f64 + (v - low) / (high - low)) * reference.h;
            Some(*own as f64 * self.h - time)
        };
        let pairs = self.last.iter().zip(&reference.last);
        pairs.map(|pair| shift(pair).unwrap_or(f64::NAN)).collect()
    }
}

/// Steps of a microsecond stamp spikes finely enough to see that they are where they belong; those of 1 ms are no less right.
pub(crate) fn non_linear() -> Vec<Measurement> {
    let mut rows = Vec::new();
    for h in [0.1, 1.0, 0.001] {
        let (adexif, expif) = (golden::adexif(), golden::expif());
        let (izhikevich, quaif) = (golden::izhikevich(), golden::quaif());
        rows.push(in_their_steps("AdEx", adexif.name, adexif.network(), h).0);
        rows.push(in_their_steps("ExpIf", expif.name, expif.network(), h).0);
        rows.push(in_their_steps("Izhikevich", izhikevich.name, izhikevich.network(), h).0);
        rows.push(in_their_steps("Qif", quaif.name, quaif.network(), h).0);
    }
    rows
}
