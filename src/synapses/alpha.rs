use crate::prelude::*;

/// Alpha synapse, with its peak at `t = tau`.
///
/// `dh/dt = -h / tau`, `dg/dt = (h - g) / tau`; a spike adds `e` times its weight to `h`, so that the response
/// `(t / tau) exp(1 - t / tau)` has its peak at the weight.
///
/// Rall, W. (1967), J. Neurophysiol. 30, 1138.
///
#[doc = include_str!("pictures/Alpha.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let synapse: Alpha = Alpha::new(2.0 * ms);
/// ```
#[derive(Synapse, Clone, Debug, PartialEq)]
#[weight(Quantity<D>)]
#[on_spike(h += weight * exp(1))]
#[output(g)]
#[require(tau > 0 ms)]
pub struct Alpha<D: Dimension = dim::ElectricalConductance> {
    /// Time of the peak.
    pub tau: Time,
    /// What spikes raise.
    #[ode(dh/dt = -h / tau)]
    pub h: Quantity<D>,
    /// What the synapse hands on.
    #[ode(dg/dt = (h - g) / tau)]
    pub g: Quantity<D>,
}

impl<D: Dimension> Alpha<D> {
    /// A synapse at rest.
    #[must_use]
    pub fn new(tau: Time) -> Self {
        Alpha {
            tau,
            h: Quantity::default(),
            g: Quantity::default(),
        }
    }

    /// Fast excitation as an alpha function, with its peak after 2 ms. The kinetic model of the receptor is [`Ampa`].
    #[must_use]
    pub fn ampa() -> Self {
        Alpha::new(2.0 * ms)
    }

    /// Fast inhibition as an alpha function, with its peak after 10 ms. The kinetic model of the receptor is [`GabaA`].
    #[must_use]
    pub fn gaba_a() -> Self {
        Alpha::new(10.0 * ms)
    }
}
