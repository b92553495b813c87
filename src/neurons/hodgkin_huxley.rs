use crate::prelude::*;

/// Hodgkin and Huxley's neuron, the axon of the squid.
///
/// ```text
/// c dv/dt = g_na m³ h (e_na - v) + g_k n⁴ (e_k - v) + g_l (e_l - v) + i
///   dx/dt = alpha_x (1 - x) - beta_x x                       for the gates x = m, h, n
/// ```
///
/// With `v` in mV, per millisecond:
///
/// ```text
/// alpha_m = 0.1 (v + 40) / (1 - exp(-(v + 40) / 10))       beta_m = 4 exp(-(v + 65) / 18)
/// alpha_h = 0.07 exp(-(v + 65) / 20)                       beta_h = 1 / (1 + exp(-(v + 35) / 10))
/// alpha_n = 0.01 (v + 55) / (1 - exp(-(v + 55) / 10))      beta_n = 0.125 exp(-(v + 65) / 80)
/// ```
///
/// Nothing is reset: the spike is a course of `v`, and `v_th` only marks the time at which it rises through this potential.
/// Conductances are those of the whole cell, so that synaptic ones can be added. A spike that arrives without a
/// synapse moves `v` by its weight. `.at_rest()` puts the gates where they come to rest at `v`.
///
/// Hodgkin, A. L. & Huxley, A. F. (1952), J. Physiol. 117, 500, with today's sign of the potential and rest at -65 mV.
///
#[doc = include_str!("pictures/HodgkinHuxley.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// // 10 uA/cm² make it fire regularly; without a current it rests.
/// let area = 0.01 * mm2;
/// let axon = HodgkinHuxley::squid(area);
/// let driven = Population::new(1, axon.clone()).with(HodgkinHuxley::I, 10.0 * uA / cm2 * area);
/// let mut network = Network::new();
/// let driven = network.population("driven", driven)?;
/// let silent = network.population("silent", Population::new(1, axon))?;
/// let mut simulation = Simulation::new(&network, 0.01 * ms, 1)?;
/// let spikes = simulation.record(driven.spikes())?;
/// let none = simulation.record(silent.spikes())?;
/// let v = simulation.record(silent.trace(HodgkinHuxley::V).every(1.0 * ms))?;
/// simulation.run(200.0 * ms)?;
/// // About 68 per second.
/// assert!((12..=15).contains(&simulation.read(&spikes).of(0).len()));
/// assert!(simulation.read(&none).is_empty());
/// assert!(simulation.read(&v).of(0).all(|v| v > -65.1 * mV && v < -64.9 * mV));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[define(
    alpha_m = 1 / exprel(-(v + 40 mV) / 10 mV) / 1 ms,
    beta_m = 4 * exp(-(v + 65 mV) / 18 mV) / 1 ms,
    alpha_h = 0.07 * exp(-(v + 65 mV) / 20 mV) / 1 ms,
    beta_h = 1 / (1 + exp(-(v + 35 mV) / 10 mV)) / 1 ms,
    alpha_n = 0.1 / exprel(-(v + 55 mV) / 10 mV) / 1 ms,
    beta_n = 0.125 * exp(-(v + 65 mV) / 80 mV) / 1 ms
)]
#[spike(v >= v_th)]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(c > 0 pF, g_na >= 0 nS, g_k >= 0 nS, g_l >= 0 nS)]
#[require(m >= 0, m <= 1, h >= 0, h <= 1, n >= 0, n <= 1)]
pub struct HodgkinHuxley {
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
    /// The potential that marks a spike when `v` rises through it.
    pub v_th: ElectricPotential,
    /// Membrane potential.
    #[ode(dv/dt = (g_na * m^3 * h * (e_na - v) + g_k * n^4 * (e_k - v) + g_l * (e_l - v) + i) / c)]
    pub v: ElectricPotential,
    /// Activation of sodium.
    #[ode(dm/dt = alpha_m * (1 - m) - beta_m * m)]
    #[init(alpha_m / (alpha_m + beta_m))]
    pub m: f64,
    /// Inactivation of sodium: 1 where no channel is inactivated.
    #[ode(dh/dt = alpha_h * (1 - h) - beta_h * h)]
    #[init(alpha_h / (alpha_h + beta_h))]
    pub h: f64,
    /// Activation of potassium.
    #[ode(dn/dt = alpha_n * (1 - n) - beta_n * n)]
    #[init(alpha_n / (alpha_n + beta_n))]
    pub n: f64,
}

impl HodgkinHuxley {
    /// A patch of the membrane of the squid's axon at 6.3 °C, at rest: 1 uF/cm², 120, 36 and 0.3 mS/cm²,
    /// reversal potentials of 50, -77 and -54.387 mV; spikes are marked at 20 mV.
    #[must_use]
    pub fn squid(area: Area) -> Self {
        HodgkinHuxley {
            c: 1.0 * uF / cm2 * area,
            g_na: 120.0 * mS / cm2 * area,
            g_k: 36.0 * mS / cm2 * area,
            g_l: 0.3 * mS / cm2 * area,
            e_na: 50.0 * mV,
            e_k: -77.0 * mV,
            e_l: -54.387 * mV,
            v_th: 20.0 * mV,
            v: -65.0 * mV,
            m: 0.0,
            h: 0.0,
            n: 0.0,
        }
        .at_rest()
    }
}
