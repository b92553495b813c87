use crate::prelude::*;

/// Exponential synapse.
///
/// `dg/dt = -g / tau`; a spike adds its weight to `g`, which is the peak of the response `exp(-t / tau)`.
///
/// Rall, W. (1967), J. Neurophysiol. 30, 1138; Dayan, P. & Abbott, L. F. (2001), Theoretical Neuroscience, 5.8.
///
#[doc = include_str!("pictures/Expon.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let excitation: Expon = Expon::new(5.0 * ms); // a conductance
/// let current: Expon<dim::ElectricCurrent> = Expon::new(5.0 * ms);
/// ```
#[derive(Synapse, Clone, Debug, PartialEq)]
#[weight(Quantity<D>)]
#[on_spike(g += weight)]
#[output(g)]
#[require(tau > 0 ms)]
pub struct Expon<D: Dimension = dim::ElectricalConductance> {
    /// Decay time constant.
    pub tau: Time,
    /// What the synapse hands on.
    #[ode(dg/dt = -g / tau)]
    pub g: Quantity<D>,
}

impl<D: Dimension> Expon<D> {
    /// A synapse at rest.
    #[must_use]
    pub fn new(tau: Time) -> Self {
        Expon {
            tau,
            g: Quantity::default(),
        }
    }
}
