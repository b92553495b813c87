//! Rates of recorded spikes, smoothed with kernels.

use nernst::prelude::*;
use nernst::record::KernelError;

const H: f64 = 0.1;

/// Spikes in steps of 0.1 ms, recorded from `start` to `end` in ms.
fn smoothed(
    cells: usize,
    spikes: &[(usize, f64)],
    (start, end): (f64, f64),
    kernel: Kernel,
) -> Result<Vec<(f64, f64)>, KernelError> {
    let mut network = Network::new();
    let times = spikes.iter().map(|(cell, t)| (*cell, *t * ms));
    let source = network
        .source("source", SpikeTimes::new(cells, times))
        .unwrap();
    let mut simulation = Simulation::new(&network, H * ms, 1).unwrap();
    simulation.run(start * ms).unwrap();
    let record = simulation.record(source.spikes()).unwrap();
    simulation.run((end - start) * ms).unwrap();
    let rate = simulation.read(&record).population_rate(kernel)?;
    // In milliseconds and spikes per millisecond.
    Ok(rate.into_iter().map(|(t, r)| (t / ms, r * ms)).collect())
}

fn integral(rate: &[(f64, f64)]) -> f64 {
    rate.iter().map(|(_, r)| r * H).sum()
}

#[test]
fn one_spike_is_the_kernel() {
    type Density = fn(f64) -> f64;
    let density: [(Kernel, Density); 3] = [
        (Kernel::gaussian(2.0 * ms), |t| {
            (-t * t / 8.0).exp() / (8.0 * std::f64::consts::PI).sqrt()
        }),
        (Kernel::exponential(3.0 * ms), |t| {
            if t > 0.0 { (-t / 3.0).exp() / 3.0 } else { 0.0 }
        }),
        (Kernel::rectangular(4.0 * ms), |t| {
            if t.abs() < 2.0 { 0.25 } else { 0.0 }
        }),
    ];
    for (kernel, density) in density {
        // Half of two cells fire; recorded from 20 ms on.
        let rate = smoothed(2, &[(1, 50.0)], (20.0, 100.0), kernel).unwrap();
        assert_eq!(rate.len(), 800);
        for (k, (t, r)) in rate.iter().enumerate() {
            assert!((t - (20.0 + (k as f64 + 0.5) * H)).abs() < 1e-9);
            // The mean over a step differs from its middle by h²/24 of the second derivative.
            let expected = 0.5 * density(t - 50.0);
            assert!(
                (r - expected).abs() < 5e-5,
                "{kernel:?} at {t}: {r} {expected}"
            );
        }
        assert!((integral(&rate) - 0.5).abs() < 1e-6, "{kernel:?}");
    }
}

#[test]
fn a_mean_over_a_step_is_a_difference_of_areas() {
    // Much shorter than a step, so that the mean is nothing like the density.
    let rate = smoothed(1, &[(0, 5.0)], (0.0, 10.0), Kernel::exponential(0.02 * ms)).unwrap();
    for (k, (_, r)) in rate.iter().enumerate() {
        let since = k as f64 - 50.0;
        let expected = if since >= 0.0 {
            ((-since * 5.0).exp() - (-(since + 1.0) * 5.0).exp()) / H
        } else {
            0.0
        };
        assert!((r - expected).abs() < 1e-13, "step {k}: {r} {expected}");
    }
}

#[test]
fn nothing_is_lost_at_the_ends() {
    let spikes = [
        (0, 0.0),
        (1, 0.1),
        (0, 3.0),
        (2, 19.9),
        (0, 20.0),
        (1, 20.0),
    ];
    for kernel in [
        Kernel::gaussian(0.05 * ms),
        Kernel::gaussian(5.0 * ms),
        Kernel::gaussian(20.0 * ms),
        Kernel::rectangular(0.1 * ms),
        Kernel::rectangular(7.3 * ms),
        Kernel::rectangular(20.0 * ms),
    ] {
        let rate = smoothed(3, &spikes, (0.0, 20.0), kernel).unwrap();
        assert!((integral(&rate) - 2.0).abs() < 1e-12, "{kernel:?}");
    }
    // The exponential keeps what lies in the record: 1 - e^(-(20 ms - t) / 5 ms) of each spike.
    let rate = smoothed(3, &spikes, (0.0, 20.0), Kernel::exponential(5.0 * ms)).unwrap();
    let kept = spikes.map(|(_, t)| 1.0 - (-(20.0 - t) / 5.0_f64).exp());
    assert!((integral(&rate) - kept.iter().sum::<f64>() / 3.0).abs() < 1e-12);
}

#[test]
fn a_constant_rate_stays_constant_up_to_the_ends() {
    // A spike in the middle of every millisecond.
    let spikes: Vec<(usize, f64)> = (0..50).map(|k| (0, k as f64 + 0.5)).collect();
    for kernel in [Kernel::gaussian(4.0 * ms), Kernel::rectangular(10.0 * ms)] {
        let rate = smoothed(1, &spikes, (0.0, 50.0), kernel).unwrap();
        for (t, r) in rate {
            assert!((r - 1.0).abs() < 1e-9, "{kernel:?} at {t}: {r}");
        }
    }
}

#[test]
fn a_causal_kernel_knows_nothing_of_later_spikes() {
    let kernel = Kernel::exponential(5.0 * ms);
    let all = smoothed(1, &[(0, 3.0), (0, 8.0)], (0.0, 10.0), kernel).unwrap();
    let first = smoothed(1, &[(0, 3.0)], (0.0, 10.0), kernel).unwrap();
    assert!(all[..80] == first[..80] && all[80..] != first[80..]);
    assert!(all[..30].iter().all(|(_, r)| *r == 0.0));
}

#[test]
fn spikes_off_the_grid_are_where_they_are() {
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 1e3 * ms,
        v: -65.0 * mV,
    };
    let mut network = Network::new();
    let cells = Population::new(1, lif).with(Lif::I, 0.2 * nA);
    let cells = network.population("cells", cells).unwrap();
    let simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let spikes = simulation.record(cells.spikes()).unwrap();
    simulation.run(100.0 * ms).unwrap();
    let kernel = Kernel::gaussian(2.0 * ms);
    let rate = simulation.read(&spikes).population_rate(kernel).unwrap();
    let moment = |power: i32| -> f64 {
        let terms = rate.iter().map(|(t, r)| (*t / ms).powi(power) * (*r * ms));
        terms.sum()
    };
    // At 20 ms · ln 4; the variance is that of the kernel and of the mean over a step.
    let mean = 20.0 * 4.0_f64.ln();
    assert!((moment(0) - 1.0).abs() < 1e-12);
    assert!((moment(1) - mean).abs() < 1e-9, "{}", moment(1));
    let variance = moment(2) - mean * mean;
    assert!((variance - 4.0 - 1.0 / 12.0).abs() < 1e-6, "{variance}");
}

#[test]
fn kernels_have_a_length_that_fits_the_record() {
    let refused = |kernel| {
        smoothed(1, &[], (0.0, 10.0), kernel)
            .unwrap_err()
            .to_string()
    };
    for length in [0.0, -1.0] {
        assert_eq!(
            refused(Kernel::gaussian(length * ms)),
            format!("the length of a kernel must be positive and finite, but it is {length} ms")
        );
    }
    assert_eq!(
        refused(Kernel::exponential(f64::NAN * ms)),
        "the length of a kernel must be positive and finite, but it is NaN ms"
    );
    assert_eq!(
        refused(Kernel::rectangular(11.0 * ms)),
        "a kernel of 11 ms is longer than the record of 10 ms; take a shorter kernel or record for longer"
    );
    let silence = smoothed(1, &[], (0.0, 10.0), Kernel::rectangular(10.0 * ms)).unwrap();
    assert!(silence.len() == 100 && silence.iter().all(|(_, r)| *r == 0.0));
}
