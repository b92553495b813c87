use crate::prelude::*;

/// Wang and Buzsáki's neuron, a fast-spiking interneuron of the hippocampus.
///
/// ```text
/// c dv/dt = g_na m_inf³ h (e_na - v) + g_k n⁴ (e_k - v) + g_l (e_l - v) + i
///   dx/dt = phi (alpha_x (1 - x) - beta_x x)               for the gates x = h, n
///   m_inf = alpha_m / (alpha_m + beta_m)
/// ```
///
/// With `v` in mV, per millisecond:
///
/// ```text
/// alpha_m = 0.1 (v + 35) / (1 - exp(-(v + 35) / 10))       beta_m = 4 exp(-(v + 60) / 18)
/// alpha_h = 0.07 exp(-(v + 58) / 20)                       beta_h = 1 / (1 + exp(-(v + 28) / 10))
/// alpha_n = 0.01 (v + 34) / (1 - exp(-(v + 34) / 10))      beta_n = 0.125 exp(-(v + 44) / 80)
/// ```
///
/// Nothing is reset: `v_th` only marks the time at which `v` rises through it. Conductances are those of the whole cell,
/// so that synaptic ones can be added. A spike that arrives without a synapse moves `v` by its weight. `.at_rest()` puts
/// the gates where they come to rest at `v`.
///
/// Wang, X.-J. & Buzsáki, G. (1996), J. Neurosci. 16, 6402.
///
#[doc = include_str!("pictures/WangBuzsaki.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// // It fires at any low rate just above its threshold current, and faster the stronger the current.
/// let area = 0.01 * mm2;
/// let densities = [0.0, 0.5, 2.0].map(|i| i * uA / cm2 * area);
/// let currents = by_index(move |cell| densities[cell]);
/// let mut network = Network::new();
/// let cells = Population::new(3, WangBuzsaki::interneuron(area)).with(WangBuzsaki::I, currents);
/// let cells = network.population("cells", cells)?;
/// let mut simulation = Simulation::new(&network, 0.01 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(200.0 * ms)?;
/// let spikes = simulation.read(&spikes);
/// let [none, few, many] = [0, 1, 2].map(|cell| spikes.of(cell).len());
/// assert_eq!(none, 0);
/// assert!(few > 2 && many > 2 * few);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[define(
    alpha_m = 1 / exprel(-(v + 35 mV) / 10 mV) / 1 ms,
    beta_m = 4 * exp(-(v + 60 mV) / 18 mV) / 1 ms,
    alpha_h = 0.07 * exp(-(v + 58 mV) / 20 mV) / 1 ms,
    beta_h = 1 / (1 + exp(-(v + 28 mV) / 10 mV)) / 1 ms,
    alpha_n = 0.1 / exprel(-(v + 34 mV) / 10 mV) / 1 ms,
    beta_n = 0.125 * exp(-(v + 44 mV) / 80 mV) / 1 ms,
    m_inf = alpha_m / (alpha_m + beta_m)
)]
#[spike(v >= v_th)]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(c > 0 pF, g_na >= 0 nS, g_k >= 0 nS, g_l >= 0 nS, phi > 0)]
#[require(h >= 0, h <= 1, n >= 0, n <= 1)]
pub struct WangBuzsaki {
    /// Membrane capacitance.
    pub c: Capacitance,
    /// Largest conductance of the sodium channels.
    pub g_na: ElectricalConductance,
    /// Largest conductance of the potassium channels.
    pub g_k: ElectricalConductance,
    /// Leak conductance.
    pub g_l: ElectricalConductance,
    /// Reversal potential of sodium.
    pub e_na: ElectricPotential,
    /// Reversal potential of potassium.
    pub e_k: ElectricPotential,
    /// Reversal potential of the leak.
    pub e_l: ElectricPotential,
    /// How much faster the gates are than their rates say.
    pub phi: f64,
    /// The potential that marks a spike when `v` rises through it.
    pub v_th: ElectricPotential,
    /// Membrane potential.
    #[ode(dv/dt = (g_na * m_inf^3 * h * (e_na - v) + g_k * n^4 * (e_k - v) + g_l * (e_l - v) + i) / c)]
    pub v: ElectricPotential,
    /// Inactivation of sodium: 1 where no channel is inactivated.
    #[ode(dh/dt = phi * (alpha_h * (1 - h) - beta_h * h))]
    #[init(alpha_h / (alpha_h + beta_h))]
    pub h: f64,
    /// Activation of potassium.
    #[ode(dn/dt = phi * (alpha_n * (1 - n) - beta_n * n))]
    #[init(alpha_n / (alpha_n + beta_n))]
    pub n: f64,
}

impl WangBuzsaki {
    /// The published interneuron with this area of membrane: 1 uF/cm², 35, 9 and 0.1 mS/cm², reversal potentials of
    /// 55, -90 and -65 mV, phi 5. It starts at -65 mV with the gates at rest there; spikes are marked at 20 mV.
    #[must_use]
    pub fn interneuron(area: Area) -> Self {
        WangBuzsaki {
            c: 1.0 * uF / cm2 * area,
            g_na: 35.0 * mS / cm2 * area,
            g_k: 9.0 * mS / cm2 * area,
            g_l: 0.1 * mS / cm2 * area,
            e_na: 55.0 * mV,
            e_k: -90.0 * mV,
            e_l: -65.0 * mV,
            phi: 5.0,
            v_th: 20.0 * mV,
            v: -65.0 * mV,
            h: 0.0,
            n: 0.0,
        }
        .at_rest()
    }
}
