//! Every synapse with every output and in every kind of projection, and four receptors in one network.

mod common;

use nernst::model::{Accepts, Port, Receives, Synapse as SynapseModel};
use nernst::prelude::*;

/// By how much four spikes of each of two cells move three others, with and without plasticity, alike or each with its own weight and delay.
fn moves<S, O, D>(synapse: S, output: O, weight: Quantity<D>) -> Vec<f64>
where
    D: Dimension,
    S: SynapseModel + Receives<Quantity<D>>,
    O: Accepts<S::Out> + Clone,
    Lif: Port<O::Current, O::Post>,
{
    let mut all = Vec::new();
    for is_plastic in [false, true] {
        for is_each in [false, true] {
            let mut network = Network::new();
            let silent = Lif {
                v_th: 0.0 * mV,
                ..common::firing_cell()
            };
            let cells = network
                .population("cells", Population::new(3, silent))
                .unwrap();
            let spikes = (0..8).map(|k| (k % 2, (1.0 + k as f64) * ms));
            let source = network
                .source("source", SpikeTimes::new(2, spikes))
                .unwrap();
            let mut projection = Projection::new(source, cells)
                .synapse(synapse.clone())
                .output(output.clone())
                .weight(weight);
            if is_each {
                projection = projection
                    .weight(by_pair(move |pre, post| {
                        weight * (1.0 + (pre + post) as f64)
                    }))
                    .delay(by_pair(|pre, post| {
                        (0.1 + 0.1 * (pre + 2 * post) as f64) * ms
                    }));
            }
            if is_plastic {
                let stp = Stp::new(0.3, 100.0 * ms, 100.0 * ms);
                projection = projection.short_term_plasticity(stp);
            }
            network.projection("through", projection).unwrap();
            network.accept_scale("through").unwrap();
            let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
            let v = simulation.record(cells.trace(Lif::V)).unwrap();
            simulation.run(60.0 * ms).unwrap();
            let v = simulation.read(&v);
            let farthest = |cell| {
                let distance = v.of(cell).map(|v| (v.si() + 65e-3).abs());
                distance.fold(0.0, f64::max)
            };
            let moved = [0, 1, 2].map(farthest);
            if is_each {
                assert!(
                    moved[0] < moved[1] && moved[1] < moved[2],
                    "{}: {moved:?}",
                    S::NAME
                );
            } else {
                assert!(
                    moved[0] == moved[1] && moved[1] == moved[2],
                    "{}: {moved:?}",
                    S::NAME
                );
            }
            all.push(moved[0]);
        }
    }
    all
}

#[test]
fn every_synapse_works_with_every_output_in_every_projection() {
    macro_rules! each {
        ($($name:literal $synapse:expr),+ $(,)?) => {$(
            let found = [
                moves($synapse, Coba { e: 0.0 * mV }, 1.0 * nS),
                moves($synapse, MagnesiumBlock::new(), 1.0 * nS),
                moves($synapse, Cuba, 20.0 * pA),
            ];
            for moved in found {
                // A millivolt or so, but for GABA_B, which needs a burst.
                let least = if $name == "GabaB" { 1e-12 } else { 1e-6 };
                assert!(moved.iter().all(|v| (least..0.04).contains(v)), "{}: {moved:?}", $name);
                // A release of 0.3 and less does less.
                assert!(moved[2] < moved[0], "{}: {moved:?}", $name);
            }
        )+};
    }
    each! {
        "Expon" Expon::new(5.0 * ms),
        "Alpha" Alpha::ampa(),
        "DualExponential" DualExponential::nmda(),
        "Ampa" Ampa::new(),
        "GabaA" GabaA::new(),
        "GabaB" GabaB::new(),
        "Nmda" Nmda::new(),
    }
    // A pulse of another height.
    let found = moves(SquarePulse::new(1.0 * ms), Cuba, 20.0 * pA);
    assert!(found[2] < found[0]);
}

/// A type parameter that only the weight decides would not be inferred: these are.
#[test]
fn the_dimension_of_a_receptor_follows_its_weight() {
    let mut network = Network::new();
    let cells = network
        .population("cells", Population::new(2, common::firing_cell()))
        .unwrap();
    let through = Projection::new(cells, cells)
        .synapse(Ampa::new())
        .output(Cuba)
        .weight(50.0 * pA);
    network.projection("current", through).unwrap();
    let through = Projection::new(cells, cells)
        .weight(1.0 * nS)
        .output(Coba { e: 0.0 * mV });
    network
        .projection("conductance", through.synapse(GabaB::new()))
        .unwrap();
}

/// A soma and a dendrite that take currents, and a rate that takes a drive of its own.
#[derive(Neuron, Clone)]
#[input(i_s: ElectricCurrent, i_d: ElectricCurrent, drive: Frequency, i_r: ElectricCurrent)]
struct Compartments {
    c: Capacitance,
    q: ElectricCharge,
    #[ode(dv_s/dt = i_s / c)]
    v_s: ElectricPotential,
    #[ode(dv_d/dt = i_d / c)]
    v_d: ElectricPotential,
    #[ode(dr/dt = drive + i_r / q)]
    r: f64,
}

fn compartments() -> Compartments {
    Compartments {
        c: 100.0 * pF,
        q: 1.0 * pC,
        v_s: -65.0 * mV,
        v_d: -65.0 * mV,
        r: 0.0,
    }
}

/// What is handed on as a rate.
#[derive(Output, Clone)]
#[drive(rate: Frequency)]
#[current(sum: Frequency = rate)]
struct Rate;

/// Which of the three states a spike moves.
fn moved(
    join: impl FnOnce(&mut Network, Projection<Compartments>) -> Result<(), NetworkError>,
) -> Result<[bool; 3], NetworkError> {
    let mut network = Network::new();
    let cell = network.population("cell", Population::new(1, compartments()))?;
    let source = network.source("source", SpikeTimes::new(1, [(0, 0.0 * ms)]))?;
    join(&mut network, Projection::new(source, cell))?;
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let [v_s, v_d] = [Compartments::V_S, Compartments::V_D]
        .map(|state| simulation.record(cell.trace(state)).unwrap());
    let r = simulation.record(cell.trace(Compartments::R)).unwrap();
    simulation.run(10.0 * ms).unwrap();
    let last = [&v_s, &v_d].map(|v| simulation.read(v).last(0) != -65.0 * mV);
    Ok([last[0], last[1], simulation.read(&r).last(0) != 0.0])
}

#[test]
fn the_type_decides_which_input_is_reached_and_a_name_among_those_of_one_type() {
    let conductance = |projection: Projection<Compartments>| {
        let synapse: Expon = Expon::new(5.0 * ms);
        let through = projection.synapse(synapse).output(Coba { e: 0.0 * mV });
        through.weight(1.0 * nS)
    };
    let current = |projection: Projection<Compartments>| {
        let synapse: Expon<dim::ElectricCurrent> = Expon::new(5.0 * ms);
        projection.synapse(synapse).output(Cuba).weight(1.0 * pA)
    };
    let rate = |projection: Projection<Compartments>| {
        let synapse: Expon<dim::Frequency> = Expon::new(5.0 * ms);
        projection.synapse(synapse).output(Rate).weight(1.0 * Hz)
    };

    let found = moved(|network, projection| {
        let projection = conductance(projection);
        network.projection("through", projection).map(drop)
    });
    assert_eq!(found.unwrap(), [true, false, false]);
    let found = moved(|network, projection| {
        let projection = rate(projection);
        network.projection("through", projection).map(drop)
    });
    assert_eq!(found.unwrap(), [false, false, true]);
    let found = moved(|network, projection| {
        let projection = conductance(projection).input(Compartments::I_D);
        network.projection("through", projection).map(drop)
    });
    assert_eq!(found.unwrap(), [false, true, false]);

    // A current reads nothing of the cell, a conductance a potential.
    let found = moved(|network, projection| {
        let projection = current(projection).input(Compartments::I_R);
        network.projection("through", projection).map(drop)
    });
    assert_eq!(found.unwrap(), [false, false, true]);
    let found = moved(|network, projection| {
        let projection = conductance(projection).input(Compartments::I_R);
        network.projection("through", projection).map(drop)
    });
    assert_eq!(
        found.unwrap_err().to_string(),
        "projection `through`: the output `Coba` reads electric potential [V], but the input `i_r` acts on `r`, which is dimensionless"
    );
}

/// Eighty excitatory and twenty inhibitory cells, each with all four receptors, driven from outside.
#[test]
fn four_receptors_in_one_network_give_plausible_rates() {
    let mut network = Network::new();
    let start = Uniform::new(-65.0 * mV, -51.0 * mV);
    let mut add = |name, count| {
        network.population(
            name,
            Population::new(count, common::firing_cell()).with(Lif::V, start),
        )
    };
    let e = add("E", 80).unwrap();
    let i = add("I", 20).unwrap();
    for (name, post, count) in [("E", e, 80), ("I", i, 20)] {
        let drive = network.source(
            &format!("drive of {name}"),
            Poisson::new(count, 1600.0 * Hz),
        );
        let drive = Projection::new(drive.unwrap(), post)
            .connectivity(OneToOne)
            .synapse(Expon::new(2.0 * ms))
            .output(Coba { e: 0.0 * mV })
            .weight(1.4 * nS);
        network
            .projection(&format!("drive of {name}"), drive)
            .unwrap();
        let tenth = FixedProbability::new(0.1);
        let ampa = Projection::new(e, post)
            .connectivity(tenth)
            .synapse(Ampa::new())
            .output(Coba { e: 0.0 * mV })
            .weight(1.0 * nS);
        network
            .projection(&format!("AMPA at {name}"), ampa)
            .unwrap();
        let nmda = Projection::new(e, post)
            .connectivity(tenth)
            .synapse(Nmda::new())
            .output(MagnesiumBlock::new())
            .weight(0.3 * nS);
        network
            .projection(&format!("NMDA at {name}"), nmda)
            .unwrap();
        let gaba_a = Projection::new(i, post)
            .connectivity(tenth)
            .synapse(GabaA::new())
            .output(Coba { e: -80.0 * mV })
            .weight(5.0 * nS);
        network
            .projection(&format!("GABA_A at {name}"), gaba_a)
            .unwrap();
        let gaba_b = Projection::new(i, post)
            .connectivity(tenth)
            .synapse(GabaB::new())
            .output(Coba { e: -95.0 * mV })
            .weight(1.0 * nS);
        network
            .projection(&format!("GABA_B at {name}"), gaba_b)
            .unwrap();
        // A single spike opens next to no potassium channel; bursts do.
        network.accept_scale(&format!("GABA_B at {name}")).unwrap();
    }
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    assert_eq!(simulation.report().scale_warnings, []);
    assert!(simulation.report().populations[0].receptors >= 4);
    let spikes = [e, i].map(|cells| simulation.record(cells.spikes()).unwrap());
    let v = simulation.record(e.trace(Lif::V).every(1.0 * ms)).unwrap();
    simulation.run(10.0 * second).unwrap();
    for spikes in &spikes {
        let rate = simulation.read(spikes).rate();
        assert!(rate > 1.0 * Hz && rate < 60.0 * Hz, "{rate}");
    }
    let v = simulation.read(&v);
    for cell in 0..80 {
        assert!(v.of(cell).all(|v| v > -95.0 * mV && v < -50.0 * mV));
    }
}
