use core::convert::Infallible;

use rand::TryRng;

use super::normal::normal_quantile;
use super::{Geometric, Key, Purpose};
use crate::function::ln;

/// The random numbers of one index of one object, drawn one after the other.
///
/// It implements the traits of [`rand`], so that distributions of other crates work with it. Every method of its own takes whole
/// blocks of 64 bits: [`uniform`](Self::uniform), [`open_uniform`](Self::open_uniform), [`normal`](Self::normal) and
/// [`exponential`](Self::exponential) take exactly one, so that draw `n` is the same whichever of them came before.
///
/// ```
/// use nernst::random::{Purpose, Stream};
/// use rand::RngExt;
///
/// let mut stream = Stream::new(7, Purpose::User, 0, 0);
/// let throw = 1 + stream.below(6);
/// assert!((1..=6).contains(&throw));
///
/// let from_rand: f64 = stream.random_range(-1.0..1.0);
/// assert!(from_rand.abs() <= 1.0);
/// ```
// Not `Copy`: a copy made by accident would repeat the same numbers.
#[derive(Clone, Debug)]
pub struct Stream {
    key: Key,
    index: u32,
    draw: u32,
    /// The half of a block that `next_u32` has left over.
    half: Option<u32>,
}

impl Stream {
    /// The stream of one index (a neuron, a row of connections) of one object (a population, a projection).
    ///
    /// # Panics
    ///
    /// If `index` is 2⁵⁶ or more: no network has so many parts, and the bits are needed for the purpose.
    pub fn new(seed: u64, purpose: Purpose, object: u32, index: u64) -> Self {
        assert!(index < 1 << 56, "a stream's index has 56 bits, got {index}");
        let key = Key::with_upper_index(seed, purpose, object, (index >> 32) as u32);
        Self {
            key,
            index: index as u32,
            draw: 0,
            half: None,
        }
    }

    /// Goes on at block number `draw`, for example the number of a time step.
    pub fn seek(&mut self, draw: u32) {
        self.draw = draw;
        self.half = None;
    }

    /// The next 64 random bits.
    #[inline]
    pub fn word(&mut self) -> u64 {
        let [low, high] = self.next_block();
        self.half = None;
        u64::from(high) << 32 | u64::from(low)
    }

    /// Uniform in [0, 1), a multiple of 2⁻⁵³.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        (self.word() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Uniform in (0, 1), symmetric about 1/2: an odd multiple of 2⁻⁵³.
    #[inline]
    pub fn open_uniform(&mut self) -> f64 {
        open_unit(self.word())
    }

    /// Normal with mean 0 and standard deviation 1, by inversion of the distribution function: Φ⁻¹(U).
    ///
    /// One block gives one number, which Box and Muller's method does not, and most numbers need no transcendental function.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        normal_quantile(self.open_uniform())
    }

    /// Exponential with mean 1: −ln U.
    #[inline]
    pub fn exponential(&mut self) -> f64 {
        -ln(self.open_uniform())
    }

    /// Uniform among 0, 1, …, n − 1, without bias.
    ///
    /// Source: D. Lemire, *Fast random integer generation in an interval*, ACM Trans. Model. Comput. Simul. 29 (2019).
    ///
    /// # Panics
    ///
    /// If `n` is 0: there is nothing to choose from.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        assert!(n > 0, "nothing lies below 0");
        let mut product = u128::from(self.word()) * u128::from(n);
        if (product as u64) < n {
            // 2⁶⁴ mod n of the low words belong to values that come up once too often.
            let surplus = n.wrapping_neg() % n;
            while (product as u64) < surplus {
                product = u128::from(self.word()) * u128::from(n);
            }
        }
        (product >> 64) as u64
    }

    /// The number of failures before the next success when each trial succeeds with probability `p`.
    ///
    /// With one p for many draws, [`Geometric`] saves a logarithm each time.
    ///
    /// # Panics
    ///
    /// If `p` is not in [0, 1].
    pub fn geometric_skip(&mut self, p: f64) -> u64 {
        Geometric::new(p).sample(self)
    }

    /// Its key and its index.
    #[inline]
    pub(super) fn place(&self) -> (Key, u32) {
        (self.key, self.index)
    }

    #[inline]
    fn next_block(&mut self) -> [u32; 2] {
        let block = self.key.block(self.index, self.draw);
        self.draw = self.draw.wrapping_add(1);
        block
    }
}

/// An odd multiple of 2⁻⁵³ in (0, 1) from 64 bits.
#[inline(always)]
pub(super) fn open_unit(word: u64) -> f64 {
    ((word >> 12) as f64 + 0.5) * (1.0 / (1u64 << 52) as f64)
}

impl TryRng for Stream {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        if let Some(half) = self.half.take() {
            return Ok(half);
        }
        let [low, high] = self.next_block();
        self.half = Some(high);
        Ok(low)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.word())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(8) {
            // Little-endian on every machine, as the results must agree.
            chunk.copy_from_slice(&self.word().to_le_bytes()[..chunk.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Purpose, Stream};

    #[test]
    fn no_two_streams_share_a_key_and_counter() {
        let purposes = [Purpose::Connectivity, Purpose::Noise, Purpose::User];
        let mut seen = HashSet::new();
        for purpose in purposes {
            for object in [0, 1, 255, 1 << 24, u32::MAX] {
                for index in [0, 1, 1 << 24, u32::MAX as u64, 1 << 32, (1 << 56) - 1] {
                    let Stream { key, index, .. } = Stream::new(3, purpose, object, index);
                    assert!(seen.insert((key, index)));
                }
            }
        }
    }
}
