use crate::prelude::*;

/// Conductance-based output: the current `g (e - v)`.
///
/// ```
/// use nernst::prelude::*;
///
/// let excitation = Coba { e: 0.0 * mV };
/// let inhibition = Coba { e: -80.0 * mV };
/// ```
///
/// A reversal potential in another unit does not compile:
///
/// ```compile_fail,E0308
/// use nernst::prelude::*;
///
/// let inhibition = Coba { e: -80.0 * nS };
/// ```
#[derive(Output, Clone, Debug, PartialEq)]
#[drive(g: ElectricalConductance)]
#[post(v: ElectricPotential)]
#[current(g * (e - v))]
pub struct Coba {
    /// Reversal potential.
    pub e: ElectricPotential,
}
