use crate::prelude::*;

/// Current through NMDA channels, which magnesium blocks below some -20 mV.
///
/// `g (e - v) / (1 + magnesium / half_block exp(-slope v))`
///
/// Jahr, C. E. & Stevens, C. F. (1990), J. Neurosci. 10, 3178.
///
/// ```
/// use nernst::prelude::*;
///
/// let physiological = MagnesiumBlock::new();
/// let low = MagnesiumBlock { magnesium: 0.1 * mM, ..MagnesiumBlock::new() };
/// ```
///
/// A slope without a unit does not compile:
///
/// ```compile_fail,E0308
/// use nernst::prelude::*;
///
/// let output = MagnesiumBlock { slope: 0.062, ..MagnesiumBlock::new() };
/// ```
#[derive(Output, Clone, Debug, PartialEq)]
#[drive(g: ElectricalConductance)]
#[post(v: ElectricPotential)]
#[define(unblocked = 1 / (1 + magnesium / half_block * exp(-slope * v)))]
#[current(g * unblocked * (e - v))]
#[require(magnesium >= 0 mM, half_block > 0 mM)]
pub struct MagnesiumBlock {
    /// Reversal potential.
    pub e: ElectricPotential,
    /// Concentration of magnesium outside the cell.
    pub magnesium: MolarConcentration,
    /// Concentration that blocks half of the channels at 0 mV.
    pub half_block: MolarConcentration,
    /// How steeply the block fades with depolarisation.
    pub slope: InversePotential,
}

impl MagnesiumBlock {
    /// Reversal at 0 mV, 1.2 mM magnesium, half of the channels blocked by 3.57 mM at 0 mV, slope 0.062 /mV.
    ///
    /// Jahr & Stevens (1990).
    #[must_use]
    pub fn new() -> Self {
        MagnesiumBlock {
            e: 0.0 * mV,
            magnesium: 1.2 * mM,
            half_block: 3.57 * mM,
            slope: 0.062 / mV,
        }
    }
}

impl Default for MagnesiumBlock {
    fn default() -> Self {
        MagnesiumBlock::new()
    }
}
