use crate::prelude::*;

/// Double-exponential synapse, with its peak at the weight.
///
/// `dh/dt = -h / tau_rise`, `dg/dt = h / tau_rise - g / tau_decay`; a spike adds its weight to `h`, scaled so that the
/// response, which is proportional to `exp(-t / tau_decay) - exp(-t / tau_rise)`, has its peak at the weight. As a chain of
/// two states it needs no difference of time constants: equal ones are an ordinary case, the alpha function.
///
/// Roth, A. & van Rossum, M. C. W. (2009), in De Schutter, E. (ed.), Computational Modeling Methods for Neuroscientists, 6.2.
///
#[doc = include_str!("pictures/DualExponential.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let synapse: DualExponential = DualExponential::new(1.0 * ms, 10.0 * ms);
/// ```
#[derive(Synapse, Clone, Debug, PartialEq)]
#[weight(Quantity<D>)]
#[on_spike(h += weight * scale)]
#[output(g)]
#[require(tau_rise > 0 ms, tau_decay > 0 ms)]
#[define(scale = exp(1 / exprel(ln(tau_decay / tau_rise))))]
pub struct DualExponential<D: Dimension = dim::ElectricalConductance> {
    /// Time constant of the rise.
    pub tau_rise: Time,
    /// Time constant of the decay.
    pub tau_decay: Time,
    /// What spikes raise.
    #[ode(dh/dt = -h / tau_rise)]
    pub h: Quantity<D>,
    /// What the synapse hands on.
    #[ode(dg/dt = h / tau_rise - g / tau_decay)]
    pub g: Quantity<D>,
}

impl<D: Dimension> DualExponential<D> {
    /// A synapse at rest.
    #[must_use]
    pub fn new(tau_rise: Time, tau_decay: Time) -> Self {
        DualExponential {
            tau_rise,
            tau_decay,
            h: Quantity::default(),
            g: Quantity::default(),
        }
    }

    /// Slow excitation that does not saturate: a rise of 2 ms and a decay of 100 ms. The kinetic model of the receptor is [`Nmda`].
    ///
    /// Brunel, N. & Wang, X.-J. (2001), J. Comput. Neurosci. 11, 63, for the time constants.
    #[must_use]
    pub fn nmda() -> Self {
        DualExponential::new(2.0 * ms, 100.0 * ms)
    }
}
