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

/// The numbers of events of many cells with one mean, from 16 random bits each, and from more where these do not decide.
///
/// Of the 65 536 words of 16 bits each number has as many whole ones as its probability says, and what the probabilities have
/// beyond that shares the few words that are left. So the numbers are exactly those of [`Events`], and mostly a word decides: the
/// number is how many other numbers have their words below. That is a comparison for each, which are SIMD code, and
/// numbers up to ten or so make up nearly all of the words for the means that networks have.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    key: Key,
    /// How many words do not decide, the first of all.
    undecided: u16,
    /// The first word of 1, 2, ... events.
    starts: Vec<u16>,
    /// The distribution function of 0, 1, ... events for words that do not decide, times their number.
    rest: Vec<f64>,
}

/// 16 random bits for each cell of a block.
pub(crate) type Words = [u16; LANES];

/// A number of events for each cell of a block.
pub(crate) type Numbers = [u16; LANES];

impl Counts {
    /// Of a mean that is not too great for one uniform number.
    pub(crate) fn new(events: Events, key: Key) -> Option<Self> {
        const WORDS: f64 = 65536.0;
        if events.parts != 1 {
            return None;
        }
        let mut probability = events.none;
        let (mut decided, mut sum, mut rest) = (Vec::new(), 0.0, Vec::new());
        for count in 1..=MOST_EVENTS + 1 {
            let words = (WORDS * probability).floor();
            decided.push(words as u32);
            sum += WORDS * probability - words;
            rest.push(sum);
            probability *= events.mean / count as f64;
        }
        let undecided = WORDS as u32 - decided.iter().sum::<u32>();
        let mut start = undecided;
        let starts = decided.iter().map_while(|words| {
            start += words;
            u16::try_from(start).ok()
        });
        Some(Counts {
            key,
            undecided: undecided as u16,
            starts: starts.collect(),
            rest,
        })
    }

    /// The numbers that belong to the random bits of a block, and to more of a lane where these do not decide.
    #[inline(always)]
    pub(crate) fn of_words(&self, words: &Words, more: impl Fn(usize) -> f64) -> Numbers {
        let mut numbers = [0; LANES];
        for &start in &self.starts {
            for lane in 0..LANES {
                numbers[lane] += u16::from(words[lane] >= start);
            }
        }
        let is_undecided = |word: u16| word < self.undecided;
        let any = words
            .iter()
            .fold(0, |any, word| any | u16::from(is_undecided(*word)));
        if any != 0 {
            for lane in 0..LANES {
                if is_undecided(words[lane]) {
                    numbers[lane] = self.of_rest(more(lane));
                }
            }
        }
        numbers
    }

    /// The number that belongs to a uniform number, for a word that does not decide.
    fn of_rest(&self, u: f64) -> u16 {
        let u = u * f64::from(self.undecided);
        self.rest
            .iter()
            .take_while(|sum| **sum < u)
            .count()
            .min(MOST_EVENTS as usize) as u16
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

    /// Each number has as many words, and as much of those that do not decide, as its probability says.
    #[test]
    fn words_have_numbers_by_their_probability() {
        const GRID: usize = 1 << 16;
        let key = Key::new(1, crate::random::Purpose::Spikes, 0);
        for mean in [0.0, 1e-6, 0.01, 0.7, 2.3, 16.0] {
            let events = Events::new(mean);
            let counts = Counts::new(events, key).expect("is not too great");
            let mut words_of = [0.0; MOST_EVENTS as usize + 1];
            for first in (0..=u16::MAX).step_by(LANES) {
                let words: Words = core::array::from_fn(|lane| first + lane as u16);
                // The least uniform number, by which a word is seen that needs it.
                let numbers = counts.of_words(&words, |_| f64::NAN);
                for (word, number) in words.iter().zip(numbers) {
                    if *word >= counts.undecided {
                        words_of[number as usize] += 1.0;
                    }
                }
            }
            for k in 0..GRID {
                let u = (k as f64 + 0.5) / GRID as f64;
                let share = f64::from(counts.undecided) / GRID as f64;
                words_of[usize::from(counts.of_rest(u))] += share;
            }
            let mut probability = f64::exp(-mean);
            for (number, words) in words_of.into_iter().enumerate() {
                let error = (words - 65536.0 * probability).abs();
                let allowed = 2.0 * f64::from(counts.undecided) / GRID as f64 + 1e-9;
                assert!(error <= allowed, "mean {mean}: {words} words have {number}");
                probability *= mean / (number + 1) as f64;
            }
        }
        assert!(Counts::new(Events::new(16.1), key).is_none());
    }

    /// Where a word does not decide, the lane's own further bits do.
    #[test]
    fn words_that_do_not_decide_ask_for_more() {
        let key = Key::new(1, crate::random::Purpose::Spikes, 0);
        let counts = Counts::new(Events::new(2.3), key).expect("is not too great");
        assert!(counts.undecided > 3);
        let words: Words = core::array::from_fn(|lane| lane as u16);
        let more = |lane: usize| (lane as f64 + 0.5) / LANES as f64;
        let numbers = counts.of_words(&words, more);
        for lane in 0..usize::from(counts.undecided) {
            assert_eq!(numbers[lane], counts.of_rest(more(lane)));
        }
        assert_eq!(
            numbers[usize::from(counts.undecided)..],
            [0; LANES][usize::from(counts.undecided)..]
        );
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
