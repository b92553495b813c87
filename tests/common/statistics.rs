//! Tests of samples against distributions.

// Each test is a crate of its own and takes from here what it needs.
#![allow(dead_code)]

/// sup |F_n - F| · √n; above 1.95 in one of a thousand honest samples.
pub(crate) fn kolmogorov_smirnov(mut sample: Vec<f64>, distribution: impl Fn(f64) -> f64) -> f64 {
    sample.sort_by(f64::total_cmp);
    let n = sample.len() as f64;
    let deviation = sample.iter().enumerate().map(|(rank, x)| {
        let f = distribution(*x);
        (f - rank as f64 / n).max((rank as f64 + 1.0) / n - f)
    });
    deviation.fold(0.0, f64::max) * n.sqrt()
}

/// Pearson's χ² as a number of standard deviations from its mean, with neighbouring classes joined until ten are expected.
///
/// `constraints` says how many sums of the found are sums of the expected by construction.
pub(crate) fn chi_square(found: &[u64], expected: &[f64], constraints: usize) -> f64 {
    assert_eq!(found.len(), expected.len());
    let (mut classes, mut open) = (Vec::<(f64, f64)>::new(), (0.0, 0.0));
    for (found, expected) in found.iter().zip(expected) {
        open = (open.0 + *found as f64, open.1 + expected);
        if open.1 >= 10.0 {
            classes.push(std::mem::take(&mut open));
        }
    }
    let last = classes.last_mut().expect("ten are expected somewhere");
    *last = (last.0 + open.0, last.1 + open.1);
    let statistic: f64 = classes.iter().map(|(f, e)| (f - e).powi(2) / e).sum();
    let freedom = (classes.len() - constraints) as f64;
    (statistic - freedom) / (2.0 * freedom).sqrt()
}

pub(crate) fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let mean = |x: &[f64]| x.iter().sum::<f64>() / n;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let product = |x: &[f64], mx: f64, y: &[f64], my: f64| -> f64 {
        let terms = x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my));
        terms.sum()
    };
    product(a, mean_a, b, mean_b)
        / (product(a, mean_a, a, mean_a) * product(b, mean_b, b, mean_b)).sqrt()
}
