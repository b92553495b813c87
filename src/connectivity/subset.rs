//! Random choices among the first numbers.

use crate::random::Stream;

/// So many different numbers below `among`, ascending; every subset of that size has the same probability.
///
/// What is missing is drawn again until nothing comes twice. No number is treated in another way than the others, so none is
/// preferred; more than half of them are chosen by choosing those to leave out.
pub(super) fn distinct(count: u64, among: u64, stream: &mut Stream) -> Vec<u64> {
    assert!(count <= among, "{count} different numbers below {among}");
    if count > among / 2 {
        let left_out = distinct(among - count, among, stream);
        let mut left_out = left_out.into_iter().peekable();
        let is_chosen = |number: &u64| left_out.next_if_eq(number).is_none();
        return (0..among).filter(is_chosen).collect();
    }
    let mut chosen = Vec::with_capacity(count as usize);
    while (chosen.len() as u64) < count {
        let missing = count - chosen.len() as u64;
        chosen.extend((0..missing).map(|_| stream.below(among)));
        chosen.sort_unstable();
        chosen.dedup();
    }
    chosen
}

/// So many numbers below `among`, ascending, each drawn independently of the others.
pub(super) fn repeated(count: u64, among: u64, stream: &mut Stream) -> Vec<u64> {
    let mut chosen: Vec<u64> = (0..count).map(|_| stream.below(among)).collect();
    chosen.sort_unstable();
    chosen
}
