use std::marker::PhantomData;

use crate::prelude::*;

/// A square response: the weight for a fixed time after each spike.
///
/// The current of a spike without dynamics between, for example one time step long. A spike that comes while the pulse lasts
/// prolongs it.
///
#[doc = include_str!("pictures/SquarePulse.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// let synapse: SquarePulse<dim::ElectricCurrent> = SquarePulse::new(0.1 * ms);
/// let output = Cuba;
/// ```
#[derive(Synapse, Clone, Debug, PartialEq)]
#[weight(Quantity<D>)]
#[pulse(on = 1, duration = t_dur)]
#[output(weight * on)]
#[require(t_dur > 0 ms)]
pub struct SquarePulse<D: Dimension = dim::ElectricalConductance> {
    /// How long it lasts, a whole number of time steps.
    pub t_dur: Time,
    /// The dimension of the weight.
    pub of: PhantomData<D>,
}

impl<D: Dimension> SquarePulse<D> {
    /// A response of this length.
    #[must_use]
    pub fn new(t_dur: Time) -> Self {
        SquarePulse {
            t_dur,
            of: PhantomData,
        }
    }
}
