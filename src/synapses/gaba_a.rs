use std::marker::PhantomData;

use crate::prelude::*;

/// GABA_A receptor, a kinetic synapse with two states of its channel.
///
/// `ds/dt = alpha transmitter (1 - s) - beta s`; each spike starts a square pulse of transmitter, and `s` is the fraction of open
/// channels, which the weight multiplies. A spike that comes while a pulse lasts prolongs it, so that receptors saturate.
///
/// Destexhe, A., Mainen, Z. F. & Sejnowski, T. J. (1994), Neural Comput. 6, 14.
///
#[doc = include_str!("pictures/GabaA.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let synapse: GabaA = GabaA::new();
/// let faster: GabaA = GabaA { beta: 0.3 / ms, ..GabaA::new() };
/// ```
///
/// As an alpha function: [`Alpha::gaba_a`].
#[derive(Synapse, Clone, Debug, PartialEq)]
#[weight(Quantity<D>)]
#[pulse(transmitter = t_max, duration = t_dur)]
#[output(weight * s)]
#[require(alpha >= 0 / ms / mM, beta >= 0 / ms, t_max >= 0 mM, t_dur > 0 ms, s >= 0, s <= 1)]
pub struct GabaA<D: Dimension = dim::ElectricalConductance> {
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

impl<D: Dimension> GabaA<D> {
    /// Fast inhibition: binding 0.53 /(ms mM), unbinding 0.18 /ms, pulses of 1 mM and 1 ms.
    #[must_use]
    pub fn new() -> Self {
        GabaA {
            alpha: 0.53 / ms / mM,
            beta: 0.18 / ms,
            t_max: 1.0 * mM,
            t_dur: 1.0 * ms,
            s: 0.0,
            of: PhantomData,
        }
    }
}

impl<D: Dimension> Default for GabaA<D> {
    fn default() -> Self {
        GabaA::new()
    }
}
