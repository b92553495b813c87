/// Rotations of four rounds of Threefry2x32, and of the next four, chosen by its authors for diffusion (table 2 of the paper).
const EVEN: [u32; 4] = [13, 15, 26, 6];
const ODD: [u32; 4] = [17, 29, 16, 24];

/// The word that keeps an all-zero key from being weak, from the Skein hash function.
const PARITY: u32 = 0x1BD1_1BDA;

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
    let third = PARITY ^ key[0] ^ key[1];
    let x = counter[0].wrapping_add(key[0]);
    let y = counter[1].wrapping_add(key[1]);
    // Written out, since a loop over rounds within a loop over counters is left scalar by the compiler.
    let state = four_rounds([x, y], EVEN, [key[1], third], 1);
    let state = four_rounds(state, ODD, [third, key[0]], 2);
    let state = four_rounds(state, EVEN, [key[0], key[1]], 3);
    let state = four_rounds(state, ODD, [key[1], third], 4);
    four_rounds(state, EVEN, [third, key[0]], 5)
}

/// Four rounds, after which the key enters anew.
#[inline(always)]
fn four_rounds([x, y]: [u32; 2], rotations: [u32; 4], key: [u32; 2], injection: u32) -> [u32; 2] {
    let [x, y] = round([x, y], rotations[0]);
    let [x, y] = round([x, y], rotations[1]);
    let [x, y] = round([x, y], rotations[2]);
    let [x, y] = round([x, y], rotations[3]);
    let y = y.wrapping_add(key[1]).wrapping_add(injection);
    [x.wrapping_add(key[0]), y]
}

#[inline(always)]
fn round([x, y]: [u32; 2], rotation: u32) -> [u32; 2] {
    let x = x.wrapping_add(y);
    [x, y.rotate_left(rotation) ^ x]
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
