use crate::prelude::*;

/// Integrate-and-fire neuron without a leak.
///
/// `c dv/dt = i`; at `v_th` it fires, is reset to `v_reset` and stays there for `t_ref`. It forgets nothing between two spikes: a
/// constant current makes it fire at the rate `i / (c (v_th - v_reset))`, however weak it is.
/// A spike that arrives without a synapse moves `v` by its weight. `.at_rest()` puts `v` at `v_reset`, though it rests anywhere.
///
/// Gerstein, G. L. & Mandelbrot, B. (1964), Biophys. J. 4, 41; Tuckwell, H. C. (1988), Introduction to Theoretical Neurobiology,
/// vol. 1, ch. 3.
///
#[doc = include_str!("pictures/If.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let cell = If {
///     c: 200.0 * pF,
///     v_th: -50.0 * mV,
///     v_reset: -65.0 * mV,
///     t_ref: 2.0 * ms,
///     v: -65.0 * mV,
/// };
/// let mut network = Network::new();
/// let cells = network.population("cells", Population::new(1, cell).with(If::I, 0.31 * nA))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(100.0 * ms)?;
/// // 200 pF are charged by 15 mV in 9.68 ms, and then it rests for 2 ms.
/// let spikes = simulation.read(&spikes).of(0);
/// let steps: Vec<f64> = spikes.iter().map(|time| (*time / (0.1 * ms)).round()).collect();
/// assert_eq!(steps[..3], [97.0, 214.0, 331.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_reset)]
#[refractory(t_ref, hold(v))]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(c > 0 pF, t_ref >= 0 ms, v_reset < v_th)]
pub struct If {
    /// Membrane capacitance.
    pub c: Capacitance,
    /// Threshold.
    pub v_th: ElectricPotential,
    /// Potential after a spike.
    pub v_reset: ElectricPotential,
    /// Refractory period, a whole number of time steps.
    pub t_ref: Time,
    /// Membrane potential.
    #[ode(dv/dt = i / c)]
    #[init(v_reset)]
    pub v: ElectricPotential,
}
