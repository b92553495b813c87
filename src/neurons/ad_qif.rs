use crate::prelude::*;

/// Adaptive quadratic integrate-and-fire neuron.
///
/// ```text
///   tau dv/dt = a_0 (v - v_rest) (v - v_c) - r w + r i
/// tau_w dw/dt = a (v - v_rest) - w
/// ```
///
/// At `v_th` it fires, is reset to `v_reset` and stays there for `t_ref`, and `w` grows by `b`. Above `v_c` the potential runs away by
/// itself. The reset may lie above `v_c`: then it fires in bursts. A spike that arrives without a synapse moves `v` by its weight.
///
/// Izhikevich, E. M. (2007), Dynamical Systems in Neuroscience, ch. 8; Touboul, J. (2008), SIAM J. Appl. Math. 68, 1045.
///
#[doc = include_str!("pictures/AdQif.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let regular = Population::new(1, AdQif::regular_spiking()).with(AdQif::I, 100.0 * pA);
/// let chattering = Population::new(1, AdQif::chattering()).with(AdQif::I, 300.0 * pA);
/// let mut network = Network::new();
/// let regular = network.population("regular", regular)?;
/// let chattering = network.population("chattering", chattering)?;
/// let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
/// let regular = simulation.record(regular.spikes())?;
/// let chattering = simulation.record(chattering.spikes())?;
/// simulation.run(500.0 * ms)?;
///
/// let longest_by_shortest = |times: &[Time]| {
///     let intervals = times.windows(2).map(|pair| (pair[1] - pair[0]) / ms);
///     intervals.clone().fold(0.0, f64::max) / intervals.fold(f64::INFINITY, f64::min)
/// };
/// assert!(longest_by_shortest(&simulation.read(&regular).of(0)) < 3.0);
/// assert!(longest_by_shortest(&simulation.read(&chattering).of(0)) > 5.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset, w += b)]
#[refractory(t_ref, hold(v))]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(tau > 0 ms, r > 0 ohm, a_0 > 0 /mV, tau_w > 0 ms, t_ref >= 0 ms)]
#[require(v_rest < v_c, v_c < v_th, v_reset < v_th)]
pub struct AdQif {
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
    /// Time constant of the adaptation.
    pub tau_w: Time,
    /// Adaptation below the threshold.
    pub a: ElectricalConductance,
    /// Adaptation by each spike.
    pub b: ElectricCurrent,
    /// Potential at which the spike is cut off.
    pub v_th: ElectricPotential,
    /// Potential after a spike.
    pub v_reset: ElectricPotential,
    /// Refractory period, a whole number of time steps.
    pub t_ref: Time,
    /// Membrane potential.
    #[ode(dv/dt = (a_0 * (v - v_rest) * (v - v_c) - r * w + r * i) / tau)]
    #[init(v_rest)]
    pub v: ElectricPotential,
    /// Adaptation current.
    #[ode(dw/dt = (a * (v - v_rest) - w) / tau_w)]
    #[init(0 pA)]
    pub w: ElectricCurrent,
}

impl AdQif {
    /// A regularly spiking pyramidal cell of layer 5: 100 pF, `k` 0.7 nS/mV, potentials of -60 and -40 mV, adaptation at 0.03 per ms
    /// with -2 nS and 100 pA, reset to -50 mV. The peak of a spike is 35 mV.
    ///
    /// In the book's terms `k (v - v_r) (v - v_t)` is our first term for a resistance of `1 / (k (v_t - v_r))`.
    ///
    /// Izhikevich, E. M. (2007), Dynamical Systems in Neuroscience, fig. 8.12.
    #[must_use]
    pub fn regular_spiking() -> Self {
        AdQif {
            tau_w: ms / 0.03,
            a: -2.0 * nS,
            b: 100.0 * pA,
            v_th: 35.0 * mV,
            v_reset: -50.0 * mV,
            ..AdQif::resting(100.0 * pF, 0.7, (-60.0, -40.0))
        }
    }

    /// An intrinsically bursting pyramidal cell of layer 5: 150 pF, `k` 1.2 nS/mV, potentials of -75 and -45 mV, adaptation at
    /// 0.01 per ms with 5 nS and 130 pA, reset to -56 mV. The peak of a spike is 50 mV.
    ///
    /// Izhikevich, E. M. (2007), Dynamical Systems in Neuroscience, fig. 8.19.
    #[must_use]
    pub fn intrinsically_bursting() -> Self {
        AdQif {
            tau_w: ms / 0.01,
            a: 5.0 * nS,
            b: 130.0 * pA,
            v_th: 50.0 * mV,
            v_reset: -56.0 * mV,
            ..AdQif::resting(150.0 * pF, 1.2, (-75.0, -45.0))
        }
    }

    /// A chattering cell of the visual cortex: 50 pF, `k` 1.5 nS/mV, potentials of -60 and -40 mV, adaptation at 0.03 per ms with 1 nS
    /// and 150 pA, reset to -40 mV. The peak of a spike is 25 mV.
    ///
    /// Izhikevich, E. M. (2007), Dynamical Systems in Neuroscience, fig. 8.23.
    #[must_use]
    pub fn chattering() -> Self {
        AdQif {
            tau_w: ms / 0.03,
            a: 1.0 * nS,
            b: 150.0 * pA,
            v_th: 25.0 * mV,
            v_reset: -40.0 * mV,
            ..AdQif::resting(50.0 * pF, 1.5, (-60.0, -40.0))
        }
    }

    /// A cell at rest without adaptation, from what the book gives: capacitance, `k` in nS/mV, `v_r` and `v_t` in mV.
    fn resting(c: Capacitance, k: f64, (v_r, v_t): (f64, f64)) -> Self {
        let g = k * (v_t - v_r) * nS;
        AdQif {
            tau: c / g,
            r: 1.0 / g,
            a_0: 1.0 / ((v_t - v_r) * mV),
            v_rest: v_r * mV,
            v_c: v_t * mV,
            tau_w: 1.0 * ms,
            a: 0.0 * nS,
            b: 0.0 * pA,
            v_th: 0.0 * mV,
            v_reset: v_r * mV,
            t_ref: 0.0 * ms,
            v: v_r * mV,
            w: 0.0 * pA,
        }
    }
}
