//! Neurons in the recorded traces of another simulator; see `tests/data/golden/README.md`.
//!
//! Its row `k` of a step of `h` is at `(k + 1) h`, and holds what is there before a reset, where our sample of this time is the
//! state after it; its spikes are labelled `k h`, where ours are stamped `(k + 1) h`. Below, spikes are compared as `k`. Its scheme is
//! exact for a linear equation that stands alone; there every digit of the tables must agree, which is twelve.

mod common;
#[path = "common/golden.rs"]
mod golden;

use common::distance;
use golden::{Origin, Table, spike_times};
use nernst::model::{Neuron as NeuronModel, State};
use nernst::prelude::*;

const STEP: f64 = 0.1;

/// The number of the step with this label in ms.
fn step(time: &f64) -> usize {
    (time / STEP).round() as usize
}

/// The samples of a state by the recorded labels, in SI units, and the labels of the spikes, of one cell.
fn run<N: NeuronModel, Q: Measured>(
    (network, cell): (Network, PopulationId<N>),
    state: State<N, Q>,
) -> (Vec<f64>, Vec<usize>) {
    let mut simulation = Simulation::new(&network, STEP * ms, 1).unwrap();
    let trace = simulation.record(cell.trace(state)).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(100.0 * ms).unwrap();
    let samples = common::si(&simulation.read(&trace), 0);
    let stamps = simulation.read(&spikes).of(0);
    (
        samples[1..].to_vec(),
        stamps.iter().map(|t| step(&(*t / ms)) - 1).collect(),
    )
}

/// The rows of a table that `wanted` keeps, which is given the number of the step and whether the cell fires in it:
/// these numbers, and the values of a column there.
fn rows(
    table: &Table,
    column: &str,
    wanted: impl Fn(usize, bool) -> bool,
) -> (Vec<usize>, Vec<f64>) {
    let fired = table.column("spike");
    let steps = table.column("t_ms").iter().map(step).collect::<Vec<_>>();
    let rows = steps.iter().zip(&fired).zip(table.column(column));
    rows.filter(|((step, fired), _)| wanted(**step, **fired == 1.0))
        .map(|((step, _), value)| (*step, value))
        .unzip()
}

/// That samples are those of a column, to a billionth of the range of the column.
fn assert_equal(samples: &[f64], unit: f64, (steps, golden): (Vec<usize>, Vec<f64>), what: &str) {
    assert!(steps.len() > 30, "{what}: {} rows", steps.len());
    let (low, high) = golden
        .iter()
        .fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    let error = distance(steps.iter().map(|step| samples[*step] / unit), golden) / (high - low);
    assert!(error <= 1e-9, "{what}: {error:e}");
}

/// The recorded spikes, as numbers of steps.
fn recorded(name: &str) -> Vec<usize> {
    spike_times(name, Origin::Step0p1)
        .iter()
        .map(step)
        .collect()
}

#[test]
fn an_integrate_and_fire_neuron_is_the_recorded_one() {
    let case = golden::lif_hard();
    let (v, spikes) = run(case.network(), Lif::V);
    assert_equal(
        &v,
        1e-3,
        rows(&case.table(), "V", |_, fired| !fired),
        "lif_hard",
    );
    assert_eq!(spikes, recorded("lif_hard"));
    for step in spikes {
        assert_eq!(v[step], -0.065);
    }
}

#[test]
fn so_is_one_with_a_soft_reset() {
    let case = golden::lif_soft();
    let (v, spikes) = run(case.network(), golden::SoftLif::V);
    let table = case.table();
    assert_equal(&v, 1e-3, rows(&table, "V", |_, fired| !fired), "lif_soft");
    assert_eq!(spikes, recorded("lif_soft"));
    // Where it fires, 15 mV are between their row and ours.
    let (steps, before) = rows(&table, "V", |_, fired| fired);
    let after = before.iter().map(|v| v - 15.0);
    let error = distance(steps.iter().map(|step| v[*step] * 1e3), after);
    assert!(error <= 1e-9, "{error:e}");
}

/// Theirs holds the potential while `t - t_spike < 5 ms`, counted from the label of the spike: 49 steps. Ours holds it for the whole 50.
/// Until the hold after the first spike ends for them, both agree; each later spike of ours is one step later still.
#[test]
fn refractory_neurons_agree_but_for_one_step_of_each_period() {
    let (hard, soft) = (golden::lifref_hard(), golden::lifref_soft());
    let runs = [
        ("lifref_hard", hard.table(), run(hard.network(), Lif::V)),
        (
            "lifref_soft",
            soft.table(),
            run(soft.network(), golden::SoftLif::V),
        ),
    ];
    for (name, table, (v, spikes)) in runs {
        let theirs = recorded(name);
        let held = theirs[0] + 49;
        let agree = rows(&table, "V", |step, fired| step <= held && !fired);
        assert_equal(&v, 1e-3, agree, name);
        let later: Vec<usize> = theirs
            .iter()
            .enumerate()
            .map(|(k, step)| k + step)
            .collect();
        assert_eq!(spikes, later, "{name}");
    }
}

/// With the period that theirs has in effect, they agree to the end.
#[test]
fn refractory_neurons_with_one_step_less_are_the_recorded_ones() {
    let (mut hard, mut soft) = (golden::lifref_hard(), golden::lifref_soft());
    hard.model.t_ref = 4.9 * ms;
    soft.model.t_ref = 4.9 * ms;
    let runs = [
        ("lifref_hard", hard.table(), run(hard.network(), Lif::V)),
        (
            "lifref_soft",
            soft.table(),
            run(soft.network(), golden::SoftLif::V),
        ),
    ];
    for (name, table, (v, spikes)) in runs {
        assert_equal(&v, 1e-3, rows(&table, "V", |_, fired| !fired), name);
        assert_eq!(spikes, recorded(name));
    }
}

/// The threshold decays by itself and has no part in the equation of the potential: all is exact in both.
#[test]
fn a_neuron_with_an_adaptive_threshold_is_the_recorded_one() {
    let case = golden::alif();
    let table = case.table();
    let (v, spikes) = run(case.network(), Alif::V);
    let (a, _) = run(case.network(), Alif::A);
    assert_equal(
        &v,
        1e-3,
        rows(&table, "V", |_, fired| !fired),
        "alif, potential",
    );
    assert_equal(
        &a,
        1.0,
        rows(&table, "a", |_, fired| !fired),
        "alif, adaptation",
    );
    assert_eq!(spikes, recorded("alif"));
}

/// Before the first spike the induced currents are zero and the potential stands alone. Its threshold follows the potential of the
/// start of each step in their scheme, and so stays behind by at most `a h` times the rise of the potential.
#[test]
fn a_generalized_neuron_is_the_recorded_one_before_it_fires() {
    let case = golden::gif();
    let table = case.table();
    let (v, spikes) = run(case.network(), Gif::V);
    let first = recorded("gif")[0].min(spikes[0]);
    let before = rows(&table, "V", |step, _| step < first);
    let rise = before.1.iter().copied().fold(f64::MIN, f64::max) + 70.0;
    assert_equal(&v, 1e-3, before, "gif, potential");

    let (v_th, _) = run(case.network(), Gif::V_TH);
    let bound = 0.005 * STEP * rise;
    let (steps, theirs) = rows(&table, "V_th", |step, _| step < first);
    for (step, theirs) in steps.into_iter().zip(theirs) {
        let lag = v_th[step] * 1e3 - theirs;
        assert!(
            (-1e-9..=bound).contains(&lag),
            "{lag} mV of {bound} mV in step {step}"
        );
    }
}

/// In continuous time a neuron crosses its threshold in the step that ends where we say that it fires.
#[test]
fn the_first_spike_is_stamped_at_the_end_of_its_step() {
    let firsts = [
        ("lif_hard", run(golden::lif_hard().network(), Lif::V).1[0]),
        ("alif", run(golden::alif().network(), Alif::V).1[0]),
        ("gif", run(golden::gif().network(), Gif::V).1[0]),
    ];
    for (name, step) in firsts {
        let crossing = spike_times(name, Origin::Reference)[0];
        let start = step as f64 * STEP;
        assert!(
            start < crossing && crossing <= start + STEP,
            "{name}: {crossing} ms in the step from {start} ms"
        );
    }
}

/// Every recorded neuron is a model of this crate, and fires as often as the reference.
#[test]
fn each_recorded_neuron_fires_as_often_as_its_reference() {
    let counts = [
        ("expif", run(golden::expif().network(), ExpIf::V).1),
        ("adexif", run(golden::adexif().network(), AdEx::V).1),
        (
            "izhikevich",
            run(golden::izhikevich().network(), Izhikevich::V).1,
        ),
        (
            "hh_gL0p3",
            run(golden::hodgkin_huxley_classic().network(), HodgkinHuxley::V).1,
        ),
        (
            "hh_default_gL0p03",
            run(
                golden::hodgkin_huxley_low_leak().network(),
                HodgkinHuxley::V,
            )
            .1,
        ),
        ("quaif", run(golden::quaif().network(), Qif::V).1),
        ("gif", run(golden::gif().network(), Gif::V).1),
        (
            "morrislecar",
            run(golden::morris_lecar().network(), MorrisLecar::V).1,
        ),
        (
            "wangbuzsaki",
            run(golden::wang_buzsaki().network(), WangBuzsaki::V).1,
        ),
    ];
    for (name, spikes) in counts {
        let reference = spike_times(name, Origin::Reference);
        assert_eq!(spikes.len(), reference.len(), "{name}: {spikes:?}");
    }
}
