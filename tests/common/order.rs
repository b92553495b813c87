//! Orders of convergence, and references to measure them by.

/// The classical Runge-Kutta method, for references.
pub(crate) fn runge_kutta<const N: usize>(
    mut x: [f64; N],
    from: f64,
    to: f64,
    steps: usize,
    rate: impl Fn(f64, [f64; N]) -> [f64; N],
) -> [f64; N] {
    let h = (to - from) / steps as f64;
    let along = |x: [f64; N], k: [f64; N], h: f64| std::array::from_fn(|i| x[i] + h * k[i]);
    for step in 0..steps {
        let t = from + step as f64 * h;
        let a = rate(t, x);
        let b = rate(t + h / 2.0, along(x, a, h / 2.0));
        let c = rate(t + h / 2.0, along(x, b, h / 2.0));
        let d = rate(t + h, along(x, c, h));
        x = std::array::from_fn(|i| x[i] + h / 6.0 * (a[i] + 2.0 * b[i] + 2.0 * c[i] + d[i]));
    }
    x
}

/// The slope of the errors in a plot of logarithms, from steps that are halved each time.
pub(crate) fn order(errors: &[f64]) -> f64 {
    let n = errors.len() as f64;
    let mean = (n - 1.0) / 2.0;
    let logarithms = errors
        .iter()
        .enumerate()
        .map(|(k, error)| (k as f64 - mean, -error.log2()));
    let (product, square) = logarithms.fold((0.0, 0.0), |(p, s), (k, l)| (p + k * l, s + k * k));
    product / square
}

/// The equations of Hodgkin and Huxley (1952) for the squid axon with a drive in uA/cm², in mV and ms.
pub(crate) fn hodgkin_huxley(i: f64) -> impl Fn(f64, [f64; 4]) -> [f64; 4] {
    move |_, [v, m, h, n]| {
        let u = v + 65.0;
        let ratio = |z: f64| z / z.exp_m1();
        let current = 120.0 * m.powi(3) * h * (50.0 - v)
            + 36.0 * n.powi(4) * (-77.0 - v)
            + 0.3 * (-54.387 - v)
            + i;
        [
            current,
            ratio((25.0 - u) / 10.0) * (1.0 - m) - 4.0 * (-u / 18.0).exp() * m,
            0.07 * (-u / 20.0).exp() * (1.0 - h) - h / (1.0 + ((30.0 - u) / 10.0).exp()),
            0.1 * ratio((10.0 - u) / 10.0) * (1.0 - n) - 0.125 * (-u / 80.0).exp() * n,
        ]
    }
}
