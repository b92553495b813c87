/// Rotations of the eight rounds of Threefry2x32, chosen by its authors for diffusion (table 2 of the paper).
const ROTATIONS: [u32; 8] = [13, 15, 26, 6, 17, 29, 16, 24];

/// The word that keeps an all-zero key from being weak, from the Skein hash function.
const PARITY: u32 = 0x1BD1_1BDA;

const ROUNDS: usize = 20;

/// Threefry2x32-20: 64 random bits out of a 64-bit counter, a bijection for each key.
///
/// Only additions, rotations and exclusive ors of 32-bit words, so that a loop over counters becomes SIMD code by itself.
///
/// ```
/// use nernst::random::threefry2x32;
///
/// assert_eq!(threefry2x32([0, 0], [0, 0]), [0x6b20_0159, 0x99ba_4efe]);
/// ```
#[inline(always)]
pub fn threefry2x32(key: [u32; 2], counter: [u32; 2]) -> [u32; 2] {
    let schedule = [key[0], key[1], PARITY ^ key[0] ^ key[1]];
    let mut x = counter[0].wrapping_add(schedule[0]);
    let mut y = counter[1].wrapping_add(schedule[1]);
    for round in 0..ROUNDS {
        x = x.wrapping_add(y);
        y = y.rotate_left(ROTATIONS[round % 8]) ^ x;
        if round % 4 == 3 {
            // The key enters anew after every fourth round.
            let injection = round / 4 + 1;
            x = x.wrapping_add(schedule[injection % 3]);
            y = y
                .wrapping_add(schedule[(injection + 1) % 3])
                .wrapping_add(injection as u32);
        }
    }
    [x, y]
}

#[cfg(test)]
mod tests {
    use super::threefry2x32;

    /// The known answers that come with Random123 (`kat_vectors`): zeros, ones, and the digits of pi.
    #[test]
    fn agrees_with_random123() {
        let answers = [
            ([0, 0], [0, 0], [0x6b20_0159, 0x99ba_4efe]),
            (
                [u32::MAX, u32::MAX],
                [u32::MAX, u32::MAX],
                [0x1cb9_96fc, 0xbb00_2be7],
            ),
            (
                [0x243f_6a88, 0x85a3_08d3],
                [0x1319_8a2e, 0x0370_7344],
                [0xc492_3a9c, 0x483d_f7a0],
            ),
        ];
        for (counter, key, answer) in answers {
            assert_eq!(threefry2x32(key, counter), answer);
        }
    }
}
