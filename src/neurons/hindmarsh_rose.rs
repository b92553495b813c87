use crate::prelude::*;

/// Hindmarsh and Rose's neuron, without dimensions but that of time.
///
/// ```text
/// tau dv/dt = y - a v³ + b v² - z + i
/// tau dy/dt = c - d v² - y
/// tau dz/dt = r (s (v - v_r) - z)
/// ```
///
/// Nothing is reset: `v_th` only marks the time at which `v` rises through it. A spike that arrives without a
/// synapse moves `v` by its weight. `.at_rest()` puts `y` and `z` where they come to rest at `v`.
///
/// Hindmarsh, J. L. & Rose, R. M. (1984), Proc. R. Soc. Lond. B 221, 87.
///
#[doc = include_str!("pictures/HindmarshRose.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// // It rests without an input and bursts at 2.
/// let inputs = by_index(|cell| [0.0, 2.0][cell]);
/// let cells = Population::new(2, HindmarshRose::bursting()).with(HindmarshRose::I, inputs);
/// let mut network = Network::new();
/// let cells = network.population("cells", cells)?;
/// let mut simulation = Simulation::new(&network, 0.02 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(1.0 * second)?;
/// let spikes = simulation.read(&spikes);
/// assert!(spikes.of(0).len() <= 1);
/// let times = spikes.of(1);
/// let intervals: Vec<f64> = times.windows(2).map(|pair| (pair[1] - pair[0]) / ms).collect();
/// let (least, most) = intervals.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), x| (a.min(*x), b.max(*x)));
/// assert!(times.len() > 10 && most > 3.0 * least);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: f64)]
#[spike(v >= v_th)]
#[weight(f64)]
#[on_spike(v += weight)]
#[require(tau > 0 ms, a > 0, r > 0)]
pub struct HindmarshRose {
    /// Time constant of `v` and `y`.
    pub tau: Time,
    /// Factor of the cubic term.
    pub a: f64,
    /// Factor of the quadratic term.
    pub b: f64,
    /// Offset of the recovery.
    pub c: f64,
    /// How strongly the recovery follows the potential.
    pub d: f64,
    /// How slow the adaptation is: its rate in units of `1 / tau`.
    pub r: f64,
    /// How strongly the adaptation follows the potential.
    pub s: f64,
    /// Potential at which there is no adaptation.
    pub v_r: f64,
    /// What marks a spike when `v` rises through it.
    pub v_th: f64,
    /// Membrane potential.
    #[ode(dv/dt = (y - a * v^3 + b * v^2 - z + i) / tau)]
    pub v: f64,
    /// Recovery.
    #[ode(dy/dt = (c - d * v^2 - y) / tau)]
    #[init(c - d * v^2)]
    pub y: f64,
    /// Adaptation.
    #[ode(dz/dt = r * (s * (v - v_r) - z) / tau)]
    #[init(s * (v - v_r))]
    pub z: f64,
}

impl HindmarshRose {
    /// The set that bursts for inputs from about 1.3 to 3.3: `a` to `d` are 1, 3, 1, 5, `r` 0.006, `s` 4, `v_r` -1.6. The paper gives no
    /// unit of time; here it is the millisecond. It starts at `v_r` with `y` and `z` at rest there; spikes are marked at 1.
    #[must_use]
    pub fn bursting() -> Self {
        HindmarshRose {
            tau: 1.0 * ms,
            a: 1.0,
            b: 3.0,
            c: 1.0,
            d: 5.0,
            r: 0.006,
            s: 4.0,
            v_r: -1.6,
            v_th: 1.0,
            v: -1.6,
            y: 0.0,
            z: 0.0,
        }
        .at_rest()
    }
}
