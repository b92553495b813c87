use std::marker::PhantomData;

use crate::prelude::*;

/// AMPA receptor, a kinetic synapse with two states of its channel.
///
/// `ds/dt = alpha transmitter (1 - s) - beta s`; each spike starts a square pulse of transmitter, and `s` is the fraction of open
/// channels, which the weight multiplies. A spike that comes while a pulse lasts prolongs it, so that receptors saturate.
///
/// Destexhe, A., Mainen, Z. F. & Sejnowski, T. J. (1994), Neural Comput. 6, 14.
///
#[doc = include_str!("pictures/Ampa.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let synapse: Ampa = Ampa::new();
/// let faster: Ampa = Ampa { beta: 0.5 / ms, ..Ampa::new() };
/// ```
///
/// As an alpha function: [`Alpha::ampa`].
#[derive(Synapse, Clone, Debug, PartialEq)]
#[weight(Quantity<D>)]
#[pulse(transmitter = t_max, duration = t_dur)]
#[output(weight * s)]
#[require(alpha >= 0 / ms / mM, beta >= 0 / ms, t_max >= 0 mM, t_dur > 0 ms, s >= 0, s <= 1)]
pub struct Ampa<D: Dimension = dim::ElectricalConductance> {
    /// Rate of binding.
    pub alpha: BindingRate,
    /// Rate of unbinding.
    pub beta: Frequency,
    /// Concentration of transmitter during a pulse.
    pub t_max: MolarConcentration,
    /// Duration of a pulse, a whole number of time steps.
    pub t_dur: Time,
    /// Fraction of open channels.
    #[ode(ds/dt = alpha * transmitter * (1 - s) - beta * s)]
    #[init(0)]
    pub s: f64,
    /// The dimension of the weight.
    pub of: PhantomData<D>,
}

impl<D: Dimension> Ampa<D> {
    /// Fast excitation: binding 0.98 /(ms mM), unbinding 0.18 /ms, pulses of 0.5 mM and 0.5 ms.
    #[must_use]
    pub fn new() -> Self {
        Ampa {
            alpha: 0.98 / ms / mM,
            beta: 0.18 / ms,
            t_max: 0.5 * mM,
            t_dur: 0.5 * ms,
            s: 0.0,
            of: PhantomData,
        }
    }
}

impl<D: Dimension> Default for Ampa<D> {
    fn default() -> Self {
        Ampa::new()
    }
}
