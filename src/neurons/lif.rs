use crate::prelude::*;

/// Leaky integrate-and-fire neuron.
///
/// `tau dv/dt = v_rest - v + r i`; at `v_th` it fires, is reset to `v_reset` and stays there for `t_ref`.
/// A spike that arrives without a synapse moves `v` by its weight.
///
/// Lapicque, L. (1907), J. Physiol. Pathol. Gen. 9, 620; Tuckwell, H. C. (1988),
/// Introduction to Theoretical Neurobiology, vol. 1, ch. 3.
///
#[doc = include_str!("pictures/Lif.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let lif = Lif {
///     tau: 20.0 * ms,
///     r: 100.0 * MOhm,
///     v_rest: -65.0 * mV,
///     v_th: -50.0 * mV,
///     v_reset: -65.0 * mV,
///     t_ref: 2.0 * ms,
///     v: -65.0 * mV,
/// };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(1, lif).with(Lif::I, 0.2 * nA))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(1.0 * second)?;
/// // v reaches the threshold 20 ms · ln 4 = 27.73 ms after each reset.
/// assert_eq!(simulation.read(&spikes).of(0)[0], 27.8 * ms);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset)]
#[refractory(t_ref, hold(v))]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(tau > 0 ms, r > 0 ohm, t_ref >= 0 ms, v_reset < v_th)]
pub struct Lif {
    /// Membrane time constant.
    pub tau: Time,
    /// Membrane resistance.
    pub r: ElectricalResistance,
    /// Resting potential.
    pub v_rest: ElectricPotential,
    /// Threshold.
    pub v_th: ElectricPotential,
    /// Potential after a spike.
    pub v_reset: ElectricPotential,
    /// Refractory period, a whole number of time steps.
    pub t_ref: Time,
    /// Membrane potential.
    #[ode(dv/dt = (v_rest - v + r * i) / tau)]
    #[init(v_rest)]
    pub v: ElectricPotential,
}
