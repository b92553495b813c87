use crate::prelude::*;

/// Quadratic integrate-and-fire neuron.
///
/// `tau dv/dt = a_0 (v - v_rest) (v - v_c) + r i`; at `v_th` it fires, is reset to `v_reset` and stays there for `t_ref`. Above `v_c`
/// the potential runs away by itself, so that `v_th` only cuts the spike off.
/// A spike that arrives without a synapse moves `v` by its weight.
///
/// Ermentrout, G. B. & Kopell, N. (1986), SIAM J. Appl. Math. 46, 233; Latham, P. E., Richmond, B. J., Nelson, P. G. & Nirenberg, S.
/// (2000), J. Neurophysiol. 83, 808.
///
#[doc = include_str!("pictures/Qif.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let qif = Qif {
///     tau: 10.0 * ms,
///     r: 100.0 * MOhm,
///     a_0: 0.07 / mV,
///     v_rest: -65.0 * mV,
///     v_c: -50.0 * mV,
///     v_th: -30.0 * mV,
///     v_reset: -68.0 * mV,
///     t_ref: 0.0 * ms,
///     v: -65.0 * mV,
/// };
/// // It fires where r i is more than a_0 ((v_c - v_rest) / 2)², which is 3.94 mV.
/// let currents = by_index(|cell| [0.035 * nA, 0.06 * nA, 0.12 * nA][cell]);
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(3, qif).with(Qif::I, currents))?;
/// let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(500.0 * ms)?;
/// let spikes = simulation.read(&spikes);
/// let [none, few, many] = [0, 1, 2].map(|cell| spikes.of(cell).len());
/// assert_eq!(none, 0);
/// assert!(few > 3 && many > few);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset)]
#[refractory(t_ref, hold(v))]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(tau > 0 ms, r > 0 ohm, a_0 > 0 /mV, t_ref >= 0 ms)]
#[require(v_rest < v_c, v_c < v_th, v_reset < v_th)]
pub struct Qif {
    /// Membrane time constant, where `a_0` is 1 / (`v_c` - `v_rest`).
    pub tau: Time,
    /// Membrane resistance.
    pub r: ElectricalResistance,
    /// How steeply the slope grows with the potential.
    pub a_0: InversePotential,
    /// Resting potential.
    pub v_rest: ElectricPotential,
    /// Potential from which on it runs away without a current.
    pub v_c: ElectricPotential,
    /// Potential at which the spike is cut off.
    pub v_th: ElectricPotential,
    /// Potential after a spike.
    pub v_reset: ElectricPotential,
    /// Refractory period, a whole number of time steps.
    pub t_ref: Time,
    /// Membrane potential.
    #[ode(dv/dt = (a_0 * (v - v_rest) * (v - v_c) + r * i) / tau)]
    #[init(v_rest)]
    pub v: ElectricPotential,
}
