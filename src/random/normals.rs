//! Many normal numbers at once.

use super::Key;
use super::Stream;
use super::normal::normal_quantiles;
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
    normal_quantiles(lanes);
}

/// Fills the lanes with the numbers that one stream gives at draw `first`, at the one `stride` behind it, and so on.
#[inline(always)]
pub(crate) fn fill_along(stream: &Stream, first: u32, stride: u32, lanes: &mut [f64]) {
    let (key, index) = stream.place();
    for (k, lane) in (0..).zip(lanes.iter_mut()) {
        let [low, high] = key.block(index, stride.wrapping_mul(k).wrapping_add(first));
        *lane = open_unit(u64::from(high) << 32 | u64::from(low));
    }
    normal_quantiles(lanes);
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
    use super::{fill, fill_along};

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

    #[test]
    fn lanes_hold_what_one_stream_gives_at_intervals() {
        let mut lanes = [0.0; 70];
        for (index, first, stride) in [(3, 0, 1), (1 << 40, 5 << 16, 1 << 16)] {
            let mut stream = Stream::new(5, Purpose::Weights, 9, index);
            fill_along(&stream, first, stride, &mut lanes);
            for (k, lane) in (0..).zip(lanes) {
                stream.seek(first + k * stride);
                assert_eq!(lane.to_bits(), stream.normal().to_bits());
            }
        }
    }
}
