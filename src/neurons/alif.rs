use crate::prelude::*;

/// Leaky integrate-and-fire neuron with an adaptive threshold.
///
/// `tau dv/dt = v_rest - v + r i`, `tau_a da/dt = -a`; at `v_th + beta a` it fires, is reset to `v_reset` and stays there for `t_ref`, and `a`
/// grows by 1. A spike that arrives without a synapse moves `v` by its weight.
///
/// Bellec, G., Scherr, F., Subramoney, A., Hajek, E., Salaj, D., Legenstein, R. & Maass, W. (2020), Nat. Commun. 11, 3625.
///
#[doc = include_str!("pictures/Alif.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let alif = Alif {
///     tau: 20.0 * ms,
///     r: 100.0 * MOhm,
///     v_rest: -65.0 * mV,
///     v_th: -50.0 * mV,
///     v_reset: -65.0 * mV,
///     t_ref: 2.0 * ms,
///     tau_a: 200.0 * ms,
///     beta: 1.0 * mV,
///     v: -65.0 * mV,
///     a: 0.0,
/// };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(1, alif).with(Alif::I, 0.3 * nA))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(1.0 * second)?;
/// let times = simulation.read(&spikes).of(0).to_vec();
/// let (first, last) = (times[1] - times[0], times[times.len() - 1] - times[times.len() - 2]);
/// assert!(last > 1.3 * first);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th + beta * a)]
#[reset(v = v_reset, a += 1)]
#[refractory(t_ref, hold(v))]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(tau > 0 ms, r > 0 ohm, tau_a > 0 ms, t_ref >= 0 ms, beta >= 0 mV, v_reset < v_th)]
pub struct Alif {
    /// Membrane time constant.
    pub tau: Time,
    /// Membrane resistance.
    pub r: ElectricalResistance,
    /// Resting potential.
    pub v_rest: ElectricPotential,
    /// Threshold without adaptation.
    pub v_th: ElectricPotential,
    /// Potential after a spike.
    pub v_reset: ElectricPotential,
    /// Refractory period, a whole number of time steps.
    pub t_ref: Time,
    /// Time constant of the adaptation.
    pub tau_a: Time,
    /// By how much a spike raises the threshold.
    pub beta: ElectricPotential,
    /// Membrane potential.
    #[ode(dv/dt = (v_rest - v + r * i) / tau)]
    #[init(v_rest)]
    pub v: ElectricPotential,
    /// Adaptation: the past spikes, each faded by its age.
    #[ode(da/dt = -a / tau_a)]
    #[init(0)]
    pub a: f64,
}
