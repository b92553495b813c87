use std::marker::PhantomData;

use crate::prelude::*;

/// NMDA receptor, a kinetic synapse whose channels open slowly behind the binding of transmitter.
///
/// ```text
/// dx/dt = alpha2 transmitter (1 - x) - beta2 x     bound receptors
/// ds/dt = alpha1 x (1 - s) - beta1 s               open channels
/// ```
///
/// Each spike starts a square pulse of transmitter; the weight multiplies `s`. The block by magnesium is in the output,
/// [`MagnesiumBlock`].
///
/// Wang, X.-J. (1999), J. Neurosci. 19, 9587, here with a pulse of transmitter in the place of jumps.
///
#[doc = include_str!("pictures/Nmda.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let synapse: Nmda = Nmda::new();
/// let output = MagnesiumBlock::new();
/// ```
///
/// Without saturation, as a difference of exponentials: [`DualExponential::nmda`].
#[derive(Synapse, Clone, Debug, PartialEq)]
#[weight(Quantity<D>)]
#[pulse(transmitter = t_max, duration = t_dur)]
#[output(weight * s)]
#[require(alpha1 >= 0 / ms, beta1 >= 0 / ms, alpha2 >= 0 / ms / mM, beta2 >= 0 / ms)]
#[require(t_max >= 0 mM, t_dur > 0 ms, x >= 0, x <= 1, s >= 0, s <= 1)]
pub struct Nmda<D: Dimension = dim::ElectricalConductance> {
    /// Rate at which bound receptors open channels.
    pub alpha1: Frequency,
    /// Rate at which channels close.
    pub beta1: Frequency,
    /// Rate of binding.
    pub alpha2: BindingRate,
    /// Rate of unbinding.
    pub beta2: Frequency,
    /// Concentration of transmitter during a pulse.
    pub t_max: MolarConcentration,
    /// Duration of a pulse, a whole number of time steps.
    pub t_dur: Time,
    /// Fraction of bound receptors.
    #[ode(dx/dt = alpha2 * transmitter * (1 - x) - beta2 * x)]
    #[init(0)]
    pub x: f64,
    /// Fraction of open channels.
    #[ode(ds/dt = alpha1 * x * (1 - s) - beta1 * s)]
    #[init(0)]
    pub s: f64,
    /// The dimension of the weight.
    pub of: PhantomData<D>,
}

impl<D: Dimension> Nmda<D> {
    /// Slow excitation: `alpha1` 2 /ms, `beta1` 0.01 /ms, `alpha2` 1 /(ms mM), `beta2` 0.5 /ms, pulses of 1 mM and 0.5 ms.
    #[must_use]
    pub fn new() -> Self {
        Nmda {
            alpha1: 2.0 / ms,
            beta1: 0.01 / ms,
            alpha2: 1.0 / ms / mM,
            beta2: 0.5 / ms,
            t_max: 1.0 * mM,
            t_dur: 0.5 * ms,
            x: 0.0,
            s: 0.0,
            of: PhantomData,
        }
    }
}

impl<D: Dimension> Default for Nmda<D> {
    fn default() -> Self {
        Nmda::new()
    }
}
