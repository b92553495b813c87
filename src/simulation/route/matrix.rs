//! Dense connections with one weight and one delay: a bit for each pair, and counting instead of adding.
//!
//! The rows of the sources that fired are added column by column as binary numbers whose digits stand in planes of bits, eight rows
//! at once by carry-save adders; 512 targets are one wide instruction. Then every target gets its number times the weight.
//!
//! Muła, W., Kurz, N. & Lemire, D. (2018), Comput. J. 61, 111, for the adders.

use super::Link;
use super::rows::Rows;
use crate::dispatch::{Kernel, Level, prefetch, room};
use crate::model::LANES;
use crate::solver::column::Lanes;

/// The bits of eight blocks of slots.
type Bits = [u64; WORDS];

const WORDS: usize = 8;

/// Digits of the numbers.
const PLANES: usize = 6;

/// Rows that are added at once.
const GROUP: usize = 8;

/// So many rows have numbers of so many digits.
const MOST_ROWS: usize = ((1 << PLANES) - 1) / GROUP * GROUP;

/// So few rows are gone through bit by bit: to hand out numbers is a pass over all slots, however few rows there were.
const FEW_ROWS: usize = 3;

/// On a line of the cache.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Chunk(Bits);

pub(super) struct Matrix {
    /// Row by row, and one more of zeros.
    bits: Vec<Chunk>,
    sources: usize,
    /// Of a row.
    chunks: usize,
    /// The first block of slots.
    first: usize,
    /// Further connections of pairs that are connected already.
    multapses: Rows,
}

impl Matrix {
    pub(super) fn new(sources: usize, fill: impl Fn(usize, &mut Vec<Link>)) -> Self {
        let (mut row, mut low, mut high) = (Vec::new(), usize::MAX, 0);
        for source in 0..sources {
            row.clear();
            fill(source, &mut row);
            for link in &row {
                low = low.min(link.slot as usize / LANES);
                high = high.max(link.slot as usize / LANES + 1);
            }
        }
        let first = low.min(high);
        let chunks = (high - first).div_ceil(WORDS);
        let mut bits = room((sources + 1) * chunks);
        bits.resize((sources + 1) * chunks, Chunk([0; WORDS]));
        let place = |slot: u16| {
            let block = slot as usize / LANES - first;
            let bit = crossed(slot as usize % LANES);
            (block / WORDS, block % WORDS, 1 << bit)
        };
        for (source, bits) in bits.chunks_mut(chunks.max(1)).take(sources).enumerate() {
            row.clear();
            fill(source, &mut row);
            for link in &row {
                let (chunk, word, bit) = place(link.slot);
                bits[chunk].0[word] |= bit;
            }
        }
        let multapses = |source: usize, row: &mut Vec<Link>| {
            fill(source, row);
            row.sort_by_key(|link| link.slot);
            let mut last = None;
            row.retain(|link| last.replace(link.slot) == Some(link.slot));
        };
        Matrix {
            bits,
            sources,
            chunks,
            first,
            multapses: Rows::new(sources, 0, multapses, |_| {}),
        }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.bits) + self.multapses.bytes()
    }

    /// Adds the weight for each connection of the sources that fired.
    pub(super) fn deliver(&self, level: Level, spikes: &[u32], weight: f64, inboxes: &mut [Lanes]) {
        let own = &mut inboxes[self.first..];
        if spikes.len() <= FEW_ROWS {
            for source in spikes {
                self.scatter(*source, weight, own);
            }
        } else {
            for spikes in spikes.chunks(MOST_ROWS) {
                level.run(Count {
                    matrix: self,
                    spikes,
                    weight,
                    inboxes: &mut *own,
                });
            }
        }
        self.multapses.for_each(spikes, |_, slots, _| {
            for &slot in slots {
                inboxes[slot as usize / LANES][slot as usize % LANES] += weight;
            }
        });
    }

    fn row(&self, source: u32) -> &[Chunk] {
        &self.bits[source as usize * self.chunks..][..self.chunks]
    }

    /// The same for one source, bit by bit.
    fn scatter(&self, source: u32, weight: f64, inboxes: &mut [Lanes]) {
        let words = self.row(source).iter().flat_map(|chunk| chunk.0);
        for (mut word, inbox) in words.zip(inboxes) {
            while word != 0 {
                inbox[crossed(word.trailing_zeros() as usize)] += weight;
                word &= word - 1;
            }
        }
    }
}

/// Counts the connections from these sources, at most [`MOST_ROWS`].
struct Count<'a> {
    matrix: &'a Matrix,
    spikes: &'a [u32],
    weight: f64,
    inboxes: &'a mut [Lanes],
}

/// How far ahead bits are asked for, in chunks.
const AHEAD: usize = 4;

impl Kernel for Count<'_> {
    #[inline(always)]
    fn run(self) {
        let Count {
            matrix,
            spikes,
            weight,
            inboxes,
        } = self;
        // Filled up to whole groups with the row of zeros.
        let mut rows = [matrix.row(matrix.sources as u32); MOST_ROWS];
        for (row, source) in rows.iter_mut().zip(spikes) {
            *row = matrix.row(*source);
        }
        let (groups, _) = rows[..spikes.len().next_multiple_of(GROUP)].as_chunks::<GROUP>();
        for chunk in 0..matrix.chunks {
            let bits = |row: &[Chunk]| {
                if let Some(ahead) = row.get(chunk + AHEAD..=chunk + AHEAD) {
                    prefetch(ahead);
                }
                row[chunk].0
            };
            let mut planes = [[0; WORDS]; PLANES];
            for group in groups {
                let [ones, twos, fours, ..] = &mut planes;
                // Not `map`, which is not inlined here and so would not be compiled for the level.
                let two = add(ones, bits(group[0]), bits(group[1]));
                let other = add(ones, bits(group[2]), bits(group[3]));
                let four = add(twos, two, other);
                let two = add(ones, bits(group[4]), bits(group[5]));
                let other = add(ones, bits(group[6]), bits(group[7]));
                let other = add(twos, two, other);
                let eight = add(fours, four, other);
                ripple(&mut planes[3..], eight);
            }
            let numbers = numbers(planes);
            let own = inboxes[chunk * WORDS..].iter_mut();
            for (word, inbox) in own.take(WORDS).enumerate() {
                let mut of_lanes = [0; LANES];
                for (of_lanes, numbers) in of_lanes.chunks_exact_mut(8).zip(&numbers) {
                    of_lanes.copy_from_slice(&numbers[word].to_le_bytes());
                }
                for lane in 0..LANES {
                    inbox[lane] = weight.mul_add(f64::from(of_lanes[lane]), inbox[lane]);
                }
            }
        }
    }
}

/// Adds two rows to a plane, and says what is carried to the next.
#[inline(always)]
fn add(plane: &mut Bits, a: Bits, b: Bits) -> Bits {
    let mut carry = [0; WORDS];
    for k in 0..WORDS {
        let (p, a, b) = (plane[k], a[k], b[k]);
        plane[k] = p ^ a ^ b;
        carry[k] = (p & a) | (p & b) | (a & b);
    }
    carry
}

/// Adds a row to planes, from the first to the last.
#[inline(always)]
fn ripple(planes: &mut [Bits], mut row: Bits) {
    for plane in planes {
        for k in 0..WORDS {
            let carry = plane[k] & row[k];
            plane[k] ^= row[k];
            row[k] = carry;
        }
    }
}

/// The bit of a lane in its word, or the lane of a bit: so chosen that numbers come out of [`numbers`] in the order of lanes.
const fn crossed(place: usize) -> usize {
    place % 8 * 8 + place / 8
}

/// The numbers whose digits stand in these planes: those of lanes `8 k` to `8 k + 7` of a word are the bytes of that word in `k`.
///
/// In each byte the eight bits of eight planes are a square, which is mirrored: first single bits change places, then pairs, then
/// fours. Warren, H. S. (2012), Hacker's Delight, sect. 7-3.
#[inline(always)]
fn numbers(digits: [Bits; PLANES]) -> [Bits; 8] {
    let mut planes = [[0; WORDS]; 8];
    planes[..PLANES].copy_from_slice(&digits);
    exchange::<1>(&mut planes, [0, 2, 4, 6], 0x5555);
    exchange::<2>(&mut planes, [0, 1, 4, 5], 0x3333);
    exchange::<4>(&mut planes, [0, 1, 2, 3], 0x0f0f);
    planes
}

/// Exchanges bits of planes that are so far apart for bits of bytes that are as far apart.
#[inline(always)]
fn exchange<const DISTANCE: usize>(planes: &mut [Bits; 8], low: [usize; 4], mask: u64) {
    let mask = mask * 0x0001_0001_0001_0001;
    for low in low {
        let high = low + DISTANCE;
        for word in 0..WORDS {
            let (a, b) = (planes[low][word], planes[high][word]);
            let change = ((a >> DISTANCE) ^ b) & mask;
            planes[low][word] = a ^ (change << DISTANCE);
            planes[high][word] = b ^ change;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Purpose, Stream};

    #[test]
    fn numbers_are_read_from_their_digits() {
        let mut stream = Stream::new(1, Purpose::User, 0, 0);
        for _ in 0..100 {
            let digits: [Bits; PLANES] =
                core::array::from_fn(|_| core::array::from_fn(|_| stream.word()));
            let numbers = numbers(digits);
            for (word, lane) in (0..WORDS).flat_map(|word| (0..LANES).map(move |lane| (word, lane)))
            {
                let bits = digits.iter().enumerate();
                let number: u64 = bits
                    .map(|(k, plane)| ((plane[word] >> crossed(lane)) & 1) << k)
                    .sum();
                let byte = numbers[lane / 8][word].to_le_bytes()[lane % 8];
                assert_eq!(u64::from(byte), number);
            }
        }
    }

    /// Random links, some of them several times, counted one by one.
    #[test]
    fn connections_are_counted_for_any_number_of_sources() {
        let (sources, slots) = (80, 1500);
        let mut stream = Stream::new(2, Purpose::User, 0, 0);
        let mut rows = vec![Vec::new(); sources];
        for row in &mut rows {
            for _ in 0..300 {
                row.push(1000 + stream.below(slots) as u16);
            }
            row.sort_unstable();
        }
        let link = |slot: &u16| Link {
            slot: *slot,
            weight: 2.0,
            delay: 1,
        };
        let fill = |source: usize, row: &mut Vec<Link>| row.extend(rows[source].iter().map(link));
        let matrix = Matrix::new(sources, fill);
        for count in (0..40).chain([62, 63, 64, 80]) {
            let spikes: Vec<u32> = (0..count).collect();
            let mut expected = vec![0.5; 1000 + slots as usize];
            for spike in &spikes {
                for slot in &rows[*spike as usize] {
                    expected[*slot as usize] += 2.0;
                }
            }
            for level in Level::all() {
                let mut inboxes = vec![Lanes::all(0.5); 1 << 10];
                matrix.deliver(level, &spikes, 2.0, &mut inboxes);
                let own = inboxes.iter().flat_map(|lanes| lanes.iter());
                assert!(own.take(expected.len()).eq(&expected), "{count} sources");
            }
        }
    }
}
