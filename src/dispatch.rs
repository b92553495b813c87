//! Loops compiled for the widest vectors of the machine, chosen when a run starts, and what else needs `unsafe`.
//!
//! All versions compute the same bits: the code never lets the compiler contract
//! or reorder, and fused multiply-adds are written out. What differs is how many
//! lanes an instruction takes.

#![allow(unsafe_code)]

use crate::model::LANES;
use crate::solver::column::Lanes;

/// A loop over columns, to be compiled once for each [`Level`].
pub(crate) trait Kernel {
    /// Runs the loop. Mark it `#[inline(always)]`, or it is compiled for the least level.
    fn run(self);
}

/// A loop over the blocks of several columns, to be compiled once for each [`Level`].
///
/// Columns are arguments of their own, so that the compiler knows that they do not overlap.
pub(crate) trait Sweep {
    type Block;
    /// What stands beside each block.
    type Side;

    /// Runs the loop. Mark it `#[inline(always)]`, or it is compiled for the least level.
    #[allow(clippy::too_many_arguments, reason = "columns of their own")]
    fn run(
        self,
        blocks: &mut [Self::Block],
        sides: &mut [Self::Side],
        a: &mut [Lanes],
        b: &mut [Lanes],
        c: &mut [Lanes],
        d: &mut [Lanes],
        e: &mut [Lanes],
    );
}

/// Which instructions the machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    /// What every machine of the target has.
    Base,
    /// AVX2 and fused multiply-add (x86-64-v3).
    #[cfg(target_arch = "x86_64")]
    V3,
    /// AVX-512 (x86-64-v4).
    #[cfg(target_arch = "x86_64")]
    V4,
}

impl Level {
    /// The highest level of this machine.
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let v3 = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("fma")
                && is_x86_feature_detected!("bmi2");
            let v4 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512bw");
            match (v3, v4) {
                (true, true) => return Level::V4,
                (true, false) => return Level::V3,
                _ => {}
            }
        }
        Level::Base
    }

    /// The levels of this machine, lowest first.
    #[cfg(test)]
    pub(crate) fn all() -> Vec<Self> {
        match Level::detect() {
            Level::Base => vec![Level::Base],
            #[cfg(target_arch = "x86_64")]
            Level::V3 => vec![Level::Base, Level::V3],
            #[cfg(target_arch = "x86_64")]
            Level::V4 => vec![Level::Base, Level::V3, Level::V4],
        }
    }

    /// Runs the kernel as compiled for this level.
    pub(crate) fn run(self, kernel: impl Kernel) {
        match self {
            Level::Base => kernel.run(),
            // SAFETY: a level other than `Base` comes from `detect`, which found its instructions.
            #[cfg(target_arch = "x86_64")]
            Level::V3 => unsafe { v3(kernel) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::V4 => unsafe { v4(kernel) },
        }
    }
}

impl Level {
    /// Whether sweeps are compiled for this level: not for machines without fused multiply-add, which are slow in any case.
    pub(crate) fn has_sweeps(self) -> bool {
        cfg!(not(target_arch = "x86_64")) || self != Level::Base
    }

    /// Runs the sweep as compiled for this level, which has sweeps.
    #[allow(clippy::too_many_arguments, reason = "as in `Sweep`")]
    pub(crate) fn sweep<S: Sweep>(
        self,
        sweep: S,
        blocks: &mut [S::Block],
        sides: &mut [S::Side],
        a: &mut [Lanes],
        b: &mut [Lanes],
        c: &mut [Lanes],
        d: &mut [Lanes],
        e: &mut [Lanes],
    ) {
        match self {
            #[cfg(not(target_arch = "x86_64"))]
            Level::Base => sweep.run(blocks, sides, a, b, c, d, e),
            #[cfg(target_arch = "x86_64")]
            Level::Base => {}
            // SAFETY: as in `run`.
            #[cfg(target_arch = "x86_64")]
            Level::V3 => unsafe { sweep_v3(sweep, blocks, sides, a, b, c, d, e) },
            // SAFETY: as in `run`.
            #[cfg(target_arch = "x86_64")]
            Level::V4 => unsafe { sweep_v4(sweep, blocks, sides, a, b, c, d, e) },
        }
    }
}

macro_rules! sweep_with {
    ($name:ident, $features:literal) => {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = $features)]
        #[allow(clippy::too_many_arguments, reason = "as in `Sweep`")]
        fn $name<S: Sweep>(
            sweep: S,
            blocks: &mut [S::Block],
            sides: &mut [S::Side],
            a: &mut [Lanes],
            b: &mut [Lanes],
            c: &mut [Lanes],
            d: &mut [Lanes],
            e: &mut [Lanes],
        ) {
            sweep.run(blocks, sides, a, b, c, d, e);
        }
    };
}

sweep_with!(sweep_v3, "avx2,fma,bmi1,bmi2,lzcnt,popcnt");
sweep_with!(
    sweep_v4,
    "avx512f,avx512dq,avx512vl,avx512bw,avx512cd,avx2,fma,bmi1,bmi2,lzcnt,popcnt"
);

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
fn v3(kernel: impl Kernel) {
    kernel.run();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(
    enable = "avx512f,avx512dq,avx512vl,avx512bw,avx512cd,avx2,fma,bmi1,bmi2,lzcnt,popcnt"
)]
fn v4(kernel: impl Kernel) {
    kernel.run();
}

/// Asks for the values to be brought into the first-level cache, since they are needed soon.
#[inline(always)]
pub(crate) fn prefetch<T>(values: &[T]) {
    #[cfg(target_arch = "x86_64")]
    {
        const LINE: usize = 64;
        let (start, bytes) = (values.as_ptr().cast::<i8>(), size_of_val(values));
        for offset in (0..bytes).step_by(LINE) {
            // SAFETY: the address lies in the slice; a prefetch reads nothing and needs SSE alone, which every x86-64 machine has.
            unsafe {
                core::arch::x86_64::_mm_prefetch::<{ core::arch::x86_64::_MM_HINT_T0 }>(
                    start.add(offset),
                );
            }
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = values;
}

/// Blocks of lanes as single values: two instructions less to find one of them.
#[inline(always)]
pub(crate) fn flat<const BLOCKS: usize, const VALUES: usize>(
    blocks: &mut [Lanes; BLOCKS],
) -> &mut [f64; VALUES] {
    const { assert!(BLOCKS * LANES == VALUES && size_of::<Lanes>() == LANES * size_of::<f64>()) };
    // SAFETY: lanes are an array of `f64` and nothing else, so both types have the same values in the same places, and the
    // alignment of the first is a multiple of that of the second.
    unsafe { &mut *core::ptr::from_mut(blocks).cast() }
}

/// Room for so many values, where there are many in large pages if the system grants them: tables that are read here and there spend less
/// time on finding the pages.
pub(crate) fn room<T>(count: usize) -> Vec<T> {
    let values = Vec::with_capacity(count);
    #[cfg(target_os = "linux")]
    large_pages(&values);
    values
}

/// Advises the system about the room of a vector, before anything is written there.
#[cfg(target_os = "linux")]
fn large_pages<T>(values: &Vec<T>) {
    use core::ffi::{c_int, c_void};

    unsafe extern "C" {
        safe fn getpagesize() -> c_int;
        fn madvise(address: *mut c_void, length: usize, advice: c_int) -> c_int;
    }
    const HUGE_PAGE: c_int = 14;
    /// A few of the large pages of most machines.
    const WORTHWHILE: usize = 1 << 23;

    let (start, bytes) = (values.as_ptr().addr(), values.capacity() * size_of::<T>());
    let page = usize::try_from(getpagesize()).unwrap_or(usize::MAX);
    if bytes < WORTHWHILE || page > bytes {
        return;
    }
    let first = start.next_multiple_of(page);
    let length = start + bytes - first;
    // SAFETY: the pages lie within what the vector has allocated, but for the end of the last; which pages hold it is all that
    // the advice changes, and never what is in them. An advice that is not taken has no effect.
    unsafe {
        madvise(
            values.as_ptr().cast_mut().with_addr(first).cast(),
            length,
            HUGE_PAGE,
        );
    }
}
