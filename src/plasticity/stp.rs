use crate::prelude::*;

/// Short-term facilitation and depression.
///
/// ```text
/// du/dt = -u / tau_f              utilisation
/// dx/dt = (1 - x) / tau_d         resources that are there
/// ```
///
/// A spike first raises the utilisation, `u += u_se (1 - u)`, then releases `u x`, then takes it from the resources, `x -= u x`.
/// `u` rests at zero, so the first spike releases `u_se`. Between spikes the solution is exact.
///
/// Tsodyks, M., Pawelzik, K. & Markram, H. (1998), Neural Comput. 10, 821.
///
#[doc = include_str!("pictures/Stp.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let facilitating = Stp::new(0.15, 1500.0 * ms, 200.0 * ms);
/// let depressing = Stp::new(0.45, 50.0 * ms, 750.0 * ms);
/// ```
#[derive(ShortTermPlasticity, Clone, Debug, PartialEq)]
#[on_spike(u += u_se * (1 - u), release = u * x, x -= release)]
#[require(tau_f > 0 ms, tau_d > 0 ms, u_se >= 0, u_se <= 1, u >= 0, u <= 1, x >= 0, x <= 1)]
pub struct Stp {
    /// Utilisation by a spike after rest, usually written U.
    pub u_se: f64,
    /// Time constant of facilitation.
    pub tau_f: Time,
    /// Time constant of the recovery from depression.
    pub tau_d: Time,
    /// Utilisation.
    #[ode(du/dt = -u / tau_f)]
    #[init(0)]
    pub u: f64,
    /// Resources that are there.
    #[ode(dx/dt = (1 - x) / tau_d)]
    #[init(1)]
    pub x: f64,
}

impl Stp {
    /// A synapse that has rested.
    #[must_use]
    pub fn new(u_se: f64, tau_f: Time, tau_d: Time) -> Self {
        Stp {
            u_se,
            tau_f,
            tau_d,
            u: 0.0,
            x: 1.0,
        }
    }
}
