//! The recorded traces of `tests/data/golden`, and the neurons behind them as models of this crate.

// Each test is a crate of its own and takes from here what it needs.
#![allow(dead_code)]

use nernst::model::{Neuron as NeuronModel, Output as OutputModel, Port};
use nernst::prelude::*;
use nernst::projection::Complete;

/// The columns of a table with a header.
pub(crate) struct Table {
    names: Vec<String>,
    rows: Vec<Vec<f64>>,
}

impl Table {
    /// The file of this name, without its ending.
    pub(crate) fn read(name: &str) -> Self {
        let text = text(name);
        let mut lines = text.lines();
        let names = lines.next().expect("a header").split(',');
        let rows = lines.map(|line| line.split(',').map(|word| word.parse().unwrap()).collect());
        Table {
            names: names.map(str::to_owned).collect(),
            rows: rows.collect(),
        }
    }

    pub(crate) fn column(&self, name: &str) -> Vec<f64> {
        let index = self.names.iter().position(|other| other == name).unwrap();
        self.rows.iter().map(|row| row[index]).collect()
    }
}

/// The text of a file.
pub(crate) fn text(name: &str) -> String {
    let path = format!(
        "{}/tests/data/golden/{name}.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// From where spike times are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Labels of the recorded steps of 0.1 ms: the threshold is crossed in the step that follows the label.
    Step0p1,
    /// The same for steps of 0.01 ms.
    Step0p01,
    /// Crossings of the threshold in continuous time.
    Reference,
}

/// The spike times of a neuron in ms; `case` is the part of a file's name between `neu_` and the step.
pub(crate) fn spike_times(case: &str, origin: Origin) -> Vec<f64> {
    let origin = match origin {
        Origin::Step0p1 => "brainpy_dt0.1",
        Origin::Step0p01 => "brainpy_dt0.01",
        Origin::Reference => "reference",
    };
    let text = text("neu_spike_times");
    let rows = text
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|row| row[0] == case && row[1] == origin);
    let times: Vec<f64> = rows.map(|row| row[3].parse().unwrap()).collect();
    assert!(!times.is_empty(), "no spikes of {case}");
    times
}

/// What spikes switch: a spike adds its weight, and it stays.
#[derive(Synapse, Clone, Debug)]
#[weight(Quantity<D>)]
#[on_spike(i += weight)]
#[output(i)]
pub(crate) struct Step<D: Dimension> {
    #[state]
    i: Quantity<D>,
}

/// What is added to the slope of the potential: the input of Izhikevich's neuron.
#[derive(Output, Clone, Debug)]
#[drive(i: PotentialRate)]
#[current(i: PotentialRate = i)]
pub(crate) struct Slope;

/// A recorded neuron: its parameters, its initial state, and the size of the step in its input.
#[derive(Clone, Debug)]
pub(crate) struct Case<N, D: Dimension> {
    /// The part of the file's name between `neu_` and the step.
    pub(crate) name: &'static str,
    pub(crate) model: N,
    /// The input from 10 ms to 90 ms; before and after it is zero.
    pub(crate) input: Quantity<D>,
}

impl<N: NeuronModel, D: Dimension> Case<N, D> {
    /// What was recorded with a step of 0.1 ms.
    pub(crate) fn table(&self) -> Table {
        Table::read(&format!("neu_{}_dt0p1", self.name))
    }

    /// One cell, without its input.
    pub(crate) fn cell(&self) -> Population<N> {
        Population::new(1, self.model.clone())
    }

    /// This cell with the input.
    ///
    /// A spike that arrives at `t_k` acts from `t_k` on, so that the input is switched at 10 ms and at 90 ms exactly, with any time step of
    /// which 1 ms is a whole number.
    fn driven<O>(&self, cell: Population<N>, output: O) -> (Network, PopulationId<N>)
    where
        O: OutputModel,
        Projection<N, Step<D>, O, Quantity<D>>: Complete,
    {
        let mut network = Network::new();
        let cell = network.population("cell", cell).unwrap();
        for (name, time, weight) in [
            ("on", 9.0 * ms, self.input),
            ("off", 89.0 * ms, -self.input),
        ] {
            let switch = SpikeTimes::new(1, [(0, time)]);
            let switch = network.source(name, switch).unwrap();
            let step = Projection::new(switch, cell)
                .synapse(Step {
                    i: Quantity::default(),
                })
                .output(output.clone())
                .weight(weight)
                .delay(1.0 * ms);
            network.projection(name, step).unwrap();
        }
        (network, cell)
    }
}

impl<N: Port<ElectricCurrent, ()>> Case<N, dim::ElectricCurrent> {
    /// One cell, driven as it was recorded.
    pub(crate) fn network(&self) -> (Network, PopulationId<N>) {
        self.network_of(self.cell())
    }

    /// This population, driven so: one cell, with a solver or parameters of its own.
    pub(crate) fn network_of(&self, cell: Population<N>) -> (Network, PopulationId<N>) {
        self.driven(cell, Cuba)
    }
}

impl<N: Port<PotentialRate, ()>> Case<N, dim::PotentialRate> {
    /// One cell, driven as it was recorded.
    pub(crate) fn network(&self) -> (Network, PopulationId<N>) {
        self.network_of(self.cell())
    }

    /// This population, driven so: one cell, with a solver or parameters of its own.
    pub(crate) fn network_of(&self, cell: Population<N>) -> (Network, PopulationId<N>) {
        self.driven(cell, Slope)
    }
}

/// A leaky integrate-and-fire neuron from whose potential a spike subtracts the distance from reset to threshold ("soft" reset).
#[derive(Neuron, Clone, Debug)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v -= v_th - v_reset)]
#[refractory(t_ref, hold(v))]
pub(crate) struct SoftLif {
    pub(crate) tau: Time,
    pub(crate) r: ElectricalResistance,
    pub(crate) v_rest: ElectricPotential,
    pub(crate) v_th: ElectricPotential,
    pub(crate) v_reset: ElectricPotential,
    pub(crate) t_ref: Time,
    #[ode(dv/dt = (v_rest - v + r * i) / tau)]
    pub(crate) v: ElectricPotential,
}

pub(crate) fn lif_hard() -> Case<Lif, dim::ElectricCurrent> {
    Case {
        name: "lif_hard",
        model: Lif {
            tau: 10.0 * ms,
            r: 1.0 * ohm,
            v_rest: -65.0 * mV,
            v_th: -50.0 * mV,
            v_reset: -65.0 * mV,
            t_ref: 0.0 * ms,
            v: -65.0 * mV,
        },
        input: 20.0 * mA,
    }
}

pub(crate) fn lif_soft() -> Case<SoftLif, dim::ElectricCurrent> {
    let hard = lif_hard();
    Case {
        name: "lif_soft",
        model: SoftLif {
            tau: hard.model.tau,
            r: hard.model.r,
            v_rest: hard.model.v_rest,
            v_th: hard.model.v_th,
            v_reset: hard.model.v_reset,
            t_ref: hard.model.t_ref,
            v: hard.model.v,
        },
        input: hard.input,
    }
}

/// With its whole refractory period of 5 ms; the recorded scheme holds the potential for one step less.
pub(crate) fn lifref_hard() -> Case<Lif, dim::ElectricCurrent> {
    let mut case = lif_hard();
    case.name = "lifref_hard";
    case.model.t_ref = 5.0 * ms;
    case
}

/// With its whole refractory period of 5 ms; the recorded scheme holds the potential for one step less.
pub(crate) fn lifref_soft() -> Case<SoftLif, dim::ElectricCurrent> {
    let mut case = lif_soft();
    case.name = "lifref_soft";
    case.model.t_ref = 5.0 * ms;
    case
}

pub(crate) fn expif() -> Case<ExpIf, dim::ElectricCurrent> {
    Case {
        name: "expif",
        // A time constant of 10 ms and a resistance of 1 ohm.
        model: ExpIf {
            c: 10.0 * mF,
            g_l: 1.0 * siemens,
            e_l: -65.0 * mV,
            v_t: -59.9 * mV,
            delta_t: 3.48 * mV,
            v_th: -30.0 * mV,
            v_reset: -68.0 * mV,
            t_ref: 0.0 * ms,
            v: -65.0 * mV,
        },
        input: 5.0 * mA,
    }
}

pub(crate) fn adexif() -> Case<AdEx, dim::ElectricCurrent> {
    Case {
        name: "adexif",
        model: AdEx {
            c: 10.0 * mF,
            g_l: 1.0 * siemens,
            e_l: -65.0 * mV,
            v_t: -59.9 * mV,
            delta_t: 3.48 * mV,
            tau_w: 30.0 * ms,
            a: 1.0 * siemens,
            b: 1.0 * mA,
            v_th: -55.0 * mV,
            v_reset: -68.0 * mV,
            t_ref: 0.0 * ms,
            v: -65.0 * mV,
            w: 0.0 * mA,
        },
        input: 12.0 * mA,
    }
}

pub(crate) fn izhikevich() -> Case<Izhikevich, dim::PotentialRate> {
    Case {
        name: "izhikevich",
        model: Izhikevich {
            a: 0.02 / ms,
            b: 0.2 / ms,
            c: -65.0 * mV,
            d: 8.0 * mV / ms,
            v_th: 30.0 * mV,
            t_ref: 0.0 * ms,
            v: -65.0 * mV,
            u: 0.0 * mV / ms,
        },
        input: 10.0 * mV / ms,
    }
}

pub(crate) fn hodgkin_huxley_classic() -> Case<HodgkinHuxley, dim::ElectricCurrent> {
    let model = HodgkinHuxley {
        c: 1.0 * uF,
        g_na: 120.0 * mS,
        g_k: 36.0 * mS,
        g_l: 0.3 * mS,
        e_na: 50.0 * mV,
        e_k: -77.0 * mV,
        e_l: -54.387 * mV,
        v_th: 20.0 * mV,
        v: -65.0 * mV,
        m: 0.0,
        h: 0.0,
        n: 0.0,
    };
    Case {
        name: "hh_gL0p3",
        model: model.at_rest(),
        input: 10.0 * uA,
    }
}

/// With a tenth of the classic leak.
pub(crate) fn hodgkin_huxley_low_leak() -> Case<HodgkinHuxley, dim::ElectricCurrent> {
    let mut case = hodgkin_huxley_classic();
    case.name = "hh_default_gL0p03";
    case.model.g_l = 0.03 * mS;
    case
}

pub(crate) fn quaif() -> Case<Qif, dim::ElectricCurrent> {
    Case {
        name: "quaif",
        model: Qif {
            tau: 10.0 * ms,
            r: 1.0 * ohm,
            a_0: 0.07 / mV,
            v_rest: -65.0 * mV,
            v_c: -50.0 * mV,
            v_th: -30.0 * mV,
            v_reset: -68.0 * mV,
            t_ref: 0.0 * ms,
            v: -65.0 * mV,
        },
        input: 6.0 * mA,
    }
}

pub(crate) fn alif() -> Case<Alif, dim::ElectricCurrent> {
    Case {
        name: "alif",
        model: Alif {
            tau: 10.0 * ms,
            r: 1.0 * ohm,
            v_rest: -65.0 * mV,
            v_th: -50.0 * mV,
            v_reset: -65.0 * mV,
            t_ref: 0.0 * ms,
            tau_a: 100.0 * ms,
            beta: 2.0 * mV,
            v: -65.0 * mV,
            a: 0.0,
        },
        input: 20.0 * mA,
    }
}

pub(crate) fn gif() -> Case<Gif, dim::ElectricCurrent> {
    Case {
        name: "gif",
        model: Gif {
            tau: 20.0 * ms,
            r: 20.0 * ohm,
            v_rest: -70.0 * mV,
            v_reset: -70.0 * mV,
            v_th_inf: -50.0 * mV,
            v_th_reset: -60.0 * mV,
            a: 0.005 / ms,
            b: 0.01 / ms,
            k_1: 0.2 / ms,
            k_2: 0.02 / ms,
            r_1: 0.0,
            r_2: 0.9,
            a_1: 0.2 * mA,
            a_2: 0.05 * mA,
            t_ref: 0.0 * ms,
            v: -70.0 * mV,
            i_1: 0.0 * mA,
            i_2: 0.0 * mA,
            v_th: -50.0 * mV,
        },
        input: 1.5 * mA,
    }
}

/// The reversal potential of calcium is not the published one of 120 mV.
pub(crate) fn morris_lecar() -> Case<MorrisLecar, dim::ElectricCurrent> {
    Case {
        name: "morrislecar",
        model: MorrisLecar {
            c: 20.0 * uF,
            g_ca: 4.4 * mS,
            g_k: 8.0 * mS,
            g_l: 2.0 * mS,
            e_ca: 130.0 * mV,
            e_k: -84.0 * mV,
            e_l: -60.0 * mV,
            v_1: -1.2 * mV,
            v_2: 18.0 * mV,
            v_3: 2.0 * mV,
            v_4: 30.0 * mV,
            phi: 0.04 / ms,
            v_th: 10.0 * mV,
            v: -60.0 * mV,
            w: 0.02,
        },
        input: 100.0 * uA,
    }
}

pub(crate) fn wang_buzsaki() -> Case<WangBuzsaki, dim::ElectricCurrent> {
    Case {
        name: "wangbuzsaki",
        model: WangBuzsaki {
            c: 1.0 * uF,
            g_na: 35.0 * mS,
            g_k: 9.0 * mS,
            g_l: 0.1 * mS,
            e_na: 55.0 * mV,
            e_k: -90.0 * mV,
            e_l: -65.0 * mV,
            phi: 5.0,
            v_th: 20.0 * mV,
            v: -65.0 * mV,
            h: 0.6,
            n: 0.32,
        },
        input: 2.0 * uA,
    }
}
