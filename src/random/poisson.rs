//! Numbers of independent events.

use super::Key;
use super::stream::open_unit;
use crate::dispatch::Kernel;
use crate::function::exp;
use crate::model::LANES;
use crate::solver::column::Lanes;

/// Means up to this are drawn from one uniform number; greater ones are the sum of parts of equal mean.
const MOST_AT_ONCE: f64 = 16.0;

/// More events of mean [`MOST_AT_ONCE`] have a probability of 1e-27, which no uniform number can tell from zero.
const MOST_EVENTS: u64 = 80;

/// How many independent events happen, by their mean: a Poisson number.
///
/// It is the number at which the distribution function passes a uniform number. Great means are cut into parts, since the sum of
/// independent Poisson numbers is one: exact for every mean, in time proportional to the result.
///
/// Devroye, L. (1986), Non-Uniform Random Variate Generation, ch. X.3.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Events {
    parts: u32,
    /// Of a part.
    mean: f64,
    /// The probability that nothing happens in a part.
    none: f64,
}

impl Events {
    /// Of a mean that is finite and not negative.
    pub(crate) fn new(mean: f64) -> Self {
        let parts = (mean / MOST_AT_ONCE).ceil().max(1.0);
        Events {
            parts: parts as u32,
            mean: mean / parts,
            none: exp(-mean / parts),
        }
    }

    /// The number that belongs to a first uniform number, and to others that are asked for where the mean is great.
    #[inline]
    pub(crate) fn count(&self, first: f64, others: impl FnMut(u32) -> f64) -> u64 {
        let sum: u64 = (1..self.parts).map(others).map(|u| self.of_part(u)).sum();
        sum + self.of_part(first)
    }

    /// The least number whose distribution function reaches `u`.
    #[inline]
    fn of_part(&self, u: f64) -> u64 {
        let (mut probability, mut rest, mut count) = (self.none, u, 0);
        while rest > probability && count < MOST_EVENTS {
            rest -= probability;
            count += 1;
            probability *= self.mean / count as f64;
        }
        count
    }
}

/// The numbers of events of many cells with one mean: [`Events`] of 16 random bits each, and of more where these do not decide.
///
/// One block of 64 random bits serves four cells. Twelve of the bits mostly decide, and their numbers stand in a table.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    events: Events,
    key: Key,
    /// The distribution function of 0, 1, ... events in 65 536ths, as far as it is below one.
    thresholds: Vec<u16>,
    /// The numbers of words by their first bits, [`UNDECIDED`] where the others matter.
    table: Box<[u8; 1 << TABLE_BITS]>,
}

const TABLE_BITS: u32 = 12;

/// No number of events: more than [`MOST_EVENTS`].
const UNDECIDED: u8 = u8::MAX;

/// 16 random bits for each cell of a block.
pub(crate) type Words = [u16; LANES];

/// A number of events for each cell of a block.
pub(crate) type Numbers = [u8; LANES];

impl Counts {
    /// Of a mean that is not too great for one uniform number.
    pub(crate) fn new(events: Events, key: Key) -> Option<Self> {
        if events.parts != 1 {
            return None;
        }
        let (mut probability, mut sum) = (events.none, events.none);
        let mut thresholds = Vec::new();
        for count in 1..=MOST_EVENTS {
            let threshold = (sum * 65536.0).floor();
            if threshold > 65535.0 {
                break;
            }
            thresholds.push(threshold as u16);
            probability *= events.mean / count as f64;
            sum += probability;
        }
        let mut table = Box::new([0; 1 << TABLE_BITS]);
        for (first, number) in table.iter_mut().enumerate() {
            let rest = 16 - TABLE_BITS;
            let words = (first << rest) as u16..=(((first + 1) << rest) - 1) as u16;
            let is_tie = thresholds.iter().any(|threshold| words.contains(threshold));
            let below = thresholds.iter().filter(|t| *t < words.start()).count();
            *number = if is_tie { UNDECIDED } else { below as u8 };
        }
        Some(Counts {
            events,
            key,
            thresholds,
            table,
        })
    }

    /// The numbers that belong to the random bits of a block, and to more of a lane where these do not decide.
    #[inline(always)]
    pub(crate) fn of_words(&self, words: &Words, more: impl Fn(usize) -> f64) -> Numbers {
        let mut numbers = [0; LANES];
        for lane in 0..LANES {
            numbers[lane] = self.table[(words[lane] >> (16 - TABLE_BITS)) as usize];
        }
        let is_undecided = |number: u8| number == UNDECIDED;
        if numbers
            .iter()
            .fold(false, |any, number| any | is_undecided(*number))
        {
            for lane in 0..LANES {
                if is_undecided(numbers[lane]) {
                    numbers[lane] = self.of_word(words[lane], || more(lane));
                }
            }
        }
        numbers
    }

    /// The number that belongs to a word, and to more bits where it is that of a threshold.
    fn of_word(&self, word: u16, more: impl Fn() -> f64) -> u8 {
        if self.thresholds.contains(&word) {
            let u = (f64::from(word) + more()) / 65536.0;
            return self.events.of_part(u) as u8;
        }
        let below = self
            .thresholds
            .iter()
            .filter(|threshold| **threshold < word);
        below.count() as u8
    }

    /// 16 random bits for each cell of the block whose first cell is `first`, a whole number of blocks, in this step: those of cells
    /// that are 16 apart are of one block of the generator.
    #[inline(always)]
    pub(crate) fn words(&self, first: usize, step: u32) -> Words {
        let (key, index) = (self.key, first as u32 / 4);
        let mut words = [[0; QUARTER]; 4];
        for k in 0..QUARTER {
            let [low, high] = key.block(index.wrapping_add(k as u32), step);
            words[0][k] = low as u16;
            words[1][k] = (low >> 16) as u16;
            words[2][k] = high as u16;
            words[3][k] = (high >> 16) as u16;
        }
        let mut all = [0; LANES];
        for (all, words) in all.chunks_exact_mut(QUARTER).zip(&words) {
            all.copy_from_slice(words);
        }
        all
    }
}

const QUARTER: usize = LANES / 4;

/// Fills the lanes with uniform numbers in (0, 1), draw number `draw` of the streams of `first_cell`, the one behind it, and so on.
pub(crate) struct Uniforms<'a> {
    pub(crate) key: Key,
    pub(crate) first_cell: u32,
    pub(crate) draw: u32,
    pub(crate) lanes: &'a mut Lanes,
}

impl Kernel for Uniforms<'_> {
    #[inline(always)]
    fn run(self) {
        // What a loop writes stands in a local: the compiler sees that it overlaps nothing.
        let (key, first, draw) = (self.key, self.first_cell, self.draw);
        let mut uniforms = Lanes::ZERO;
        for lane in 0..LANES {
            let [low, high] = key.block(first.wrapping_add(lane as u32), draw);
            uniforms[lane] = open_unit(u64::from(high) << 32 | u64::from(low));
        }
        *self.lanes = uniforms;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distribution_function_is_inverted() {
        for mean in [1e-3, 0.5, 3.0, 16.0] {
            let events = Events::new(mean);
            let (mut probability, mut sum) = (f64::exp(-mean), 0.0);
            for count in 0..60 {
                // Just inside of both ends of the interval that belongs to the count.
                let inside = probability * 1e-3;
                if probability > 1e-12 {
                    assert_eq!(events.of_part(sum + inside), count, "mean {mean}");
                    assert_eq!(events.of_part(sum + probability - inside), count);
                }
                sum += probability;
                probability *= mean / (count + 1) as f64;
            }
        }
    }

    /// A word and more bits are a uniform number, whose place in the distribution function is what counts.
    #[test]
    fn words_have_the_numbers_of_their_uniform_numbers() {
        let key = Key::new(1, crate::random::Purpose::Spikes, 0);
        for mean in [0.0, 1e-6, 0.01, 0.7, 2.3, 16.0] {
            let events = Events::new(mean);
            let counts = Counts::new(events, key).expect("is not too great");
            for first in (0..=u16::MAX).step_by(LANES) {
                let words: Words = core::array::from_fn(|lane| first + lane as u16);
                for more in [1e-9, 0.3, 1.0 - 1e-9] {
                    let numbers = counts.of_words(&words, |_| more);
                    for (word, number) in words.iter().zip(numbers) {
                        let u = (f64::from(*word) + more) / 65536.0;
                        assert_eq!(
                            u64::from(number),
                            events.of_part(u),
                            "mean {mean}, word {word}"
                        );
                    }
                }
            }
        }
        assert!(Counts::new(Events::new(16.1), key).is_none());
    }

    #[test]
    fn the_largest_uniform_number_has_an_end() {
        for mean in [0.0, 1e-300, 1e-5, 1.0, 16.0] {
            assert!(Events::new(mean).of_part(open_unit(u64::MAX)) <= MOST_EVENTS);
        }
        assert_eq!(Events::new(0.0).of_part(open_unit(u64::MAX)), 0);
    }

    #[test]
    fn no_part_has_a_mean_whose_probabilities_vanish() {
        for mean in [0.0, 1e-9, 15.9, 16.0, 16.1, 200.0, 1e6] {
            let events = Events::new(mean);
            assert!(events.parts >= 1 && events.mean <= MOST_AT_ONCE);
            let whole = events.mean * f64::from(events.parts);
            assert!((whole - mean).abs() <= 1e-15 * mean);
        }
    }
}
