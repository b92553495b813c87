use std::marker::PhantomData;

use crate::prelude::*;

/// GABA_B receptor, a kinetic synapse whose receptors produce G protein that opens channels.
///
/// ```text
/// dr/dt = k1 transmitter (1 - r) - k2 r        activated receptors
/// dg/dt = k3 r - k4 g                          G protein
/// ```
///
/// Each spike starts a square pulse of transmitter. Four molecules of G protein open a channel, so that the weight is multiplied by
/// `g⁴ / (g⁴ + k_d⁴)`: single spikes do little, bursts much.
///
/// Destexhe, A. & Sejnowski, T. J. (1995), Proc. Natl. Acad. Sci. USA 92, 9515; Destexhe, A., Bal, T., McCormick, D. A. &
/// Sejnowski, T. J. (1996), J. Neurophysiol. 76, 2049.
///
#[doc = include_str!("pictures/GabaB.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let inhibition: GabaB = GabaB::new();
/// let potassium = Coba { e: -95.0 * mV };
/// ```
#[derive(Synapse, Clone, Debug, PartialEq)]
#[weight(Quantity<D>)]
#[pulse(transmitter = t_max, duration = t_dur)]
#[output(weight * g^4 / (g^4 + k_d^4))]
#[require(k1 >= 0 / ms / mM, k2 >= 0 / ms, k3 >= 0 uM / ms, k4 >= 0 / ms, k_d > 0 uM)]
#[require(t_max >= 0 mM, t_dur > 0 ms, r >= 0, r <= 1, g >= 0 uM)]
pub struct GabaB<D: Dimension = dim::ElectricalConductance> {
    /// Rate of binding.
    pub k1: BindingRate,
    /// Rate of unbinding.
    pub k2: Frequency,
    /// Production of G protein where all receptors are activated.
    pub k3: ConcentrationRate,
    /// Rate at which G protein decays.
    pub k4: Frequency,
    /// G protein at which half of the channels are open.
    pub k_d: MolarConcentration,
    /// Concentration of transmitter during a pulse.
    pub t_max: MolarConcentration,
    /// Duration of a pulse, a whole number of time steps.
    pub t_dur: Time,
    /// Fraction of activated receptors.
    #[ode(dr/dt = k1 * transmitter * (1 - r) - k2 * r)]
    #[init(0)]
    pub r: f64,
    /// G protein.
    #[ode(dg/dt = k3 * r - k4 * g)]
    #[init(0 uM)]
    pub g: MolarConcentration,
    /// The dimension of the weight.
    pub of: PhantomData<D>,
}

impl<D: Dimension> GabaB<D> {
    /// Slow inhibition: binding 0.52 /(ms mM), unbinding 0.0013 /ms, production 0.098 uM/ms, decay 0.033 /ms, dissociation
    /// constant 100 uM⁴, pulses of 0.5 mM and 0.3 ms.
    ///
    /// Destexhe et al. (1996), where the G protein is counted in uM.
    #[must_use]
    pub fn new() -> Self {
        GabaB {
            k1: 0.52 / ms / mM,
            k2: 0.0013 / ms,
            k3: 0.098 * uM / ms,
            k4: 0.033 / ms,
            k_d: 100.0_f64.sqrt().sqrt() * uM,
            t_max: 0.5 * mM,
            t_dur: 0.3 * ms,
            r: 0.0,
            g: 0.0 * uM,
            of: PhantomData,
        }
    }
}

impl<D: Dimension> Default for GabaB<D> {
    fn default() -> Self {
        GabaB::new()
    }
}
