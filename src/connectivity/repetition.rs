//! What random rules of a fixed number have in common: whether a pair, and whether a cell with itself, can be chosen.

use super::Ends;
use super::subset::{distinct, repeated};
use crate::random::Stream;

/// Which repetitions a rule allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Repetition {
    pub(super) has_multapses: bool,
    pub(super) skips_self: bool,
}

impl Repetition {
    /// In words, behind the rule.
    pub(super) fn describe(self) -> &'static str {
        match (self.has_multapses, self.skips_self) {
            (false, false) => "no multapses",
            (false, true) => "no multapses, no self-connections",
            (true, false) => "multapses occur",
            (true, true) => "multapses occur, no self-connections",
        }
    }

    /// Whether a cell is left out for being the other end itself.
    pub(super) fn leaves_out(self, ends: &Ends<'_>) -> bool {
        self.skips_self && ends.is_recurrent()
    }

    /// Why so many cannot be chosen among the candidates, in words behind what is to be chosen.
    pub(super) fn fault(self, count: u64, among: u64, candidates: &str) -> Option<String> {
        if count <= among || self.has_multapses && among > 0 {
            return None;
        }
        let remedy = if among > 0 {
            "; `.with_multapses()` lets them come more than once"
        } else {
            ""
        };
        Some(format!("and there are {among} {candidates}{remedy}"))
    }

    /// So many numbers below `among`, ascending.
    pub(super) fn choose(self, count: u64, among: u64, stream: &mut Stream) -> Vec<u64> {
        if self.has_multapses {
            repeated(count, among, stream)
        } else {
            distinct(count, among, stream)
        }
    }
}

/// The cell of this number when one cell is left out.
pub(super) fn around(left_out: Option<u32>, number: u64) -> u32 {
    let number = number as u32;
    match left_out {
        Some(own) if number >= own => number + 1,
        _ => number,
    }
}
