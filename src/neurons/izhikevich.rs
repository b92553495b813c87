use crate::prelude::*;

/// Izhikevich's neuron.
///
/// With `v` in mV and time in ms:
///
/// ```text
/// dv/dt = 0.04 v² + 5 v + 140 - u + i
/// du/dt = a (b v - u)
/// ```
///
/// At `v_th` it fires, `v` is reset to `c` and stays there for `t_ref`, which is zero in the paper, and `u` grows by `d`. As in the paper the input is no current but what it adds to the slope
/// of `v`: an output that feeds it hands on a `PotentialRate`. A spike that arrives without a synapse moves `v` by its
/// weight. `.at_rest()` puts `u` where it comes to rest at `v`.
///
/// Izhikevich, E. M. (2003), IEEE Trans. Neural Netw. 14, 1569.
///
#[doc = include_str!("pictures/Izhikevich.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let mut network = Network::new();
/// let mut cells = Vec::new();
/// for (name, model) in [
///     ("regular", Izhikevich::regular_spiking()),
///     ("fast", Izhikevich::fast_spiking()),
///     ("chattering", Izhikevich::chattering()),
/// ] {
///     let population = Population::new(1, model).with(Izhikevich::I, 10.0 * mV / ms);
///     cells.push(network.population(name, population)?);
/// }
/// let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
/// let mut probes = Vec::new();
/// for cell in cells {
///     probes.push(simulation.record(cell.spikes())?);
/// }
/// simulation.run(500.0 * ms)?;
///
/// let times: Vec<Vec<Time>> = probes.iter().map(|probe| simulation.read(probe).of(0).to_vec()).collect();
/// let shortest = |times: &[Time]| {
///     let intervals = times.windows(2).map(|pair| (pair[1] - pair[0]) / ms);
///     intervals.fold(f64::INFINITY, f64::min)
/// };
/// // Fast cells fire more often than regular ones; chattering ones fire in bursts of close spikes.
/// assert!(times[1].len() > 2 * times[0].len());
/// assert!(shortest(&times[2]) < 5.0 && shortest(&times[0]) > 10.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: PotentialRate)]
#[spike(v >= v_th)]
#[reset(v = c, u += d)]
#[refractory(t_ref, hold(v))]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(a > 0 Hz, t_ref >= 0 ms, c < v_th)]
pub struct Izhikevich {
    /// Rate of the recovery.
    pub a: Frequency,
    /// How strongly the recovery follows the potential.
    pub b: Frequency,
    /// Potential after a spike.
    pub c: ElectricPotential,
    /// What a spike adds to the recovery.
    pub d: PotentialRate,
    /// Peak of the spike, at which it is cut off.
    pub v_th: ElectricPotential,
    /// Refractory period, a whole number of time steps.
    pub t_ref: Time,
    /// Membrane potential.
    #[ode(dv/dt = v^2 * 0.04 / ms / mV + v * 5 / ms + 140 mV / ms - u + i)]
    pub v: ElectricPotential,
    /// Recovery.
    #[ode(du/dt = a * (b * v - u))]
    #[init(b * v)]
    pub u: PotentialRate,
}

impl Izhikevich {
    /// The excitatory cell that is most common in the cortex: `a` 0.02 and `b` 0.2 per ms, `c` -65 mV, `d` 8 mV/ms.
    /// It starts at -65 mV with `u` at rest there; the peak of a spike is 30 mV.
    #[must_use]
    pub fn regular_spiking() -> Self {
        Izhikevich {
            a: 0.02 / ms,
            b: 0.2 / ms,
            c: -65.0 * mV,
            d: 8.0 * mV / ms,
            v_th: 30.0 * mV,
            t_ref: 0.0 * ms,
            v: -65.0 * mV,
            u: 0.0 * mV / ms,
        }
        .at_rest()
    }

    /// An inhibitory cell that fires fast without adaptation: as [`regular_spiking`](Izhikevich::regular_spiking), but for
    /// `a` 0.1 per ms and `d` 2 mV/ms.
    #[must_use]
    pub fn fast_spiking() -> Self {
        Izhikevich {
            a: 0.1 / ms,
            d: 2.0 * mV / ms,
            ..Izhikevich::regular_spiking()
        }
    }

    /// An excitatory cell that begins with a burst: as [`regular_spiking`](Izhikevich::regular_spiking), but for `c` -55 mV and `d` 4 mV/ms.
    #[must_use]
    pub fn intrinsically_bursting() -> Self {
        Izhikevich {
            c: -55.0 * mV,
            d: 4.0 * mV / ms,
            ..Izhikevich::regular_spiking()
        }
    }

    /// Bursts of close spikes: as [`regular_spiking`](Izhikevich::regular_spiking), but for `c` -50 mV and `d` 2 mV/ms.
    #[must_use]
    pub fn chattering() -> Self {
        Izhikevich {
            c: -50.0 * mV,
            d: 2.0 * mV / ms,
            ..Izhikevich::regular_spiking()
        }
    }

    /// An inhibitory cell with a low threshold and adaptation: as [`regular_spiking`](Izhikevich::regular_spiking), but for `b` 0.25 per ms
    /// and `d` 2 mV/ms.
    #[must_use]
    pub fn low_threshold_spiking() -> Self {
        Izhikevich {
            b: 0.25 / ms,
            d: 2.0 * mV / ms,
            ..Izhikevich::regular_spiking()
        }
        .at_rest()
    }

    /// A relay cell of the thalamus, which fires steadily at a current and with a burst when it is released from hyperpolarization: as
    /// [`regular_spiking`](Izhikevich::regular_spiking), but for `b` 0.25 per ms and `d` 0.05 mV/ms.
    #[must_use]
    pub fn thalamo_cortical() -> Self {
        Izhikevich {
            b: 0.25 / ms,
            d: 0.05 * mV / ms,
            ..Izhikevich::regular_spiking()
        }
        .at_rest()
    }

    /// A cell that rings after a kick and so prefers a frequency: as [`regular_spiking`](Izhikevich::regular_spiking), but for `a` 0.1 and
    /// `b` 0.26 per ms and `d` 2 mV/ms.
    #[must_use]
    pub fn resonator() -> Self {
        Izhikevich {
            a: 0.1 / ms,
            b: 0.26 / ms,
            d: 2.0 * mV / ms,
            ..Izhikevich::regular_spiking()
        }
        .at_rest()
    }
}
