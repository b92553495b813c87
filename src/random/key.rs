use super::{Purpose, threefry2x32};

/// The key of all streams of one seed, purpose and object.
///
/// Made for loops that draw for many indices at once; a [`Stream`](super::Stream) reads the same numbers one by one:
///
/// ```
/// use nernst::random::{Key, Purpose, Stream};
///
/// let key = Key::new(1, Purpose::Noise, 3);
/// let (neuron, step) = (70, 1200);
/// let [low, high] = key.block(neuron, step);
///
/// let mut stream = Stream::new(1, Purpose::Noise, 3, neuron.into());
/// stream.seek(step);
/// assert_eq!(stream.word(), u64::from(high) << 32 | u64::from(low));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u32; 2]);

impl Key {
    /// The key of the indices below 2³².
    pub fn new(seed: u64, purpose: Purpose, object: u32) -> Self {
        Self::with_upper_index(seed, purpose, object, 0)
    }

    /// The key of the indices with this upper part; `upper` has 24 bits.
    pub(super) fn with_upper_index(seed: u64, purpose: Purpose, object: u32, upper: u32) -> Self {
        let seed = [seed as u32, (seed >> 32) as u32];
        Self(threefry2x32(seed, [object, (purpose as u32) << 24 | upper]))
    }

    /// 64 random bits, block number `draw` of the stream of `index`.
    #[inline(always)]
    pub fn block(self, index: u32, draw: u32) -> [u32; 2] {
        threefry2x32(self.0, [index, draw])
    }

    /// The two words of the key, for kernels that hold them in registers.
    #[inline(always)]
    pub fn words(self) -> [u32; 2] {
        self.0
    }
}
