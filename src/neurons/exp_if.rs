use crate::prelude::*;

/// Exponential integrate-and-fire neuron.
///
/// `c dv/dt = -g_l (v - e_l) + g_l delta_t exp((v - v_t) / delta_t) + i`; at `v_th` it fires, is reset to `v_reset` and stays there
/// for `t_ref`. Above `v_t` the potential runs away by itself, so that `v_th` only cuts the spike off.
/// A spike that arrives without a synapse moves `v` by its weight.
///
/// Fourcaud-Trocmé, N., Hansel, D., van Vreeswijk, C. & Brunel, N. (2003), J. Neurosci. 23, 11628.
///
#[doc = include_str!("pictures/ExpIf.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// // Below g_l (v_t - e_l - delta_t), which is 0.162 uA/cm², it rests.
/// let area = 0.01 * mm2;
/// let densities = [0.1, 0.5, 1.0].map(|i| i * uA / cm2 * area);
/// let currents = by_index(move |cell| densities[cell]);
/// let mut network = Network::new();
/// let cells = Population::new(3, ExpIf::fast_spiking(area)).with(ExpIf::I, currents);
/// let cells = network.population("cells", cells)?;
/// let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(200.0 * ms)?;
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
#[require(c > 0 pF, g_l > 0 nS, delta_t > 0 mV, t_ref >= 0 ms)]
#[require(v_t < v_th, v_reset < v_th)]
pub struct ExpIf {
    /// Membrane capacitance.
    pub c: Capacitance,
    /// Leak conductance.
    pub g_l: ElectricalConductance,
    /// Reversal potential of the leak.
    pub e_l: ElectricPotential,
    /// Potential at which the slope of the current is zero: the threshold for a slow current.
    pub v_t: ElectricPotential,
    /// How gradually the spike sets in.
    pub delta_t: ElectricPotential,
    /// Potential at which the spike is cut off.
    pub v_th: ElectricPotential,
    /// Potential after a spike.
    pub v_reset: ElectricPotential,
    /// Refractory period, a whole number of time steps.
    pub t_ref: Time,
    /// Membrane potential.
    #[ode(dv/dt = (g_l * (e_l - v) + g_l * delta_t * exp((v - v_t) / delta_t) + i) / c)]
    #[init(e_l)]
    pub v: ElectricPotential,
}

impl ExpIf {
    /// The published fit to Wang and Buzsáki's interneuron, with this area of membrane: 1 uF/cm², 0.1 mS/cm², -65 mV,
    /// `v_t` -59.9 mV, `delta_t` 3.48 mV, reset to -68 mV for 1.7 ms. The spike is cut off at -30 mV.
    #[must_use]
    pub fn fast_spiking(area: Area) -> Self {
        ExpIf {
            c: 1.0 * uF / cm2 * area,
            g_l: 0.1 * mS / cm2 * area,
            e_l: -65.0 * mV,
            v_t: -59.9 * mV,
            delta_t: 3.48 * mV,
            v_th: -30.0 * mV,
            v_reset: -68.0 * mV,
            t_ref: 1.7 * ms,
            v: -65.0 * mV,
        }
    }
}
