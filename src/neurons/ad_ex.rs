use crate::prelude::*;

/// Adaptive exponential integrate-and-fire neuron.
///
/// ```text
///     c dv/dt = -g_l (v - e_l) + g_l delta_t exp((v - v_t) / delta_t) - w + i
/// tau_w dw/dt = a (v - e_l) - w
/// ```
///
/// At `v_th` it fires, is reset to `v_reset` and stays there for `t_ref`, and `w` grows by `b`. Above `v_t` the potential runs away
/// by itself, so that `v_th` only cuts the spike off. A spike that arrives without a synapse moves `v` by its weight.
///
/// Brette, R. & Gerstner, W. (2005), J. Neurophysiol. 94, 3637.
///
#[doc = include_str!("pictures/AdEx.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let current = 0.5 * nA;
/// let mut network = Network::new();
/// let tonic = Population::new(1, AdEx::tonic()).with(AdEx::I, current);
/// let tonic = network.population("tonic", tonic)?;
/// let adapting = Population::new(1, AdEx::adapting()).with(AdEx::I, current);
/// let adapting = network.population("adapting", adapting)?;
/// let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
/// let tonic = simulation.record(tonic.spikes())?;
/// let adapting = simulation.record(adapting.spikes())?;
/// simulation.run(400.0 * ms)?;
///
/// // By how much the last interval is longer than the first.
/// let growth = |times: &[Time]| {
///     let intervals: Vec<Time> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
///     intervals[intervals.len() - 1] / intervals[0]
/// };
/// assert!(growth(&simulation.read(&tonic).of(0)) < 1.2);
/// assert!(growth(&simulation.read(&adapting).of(0)) > 1.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset, w += b)]
#[refractory(t_ref, hold(v))]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(c > 0 pF, g_l > 0 nS, delta_t > 0 mV, tau_w > 0 ms, t_ref >= 0 ms)]
#[require(v_t < v_th, v_reset < v_th)]
pub struct AdEx {
    /// Membrane capacitance.
    pub c: Capacitance,
    /// Leak conductance.
    pub g_l: ElectricalConductance,
    /// Reversal potential of the leak.
    pub e_l: ElectricPotential,
    /// Potential at which the spike sets in.
    pub v_t: ElectricPotential,
    /// How gradually the spike sets in.
    pub delta_t: ElectricPotential,
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
    #[ode(dv/dt = (g_l * (e_l - v) + g_l * delta_t * exp((v - v_t) / delta_t) - w + i) / c)]
    #[init(e_l)]
    pub v: ElectricPotential,
    /// Adaptation current.
    #[ode(dw/dt = (a * (v - e_l) - w) / tau_w)]
    #[init(0 pA)]
    pub w: ElectricCurrent,
}

impl AdEx {
    /// Tonic spiking, at 0.5 nA: 200 pF, 10 nS, -70 mV, `v_t` -50 mV, `delta_t` 2 mV, `tau_w` 30 ms, `a` 2 nS, `b` 0,
    /// reset to -58 mV. The spike is cut off at 0 mV.
    ///
    /// Naud, R., Marcille, N., Clopath, C. & Gerstner, W. (2008), Biol. Cybern. 99, 335, table 1.
    #[must_use]
    pub fn tonic() -> Self {
        AdEx {
            c: 200.0 * pF,
            g_l: 10.0 * nS,
            e_l: -70.0 * mV,
            v_t: -50.0 * mV,
            delta_t: 2.0 * mV,
            tau_w: 30.0 * ms,
            a: 2.0 * nS,
            b: 0.0 * pA,
            v_th: 0.0 * mV,
            v_reset: -58.0 * mV,
            t_ref: 0.0 * ms,
            v: -70.0 * mV,
            w: 0.0 * pA,
        }
    }

    /// Spike-frequency adaptation, at 0.5 nA: 200 pF, 12 nS, -70 mV, `v_t` -50 mV, `delta_t` 2 mV, `tau_w` 300 ms, `a` 2 nS,
    /// `b` 60 pA, reset to -58 mV. The spike is cut off at 0 mV.
    ///
    /// Naud, R., Marcille, N., Clopath, C. & Gerstner, W. (2008), Biol. Cybern. 99, 335, table 1.
    #[must_use]
    pub fn adapting() -> Self {
        AdEx {
            g_l: 12.0 * nS,
            tau_w: 300.0 * ms,
            b: 60.0 * pA,
            ..AdEx::tonic()
        }
    }

    /// A burst and then regular spikes, at 0.4 nA: 130 pF, 18 nS, -58 mV, `v_t` -50 mV, `delta_t` 2 mV, `tau_w` 150 ms, `a` 4 nS,
    /// `b` 120 pA, reset to -50 mV. The spike is cut off at 0 mV.
    ///
    /// Naud, R., Marcille, N., Clopath, C. & Gerstner, W. (2008), Biol. Cybern. 99, 335, table 1; the values are those with which P. Müller
    /// matched the figures of the paper, as in Brian 2's example of it.
    #[must_use]
    pub fn initially_bursting() -> Self {
        AdEx {
            c: 130.0 * pF,
            g_l: 18.0 * nS,
            e_l: -58.0 * mV,
            tau_w: 150.0 * ms,
            a: 4.0 * nS,
            b: 120.0 * pA,
            v_reset: -50.0 * mV,
            ..AdEx::tonic()
        }
        .at_rest()
    }

    /// One burst after the other, at 0.21 nA: 200 pF, 10 nS, -58 mV, `v_t` -50 mV, `delta_t` 2 mV, `tau_w` 120 ms, `a` 2 nS,
    /// `b` 100 pA, reset to -46 mV. The spike is cut off at 0 mV.
    ///
    /// From where [`initially_bursting`](AdEx::initially_bursting) is.
    #[must_use]
    pub fn bursting() -> Self {
        AdEx {
            e_l: -58.0 * mV,
            tau_w: 120.0 * ms,
            b: 100.0 * pA,
            v_reset: -46.0 * mV,
            ..AdEx::tonic()
        }
        .at_rest()
    }

    /// A late first spike and then ever shorter intervals, at 0.3 nA: 200 pF, 12 nS, -70 mV, `v_t` -50 mV, `delta_t` 2 mV, `tau_w` 300 ms,
    /// `a` -10 nS, `b` 0, reset to -58 mV. The spike is cut off at 0 mV.
    ///
    /// From where [`initially_bursting`](AdEx::initially_bursting) is.
    #[must_use]
    pub fn delayed_accelerating() -> Self {
        AdEx {
            g_l: 12.0 * nS,
            tau_w: 300.0 * ms,
            a: -10.0 * nS,
            ..AdEx::tonic()
        }
    }

    /// A late first spike and then one burst after the other, at 0.11 nA: 100 pF, 10 nS, -65 mV, `v_t` -50 mV, `delta_t` 2 mV, `tau_w` 90 ms,
    /// `a` -10 nS, `b` 30 pA, reset to -47 mV. The spike is cut off at 0 mV.
    ///
    /// From where [`initially_bursting`](AdEx::initially_bursting) is.
    #[must_use]
    pub fn delayed_bursting() -> Self {
        AdEx {
            c: 100.0 * pF,
            e_l: -65.0 * mV,
            tau_w: 90.0 * ms,
            a: -10.0 * nS,
            b: 30.0 * pA,
            v_reset: -47.0 * mV,
            ..AdEx::tonic()
        }
        .at_rest()
    }

    /// A spike at the onset and then none, at 0.18 nA: 100 pF, 10 nS, -65 mV, `v_t` -50 mV, `delta_t` 2 mV, `tau_w` 90 ms, `a` 10 nS,
    /// `b` 100 pA, reset to -47 mV. The spike is cut off at 0 mV.
    ///
    /// From where [`initially_bursting`](AdEx::initially_bursting) is.
    #[must_use]
    pub fn transient() -> Self {
        AdEx {
            a: 10.0 * nS,
            b: 100.0 * pA,
            ..AdEx::delayed_bursting()
        }
    }

    /// Intervals from 7 to 40 ms in no order (low-dimensional chaos), at 0.16 nA: 100 pF, 12 nS, -60 mV, `v_t` -50 mV, `delta_t` 2 mV,
    /// `tau_w` 130 ms, `a` -11 nS, `b` 30 pA, reset to -48 mV. The spike is cut off at 0 mV, and that height counts here: with it,
    /// the cell comes into a cycle of ten intervals after about a second.
    ///
    /// From where [`initially_bursting`](AdEx::initially_bursting) is.
    #[must_use]
    pub fn irregular() -> Self {
        AdEx {
            c: 100.0 * pF,
            g_l: 12.0 * nS,
            e_l: -60.0 * mV,
            tau_w: 130.0 * ms,
            a: -11.0 * nS,
            b: 30.0 * pA,
            v_reset: -48.0 * mV,
            ..AdEx::tonic()
        }
        .at_rest()
    }

    /// The published fit to a detailed model of a regularly spiking pyramidal cell: 281 pF, 30 nS, -70.6 mV, `v_t` -50.4 mV, `delta_t`
    /// 2 mV, `tau_w` 144 ms, `a` 4 nS, `b` 80.5 pA, reset to -70.6 mV. The spike is cut off at 20 mV.
    ///
    /// Brette, R. & Gerstner, W. (2005), J. Neurophysiol. 94, 3637.
    #[must_use]
    pub fn regular_spiking() -> Self {
        AdEx {
            c: 281.0 * pF,
            g_l: 30.0 * nS,
            e_l: -70.6 * mV,
            v_t: -50.4 * mV,
            delta_t: 2.0 * mV,
            tau_w: 144.0 * ms,
            a: 4.0 * nS,
            b: 80.5 * pA,
            v_th: 20.0 * mV,
            v_reset: -70.6 * mV,
            t_ref: 0.0 * ms,
            v: -70.6 * mV,
            w: 0.0 * pA,
        }
    }
}
