use crate::prelude::*;

/// Current-based output: the synaptic variable is the current.
///
/// ```
/// use nernst::prelude::*;
///
/// let synapse: Expon<dim::ElectricCurrent> = Expon::new(5.0 * ms);
/// let output = Cuba;
/// ```
#[derive(Output, Clone, Debug, PartialEq)]
#[drive(i: ElectricCurrent)]
#[current(i)]
pub struct Cuba;
