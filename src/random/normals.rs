//! Normal numbers for a block of cells at once.

use super::Key;
use super::normal::normal_quantile;
use super::stream::open_unit;
use crate::dispatch::Kernel;

/// Fills the lanes with draw number `draw` of the streams of `first_cell`, the one behind it, and so on.
///
/// These are the numbers that [`Stream::normal`](super::Stream::normal) gives one by one: one block of 64 bits makes
/// one number, so that a cell has its own numbers whatever block it is in.
#[inline(always)]
pub(crate) fn fill(key: Key, first_cell: u32, draw: u32, lanes: &mut [f64]) {
    for (cell, lane) in (first_cell..).zip(lanes.iter_mut()) {
        let [low, high] = key.block(cell, draw);
        *lane = open_unit(u64::from(high) << 32 | u64::from(low));
    }
    // Apart from the loop over counters, which becomes SIMD code.
    for lane in lanes {
        *lane = normal_quantile(*lane);
    }
}

/// [`fill`] as a loop of its own.
pub(crate) struct Fill<'a> {
    pub(crate) key: Key,
    pub(crate) first_cell: u32,
    pub(crate) draw: u32,
    pub(crate) lanes: &'a mut [f64],
}

impl Kernel for Fill<'_> {
    #[inline(always)]
    fn run(self) {
        fill(self.key, self.first_cell, self.draw, self.lanes);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Key, Purpose, Stream};
    use super::fill;

    #[test]
    fn lanes_hold_what_the_streams_of_their_cells_give() {
        let mut lanes = [0.0; 70];
        for (first, draw) in [(0, 0), (64, 3), (1 << 20, u32::MAX)] {
            fill(Key::new(5, Purpose::Noise, 9), first, draw, &mut lanes);
            for (cell, lane) in (first..).zip(lanes) {
                let mut stream = Stream::new(5, Purpose::Noise, 9, cell.into());
                stream.seek(draw);
                assert_eq!(lane.to_bits(), stream.normal().to_bits());
            }
        }
    }
}
