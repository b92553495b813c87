use crate::prelude::*;

/// Short-term plasticity with resources that are recovered, active or inactive.
///
/// ```text
/// du/dt = -u / tau_fac                 utilisation
/// dy/dt = -y / tau_psc                 active
/// dx/dt = (1 - x - y) / tau_rec        recovered; z = 1 - x - y are inactive
/// ```
///
/// A spike first raises the utilisation, `u += u_se (1 - u)`, then releases `u x`, which goes from the recovered to the active resources.
/// `u` rests at zero, so the first spike releases `u_se`. Between spikes the solution is exact.
///
/// Tsodyks, M., Uziel, A. & Markram, H. (2000), J. Neurosci. 20, RC50.
///
#[doc = include_str!("pictures/Tsodyks.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let depressing = Tsodyks::new(0.5, 3.0 * ms, 800.0 * ms, 1.0 * ms);
/// ```
#[derive(ShortTermPlasticity, Clone, Debug, PartialEq)]
#[on_spike(u += u_se * (1 - u), release = u * x, x -= release, y += release)]
#[define(z = 1 - x - y)]
#[require(tau_psc > 0 ms, tau_rec > 0 ms, tau_fac > 0 ms, u_se >= 0, u_se <= 1)]
#[require(u >= 0, u <= 1, x >= 0, y >= 0, x + y <= 1)]
pub struct Tsodyks {
    /// Utilisation by a spike after rest, usually written U.
    pub u_se: f64,
    /// Time constant with which active resources become inactive, that of the synaptic current.
    pub tau_psc: Time,
    /// Time constant of the recovery.
    pub tau_rec: Time,
    /// Time constant of facilitation.
    pub tau_fac: Time,
    /// Utilisation.
    #[ode(du/dt = -u / tau_fac)]
    #[init(0)]
    pub u: f64,
    /// Active resources.
    #[ode(dy/dt = -y / tau_psc)]
    #[init(0)]
    pub y: f64,
    /// Recovered resources.
    #[ode(dx/dt = (1 - x - y) / tau_rec)]
    #[init(1)]
    pub x: f64,
}

impl Tsodyks {
    /// A synapse that has rested.
    #[must_use]
    pub fn new(u_se: f64, tau_psc: Time, tau_rec: Time, tau_fac: Time) -> Self {
        Tsodyks {
            u_se,
            tau_psc,
            tau_rec,
            tau_fac,
            u: 0.0,
            y: 0.0,
            x: 1.0,
        }
    }
}
