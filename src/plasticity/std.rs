use crate::prelude::*;

/// Short-term depression.
///
/// `dx/dt = (1 - x) / tau`; a spike releases the resources that are there, `x`, and uses up the part `u_se` of them.
///
/// Abbott, L. F., Varela, J. A., Sen, K. & Nelson, S. B. (1997), Science 275, 220.
///
#[doc = include_str!("pictures/Std.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let depression = Std::new(0.07, 200.0 * ms);
/// ```
#[derive(ShortTermPlasticity, Clone, Debug, PartialEq)]
#[on_spike(release = x, x -= u_se * x)]
#[require(tau > 0 ms, u_se >= 0, u_se <= 1, x >= 0, x <= 1)]
pub struct Std {
    /// Part of the resources that a spike uses up.
    pub u_se: f64,
    /// Time constant of the recovery.
    pub tau: Time,
    /// Resources that are there.
    #[ode(dx/dt = (1 - x) / tau)]
    #[init(1)]
    pub x: f64,
}

impl Std {
    /// A synapse that has rested.
    #[must_use]
    pub fn new(u_se: f64, tau: Time) -> Self {
        Std { u_se, tau, x: 1.0 }
    }
}
