//! What several tests need.

// Each test is a crate of its own and takes from here what it needs.
#![allow(dead_code)]

pub(crate) mod order;

use nernst::prelude::*;

/// A cell that integrates and never fires.
pub(crate) fn silent_cell() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -70.0 * mV,
        v_th: 1e3 * volt,
        v_reset: -70.0 * mV,
        t_ref: 0.0 * ms,
        v: -70.0 * mV,
    }
}

/// A cell that fires as long as more than 0.15 nA reach it.
pub(crate) fn firing_cell() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 2.0 * ms,
        v: -65.0 * mV,
    }
}

/// The samples of one recorded cell, in SI units.
pub(crate) fn si<Q: Measured>(trace: &nernst::record::Trace<'_, Q>, cell: usize) -> Vec<f64> {
    trace.of(cell).map(Measured::si).collect()
}

/// The samples of one recorded cell, as bits.
pub(crate) fn bits<Q: Measured>(trace: &nernst::record::Trace<'_, Q>, cell: usize) -> Vec<u64> {
    trace.of(cell).map(|sample| sample.si().to_bits()).collect()
}

/// The largest distance between the members of two lists of equal length; not a number if one of them is not.
pub(crate) fn distance(a: impl IntoIterator<Item = f64>, b: impl IntoIterator<Item = f64>) -> f64 {
    let (a, b): (Vec<f64>, Vec<f64>) = (a.into_iter().collect(), b.into_iter().collect());
    assert_eq!(a.len(), b.len(), "lists of different lengths");
    let errors = a.iter().zip(&b).map(|(x, y)| (x - y).abs());
    errors.fold(0.0, |worst, error| {
        // Not `f64::max`, which drops a NaN.
        if error > worst || error.is_nan() {
            error
        } else {
            worst
        }
    })
}

/// What is left after the time `t`.
pub(crate) fn decay(t: f64, tau: f64) -> f64 {
    (-t / tau).exp()
}

/// (e^z - 1) / z, from the standard library and not from the crate under test.
pub(crate) fn relative_exponential(z: f64) -> f64 {
    if z == 0.0 { 1.0 } else { z.exp_m1() / z }
}
