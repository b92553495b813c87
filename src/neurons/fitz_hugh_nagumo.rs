use crate::prelude::*;

/// FitzHugh and Nagumo's neuron, without dimensions but that of time.
///
/// ```text
///   tau dv/dt = v - v³ / 3 - w + i
/// tau_w dw/dt = v + a - b w
/// ```
///
/// Nothing is reset: `v_th` only marks the time at which `v` rises through it. A spike that arrives without a
/// synapse moves `v` by its weight. `.at_rest()` puts `w` where it comes to rest at `v`.
///
/// FitzHugh, R. (1961), Biophys. J. 1, 445; Nagumo, J., Arimoto, S. & Yoshizawa, S. (1962), Proc. IRE 50, 2061.
///
#[doc = include_str!("pictures/FitzHughNagumo.svg")]
///
/// ```
/// use nernst::prelude::*;
///
/// // It rests without an input and oscillates at 0.5, with a period of about 40 ms.
/// let inputs = by_index(|cell| [0.0, 0.5][cell]);
/// let cells = Population::new(2, FitzHughNagumo::excitable()).with(FitzHughNagumo::I, inputs);
/// let mut network = Network::new();
/// let cells = network.population("cells", cells)?;
/// let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
/// let spikes = simulation.record(cells.spikes())?;
/// simulation.run(400.0 * ms)?;
/// let spikes = simulation.read(&spikes);
/// assert_eq!(spikes.of(0).len(), 0);
/// assert!((9..=12).contains(&spikes.of(1).len()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Neuron, Clone, Debug, PartialEq)]
#[input(i: f64)]
#[spike(v >= v_th)]
#[weight(f64)]
#[on_spike(v += weight)]
#[require(tau > 0 ms, tau_w > 0 ms, b > 0)]
pub struct FitzHughNagumo {
    /// Time constant of the potential.
    pub tau: Time,
    /// Time constant of the recovery.
    pub tau_w: Time,
    /// Offset of the recovery.
    pub a: f64,
    /// How strongly the recovery holds itself back.
    pub b: f64,
    /// What marks a spike when `v` rises through it.
    pub v_th: f64,
    /// Membrane potential.
    #[ode(dv/dt = (v - v^3 / 3 - w + i) / tau)]
    pub v: f64,
    /// Recovery.
    #[ode(dw/dt = (v + a - b * w) / tau_w)]
    #[init((v + a) / b)]
    pub w: f64,
}

impl FitzHughNagumo {
    /// The set with one resting state, from which a kick makes it fire: `a` 0.7, `b` 0.8, time constants 1 and 12.5. The paper gives no
    /// unit of time; here it is the millisecond. It starts at rest; spikes are marked at 1.
    #[must_use]
    pub fn excitable() -> Self {
        FitzHughNagumo {
            tau: 1.0 * ms,
            tau_w: 12.5 * ms,
            a: 0.7,
            b: 0.8,
            v_th: 1.0,
            // The root of v - v³ / 3 = (v + a) / b.
            v: -1.199_408_035_244_035,
            w: 0.0,
        }
        .at_rest()
    }
}
