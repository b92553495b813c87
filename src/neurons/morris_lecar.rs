use crate::prelude::*;

/// Morris and Lecar's neuron, the muscle fibre of the barnacle.
///
/// ```text
/// c dv/dt = g_ca m_inf (e_ca - v) + g_k w (e_k - v) + g_l (e_l - v) + i
///   dw/dt = phi cosh((v - v_3) / (2 v_4)) (w_inf - w)
///   m_inf = (1 + tanh((v - v_1) / v_2)) / 2
///   w_inf = (1 + tanh((v - v_3) / v_4)) / 2
/// ```
///
/// Nothing is reset: `v_th` only marks the time at which `v` rises through it. Conductances are those of the whole cell,
/// so that synaptic ones can be added. A spike that arrives without a synapse moves `v` by its weight. `.at_rest()` puts
/// `w` where it comes to rest at `v`.
///
/// Morris, C. & Lecar, H. (1981), Biophys. J. 35, 193; the parameters are those of Rinzel, J. & Ermentrout, G. B. (1989),
/// in Koch, C. & Segev, I. (eds.), Methods in Neuronal Modeling, 5.
///
#[doc = include_str!("pictures/MorrisLecar.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// // Between two Hopf bifurcations it oscillates; below them it rests, and above them it is depolarized for good.
/// let area = 0.01 * mm2;
/// let densities = [0.0, 120.0, 300.0].map(|i| i * uA / cm2 * area);
/// let currents = by_index(move |cell| densities[cell]);
/// let mut network = Network::new();
/// let cells = Population::new(3, MorrisLecar::hopf(area)).with(MorrisLecar::I, currents);
/// let cells = network.population("cells", cells)?;
/// let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// let v = simulation.record(cells.trace(MorrisLecar::V).every(1.0 * ms))?;
/// simulation.run(1.0 * second)?;
/// let spikes = simulation.read(&spikes);
/// let [rest, oscillation, block] = [0, 1, 2].map(|cell| spikes.of(cell).len());
/// assert_eq!(rest, 0);
/// assert!(oscillation > 5 && block < 3);
/// assert!(simulation.read(&v).last(2) > -10.0 * mV);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[define(
    m_inf = (1 + tanh((v - v_1) / v_2)) / 2,
    w_inf = (1 + tanh((v - v_3) / v_4)) / 2
)]
#[spike(v >= v_th)]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(c > 0 pF, g_ca >= 0 nS, g_k >= 0 nS, g_l >= 0 nS)]
#[require(v_2 > 0 mV, v_4 > 0 mV, phi > 0 Hz, w >= 0, w <= 1)]
pub struct MorrisLecar {
    /// Membrane capacitance.
    pub c: Capacitance,
    /// Largest conductance of the calcium channels.
    pub g_ca: ElectricalConductance,
    /// Largest conductance of the potassium channels.
    pub g_k: ElectricalConductance,
    /// Leak conductance.
    pub g_l: ElectricalConductance,
    /// Reversal potential of calcium.
    pub e_ca: ElectricPotential,
    /// Reversal potential of potassium.
    pub e_k: ElectricPotential,
    /// Reversal potential of the leak.
    pub e_l: ElectricPotential,
    /// Potential at which half of the calcium channels are open.
    pub v_1: ElectricPotential,
    /// Reciprocal slope of the opening of calcium channels.
    pub v_2: ElectricPotential,
    /// Potential at which half of the potassium channels are open in the steady state.
    pub v_3: ElectricPotential,
    /// Reciprocal slope of the opening of potassium channels.
    pub v_4: ElectricPotential,
    /// Rate of the potassium channels at `v_3`, where they are slowest.
    pub phi: Frequency,
    /// The potential that marks a spike when `v` rises through it.
    pub v_th: ElectricPotential,
    /// Membrane potential.
    #[ode(dv/dt = (g_ca * m_inf * (e_ca - v) + g_k * w * (e_k - v) + g_l * (e_l - v) + i) / c)]
    pub v: ElectricPotential,
    /// Open fraction of the potassium channels.
    #[ode(dw/dt = phi * cosh((v - v_3) / (2 * v_4)) * (w_inf - w))]
    #[init(w_inf)]
    pub w: f64,
}

impl MorrisLecar {
    /// Oscillations begin through a Hopf bifurcation, at a rate that is not zero: 20 uF/cm², 4.4, 8 and 2 mS/cm²,
    /// reversal potentials of 120, -84 and -60 mV, `v_1` to `v_4` of -1.2, 18, 2 and 30 mV, phi 0.04 per ms.
    /// It starts at -60 mV with `w` at rest there; spikes are marked at 10 mV.
    #[must_use]
    pub fn hopf(area: Area) -> Self {
        MorrisLecar {
            c: 20.0 * uF / cm2 * area,
            g_ca: 4.4 * mS / cm2 * area,
            g_k: 8.0 * mS / cm2 * area,
            g_l: 2.0 * mS / cm2 * area,
            e_ca: 120.0 * mV,
            e_k: -84.0 * mV,
            e_l: -60.0 * mV,
            v_1: -1.2 * mV,
            v_2: 18.0 * mV,
            v_3: 2.0 * mV,
            v_4: 30.0 * mV,
            phi: 0.04 / ms,
            v_th: 10.0 * mV,
            v: -60.0 * mV,
            w: 0.0,
        }
        .at_rest()
    }

    /// Oscillations begin through a saddle-node bifurcation on a limit cycle, at any low rate: as
    /// [`hopf`](MorrisLecar::hopf) but for 4 mS/cm² of calcium channels, `v_3` and `v_4` of 12 and 17.4 mV, and phi 1/15 per ms.
    #[must_use]
    pub fn saddle_node(area: Area) -> Self {
        MorrisLecar {
            g_ca: 4.0 * mS / cm2 * area,
            v_3: 12.0 * mV,
            v_4: 17.4 * mV,
            phi: 1.0 / 15.0 / ms,
            ..MorrisLecar::hopf(area)
        }
        .at_rest()
    }

    /// Oscillations begin through a homoclinic orbit, beside a state of rest that stays: as [`saddle_node`](MorrisLecar::saddle_node)
    /// but for phi 0.23 per ms.
    ///
    /// Ermentrout, G. B. & Terman, D. H. (2010), Mathematical Foundations of Neuroscience, table 3.1.
    #[must_use]
    pub fn homoclinic(area: Area) -> Self {
        MorrisLecar {
            phi: 0.23 / ms,
            ..MorrisLecar::saddle_node(area)
        }
    }
}
