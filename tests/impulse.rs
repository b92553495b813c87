//! The response of every shipped synapse to spikes, against its closed form.

mod common;

use common::{decay, distance, relative_exponential, si, silent_cell};
use nernst::model::{Readout, Receives, Synapse as SynapseModel};
use nernst::prelude::*;
use proptest::prelude::*;

/// A shipped synapse with time constants and durations in ms, rates in 1/ms.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Expon { tau: f64 },
    Alpha { tau: f64 },
    DualExponential { rise: f64, decay: f64 },
    SquarePulse { t_dur: f64 },
    Ampa(Binding),
    GabaA(Binding),
    GabaB(Binding),
    Nmda(Binding),
}

/// Receptors that bind a transmitter of 1 mM at the rate `bind` while a pulse lasts, and lose it at the rate `unbind`.
#[derive(Clone, Copy, Debug)]
struct Binding {
    bind: f64,
    unbind: f64,
    t_dur: f64,
}

impl Binding {
    /// The bound fraction `t` after the beginning of the pulse.
    fn bound(self, t: f64) -> f64 {
        let rate = self.bind + self.unbind;
        let during = |t: f64| -self.bind / rate * (-rate * t).exp_m1();
        during(t.min(self.t_dur)) * (-self.unbind * (t - self.t_dur).max(0.0)).exp()
    }

    /// What follows the bound fraction at the rates `k3` and `k4`: dg/dt = k3 bound - k4 g, `t` after the beginning of the pulse.
    fn following(self, k3: f64, k4: f64, t: f64) -> f64 {
        // With bound = a + b exp(-rate t) over a stretch of time.
        let stretch = |t: f64, g: f64, a: f64, b: f64, rate: f64| {
            let steady = k3 * a * t * relative_exponential(-k4 * t);
            let fading = k3 * b * t * (-rate * t).exp() * relative_exponential((rate - k4) * t);
            g * (-k4 * t).exp() + steady + fading
        };
        let rate = self.bind + self.unbind;
        let most = self.bind / rate;
        let g = stretch(t.min(self.t_dur), 0.0, most, -most, rate);
        let left = (t - self.t_dur).max(0.0);
        stretch(left, g, 0.0, self.bound(self.t_dur), self.unbind)
    }
}

/// Spikes of one source: its weight in nS and the steps at which it spikes.
type Train = (f64, Vec<u64>);

impl Shape {
    /// What the synapse hands on at every step, in nS; spikes arrive `delay` steps after they are fired.
    fn response(self, h: Time, steps: u64, delay: u64, trains: &[Train]) -> Vec<f64> {
        match self {
            Shape::Expon { tau } => {
                run(Expon::new(tau * ms), Expon::OUTPUT, h, steps, delay, trains)
            }
            Shape::Alpha { tau } => {
                run(Alpha::new(tau * ms), Alpha::OUTPUT, h, steps, delay, trains)
            }
            Shape::DualExponential { rise, decay } => {
                let synapse = DualExponential::new(rise * ms, decay * ms);
                run(synapse, DualExponential::OUTPUT, h, steps, delay, trains)
            }
            Shape::SquarePulse { t_dur } => {
                let synapse = SquarePulse::new(t_dur * ms);
                run(synapse, SquarePulse::OUTPUT, h, steps, delay, trains)
            }
            Shape::Ampa(Binding {
                bind,
                unbind,
                t_dur,
            }) => {
                let synapse = Ampa {
                    alpha: bind / ms / mM,
                    beta: unbind / ms,
                    t_max: 1.0 * mM,
                    t_dur: t_dur * ms,
                    ..Ampa::new()
                };
                run(synapse, Ampa::OUTPUT, h, steps, delay, trains)
            }
            Shape::GabaA(Binding {
                bind,
                unbind,
                t_dur,
            }) => {
                let synapse = GabaA {
                    alpha: bind / ms / mM,
                    beta: unbind / ms,
                    t_max: 1.0 * mM,
                    t_dur: t_dur * ms,
                    ..GabaA::new()
                };
                run(synapse, GabaA::OUTPUT, h, steps, delay, trains)
            }
            Shape::GabaB(Binding {
                bind,
                unbind,
                t_dur,
            }) => {
                let synapse = GabaB {
                    k1: bind / ms / mM,
                    k2: unbind / ms,
                    t_max: 1.0 * mM,
                    t_dur: t_dur * ms,
                    ..GabaB::new()
                };
                run(synapse, GabaB::OUTPUT, h, steps, delay, trains)
            }
            Shape::Nmda(Binding {
                bind,
                unbind,
                t_dur,
            }) => {
                let synapse = Nmda {
                    alpha2: bind / ms / mM,
                    beta2: unbind / ms,
                    t_max: 1.0 * mM,
                    t_dur: t_dur * ms,
                    ..Nmda::new()
                };
                run(synapse, Nmda::OUTPUT, h, steps, delay, trains)
            }
        }
    }

    /// The response to a weight of one, `t` after the arrival, without a difference of time constants in a denominator.
    fn closed_form(self, t: f64) -> f64 {
        match self {
            _ if t < 0.0 => 0.0,
            Shape::Expon { tau } => decay(t, tau),
            Shape::Alpha { tau } => t / tau * (1.0 - t / tau).exp(),
            Shape::DualExponential { rise, decay: fall } => {
                let gap = (fall - rise) / (rise * fall);
                let chain = |t: f64| t / rise * decay(t, rise) * relative_exponential(gap * t);
                chain(t) / chain(self.peak_time())
            }
            // The end is between two samples, for its rounding.
            Shape::SquarePulse { t_dur } => f64::from(u8::from(t < t_dur - 1e-6)),
            Shape::Ampa(binding) | Shape::GabaA(binding) => binding.bound(t),
            Shape::GabaB(binding) => {
                let g = binding.following(0.098, 0.033, t).powi(4);
                g / (g + 100.0)
            }
            Shape::Nmda(_) => panic!("there is none"),
        }
    }

    /// When the response is largest: where its derivative is zero.
    fn peak_time(self) -> f64 {
        match self {
            Shape::Expon { .. } => 0.0,
            Shape::Alpha { tau } => tau,
            Shape::DualExponential { rise, decay } => {
                let relative = (decay - rise) / rise;
                if relative == 0.0 {
                    decay
                } else {
                    decay * relative.ln_1p() / relative
                }
            }
            Shape::SquarePulse { .. } => 0.0,
            Shape::Ampa(binding) | Shape::GabaA(binding) => binding.t_dur,
            Shape::GabaB(_) | Shape::Nmda(_) => panic!("no formula"),
        }
    }

    /// The integral of the response to a weight of one, in ms.
    fn area(self) -> f64 {
        match self {
            Shape::Expon { tau } => tau,
            Shape::Alpha { tau } => std::f64::consts::E * tau,
            // All that the spike adds to h comes out again, `decay` for each unit; the peak is one where
            // h / rise = g / decay, so that h(0) = rise / decay · exp(t_peak / rise).
            Shape::DualExponential { rise, .. } => rise * (self.peak_time() / rise).exp(),
            // What is bound in the end is lost at the rate `unbind`; before, it is `most` less what is missing to it.
            Shape::Ampa(binding) | Shape::GabaA(binding) => {
                let rate = binding.bind + binding.unbind;
                let (most, end) = (binding.bind / rate, binding.bound(binding.t_dur));
                most * binding.t_dur - end / rate + end / binding.unbind
            }
            Shape::SquarePulse { .. } | Shape::GabaB(_) | Shape::Nmda(_) => panic!("no formula"),
        }
    }

    fn slowest(self) -> f64 {
        match self {
            Shape::Expon { tau } | Shape::Alpha { tau } => tau,
            Shape::DualExponential { rise, decay } => rise.max(decay),
            Shape::SquarePulse { t_dur } => t_dur,
            Shape::Ampa(b) | Shape::GabaA(b) | Shape::GabaB(b) | Shape::Nmda(b) => 1.0 / b.unbind,
        }
    }

    fn fastest(self) -> f64 {
        match self {
            Shape::Expon { tau } | Shape::Alpha { tau } => tau,
            Shape::DualExponential { rise, decay } => rise.min(decay),
            Shape::SquarePulse { t_dur } => t_dur,
            Shape::Ampa(b) | Shape::GabaA(b) | Shape::GabaB(b) | Shape::Nmda(b) => {
                1.0 / (b.bind + b.unbind)
            }
        }
    }

    fn pulse(&mut self) -> Option<&mut f64> {
        match self {
            Shape::SquarePulse { t_dur } => Some(t_dur),
            Shape::Ampa(b) | Shape::GabaA(b) | Shape::GabaB(b) | Shape::Nmda(b) => {
                Some(&mut b.t_dur)
            }
            _ => None,
        }
    }

    /// With a pulse of a whole number of these steps.
    fn on_grid(mut self, h: f64) -> Self {
        if let Some(t_dur) = self.pulse() {
            *t_dur = (*t_dur / h).ceil() * h;
        }
        self
    }
}

fn run<S>(
    synapse: S,
    output: Readout<S, ElectricalConductance>,
    h: Time,
    steps: u64,
    delay: u64,
    trains: &[Train],
) -> Vec<f64>
where
    S: SynapseModel<Out = ElectricalConductance> + Receives<ElectricalConductance>,
{
    let mut network = Network::new();
    let cell = network
        .population("cell", Population::new(1, silent_cell()))
        .unwrap();
    let spikes = trains.iter().enumerate().flat_map(|(source, (_, spikes))| {
        spikes.iter().map(move |step| (source, *step as f64 * h))
    });
    let source = network
        .source("sources", SpikeTimes::new(trains.len(), spikes))
        .unwrap();
    let weights: Vec<f64> = trains.iter().map(|(weight, _)| *weight).collect();
    let projection = Projection::new(source, cell)
        .synapse(synapse)
        .output(Coba { e: 0.0 * mV })
        .weight(by_pair(move |source, _| weights[source] * nS))
        .delay(delay as f64 * h);
    let projection = network.projection("projection", projection).unwrap();
    let mut simulation = Simulation::new(&network, h, 1).unwrap();
    let trace = simulation.record(projection.readout(output)).unwrap();
    simulation.run(steps as f64 * h).unwrap();
    let trace = si(&simulation.read(&trace), 0);
    trace.into_iter().map(|g| g / 1e-9).collect()
}

fn tau() -> impl Strategy<Value = f64> {
    0.3..30.0_f64
}

/// Every synapse.
fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![linear(), kinetic()]
}

/// The synapses with a closed form.
fn solved() -> impl Strategy<Value = Shape> {
    shape().prop_filter("no closed form", |shape| !matches!(shape, Shape::Nmda(_)))
}

/// The synapses with a formula for the height and the time of their peak.
fn peaked() -> impl Strategy<Value = Shape> {
    solved().prop_filter("no formula", |shape| !matches!(shape, Shape::GabaB(_)))
}

/// The synapses in which each spike starts a pulse, of a whole number of steps of 0.1 ms.
fn kinetic() -> impl Strategy<Value = Shape> {
    let t_dur = || (1..20_u32).prop_map(|steps| f64::from(steps) * 0.1);
    let binding = || {
        (0.05..5.0_f64, 0.03..1.0_f64, t_dur()).prop_map(|(bind, unbind, t_dur)| Binding {
            bind,
            unbind,
            t_dur,
        })
    };
    prop_oneof![
        t_dur().prop_map(|t_dur| Shape::SquarePulse { t_dur }),
        binding().prop_map(Shape::Ampa),
        binding().prop_map(Shape::GabaA),
        binding().prop_map(Shape::GabaB),
        binding().prop_map(Shape::Nmda),
    ]
}

/// The synapses to which each spike adds the same.
fn linear() -> impl Strategy<Value = Shape> {
    prop_oneof![
        tau().prop_map(|tau| Shape::Expon { tau }),
        tau().prop_map(|tau| Shape::Alpha { tau }),
        (tau(), tau()).prop_map(|(rise, decay)| Shape::DualExponential { rise, decay }),
        tau().prop_map(|tau| Shape::DualExponential {
            rise: tau,
            decay: tau
        }),
    ]
}

fn train() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::btree_set(0..150_u64, 1..12).prop_map(|steps| steps.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn responses_to_several_sources_and_spikes_add_up(
        shape in linear(), a in train(), b in train(), w in 0.1..10.0_f64, u in 0.1..10.0_f64, delay in 1..20_u64,
    ) {
        let run = |trains: &[Train]| shape.response(0.1 * ms, 300, delay, trains);
        let together = run(&[(w, a.clone()), (u, b.clone())]);
        let mut sum = vec![0.0; together.len()];
        for (weight, train) in [(w, &a), (u, &b)] {
            for spike in train {
                for (total, g) in sum.iter_mut().zip(run(&[(weight, vec![*spike])])) {
                    *total += g;
                }
            }
        }
        let peak = together.iter().copied().fold(0.0, f64::max);
        prop_assert!(distance(together, sum) <= 1e-12 * peak);
    }

    /// A pulse is prolonged by the next spike of its source, and by no other.
    #[test]
    fn responses_to_several_sources_of_pulses_add_up(
        shape in kinetic(), a in train(), b in train(), w in 0.1..10.0_f64, u in 0.1..10.0_f64, delay in 1..20_u64,
    ) {
        let run = |trains: &[Train]| shape.response(0.1 * ms, 300, delay, trains);
        let together = run(&[(w, a.clone()), (u, b.clone())]);
        let (a, b) = (run(&[(1.0, a)]), run(&[(1.0, b)]));
        let sum = a.iter().zip(&b).map(|(a, b)| w * a + u * b);
        prop_assert!(distance(together, sum) <= 1e-13 * (w + u));
    }

    #[test]
    fn a_later_spike_gives_the_same_bits_later(shape in shape(), shift in 0..100_usize, delay in 1..20_u64) {
        let run = |step: usize| shape.response(0.1 * ms, 400, delay, &[(1.0, vec![step as u64])]);
        let (early, late) = (run(0), run(shift));
        prop_assert_eq!(&early[..=400 - shift], &late[shift..]);
    }

    #[test]
    fn nothing_comes_before_the_arrival_and_nothing_negative_after_it(
        shape in shape(), spike in 0..100_u64, delay in 1..20_u64,
    ) {
        let g = shape.response(0.1 * ms, 400, delay, &[(2.5, vec![spike])]);
        let (before, after) = g.split_at((spike + delay) as usize);
        prop_assert!(before.iter().all(|g| *g == 0.0));
        prop_assert!(after.iter().all(|g| *g >= 0.0));
        // An exponential and a square are up at the arrival, the others begin to rise there.
        let up = matches!(shape, Shape::Expon { .. } | Shape::SquarePulse { .. });
        prop_assert_eq!(after[0] > 0.0, up);
        let is_square = matches!(shape, Shape::SquarePulse { .. });
        prop_assert!(after[1] > 0.0 || is_square);
    }

    #[test]
    fn responses_have_their_closed_form(shape in solved(), w in 0.1..10.0_f64) {
        let g = shape.response(0.1 * ms, 1000, 1, &[(w, vec![0])]);
        let exact = (0..=1000).map(|k| w * shape.closed_form((k as f64 - 1.0) * 0.1));
        let error = distance(g, exact);
        prop_assert!(error <= 1e-12 * w, "{error:e} of a peak of {w}");
    }

    #[test]
    fn there_is_one_maximum_of_its_height_at_its_time(shape in peaked(), w in 0.1..10.0_f64) {
        let h = 0.01;
        let g = shape.response(h * ms, 5000, 1, &[(w, vec![0])]);
        let largest = g.iter().copied().fold(0.0, f64::max);
        let top = g.iter().position(|g| *g == largest).unwrap();
        // At the maximum rounding may hold neighbouring samples level, or swap them by a last digit.
        let rounding = 1e-14 * w;
        prop_assert!(g[1..top.max(1)].windows(2).all(|pair| pair[0] < pair[1] + rounding));
        prop_assert!(g[top..].windows(2).all(|pair| pair[0] + rounding > pair[1]));
        let peak = shape.peak_time();
        let time = (top as f64 - 1.0) * h;
        prop_assert!((time - peak).abs() <= h * 1.001, "largest at {time} ms instead of {peak} ms");
        // Half a step off the peak of a function with a curvature below that of its fast exponential.
        let flat = (h / shape.fastest()).powi(2);
        let height = w * shape.closed_form(peak);
        prop_assert!(
            largest <= height * (1.0 + 1e-12) && largest >= height * (1.0 - flat),
            "{largest} instead of {height}"
        );
    }

    #[test]
    fn the_area_is_that_of_the_closed_form(shape in peaked()) {
        prop_assume!(!matches!(shape, Shape::SquarePulse { .. }));
        // Simpson's rule from the arrival on; its error falls with the fourth power of the step. The end of a pulse is
        // between two parabolas.
        let h = match shape.clone().pulse() {
            Some(t_dur) => *t_dur / (2.0 * (50.0 * *t_dur / shape.fastest()).ceil()),
            None => shape.fastest() / 100.0,
        };
        let steps = (40.0 * shape.slowest() / h / 2.0).ceil() as u64 * 2;
        prop_assume!(steps < 200_000);
        let g = shape.response(h * ms, steps + 1, 1, &[(1.0, vec![0])]);
        let g = &g[1..];
        let inner: f64 = (1..g.len() - 1).map(|k| if k % 2 == 1 { 4.0 * g[k] } else { 2.0 * g[k] }).sum();
        let area = h / 3.0 * (g[0] + inner + g[g.len() - 1]);
        let exact = shape.area();
        prop_assert!((area / exact - 1.0).abs() <= 1e-9, "{area} instead of {exact}");
    }

    /// P(a + b) = P(a) P(b): one step of 2 h is two steps of h.
    #[test]
    fn two_steps_are_one_of_twice_the_length(shape in solved(), h in 0.01..2.0_f64) {
        let shape = shape.on_grid(2.0 * h);
        // The spike is fired at zero and arrives after 2 h in both.
        let fine = shape.response(h * ms, 400, 2, &[(1.0, vec![0])]);
        let coarse = shape.response(2.0 * h * ms, 200, 1, &[(1.0, vec![0])]);
        let error = distance(fine.into_iter().step_by(2), coarse);
        prop_assert!(error <= 1e-12, "{error:e}");
    }
}

const SHAPES: [Shape; 4] = [
    Shape::Expon { tau: 5.0 },
    Shape::Alpha { tau: 3.0 },
    Shape::DualExponential {
        rise: 1.0,
        decay: 10.0,
    },
    // A slow rise and a fast decay are allowed, too.
    Shape::DualExponential {
        rise: 8.0,
        decay: 2.0,
    },
];

#[test]
fn the_response_does_not_depend_on_the_time_step() {
    for shape in SHAPES {
        let at_milliseconds = |power: i32| {
            let per_ms = 1_u64 << power;
            let h = 1.0 / per_ms as f64 * ms;
            let g = shape.response(h, 60 * per_ms, per_ms, &[(1.0, vec![0])]);
            g.into_iter().step_by(per_ms as usize)
        };
        let coarse: Vec<f64> = at_milliseconds(0).collect();
        for power in 1..=10 {
            let error = distance(at_milliseconds(power), coarse.iter().copied());
            assert!(error <= 1e-12, "{shape:?} at 2^-{power} ms: {error:e}");
        }
    }
}

#[test]
fn nearly_equal_time_constants_lose_nothing() {
    for power in -16..=-1 {
        for sign in [-1.0, 1.0] {
            let gap = sign * 10.0_f64.powi(power);
            let shape = Shape::DualExponential {
                rise: 4.0,
                decay: 4.0 * (1.0 + gap),
            };
            for h in [0.1, 1.0] {
                let g = shape.response(h * ms, 100, 1, &[(1.0, vec![0])]);
                let exact = (0..=100).map(|k| shape.closed_form((k as f64 - 1.0) * h));
                let error = distance(g, exact);
                assert!(error <= 1e-12, "gap {gap:e}, h {h} ms: {error:e}");
            }
        }
    }
}

/// The maximum is the weight, so that the two differ in name only.
#[test]
fn the_longer_time_constant_may_stand_first() {
    for (a, b) in [(1.0, 10.0), (4.0, 4.1), (0.3, 30.0)] {
        let response = |rise, decay| {
            let shape = Shape::DualExponential { rise, decay };
            shape.response(0.1 * ms, 1000, 1, &[(1.0, vec![0])])
        };
        let error = distance(response(a, b), response(b, a));
        assert!(error <= 1e-13, "{a} ms, {b} ms: {error:e}");
    }
}

#[test]
fn equal_time_constants_are_the_alpha_function() {
    let dual = Shape::DualExponential {
        rise: 4.0,
        decay: 4.0,
    };
    let (dual, alpha) = (
        dual.response(0.1 * ms, 400, 1, &[(1.0, vec![0])]),
        Shape::Alpha { tau: 4.0 }.response(0.1 * ms, 400, 1, &[(1.0, vec![0])]),
    );
    assert!(distance(dual, alpha) <= 1e-14);
}

/// The alpha function has its peak on the grid, so that the maximum is the weight up to rounding.
#[test]
fn a_peak_on_the_grid_is_the_weight() {
    for h in [0.01, 0.1, 0.5, 1.0] {
        let g = Shape::Alpha { tau: 5.0 }.response(h * ms, (20.0 / h) as u64, 1, &[(3.0, vec![0])]);
        let largest = g.into_iter().fold(0.0, f64::max);
        assert!((largest / 3.0 - 1.0).abs() <= 1e-12, "{largest}");
    }
}

/// A current of two states, both raised by each spike, of which one leads the other.
#[derive(Synapse, Clone)]
#[weight(ElectricCurrent)]
#[on_spike(a += weight, b += 3 * weight)]
#[output(a - b)]
struct Both {
    tau_a: Time,
    tau_b: Time,
    #[ode(da/dt = -a / tau_a)]
    a: ElectricCurrent,
    #[ode(db/dt = (a - b) / tau_b)]
    b: ElectricCurrent,
}

/// `a` and `b` in pA after spikes of 2 pA at 3 ms and at 5 ms, which arrive 1 ms later.
fn both(tau_a: f64, tau_b: f64, t: f64) -> [f64; 2] {
    let after = |[a, b]: [f64; 2], t: f64| {
        let led = tau_a / (tau_a - tau_b) * (decay(t, tau_a) - decay(t, tau_b));
        [a * decay(t, tau_a), b * decay(t, tau_b) + a * led]
    };
    let [mut a, mut b] = after([7.0, -5.0], t);
    for arrival in [4.0, 6.0] {
        // Half a step is more than rounding of the time.
        if t > arrival - 0.05 {
            let [more_a, more_b] = after([2.0, 6.0], t - arrival);
            (a, b) = (a + more_a, b + more_b);
        }
    }
    [a, b]
}

#[test]
fn a_spike_may_raise_several_states() {
    // In one loop with the cell; cells that differ, in loops of their own; and spike by spike.
    for (is_alike, is_precise) in [(true, false), (false, false), (true, true)] {
        let mut network = Network::new();
        let mut cells = Population::new(2, silent_cell());
        if !is_alike {
            cells = cells.with(Lif::TAU, by_index(|cell| (20.0 + cell as f64) * ms));
        }
        let cells = network.population("cells", cells).unwrap();
        let spikes = [(0, 3.0 * ms), (0, 5.0 * ms)];
        let source = network.source("source", SpikeTimes::new(1, spikes));
        let synapse = Both {
            tau_a: 4.0 * ms,
            tau_b: 9.0 * ms,
            a: 7.0 * pA,
            b: -5.0 * pA,
        };
        let projection = Projection::new(source.unwrap(), cells)
            .synapse(synapse)
            .output(Cuba)
            .weight(2.0 * pA)
            .delay(1.0 * ms);
        let projection = network.projection("projection", projection).unwrap();
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        if is_precise {
            simulation = simulation.with_precise_spikes().unwrap();
        }
        let a = simulation.record(projection.trace(Both::A)).unwrap();
        let b = simulation.record(projection.trace(Both::B)).unwrap();
        let out = simulation.record(projection.readout(Both::OUTPUT)).unwrap();
        simulation.run(20.0 * ms).unwrap();
        let (a, b, out) = (
            simulation.read(&a),
            simulation.read(&b),
            simulation.read(&out),
        );
        for cell in 0..2 {
            let exact: Vec<_> = a.times().map(|t| both(4.0, 9.0, t / (1.0 * ms))).collect();
            let pa = |values: Vec<f64>| values.into_iter().map(|x| x / 1e-12);
            let far = |found: Vec<f64>, exact: &mut dyn Iterator<Item = f64>| {
                let far = distance(pa(found), exact);
                assert!(far < 1e-13 * 20.0, "{is_alike} {is_precise}: {far}");
            };
            far(si(&a, cell), &mut exact.iter().map(|[a, _]| *a));
            far(si(&b, cell), &mut exact.iter().map(|[_, b]| *b));
            far(si(&out, cell), &mut exact.iter().map(|[a, b]| a - b));
        }
    }
}

#[test]
fn a_spike_may_raise_nothing() {
    let synapse = |factor| Scaled {
        tau: 5.0 * ms,
        factor,
        g: 1.0 * pA,
    };
    let last = |factor| {
        let mut network = Network::new();
        let cell = network.population("cell", Population::new(1, silent_cell()));
        let source = network.source("source", SpikeTimes::new(1, [(0, 3.0 * ms)]));
        let projection = Projection::new(source.unwrap(), cell.unwrap())
            .synapse(synapse(factor))
            .output(Cuba)
            .weight(2.0 * pA)
            .delay(1.0 * ms);
        let projection = network.projection("projection", projection).unwrap();
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        let g = simulation.record(projection.trace(Scaled::G)).unwrap();
        simulation.run(10.0 * ms).unwrap();
        let g = si(&simulation.read(&g), 0);
        g.last().unwrap() / 1e-12
    };
    let left = decay(10.0, 5.0);
    assert!((last(0.0) - left).abs() < 1e-14);
    assert!((last(0.5) - left - decay(6.0, 5.0)).abs() < 1e-14);
}

/// A current that spikes raise by a part of their weight, or by nothing.
#[derive(Synapse, Clone)]
#[weight(ElectricCurrent)]
#[on_spike(g += factor * weight)]
#[output(g)]
struct Scaled {
    tau: Time,
    factor: f64,
    #[ode(dg/dt = -g / tau)]
    g: ElectricCurrent,
}
