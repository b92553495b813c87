//! Networks in which everything that a run leads from step to step is at work.

use super::*;

type See = dyn Fn(&mut Simulation) -> u64;

type Read = dyn Fn(&Simulation) -> Vec<u64>;

/// A run that is recorded as bits.
pub(super) struct Case {
    pub(super) simulation: Simulation,
    pub(super) spikes: Vec<Recorded<Spikes<'static>>>,
    /// Reads everything else that is recorded.
    pub(super) read: Vec<Box<Read>>,
    /// What can be seen of a state at present, if anything is looked at.
    pub(super) seen: Option<Box<See>>,
}

impl Case {
    fn new(simulation: Simulation) -> Self {
        Case {
            simulation,
            spikes: Vec::new(),
            read: Vec::new(),
            seen: None,
        }
    }

    fn spikes(&mut self, probe: impl Probe<Record = Spikes<'static>>) {
        self.spikes.push(self.simulation.record(probe).unwrap());
    }

    fn trace<Q: Measured>(&mut self, probe: impl Probe<Record = Trace<'static, Q>>) {
        let record = self.simulation.record(probe).unwrap();
        self.read.push(Box::new(move |simulation| {
            let trace = simulation.read(&record);
            let times = trace.times().map(|time| time.si().to_bits());
            let cells = (0..trace.cells()).flat_map(|cell| trace.of(cell));
            times
                .chain(cells.map(|value| value.si().to_bits()))
                .collect()
        }));
    }

    fn rate(&mut self, probe: impl Probe<Record = PopulationRate<'static>>) {
        let record = self.simulation.record(probe).unwrap();
        self.read.push(Box::new(move |simulation| {
            let rates = simulation.read(&record);
            let bins = rates.iter().flat_map(|(time, rate)| [time.si(), rate.si()]);
            bins.map(f64::to_bits).collect()
        }));
    }

    /// All that was recorded, record by record.
    pub(super) fn bits(&self) -> Vec<Vec<u64>> {
        let spikes = self.spikes.iter().map(|record| {
            let spikes = self.simulation.read(record);
            let spikes = spikes
                .iter()
                .flat_map(|(time, cell)| [time.si().to_bits(), cell as u64]);
            spikes.collect()
        });
        let others = self.read.iter().map(|read| read(&self.simulation));
        spikes.chain(others).collect()
    }
}

fn lif() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -49.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 2.0 * ms,
        v: -60.0 * mV,
    }
}

/// Around -50 mV, by white noise in its equation.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset)]
#[refractory(t_ref)]
struct Noisy {
    tau: Time,
    r: ElectricalResistance,
    mean: ElectricPotential,
    sigma: ElectricPotential,
    v_th: ElectricPotential,
    v_reset: ElectricPotential,
    t_ref: Time,
    #[ode(dv/dt = (mean - v + r * i) / tau + sigma * sqrt(2 / tau) * xi)]
    v: ElectricPotential,
}

/// A synapse that saturates at each connection.
#[derive(Synapse, Clone)]
#[weight(ElectricalConductance)]
#[on_spike(s = s + (1 - s) * weight / (weight + g_half))]
#[output(weight * s)]
struct Saturating {
    tau: Time,
    g_half: ElectricalConductance,
    #[ode(ds/dt = -s / tau)]
    s: f64,
}

/// Several kinds of neurons, synapses, ways of delivery, sources and stimuli.
pub(super) fn many_kinds(threads: usize) -> Case {
    let mut network = Network::new();
    let v = Uniform::new(-60.0 * mV, -50.0 * mV);
    let noise = OrnsteinUhlenbeck::new(0.0 * nA, 0.02 * nA, 5.0 * ms);
    let held = WhiteNoise::new(0.0 * nA, 0.02 * nA, 0.7 * ms).from(3.0 * ms);
    let a = Population::new(200, lif())
        .with(Lif::V, v)
        .stimulus(Lif::I, noise)
        .stimulus(Lif::I, held);
    let a = network.population("a", a).unwrap();
    let taus = by_index(|cell| (18.0 + 0.01 * cell as f64) * ms);
    let each =
        by_cell(|cell| OrnsteinUhlenbeck::new(0.001 * cell as f64 * nA, 0.01 * nA, 5.0 * ms));
    let b = Population::new(150, lif())
        .with(Lif::V, v)
        .with(Lif::TAU, taus)
        .stimulus(Lif::I, each)
        .soft_reset();
    let b = network.population("b", b).unwrap();
    let squid = Population::new(70, HodgkinHuxley::squid(1e-4 * mm2))
        .with(HodgkinHuxley::I, by_index(|cell| 0.01 * cell as f64 * nA));
    let squid = network.population("squid", squid).unwrap();
    let fast = Population::new(70, WangBuzsaki::interneuron(1e-4 * mm2))
        .with(WangBuzsaki::I, by_index(|cell| 0.004 * cell as f64 * nA));
    let fast = network.population("fast", fast).unwrap();
    let adapting = Population::new(130, AdEx::adapting())
        .with(AdEx::I, by_index(|cell| 0.01 * cell as f64 * nA));
    let adapting = network.population("adapting", adapting).unwrap();
    let noisy = Noisy {
        tau: 10.0 * ms,
        r: 100.0 * MOhm,
        mean: -55.0 * mV,
        sigma: 5.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 1.0 * ms,
        v: -55.0 * mV,
    };
    let noisy = network
        .population("noisy", Population::new(100, noisy))
        .unwrap();
    let poisson = network
        .source("poisson", Poisson::new(200, 100.0 * Hz))
        .unwrap();
    let rate = OrnsteinUhlenbeck::new(200.0 * Hz, 20.0 * Hz, 5.0 * ms);
    let following = network
        .source("following", Poisson::following(150, rate))
        .unwrap();
    let times = (0..600).map(|k| (k % 7, 0.1 * k as f64 * ms));
    let times = network.source("times", SpikeTimes::new(7, times)).unwrap();

    let delays = || Uniform::new(0.3 * ms, 9.0 * ms);
    let weights = || Uniform::new(0.5 * nS, 2.0 * nS);
    let coba = || Coba { e: 0.0 * mV };
    let connect = |name: &str, projection: Result<(), NetworkError>| {
        projection.unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    macro_rules! project {
        ($name:literal, $projection:expr) => {
            connect(
                $name,
                network
                    .projection($name, $projection)
                    .and_then(|_| network.accept_scale($name)),
            )
        };
    }
    let some = || FixedProbability::new(0.1);
    project!(
        "drive",
        Projection::new(poisson, a)
            .connectivity(OneToOne)
            .weight(1.0 * mV)
    );
    project!(
        "changing drive",
        Projection::new(following, b)
            .connectivity(OneToOne)
            .synapse(Alpha::new(2.0 * ms))
            .output(Cuba)
            .weight(0.02 * nA)
            .delay(1.2 * ms)
    );
    project!(
        "times",
        Projection::new(times, a)
            .connectivity(AllToAll::new())
            .synapse(Expon::new(5.0 * ms))
            .output(Cuba)
            .weight(0.002 * nA)
            .delay(0.5 * ms)
    );
    project!(
        "dense",
        Projection::new(a, a)
            .connectivity(FixedProbability::new(0.4))
            .synapse(Expon::new(5.0 * ms))
            .output(Cuba)
            .weight(0.1 * pA)
            .delay(0.8 * ms)
    );
    project!(
        "delayed",
        Projection::new(a, b)
            .connectivity(some())
            .synapse(Expon::new(5.0 * ms))
            .output(coba())
            .weight(weights())
            .delay(delays())
    );
    project!(
        "weighted",
        Projection::new(b, a)
            .connectivity(some())
            .synapse(DualExponential::new(1.0 * ms, 5.0 * ms))
            .output(Cuba)
            .weight(Uniform::new(0.5 * pA, 2.0 * pA))
            .delay(2.0 * ms)
    );
    project!(
        "plastic",
        Projection::new(a, noisy)
            .connectivity(some())
            .short_term_plasticity(Stp::new(0.3, 100.0 * ms, 50.0 * ms))
            .synapse(Expon::new(5.0 * ms))
            .output(Cuba)
            .weight(Uniform::new(0.5 * pA, 2.0 * pA))
            .delay(delays())
    );
    project!(
        "lumped",
        Projection::new(a, squid)
            .connectivity(some())
            .synapse(Ampa::new())
            .output(coba())
            .weight(weights())
            .delay(delays())
    );
    project!(
        "inhibition",
        Projection::new(fast, squid)
            .connectivity(some())
            .synapse(GabaA::new())
            .output(Coba { e: -80.0 * mV })
            .weight(1.0 * nS)
            .delay(3.0 * ms)
    );
    project!(
        "slow",
        Projection::new(a, adapting)
            .connectivity(some())
            .synapse(Nmda::new())
            .output(coba())
            .weight(weights())
            .delay(delays())
    );
    project!(
        "slower",
        Projection::new(noisy, fast)
            .connectivity(some())
            .synapse(GabaB::new())
            .output(Coba { e: -80.0 * mV })
            .weight(1.0 * nS)
            .delay(delays())
    );
    project!(
        "released in part",
        Projection::new(a, fast)
            .connectivity(some())
            .short_term_plasticity(Std::new(0.5, 50.0 * ms))
            .synapse(Ampa::new())
            .output(coba())
            .weight(0.1 * nS)
            .delay(1.0 * ms)
    );

    let simulation = Simulation::on_threads(&network, 0.1 * ms, 5, threads).unwrap();
    let mut case = Case::new(simulation);
    for spikes in [
        a.spikes(),
        b.spikes(),
        squid.spikes(),
        fast.spikes(),
        adapting.spikes(),
        noisy.spikes(),
        following.spikes(),
        times.spikes(),
        poisson.spikes().cells([0, 130]),
    ] {
        case.spikes(spikes);
    }
    case.trace(a.trace(Lif::V));
    case.trace(b.trace(Lif::V).every(0.7 * ms));
    case.trace(squid.trace(HodgkinHuxley::M));
    case.trace(fast.trace(WangBuzsaki::V).latest(5.0 * ms));
    case.trace(adapting.trace(AdEx::W).between(5.0 * ms, 40.0 * ms));
    case.trace(noisy.trace(Noisy::V));
    case.rate(a.rate(1.3 * ms));
    case
}

/// What one thread advances: gap junctions, and a state for each connection.
pub(super) fn alone() -> Case {
    let mut network = Network::new();
    let v = Uniform::new(-60.0 * mV, -50.0 * mV);
    let cells = |n| Population::new(n, lif()).with(Lif::V, v);
    let a = network.population("a", cells(100)).unwrap();
    let b = network.population("b", cells(70)).unwrap();
    let gap = GapJunctions::new(a, b)
        .connectivity(FixedProbability::new(0.05))
        .conductance(1.0 * nS);
    network.gap_junctions("gap", gap).unwrap();
    let kicks = Projection::new(a, a)
        .connectivity(FixedProbability::new(0.05))
        .weight(0.5 * mV)
        .delay(1.0 * ms);
    network.projection("kicks", kicks).unwrap();
    let saturating = Saturating {
        tau: 5.0 * ms,
        g_half: 1.0 * nS,
        s: 0.0,
    };
    let saturating = Projection::new(a, b)
        .connectivity(FixedProbability::new(0.1))
        .synapse(saturating)
        .output(Coba { e: 0.0 * mV })
        .weight(Uniform::new(0.1 * nS, 0.5 * nS))
        .delay(Uniform::new(0.3 * ms, 4.0 * ms));
    let saturating = network.projection("saturating", saturating).unwrap();
    network.accept_scale("saturating").unwrap();
    let mut case = Case::new(Simulation::new(&network, 0.1 * ms, 5).unwrap());
    case.spikes(a.spikes());
    case.spikes(b.spikes());
    case.trace(a.trace(Lif::V));
    case.trace(b.trace(Lif::V));
    case.seen = Some(Box::new(move |simulation| {
        let handed_on = simulation.record(saturating.readout(Saturating::OUTPUT));
        let handed_on = handed_on.unwrap();
        let values = simulation.read(&handed_on);
        let cells = 0..values.cells();
        cells
            .map(|cell| values.last(cell).si())
            .sum::<f64>()
            .to_bits()
    }));
    case
}

/// Spikes off the grid.
pub(super) fn precise() -> Case {
    let mut network = Network::new();
    let v = Uniform::new(-60.0 * mV, -50.0 * mV);
    let cells = Population::new(100, lif()).with(Lif::V, v);
    let cells = network.population("cells", cells).unwrap();
    let recurrent = Projection::new(cells, cells)
        .connectivity(FixedProbability::new(0.1))
        .synapse(Expon::new(5.0 * ms))
        .output(Cuba)
        .weight(Uniform::new(1.0 * pA, 3.0 * pA))
        .delay(Uniform::new(0.3 * ms, 4.0 * ms));
    network.projection("recurrent", recurrent).unwrap();
    let simulation = Simulation::new(&network, 0.1 * ms, 5).unwrap();
    let mut case = Case::new(simulation.with_precise_spikes().unwrap());
    case.spikes(cells.spikes());
    case.trace(cells.trace(Lif::V));
    case
}
