//! Gap junctions against closed forms, references and the conservation of charge.

mod common;

use common::order::{order, runge_kutta};
use common::{bits, distance, si, silent_cell};
use nernst::prelude::*;

const EULER: Method = Method::ExponentialEuler { steps: 1 };
const PARTS: Method = Method::Splitting {
    steps: Steps::Number(2),
};
const RK45: Method = Method::Rk45 { tolerance: 1e-9 };

/// A passive cell of 200 pF and 20 ms at this potential in mV.
fn passive(v: f64) -> Lif {
    Lif {
        v: v * mV,
        ..silent_cell()
    }
}

/// One cell, with this solver or that of its equations.
fn cell(model: Lif, method: Option<Method>) -> Population<Lif> {
    let cell = Population::new(1, model);
    match method {
        Some(method) => cell.solver(method),
        None => cell,
    }
}

/// Two cells of their own populations, coupled.
fn pair(
    models: [Lif; 2],
    method: Option<Method>,
    conductance: ElectricalConductance,
) -> (Network, [PopulationId<Lif>; 2], GapJunctionsId) {
    let mut network = Network::new();
    let [a, b] = models.map(|model| cell(model, method));
    let a = network.population("a", a).unwrap();
    let b = network.population("b", b).unwrap();
    let gap = GapJunctions::new(a, b).conductance(conductance);
    let gap = network.gap_junctions("gap", gap).unwrap();
    (network, [a, b], gap)
}

/// The potentials of the first cells every millisecond, in mV.
fn potentials<const N: usize>(
    network: &Network,
    cells: [PopulationId<Lif>; N],
    step: Time,
    duration: Time,
) -> [Vec<f64>; N] {
    let mut simulation = Simulation::new(network, step, 1).unwrap();
    let probes = cells.map(|cell| {
        let trace = cell.trace(Lif::V).cells([0]).every(1.0 * ms);
        simulation.record(trace).unwrap()
    });
    simulation.run(duration).unwrap();
    probes.map(|probe| {
        let trace = simulation.read(&probe);
        trace.of(0).map(|v| v / mV).collect()
    })
}

/// The mean of two equal cells decays as one alone, their distance faster by twice the rate of the conductance.
#[test]
fn two_passive_cells_follow_the_closed_form_to_second_order() {
    let cases = [
        (None, 2.0),
        (Some(PARTS), 2.0),
        (Some(RK45), 2.0),
        (Some(EULER), 1.0),
    ];
    for (method, expected) in cases {
        let errors: Vec<f64> = (0..6)
            .map(|halvings| {
                let models = [passive(-70.0), passive(-60.0)];
                let (network, cells, _) = pair(models, method, 2.0 * nS);
                let step = ms / f64::from(1 << halvings);
                let [a, b] = potentials(&network, cells, step, 40.0 * ms);
                let exact = |t: usize, side: f64| {
                    let t = t as f64;
                    let mean = 5.0 * (-t / 20.0).exp();
                    let half = 5.0 * (-t * (1.0 / 20.0 + 2.0 * 2.0 / 200.0)).exp();
                    -70.0 + mean + side * half
                };
                let of_a = distance(a, (0..=40).map(|t| exact(t, -1.0)));
                let of_b = distance(b, (0..=40).map(|t| exact(t, 1.0)));
                of_a.max(of_b)
            })
            .collect();
        let measured = order(&errors);
        assert!((measured - expected).abs() < 0.15, "{method:?}: {errors:?}");
    }
}

/// A cell that is kicked over its threshold, reset and held, and one that is kicked below it, between passive cells of other sizes.
///
/// All events fall on the coarsest grid, so that nothing but the junctions has an error.
struct Kicked;

impl Kicked {
    const RESISTANCES: [f64; 3] = [0.1, 0.2, 0.05];
    const CONDUCTANCES: [[f64; 3]; 3] = [[0.0, 3.0, 1.0], [3.0, 0.0, 2.0], [0.5, 2.0, 0.0]];

    /// In mV; of three cells, of which the second fires at 8 ms and rests for 4 ms at -60 mV.
    fn reference() -> [Vec<f64>; 3] {
        let rate = |is_held: bool| {
            move |_: f64, v: [f64; 3]| {
                std::array::from_fn(|k| {
                    let flow = |other: usize| Self::CONDUCTANCES[other][k] * (v[other] - v[k]);
                    let current: f64 = (0..3).map(flow).sum();
                    let free = (-70.0 - v[k] + Self::RESISTANCES[k] * current) / 20.0;
                    if is_held && k == 1 { 0.0 } else { free }
                })
            }
        };
        let mut v = [-80.0, -66.0, -62.0];
        let mut samples = [0, 1, 2].map(|k| vec![v[k]]);
        for t in 0..30 {
            v = runge_kutta(v, 0.0, 1.0, 64, rate((8..12).contains(&t)));
            if t + 1 == 8 {
                v[1] = -60.0;
            }
            if t + 1 == 20 {
                v[2] -= 15.0;
            }
            for (list, v) in samples.iter_mut().zip(v) {
                list.push(v);
            }
        }
        samples
    }

    fn potentials(method: Option<Method>, step: Time) -> [Vec<f64>; 3] {
        let model = |k: usize, v: f64| {
            let r = Self::RESISTANCES[k] * 1000.0 * MOhm;
            Lif { r, ..passive(v) }
        };
        let firing = Lif {
            v_th: 0.0 * mV,
            v_reset: -60.0 * mV,
            t_ref: 4.0 * ms,
            ..model(1, -66.0)
        };
        let mut network = Network::new();
        let a = cell(model(0, -80.0), method);
        let a = network.population("a", a).unwrap();
        let b = network.population("b", cell(firing, method)).unwrap();
        let c = cell(model(2, -62.0), method);
        let c = network.population("c", c).unwrap();
        let mut join = |name: &str, junctions| network.gap_junctions(name, junctions).unwrap();
        join("ab", GapJunctions::new(a, b).conductance(3.0 * nS));
        join("bc", GapJunctions::new(b, c).conductance(2.0 * nS));
        join("ac", GapJunctions::new(a, c).rectifying(1.0 * nS, 0.5 * nS));
        for (name, target, time, weight) in [("up", b, 7.0, 100.0), ("down", c, 19.0, -15.0)] {
            let times = SpikeTimes::new(1, [(0, time * ms)]);
            let times = network.source(name, times).unwrap();
            let kick = Projection::new(times, target).weight(weight * mV);
            network.projection(name, kick.delay(1.0 * ms)).unwrap();
        }
        potentials(&network, [a, b, c], step, 30.0 * ms)
    }
}

#[test]
fn no_line_is_drawn_across_a_reset_or_a_kick() {
    let reference = Kicked::reference();
    for method in [None, Some(PARTS), Some(RK45)] {
        let errors: Vec<f64> = (0..6)
            .map(|halvings| {
                let ours = Kicked::potentials(method, ms / f64::from(1 << halvings));
                let errors = ours.into_iter().zip(&reference);
                let errors = errors.map(|(a, b)| distance(a, b.iter().copied()));
                errors.fold(0.0, f64::max)
            })
            .collect();
        let measured = order(&errors);
        assert!((measured - 2.0).abs() < 0.2, "{method:?}: {errors:?}");
    }
}

/// Junctions that act within a thousandth of a step: no potential leaves the range of the beginning by more than its width, and the
/// distances fall by half in each step. Also of cells with several junctions, and of one with many between cells with one each.
#[test]
fn strong_junctions_bring_cells_together() {
    // 200 pF with no leak to speak of.
    let model = || Lif {
        tau: 1e4 * second,
        r: 5e7 * MOhm,
        ..passive(0.0)
    };
    let start = || {
        by_index(|cell| {
            if cell % 2 == 0 {
                -70.0 * mV
            } else {
                -60.0 * mV
            }
        })
    };
    for strength in [0.5, 1.0, 2.0, 10.0, 1000.0] {
        for (hubs, others) in [(0, 2), (0, 5), (1, 4)] {
            let mut network = Network::new();
            let cells = |count| Population::new(count, model()).with(Lif::V, start());
            let others = network.population("others", cells(others)).unwrap();
            let conductance = strength * 200.0 * nS;
            let gap = if hubs > 0 {
                let hub = network.population("hub", cells(hubs)).unwrap();
                GapJunctions::new(hub, others)
            } else {
                GapJunctions::new(others, others)
            };
            network
                .gap_junctions("gap", gap.conductance(conductance))
                .unwrap();
            let mut simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
            let v = simulation.record(others.trace(Lif::V)).unwrap();
            simulation.run(60.0 * ms).unwrap();
            let v = simulation.read(&v);
            for cell in 0..v.cells() {
                let inside = |v: ElectricPotential| v > -80.0 * mV && v < -50.0 * mV;
                assert!(v.of(cell).all(inside), "{strength} {hubs}: {cell}");
                let apart = ((v.last(cell) - v.last(0)) / mV).abs();
                assert!(apart < 1e-9, "{strength} {hubs}: {apart}");
            }
        }
    }
}

/// What flows into the one cell flows out of the other, to the bit.
#[test]
fn the_currents_of_two_cells_cancel_exactly() {
    let (network, [a, b], gap) = pair([passive(-70.3), passive(-61.7)], None, 1.7 * nS);
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let into_a = simulation.record(gap.current_into(a)).unwrap();
    let into_b = simulation.record(gap.current_into(b)).unwrap();
    let v = [a, b].map(|cell| simulation.record(cell.trace(Lif::V)).unwrap());
    simulation.run(50.0 * ms).unwrap();
    let (into_a, into_b) = (
        si(&simulation.read(&into_a), 0),
        si(&simulation.read(&into_b), 0),
    );
    let [v_a, v_b] = v.map(|v| si(&simulation.read(&v), 0));
    for k in 0..into_a.len() {
        assert_eq!(into_a[k], -into_b[k]);
        assert!((into_a[k] - 1.7e-9 * (v_b[k] - v_a[k])).abs() < 1e-24);
    }
    assert!(into_a[0] > 1e-11);
}

/// Cells without a leak keep their charge: those of one size exactly, others to second order.
#[test]
fn charge_is_conserved() {
    let charge = |capacitances: [f64; 2], step: Time| {
        let cell = |c: f64, v: f64| If {
            c: c * pF,
            v_th: 1.0 * volt,
            v_reset: -60.0 * mV,
            t_ref: 0.0 * ms,
            v: v * mV,
        };
        let mut network = Network::new();
        let a = Population::new(1, cell(capacitances[0], -80.0));
        let b = Population::new(1, cell(capacitances[1], -50.0));
        let a = network.population("a", a).unwrap();
        let b = network.population("b", b).unwrap();
        let gap = GapJunctions::new(a, b).conductance(20.0 * nS);
        network.gap_junctions("gap", gap).unwrap();
        let mut simulation = Simulation::new(&network, step, 1).unwrap();
        let probes = [a, b].map(|cell| simulation.record(cell.trace(If::V)).unwrap());
        simulation.run(20.0 * ms).unwrap();
        let [a, b] = probes.map(|probe| simulation.read(&probe).last(0) / mV);
        assert!((a - b).abs() < 5.0, "{a} {b}");
        capacitances[0] * (a + 80.0) + capacitances[1] * (b + 50.0)
    };
    assert!(charge([100.0, 100.0], 0.5 * ms).abs() < 1e-9);
    let errors: Vec<f64> = (0..6)
        .map(|k| charge([100.0, 300.0], ms / f64::from(2 << k)).abs())
        .collect();
    assert!((order(&errors) - 2.0).abs() < 0.2, "{errors:?}");
}

/// Two axons that fire at their own times come to fire together, and not without the junction.
#[test]
fn axons_synchronise() {
    let area = 1e-3 * mm2;
    let distance = |conductance: ElectricalConductance| {
        let mut network = Network::new();
        let axons = |v: f64| {
            let axon = HodgkinHuxley {
                v: v * mV,
                ..HodgkinHuxley::squid(area)
            };
            Population::new(1, axon).with(HodgkinHuxley::I, 10.0 * uA / cm2 * area)
        };
        let a = network.population("a", axons(-65.0)).unwrap();
        let b = network.population("b", axons(-40.0)).unwrap();
        let gap = GapJunctions::new(a, b).conductance(conductance);
        network.gap_junctions("gap", gap).unwrap();
        let mut simulation = Simulation::new(&network, 0.02 * ms, 1).unwrap();
        let spikes = [a, b].map(|cell| simulation.record(cell.spikes()).unwrap());
        simulation.run(600.0 * ms).unwrap();
        let [a, b] = spikes.map(|spikes| simulation.read(&spikes).of(0).to_vec());
        let last = a[a.len() - 2];
        let apart = b.iter().map(|time| ((*time - last) / ms).abs());
        apart.fold(f64::INFINITY, f64::min)
    };
    let (coupled, alone) = (distance(5.0 * nS), distance(0.0 * nS));
    assert!(coupled < 0.03 && alone > 1.0, "{coupled} {alone}");
}

/// Cells in blocks of their own, and in the last that is not full, are as two alone; so are populations added the other way round.
#[test]
fn many_pairs_are_as_two_cells_alone() {
    let (alone, cells, _) = pair([passive(-71.0), passive(-58.0)], None, 1.5 * nS);
    let [a, b] = potentials(&alone, cells, 0.1 * ms, 20.0 * ms);
    let mut network = Network::new();
    let later = network
        .population("later", Population::new(150, passive(-58.0)))
        .unwrap();
    let first = network
        .population("first", Population::new(150, passive(-71.0)))
        .unwrap();
    let gap = GapJunctions::new(first, later).connectivity(OneToOne);
    network
        .gap_junctions("gap", gap.conductance(1.5 * nS))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let probes = [first, later].map(|cells| {
        let trace = cells.trace(Lif::V).every(1.0 * ms);
        simulation.record(trace).unwrap()
    });
    simulation.run(20.0 * ms).unwrap();
    let [first, later] = probes.map(|probe| simulation.read(&probe));
    for cell in 0..150 {
        let of = |trace: &nernst::record::Trace<'_, ElectricPotential>| {
            trace.of(cell).map(|v| v / mV).collect::<Vec<f64>>()
        };
        assert_eq!(
            (of(&first), of(&later)),
            (a.clone(), b.clone()),
            "cell {cell}"
        );
    }
}

/// In one direction alone the first cell is as if nothing hung on it.
#[test]
fn a_rectifying_junction_acts_one_way() {
    let splitting = Method::Splitting {
        steps: Steps::Number(1),
    };
    let mut network = Network::new();
    let a = Population::new(1, passive(-60.0)).solver(splitting);
    let a = network.population("a", a).unwrap();
    let b = network
        .population("b", Population::new(1, passive(-70.0)))
        .unwrap();
    let free = Population::new(1, passive(-60.0)).solver(splitting);
    let free = network.population("free", free).unwrap();
    let gap = GapJunctions::new(a, b).rectifying(1.0 * nS, 0.0 * nS);
    network.gap_junctions("gap", gap).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let probes = [a, b, free].map(|cell| simulation.record(cell.trace(Lif::V)).unwrap());
    simulation.run(30.0 * ms).unwrap();
    let [a, b, free] = probes.map(|probe| bits(&simulation.read(&probe), 0));
    assert_eq!(a, free);
    // Of 200 pF and 10 nS: 10 mV (exp(-t / 20 ms) - exp(-t / 18.18 ms)) above rest.
    let last = (f64::from_bits(b[b.len() - 1]) + 0.07) * 1e3;
    let exact = 10.0 * ((-1.5_f64).exp() - (-1.65_f64).exp());
    assert!((last - exact).abs() < 1e-4, "{last} {exact}");
}

#[test]
fn a_run_repeats_its_bits_and_goes_on_where_it_stopped() {
    let build = || {
        let start = Normal::new(-65.0 * mV, 5.0 * mV);
        let model = Lif {
            v_th: -55.0 * mV,
            v_reset: -65.0 * mV,
            t_ref: 2.0 * ms,
            ..passive(-65.0)
        };
        let cells = Population::new(100, model)
            .with(Lif::V, start)
            .with(Lif::I, 0.2 * nA);
        let mut network = Network::new();
        let cells = network.population("cells", cells).unwrap();
        let pairs = FixedProbability::new(0.1).without_self();
        let gap = GapJunctions::new(cells, cells).connectivity(pairs);
        network
            .gap_junctions("gap", gap.conductance(0.3 * nS))
            .unwrap();
        (network, cells)
    };
    let run = |parts: &[f64]| {
        let (network, cells) = build();
        let mut simulation = Simulation::new(&network, 0.1 * ms, 7).unwrap();
        let v = simulation.record(cells.trace(Lif::V)).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        for part in parts {
            simulation.run(*part * ms).unwrap();
        }
        let trace = simulation.read(&v);
        let bits: Vec<u64> = (0..100).flat_map(|cell| bits(&trace, cell)).collect();
        (bits, simulation.read(&spikes).len())
    };
    let (whole, count) = run(&[60.0]);
    assert!(count > 50);
    assert_eq!(run(&[13.7, 0.1, 46.2]), (whole, count));
}

/// A pair is one junction, however the rule lists it.
#[test]
fn pairs_within_a_population_are_counted_once() {
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(4, passive(-70.0)))
        .unwrap();
    let gap = GapJunctions::new(cells, cells).conductance(1.0 * nS);
    network.gap_junctions("gap", gap).unwrap();
    let one_way = GapJunctions::new(cells, cells).rectifying(1.0 * nS, 0.0 * nS);
    network.gap_junctions("one way", one_way).unwrap();
    let simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let report = simulation.report();
    assert_eq!(report.gap_junctions[0].pairs, 6);
    assert_eq!(report.gap_junctions[1].pairs, 12);
}

#[test]
fn the_report_tells_who_is_coupled_and_how_they_are_advanced() {
    let (network, _, _) = pair([passive(-70.0), passive(-60.0)], None, 2.0 * nS);
    let simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let report = simulation.report().to_string();
    assert!(
        report.contains("gap junctions gap: a and b, 1 pairs, all to all\n    2 nS each"),
        "{report}"
    );
    assert!(
        report.contains("solver splitting: the neuron is linear, but gap junctions make it follow the potentials of others"),
        "{report}"
    );
}

#[test]
fn what_is_wrong_is_refused_by_name() {
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(3, passive(-70.0)))
        .unwrap();
    let exact = Population::new(3, passive(-70.0)).solver(Method::Exact);
    let exact = network.population("exact", exact).unwrap();
    let more = network
        .population("more", Population::new(5, passive(-70.0)))
        .unwrap();
    let stranger = Network::new()
        .population("stranger", Population::new(1, passive(-70.0)))
        .unwrap();
    let gap = GapJunctions::new(cells, more);
    let mut refusal = |name: &str, gap| network.gap_junctions(name, gap).unwrap_err().to_string();
    assert_eq!(
        refusal("gap", gap.clone().conductance(-1.0 * nS)),
        "gap junctions `gap`: the conductance must be finite and not negative, but it is -1 nS"
    );
    assert_eq!(
        refusal("gap", gap.clone().conductance(f64::INFINITY * nS)),
        "gap junctions `gap`: the conductance must be finite and not negative, but it is inf nS"
    );
    assert_eq!(
        refusal("gap", gap.clone().rectifying(1.0 * nS, f64::NAN * nS)),
        "gap junctions `gap`: the backward conductance must be finite and not negative, but it is NaN nS"
    );
    assert_eq!(
        refusal(
            "gap",
            GapJunctions::new(cells, stranger).conductance(1.0 * nS)
        ),
        "gap junctions `gap`: a population belongs to another network"
    );
    assert_eq!(
        refusal(
            "gap",
            gap.clone().connectivity(OneToOne).conductance(1.0 * nS)
        ),
        "gap junctions `gap`: one-to-one needs as many targets as sources, not 5 for 3"
    );
    assert_eq!(
        refusal("gap", GapJunctions::new(cells, exact).conductance(1.0 * nS)),
        "gap junctions `gap`: `Lif` of population `exact` is to be advanced by `exact`, but the current of a gap junction changes with the potential; leave the choice to the equations or ask for `splitting`"
    );
    assert_eq!(
        refusal("", gap.clone().conductance(1.0 * nS)),
        "a name must not be empty"
    );
    network
        .gap_junctions("gap", gap.clone().conductance(1.0 * nS))
        .unwrap();
    let error = network.gap_junctions("gap", gap.conductance(1.0 * nS));
    assert_eq!(error.unwrap_err().to_string(), "the name `gap` is taken");
}

#[test]
fn a_cell_is_not_coupled_with_itself() {
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(3, passive(-70.0)))
        .unwrap();
    let gap = GapJunctions::new(cells, cells).connectivity(AllToAll::new());
    network
        .gap_junctions("gap", gap.conductance(1.0 * nS))
        .unwrap();
    assert_eq!(
        Simulation::new(&network, 0.1 * ms, 1)
            .unwrap_err()
            .to_string(),
        "gap junctions `gap`: cell 0 of population `cells` would be coupled with itself; `.without_self()` leaves it out"
    );
}

#[test]
fn precise_spikes_and_strangers_are_refused() {
    let (network, [a, _], gap) = pair([passive(-70.0), passive(-60.0)], None, 2.0 * nS);
    let simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let error = simulation.with_precise_spikes().unwrap_err().to_string();
    assert!(
        error.starts_with("population `a` cannot have precise spike times")
            && error.contains("gap junctions"),
        "{error}"
    );
    let mut network = network;
    let other = network
        .population("other", Population::new(1, passive(-70.0)))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    assert!(simulation.record(gap.current_into(a)).is_ok());
    assert_eq!(
        simulation
            .record(gap.current_into(other))
            .unwrap_err()
            .to_string(),
        "gap junctions `gap` do not reach population `other`"
    );
    let (_, _, stranger) = pair([passive(-70.0), passive(-60.0)], None, 2.0 * nS);
    assert_eq!(
        simulation
            .record(stranger.current_into(a))
            .unwrap_err()
            .to_string(),
        "the gap junctions to be recorded belong to another network"
    );
}
