//! The neuron of several sections.

use nernst::prelude::*;

pub(crate) fn lif() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 2.0 * ms,
        v: -65.0 * mV,
    }
}
