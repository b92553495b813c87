use crate::prelude::*;

/// Generalized integrate-and-fire neuron of Mihalaş and Niebur.
///
/// ```text
/// tau dv/dt = v_rest - v + r (i_1 + i_2 + i)
///   di_1/dt = -k_1 i_1
///   di_2/dt = -k_2 i_2
///  dv_th/dt = a (v - v_rest) - b (v_th - v_th_inf)
/// ```
///
/// At `v_th` it fires, is reset to `v_reset` and stays there for `t_ref`; `i_1` becomes `r_1 i_1 + a_1`, `i_2` becomes `r_2 i_2 + a_2`,
/// and `v_th` at least `v_th_reset`. A spike that arrives without a synapse moves `v` by its weight.
///
/// Mihalaş, Ş. & Niebur, E. (2009), Neural Comput. 21, 704.
///
#[doc = include_str!("pictures/Gif.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// // A current that each spike strengthens slows it down.
/// let tonic = Gif::tonic(200.0 * pF);
/// let adapting = Gif { a_2: -0.02 * nA, ..tonic.clone() };
/// let mut network = Network::new();
/// let tonic = network.population("tonic", Population::new(1, tonic).with(Gif::I, 0.3 * nA))?;
/// let adapting = network.population("adapting", Population::new(1, adapting).with(Gif::I, 0.3 * nA))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let tonic = simulation.record(tonic.spikes())?;
/// let adapting = simulation.record(adapting.spikes())?;
/// simulation.run(500.0 * ms)?;
/// let (tonic, adapting) = (simulation.read(&tonic), simulation.read(&adapting));
/// assert!(tonic.of(0).len() > 15);
/// assert!(adapting.of(0).len() > 3 && adapting.of(0).len() < tonic.of(0).len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset, i_1 = r_1 * i_1 + a_1, i_2 = r_2 * i_2 + a_2, v_th = max(v_th_reset, v_th))]
#[refractory(t_ref, hold(v))]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(tau > 0 ms, r > 0 ohm, t_ref >= 0 ms, b >= 0 Hz, k_1 > 0 Hz, k_2 > 0 Hz)]
#[require(v_reset < v_th_reset)]
pub struct Gif {
    /// Membrane time constant.
    pub tau: Time,
    /// Membrane resistance.
    pub r: ElectricalResistance,
    /// Resting potential.
    pub v_rest: ElectricPotential,
    /// Potential after a spike.
    pub v_reset: ElectricPotential,
    /// Threshold at rest.
    pub v_th_inf: ElectricPotential,
    /// Least threshold after a spike.
    pub v_th_reset: ElectricPotential,
    /// How fast the threshold follows the potential.
    pub a: Frequency,
    /// How fast the threshold returns to its value at rest.
    pub b: Frequency,
    /// Rate of decay of the first current.
    pub k_1: Frequency,
    /// Rate of decay of the second current.
    pub k_2: Frequency,
    /// What part of the first current a spike leaves.
    pub r_1: f64,
    /// What part of the second current a spike leaves.
    pub r_2: f64,
    /// What a spike adds to the first current.
    pub a_1: ElectricCurrent,
    /// What a spike adds to the second current.
    pub a_2: ElectricCurrent,
    /// Refractory period, a whole number of time steps.
    pub t_ref: Time,
    /// Membrane potential.
    #[ode(dv/dt = (v_rest - v + r * (i_1 + i_2 + i)) / tau)]
    #[init(v_rest)]
    pub v: ElectricPotential,
    /// First current that spikes induce.
    #[ode(di_1/dt = -k_1 * i_1)]
    #[init(0 nA)]
    pub i_1: ElectricCurrent,
    /// Second current that spikes induce.
    #[ode(di_2/dt = -k_2 * i_2)]
    #[init(0 nA)]
    pub i_2: ElectricCurrent,
    /// Threshold.
    #[ode(dv_th/dt = a * (v - v_rest) - b * (v_th - v_th_inf))]
    #[init(v_th_inf)]
    pub v_th: ElectricPotential,
}

impl Gif {
    /// Tonic spiking, at 1.5 V/s: rest and reset at -70 mV, a leak of 50, `a` of 0, `b` of 10, `k_1` of 200 and `k_2` of 20 per
    /// second, the threshold at rest at -50 mV and after a spike at least at -60 mV, `r_1` 0, `r_2` 1, and no induced currents.
    ///
    /// The paper gives currents for each unit of capacitance, hence the argument: 1.5 V/s are 0.3 nA for 200 pF.
    ///
    /// Mihalaş, Ş. & Niebur, E. (2009), Neural Comput. 21, 704, table 1, A and B (class 1 excitability).
    #[must_use]
    pub fn tonic(c: Capacitance) -> Self {
        let tau = 20.0 * ms;
        Gif {
            tau,
            r: tau / c,
            v_rest: -70.0 * mV,
            v_reset: -70.0 * mV,
            v_th_inf: -50.0 * mV,
            v_th_reset: -60.0 * mV,
            a: 0.0 * Hz,
            b: 10.0 * Hz,
            k_1: 200.0 * Hz,
            k_2: 20.0 * Hz,
            r_1: 0.0,
            r_2: 1.0,
            a_1: 0.0 * nA,
            a_2: 0.0 * nA,
            t_ref: 0.0 * ms,
            v: -70.0 * mV,
            i_1: 0.0 * nA,
            i_2: 0.0 * nA,
            v_th: -50.0 * mV,
        }
    }

    /// Adaptation at 2 V/s, a few spikes and then none at 1.5 V/s: as [`tonic`](Gif::tonic), but for `a` 5 per second, by which the threshold follows
    /// the potential.
    ///
    /// Mihalaş, Ş. & Niebur, E. (2009), Neural Comput. 21, 704, table 1, C to J.
    #[must_use]
    pub fn adapting(c: Capacitance) -> Self {
        Gif {
            a: 5.0 * Hz,
            ..Gif::tonic(c)
        }
    }

    /// Fires when it is hyperpolarized, at -1 V/s: as [`tonic`](Gif::tonic), but for `a` 30 per second.
    ///
    /// Mihalaş, Ş. & Niebur, E. (2009), Neural Comput. 21, 704, table 1, K.
    #[must_use]
    pub fn hyperpolarization_spiking(c: Capacitance) -> Self {
        Gif {
            a: 30.0 * Hz,
            ..Gif::tonic(c)
        }
    }

    /// Fires in bursts when it is hyperpolarized, at -1 V/s: as [`bursting`](Gif::bursting), but for `a` 30 per second.
    ///
    /// Mihalaş, Ş. & Niebur, E. (2009), Neural Comput. 21, 704, table 1, L.
    #[must_use]
    pub fn hyperpolarization_bursting(c: Capacitance) -> Self {
        Gif {
            a: 30.0 * Hz,
            ..Gif::bursting(c)
        }
    }

    /// Bursts at 2 V/s, a single burst at 1.5 V/s: as [`adapting`](Gif::adapting), but for `a_1` 10 and `a_2` -0.6 V/s.
    ///
    /// Mihalaş, Ş. & Niebur, E. (2009), Neural Comput. 21, 704, table 1, M to O.
    #[must_use]
    pub fn bursting(c: Capacitance) -> Self {
        Gif {
            a_1: 10.0 * mV / ms * c,
            a_2: -0.6 * mV / ms * c,
            ..Gif::adapting(c)
        }
    }

    /// A burst and then single spikes, at 2 V/s: as [`adapting`](Gif::adapting), but for `a_1` 5 and `a_2` -0.3 V/s.
    ///
    /// Mihalaş, Ş. & Niebur, E. (2009), Neural Comput. 21, 704, table 1, P and Q (afterpotentials).
    #[must_use]
    pub fn mixed_mode(c: Capacitance) -> Self {
        Gif {
            a_1: 5.0 * mV / ms * c,
            a_2: -0.3 * mV / ms * c,
            ..Gif::adapting(c)
        }
    }

    /// Goes on firing after a pulse of 5 V/s for 10 ms: as [`tonic`](Gif::tonic), but for `a_1` 8 and `a_2` -0.1 V/s.
    ///
    /// Mihalaş, Ş. & Niebur, E. (2009), Neural Comput. 21, 704, table 1, R.
    #[must_use]
    pub fn bistable(c: Capacitance) -> Self {
        Gif {
            a_1: 8.0 * mV / ms * c,
            a_2: -0.1 * mV / ms * c,
            ..Gif::tonic(c)
        }
    }
}
