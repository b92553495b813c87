use crate::prelude::*;

/// Leaky integrator of spikes, without a threshold.
///
/// `dr/dt = -r / tau`; an arriving spike adds its weight, a number. So `r` is the spike trains, each times its weight, filtered
/// with `e^(-t / tau)`: a readout of a network, as in reservoirs and in training. It is advanced exactly.
///
/// Maass, W., Natschläger, T. & Markram, H. (2002), Neural Comput. 14, 2531.
///
#[doc = include_str!("pictures/LeakyReadout.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let mut network = Network::new();
/// let source = network.source("source", SpikeTimes::new(2, [(0, 1.0 * ms), (1, 3.0 * ms)]))?;
/// let readout = LeakyReadout { tau: 5.0 * ms, r: 0.0 };
/// let readout = network.population("readout", Population::new(1, readout))?;
/// network.projection("out", Projection::new(source, readout).weight(0.5).delay(1.0 * ms))?;
/// let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
/// let r = simulation.record(readout.trace(LeakyReadout::R))?;
/// simulation.run(6.0 * ms)?;
/// // The spikes arrived 4 ms and 2 ms ago.
/// let expected = 0.5 * ((-4.0_f64 / 5.0).exp() + (-2.0_f64 / 5.0).exp());
/// assert!((simulation.read(&r).last(0) - expected).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[weight(f64)]
#[on_spike(r += weight)]
#[require(tau > 0 ms)]
pub struct LeakyReadout {
    /// Time constant.
    pub tau: Time,
    /// The sum of the weights that have arrived, as far as they are not forgotten.
    #[ode(dr/dt = -r / tau)]
    #[init(0)]
    pub r: f64,
}
