//! The same bits with every instruction set.

use super::*;
use crate::model::{Neuron as NeuronModel, Port, State};
use crate::prelude::*;

/// Conductances and currents, hence both solvers, with cells that fire and are refractory.
fn network() -> (Network, [PopulationId<Lif>; 2]) {
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -49.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        v: -60.0 * mV,
    };
    let start = Normal::new(-60.0 * mV, 5.0 * mV);
    let cells = |count| Population::new(count, lif.clone()).with(Lif::V, start);
    let mut network = Network::new();
    let add = "a population of its own name";
    let a = network.population("a", cells(100)).expect(add);
    let b = network.population("b", cells(70)).expect(add);
    let conductance = Projection::new(b, a)
        .connectivity(FixedProbability::new(0.3))
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(2.0 * nS);
    let current = Projection::new(a, b)
        .connectivity(FixedProbability::new(0.3))
        .synapse(Alpha::new(3.0 * ms))
        .output(Cuba)
        .weight(5.0 * pA);
    network
        .projection("conductance", conductance)
        .expect("fits");
    network.projection("current", current).expect("fits");
    (network, [a, b])
}

#[test]
fn every_instruction_set_makes_the_same_noise() {
    /// Two states, of which one is held.
    #[derive(Neuron, Clone)]
    #[spike(v >= 8 mV)]
    #[reset(v = 0 mV)]
    #[refractory(2 ms, hold(v))]
    struct Noisy {
        tau: Time,
        #[ode(dv/dt = (w - v) / tau + 5 mV / sqrt(tau) * xi)]
        v: ElectricPotential,
        #[ode(dw/dt = -w / tau + 5 mV / sqrt(tau) * xi_w)]
        w: ElectricPotential,
    }
    let tau = 10.0 * ms;
    let (v, w) = (0.0 * mV, 0.0 * mV);
    let mut network = Network::new();
    let population = Population::new(100, Noisy { tau, v, w });
    let cells = network.population("cells", population).expect("fits");
    bits_of_every_level(&network, &[cells], Noisy::V);
}

#[test]
fn every_instruction_set_couples_cells_by_the_same_bits() {
    let (mut network, [a, b]) = network();
    let pairs = FixedProbability::new(0.2);
    let gap = GapJunctions::new(a, b).connectivity(pairs);
    network
        .gap_junctions("gap", gap.conductance(0.3 * nS))
        .expect("fits");
    bits_of_every_level(&network, &[a, b], Lif::V);
}

#[test]
fn every_instruction_set_computes_the_same_bits() {
    let (network, populations) = network();
    bits_of_every_level(&network, &populations, Lif::V);
}

#[test]
fn every_instruction_set_makes_the_same_stimuli_and_sources() {
    let readout = LeakyReadout {
        tau: 20.0 * ms,
        r: 0.0,
    };
    let (mut network, _) = network();
    let rate = OrnsteinUhlenbeck::new(200.0 * kHz, 10.0 * kHz, 5.0 * ms);
    let source = network.source("source", Poisson::following(70, rate));
    let readout = network.population("readout", Population::new(70, readout));
    let (source, readout) = (source.expect("fits"), readout.expect("fits"));
    let projection = Projection::new(source, readout).connectivity(OneToOne);
    network
        .projection("source to readout", projection.weight(1.0))
        .expect("fits");
    bits_of_every_level(&network, &[readout], LeakyReadout::R);

    let noise = WhiteNoise::new(0.1 * nA, 0.1 * nA, 1.0 * ms);
    let slow = OrnsteinUhlenbeck::new(0.1 * nA, 0.1 * nA, 5.0 * ms);
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        v: -60.0 * mV,
    };
    let cells = Population::new(100, lif).stimulus(Lif::I, noise);
    let cells = network.population("stimulated", cells.stimulus(Lif::I, slow));
    bits_of_every_level(&network, &[cells.expect("fits")], Lif::V);
}

/// Conductances on cells that are alike take fused steps where instruction sets have them; at the base they do not.
#[test]
fn fused_steps_make_the_same_bits() {
    /// An adaptation that follows the membrane, which is reset.
    #[derive(Neuron, Clone)]
    #[input(i: ElectricCurrent)]
    #[spike(v >= -50 mV)]
    #[reset(v = -60 mV, w += 5 pA)]
    #[refractory(2 ms, hold(v))]
    struct Adapting {
        #[ode(dv/dt = (10 nS * (-65 mV - v) - w + i) / (100 pF))]
        v: ElectricPotential,
        #[ode(dw/dt = (2 nS * (v + 65 mV) - w) / (100 ms))]
        w: ElectricCurrent,
    }
    fn check<N>(cell: N, v: State<N, ElectricPotential>, weight: ElectricalConductance)
    where
        N: NeuronModel + Port<ElectricCurrent, ElectricPotential>,
    {
        let mut network = Network::new();
        let source = network.source("source", Poisson::new(200, 200.0 * Hz));
        let cells = network.population("cells", Population::new(150, cell));
        let (source, cells) = (source.expect("fits"), cells.expect("fits"));
        let mut project = |name: &str, e: ElectricPotential, tau: Time| {
            let projection = Projection::new(source, cells)
                .connectivity(FixedProbability::new(0.1))
                .synapse(Expon::new(tau))
                .output(Coba { e })
                .weight(weight);
            network.projection(name, projection).expect("fits");
        };
        project("excitation", 0.0 * mV, 5.0 * ms);
        project("inhibition", -80.0 * mV, 10.0 * ms);
        bits_of_every_level(&network, &[cells], v);
    }
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 2.0 * ms,
        v: -60.0 * mV,
    };
    // Steps short beside the time constant of the membrane, long ones, and both in a block.
    for weight in [3.0, 30.0, 200.0] {
        check(lif.clone(), Lif::V, weight * nS);
    }
    let axon = HodgkinHuxley::squid(1e-3 * mm2);
    check(axon, HodgkinHuxley::V, 0.3 * nS);
    let (v, w) = (-65.0 * mV, 0.0 * nA);
    check(Adapting { v, w }, Adapting::V, 0.5 * nS);
}

#[test]
fn every_instruction_set_computes_the_same_bits_with_every_solver() {
    fn check<N: NeuronModel>(
        model: &N,
        input: crate::model::Input<N, ElectricCurrent>,
        v: State<N, ElectricPotential>,
        methods: &[Method],
    ) {
        for method in methods {
            // Currents that differ, so that lanes go at different paces.
            let current = by_index(|cell| 0.1 * cell as f64 * nA);
            let cells = Population::new(70, model.clone()).with(input, current);
            let mut network = Network::new();
            let cells = network.population("cells", cells.solver(*method));
            bits_of_every_level(&network, &[cells.expect("applies")], v);
        }
    }
    let steps = Steps::Number(2);
    let tolerance = Steps::DEFAULT_TOLERANCE;
    let area = 1e-3 * mm2;
    check(
        &HodgkinHuxley::squid(area),
        HodgkinHuxley::I,
        HodgkinHuxley::V,
        &[
            Method::Splitting { steps },
            Method::ExponentialEuler { steps: 1 },
            Method::Rk4 { steps: 2 },
        ],
    );
    check(
        &WangBuzsaki::interneuron(area),
        WangBuzsaki::I,
        WangBuzsaki::V,
        &[
            Method::Splitting { steps },
            Method::Splitting { steps: tolerance },
        ],
    );
    let rk45 = Method::Rk45 { tolerance: 1e-6 };
    check(&AdEx::adapting(), AdEx::I, AdEx::V, &[rk45]);
}

/// The traces and the spikes of all cells as bits, for each instruction set of the machine.
fn bits_of_every_level<N: NeuronModel, Q: Measured>(
    network: &Network,
    populations: &[PopulationId<N>],
    state: State<N, Q>,
) {
    let bits = |level| {
        let mut simulation = Simulation::new(network, 0.1 * ms, 7).expect("on the grid");
        simulation.level = level;
        let record =
            |cells: &PopulationId<N>| simulation.record(cells.trace(state)).expect("exists");
        let traces: Vec<_> = populations.iter().map(record).collect();
        let record = |cells: &PopulationId<N>| simulation.record(cells.spikes()).expect("exists");
        let spikes: Vec<_> = populations.iter().map(record).collect();
        simulation.run(50.0 * ms).expect("finite");
        let values = traces
            .iter()
            .flat_map(|trace| simulation.read(trace).raw().to_vec());
        let spikes = spikes.iter().flat_map(|spikes| {
            let spikes = simulation.read(spikes);
            let bits = spikes
                .iter()
                .map(|(time, cell)| (time.si().to_bits(), cell));
            bits.collect::<Vec<_>>()
        });
        let values: Vec<u64> = values.map(f64::to_bits).collect();
        (values, spikes.collect::<Vec<_>>())
    };
    let mut levels = Level::all().into_iter();
    let base = bits(levels.next().expect("every machine has a base"));
    for level in levels {
        assert!(bits(level) == base, "{level:?} differs");
    }
}
