//! Networks of 4000 cells with 80 inputs each: Vogels & Abbott (2005), as benchmarks 1 to 3 of Brette et al. (2007).

use nernst::model::{Neuron as NeuronModel, Port};
use nernst::prelude::*;

use super::Benchmark;

/// Conductances.
pub(crate) fn coba(scale: f64) -> Result<Benchmark, NetworkError> {
    let v = Normal::new(-65.0 * mV, 5.0 * mV);
    let (network, cells, connectivity) =
        cells(scale, |count| Population::new(count, lif()).with(Lif::V, v))?;
    conductances(network, cells, connectivity)
}

/// Currents: 10 pA through 100 MOhm are 1 mV.
pub(crate) fn cuba(scale: f64) -> Result<Benchmark, NetworkError> {
    let v = Uniform::new(-60.0 * mV, -50.0 * mV);
    let (mut network, [e, i], connectivity) =
        cells(scale, |count| Population::new(count, lif()).with(Lif::V, v))?;
    for (post, to) in [(e, "E"), (i, "I")] {
        let excitation = Projection::new(e, post)
            .connectivity(connectivity)
            .synapse(Expon::new(5.0 * ms))
            .output(Cuba)
            .weight(16.2 * pA);
        let inhibition = Projection::new(i, post)
            .connectivity(connectivity)
            .synapse(Expon::new(10.0 * ms))
            .output(Cuba)
            .weight(-90.0 * pA);
        network.projection(&format!("excitation of {to}"), excitation)?;
        network.projection(&format!("inhibition of {to}"), inhibition)?;
    }
    Ok(Benchmark {
        network,
        spikes: vec![e.spikes(), i.spikes()],
    })
}

/// Conductances into cells with the channels of Traub & Miles (1991).
pub(crate) fn cobahh(scale: f64) -> Result<Benchmark, NetworkError> {
    let cell = TraubMiles {
        c: 200.0 * pF,
        g_l: 10.0 * nS,
        g_na: 20.0 * uS,
        g_k: 6.0 * uS,
        e_l: -60.0 * mV,
        e_na: 50.0 * mV,
        e_k: -90.0 * mV,
        v_t: -63.0 * mV,
        t_ref: 3.0 * ms,
        v: -65.0 * mV,
        m: 0.0,
        h: 0.0,
        n: 0.0,
    };
    let v = Normal::new(-65.0 * mV, 5.0 * mV);
    let (network, cells, connectivity) = cells(scale, |count| {
        Population::new(count, cell.clone()).with(TraubMiles::V, v)
    })?;
    conductances(network, cells, connectivity)
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

/// The channels of Traub & Miles (1991), as in Brette et al. (2007); the potential is not reset.
#[derive(Neuron, Clone, Debug)]
#[input(i: ElectricCurrent)]
#[define(alpha_m = 0.32 * 4 / exprel((13 mV - v + v_t) / (4 mV)) / ms, beta_m = 0.28 * 5 / exprel((v - v_t - 40 mV) / (5 mV)) / ms)]
#[define(alpha_h = 0.128 * exp((17 mV - v + v_t) / (18 mV)) / ms, beta_h = 4 / (1 + exp((40 mV - v + v_t) / (5 mV))) / ms)]
#[define(alpha_n = 0.032 * 5 / exprel((15 mV - v + v_t) / (5 mV)) / ms, beta_n = 0.5 * exp((10 mV - v + v_t) / (40 mV)) / ms)]
#[spike(v > -20 mV)]
#[refractory(t_ref)]
struct TraubMiles {
    c: Capacitance,
    g_l: ElectricalConductance,
    g_na: ElectricalConductance,
    g_k: ElectricalConductance,
    e_l: ElectricPotential,
    e_na: ElectricPotential,
    e_k: ElectricPotential,
    v_t: ElectricPotential,
    t_ref: Time,
    #[ode(dv/dt = (g_l * (e_l - v) - g_na * m^3 * h * (v - e_na) - g_k * n^4 * (v - e_k) + i) / c)]
    v: ElectricPotential,
    #[ode(dm/dt = alpha_m * (1 - m) - beta_m * m)]
    m: f64,
    #[ode(dh/dt = alpha_h * (1 - h) - beta_h * h)]
    h: f64,
    #[ode(dn/dt = alpha_n * (1 - n) - beta_n * n)]
    n: f64,
}

type Cells<N> = (Network, [PopulationId<N>; 2], FixedProbability);

/// What the networks share: four excitatory cells for one inhibitory, 80 inputs each on average.
fn cells<N: NeuronModel>(
    scale: f64,
    population: impl Fn(usize) -> Population<N>,
) -> Result<Cells<N>, NetworkError> {
    let all = (4000.0 * scale).round();
    let excitatory = (0.8 * all).round();
    let mut network = Network::new();
    let mut add = |name, count: f64| network.population(name, population(count as usize));
    let cells = [add("E", excitatory)?, add("I", all - excitatory)?];
    Ok((network, cells, FixedProbability::new(80.0 / all)))
}

fn conductances<N>(
    mut network: Network,
    [e, i]: [PopulationId<N>; 2],
    connectivity: FixedProbability,
) -> Result<Benchmark, NetworkError>
where
    N: NeuronModel + Port<ElectricCurrent, ElectricPotential>,
{
    for (post, to) in [(e, "E"), (i, "I")] {
        let excitation = Projection::new(e, post)
            .connectivity(connectivity)
            .synapse(Expon::new(5.0 * ms))
            .initial(Expon::G, Normal::new(40.0 * nS, 15.0 * nS))
            .output(Coba { e: 0.0 * mV })
            .weight(6.0 * nS);
        let inhibition = Projection::new(i, post)
            .connectivity(connectivity)
            .synapse(Expon::new(10.0 * ms))
            .initial(Expon::G, Normal::new(200.0 * nS, 120.0 * nS))
            .output(Coba { e: -80.0 * mV })
            .weight(67.0 * nS);
        network.projection(&format!("excitation of {to}"), excitation)?;
        network.projection(&format!("inhibition of {to}"), inhibition)?;
    }
    Ok(Benchmark {
        network,
        spikes: vec![e.spikes(), i.spikes()],
    })
}
