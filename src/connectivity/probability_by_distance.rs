//! Connections whose probability depends on distance.

use std::fmt::{self, Debug, Formatter};

use super::{Connectivity, Ends, Rows};
use crate::quantity::Length;
use crate::random::{Purpose, Stream};

/// Every pair with a probability that depends on how far it is apart, independently of all others.
///
/// Both populations need [`Positions`](crate::positions::Positions) in the same space; in a periodic one the
/// distance is the shortest way round. Within one population a cell can be its own target, unless `without_self` is called.
/// Every pair is asked, so that the time to set up grows with their number.
///
/// ```
/// use nernst::prelude::*;
///
/// let gaussian = ProbabilityByDistance::new(|d| 0.8 * (-0.5 * (d / (150.0 * um)).powi(2)).exp());
/// let within_reach = ProbabilityByDistance::new(|d| if d < 0.2 * mm { 0.1 } else { 0.0 });
/// ```
#[derive(Clone, Copy)]
pub struct ProbabilityByDistance<F> {
    probability: F,
    skip_self: bool,
}

impl<F: Fn(Length) -> f64 + Send + Sync + 'static> ProbabilityByDistance<F> {
    /// The probability at each distance, from 0 to 1; a simulation refuses other values.
    pub const fn new(probability: F) -> Self {
        ProbabilityByDistance {
            probability,
            skip_self: false,
        }
    }

    /// The same, with no cell connected to itself.
    #[must_use]
    pub fn without_self(mut self) -> Self {
        self.skip_self = true;
        self
    }
}

impl<F> Debug for ProbabilityByDistance<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("ProbabilityByDistance(..)")
    }
}

impl<F: Fn(Length) -> f64 + Send + Sync + 'static> Connectivity for ProbabilityByDistance<F> {
    fn describe(&self) -> String {
        let others = super::self_connections(self.skip_self);
        format!("each pair with a probability by distance{others}")
    }

    fn uses_distance(&self) -> bool {
        true
    }

    fn rows(&self, ends: &Ends<'_>, seed: u64, object: u32) -> Result<Rows, String> {
        let skip_self = self.skip_self && ends.is_recurrent();
        let targets = ends.targets() as u32;
        let mut fault = None;
        let rows = Rows::collect(ends.sources(), |source, row| {
            let index = u64::from(source);
            let mut stream = Stream::new(seed, Purpose::Connectivity, object, index);
            for target in (0..targets).filter(|target| !(skip_self && *target == source)) {
                match self.of_pair(ends, source, target) {
                    // The number of the pair does not depend on who else is there.
                    Ok(p) if p > 0.0 => {
                        stream.seek(target);
                        if stream.uniform() < p {
                            row.push(target);
                        }
                    }
                    Ok(_) => {}
                    Err(wrong) => {
                        fault.get_or_insert(wrong);
                        return;
                    }
                }
            }
        });
        fault.map_or(Ok(rows), Err)
    }
}

impl<F: Fn(Length) -> f64> ProbabilityByDistance<F> {
    fn of_pair(&self, ends: &Ends<'_>, source: u32, target: u32) -> Result<f64, String> {
        let distance = ends.distance(source as usize, target as usize);
        let distance = distance.ok_or("distances need the positions of sources and targets")?;
        let p = (self.probability)(distance);
        if (0.0..=1.0).contains(&p) {
            return Ok(p);
        }
        Err(format!(
            "the probability of a connection from cell {source} to cell {target}, {distance} apart, must lie between 0 and 1, but it is {p}"
        ))
    }
}
