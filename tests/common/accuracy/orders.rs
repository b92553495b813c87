//! How errors fall with the step: rows 4 and 10, and the curves of the figure.

use nernst::model::{Neuron as NeuronModel, State};
use nernst::prelude::*;
use nernst::random::{Purpose, Stream};

use super::potentials::Current;
use super::{Bar, Measurement, largest, range, solver};
use crate::common::order::{hodgkin_huxley, order, runge_kutta};
use crate::common::{decay, distance, si, silent_cell};
use crate::golden;

pub(crate) const ONE_SPLITTING_STEP: Method = Method::Splitting {
    steps: Steps::Number(1),
};
pub(crate) const EXPONENTIAL_EULER: Method = Method::ExponentialEuler { steps: 1 };
const RK4: Method = Method::Rk4 { steps: 1 };

/// So wide that no sub-step is refused, which leaves one for each step.
const ONE_RK45_STEP: Method = Method::Rk45 { tolerance: 1.0 };

/// The references of models that have no closed form.
pub(crate) const TIGHT: Method = Method::Rk45 { tolerance: 1e-12 };

const ORDER: &str = "order";

/// Steps of 1 ms at which spikes of a Poisson process with 200 per second fall.
fn random_steps(index: u64) -> Vec<u64> {
    let mut stream = Stream::new(7, Purpose::User, 0, index);
    (0..60).filter(|_| stream.uniform() < 0.2).collect()
}

/// Excitation and inhibition of a leaky membrane as conductances, which jump on the coarsest grid.
struct Jumping {
    arrivals: [Vec<u64>; 2],
    /// The potential every millisecond, in mV.
    reference: Vec<f64>,
}

const TAUS: [f64; 2] = [5.0, 10.0];
const REVERSALS: [f64; 2] = [0.0, -80.0];
const WEIGHTS: [f64; 2] = [3.0, 4.0];

impl Jumping {
    fn new() -> Self {
        let arrivals = [random_steps(0), random_steps(1)];
        assert!(arrivals.iter().all(|steps| steps.len() > 5));
        // In mV, ms, nS; a resistance of 100 MOhm is 0.1 / nS. What is sent in step k arrives at k + 1.
        let mut reference = vec![-70.0];
        let mut g = [0.0, 0.0];
        for k in 0..60_u64 {
            for which in 0..2 {
                if k > 0 && arrivals[which].contains(&(k - 1)) {
                    g[which] += WEIGHTS[which];
                }
            }
            let rate = |t: f64, [v]: [f64; 1]| {
                let current: f64 = (0..2)
                    .map(|s| g[s] * decay(t, TAUS[s]) * (REVERSALS[s] - v))
                    .sum();
                [(-70.0 - v + 0.1 * current) / 20.0]
            };
            let [v] = runge_kutta([reference[k as usize]], 0.0, 1.0, 256, rate);
            reference.push(v);
            g = std::array::from_fn(|s| g[s] * decay(1.0, TAUS[s]));
        }
        Jumping {
            arrivals,
            reference,
        }
    }

    /// The largest error, in mV, and how the cell is advanced: by `method`, or as the equations suggest.
    fn error(&self, method: Option<Method>, per_ms: u64) -> (f64, String) {
        let mut network = Network::new();
        let cell = Population::new(1, silent_cell());
        let cell = match method {
            Some(method) => cell.solver(method),
            None => cell,
        };
        let cell = network.population("cell", cell).unwrap();
        for which in 0..2 {
            let name = ["excitation", "inhibition"][which];
            let times = self.arrivals[which].iter();
            let times = SpikeTimes::new(1, times.map(|step| (0, *step as f64 * ms)));
            let source = network.source(name, times).unwrap();
            let through = Projection::new(source, cell)
                .synapse(Expon::new(TAUS[which] * ms))
                .output(Coba {
                    e: REVERSALS[which] * mV,
                })
                .weight(WEIGHTS[which] * nS)
                .delay(1.0 * ms);
            network.projection(name, through).unwrap();
        }
        let mut simulation = Simulation::new(&network, ms / per_ms as f64, 1).unwrap();
        let v = simulation
            .record(cell.trace(Lif::V).every(1.0 * ms))
            .unwrap();
        simulation.run(60.0 * ms).unwrap();
        let trace = simulation.read(&v);
        let v = trace.of(0).map(|v| v / mV);
        let error = distance(v, self.reference.iter().copied());
        (error, solver(&simulation))
    }
}

/// Spikes of a Poisson process through `Expon` and `Coba`, with the threshold out of reach; six halvings from 1 ms on.
pub(crate) fn jumping_conductances() -> Vec<Measurement> {
    let jumping = Jumping::new();
    let measure = |method, bar| {
        let runs = (0..=6).map(|halvings| jumping.error(method, 1 << halvings));
        let (errors, solvers): (Vec<f64>, Vec<String>) = runs.unzip();
        let case = "Lif, Expon, Coba, h 1 ms to 2^-6 ms";
        Measurement::new(case, &solvers[0], ORDER, order(&errors), bar)
    };
    vec![
        measure(None, Bar::About(2.0, 0.1)),
        measure(Some(EXPONENTIAL_EULER), Bar::About(1.0, 0.1)),
    ]
}

/// The errors of one solver over the time step, which is halved from point to point.
pub(crate) struct Curve {
    /// As the report of a run says it.
    pub(crate) solver: String,
    pub(crate) problem: &'static str,
    /// Nothing where only rounding is left at every step.
    pub(crate) order: Option<f64>,
    /// Steps in ms, and the largest error by the range of what is compared.
    pub(crate) points: Vec<(f64, f64)>,
}

/// Samples of a state from a run without spikes, in SI units, and how the cell is advanced.
pub(crate) fn samples<N: NeuronModel, Q: Measured>(
    (network, cell): (&Network, PopulationId<N>),
    state: State<N, Q>,
    step: Time,
    every: Time,
    end: Time,
) -> (Vec<f64>, String) {
    let mut simulation = Simulation::new(network, step, 1).unwrap();
    let trace = simulation.record(cell.trace(state).every(every)).unwrap();
    let spikes = simulation.record(cell.spikes()).unwrap();
    simulation.run(end).unwrap();
    let count = simulation.read(&spikes).len();
    assert_eq!(count, 0, "the order is that of the flow without events");
    (si(&simulation.read(&trace), 0), solver(&simulation))
}

/// Every millisecond for 20 ms of one cell with a constant input.
fn relaxation<N: NeuronModel, Q: Measured>(
    cell: Population<N>,
    state: State<N, Q>,
    method: Method,
    step: Time,
) -> (Vec<f64>, String) {
    let mut network = Network::new();
    let cell = network.population("cell", cell.solver(method)).unwrap();
    samples((&network, cell), state, step, 1.0 * ms, 20.0 * ms)
}

/// The errors at steps of 2^-k ms, against samples of a reference.
fn curve<N: NeuronModel, Q: Measured>(
    problem: &'static str,
    (cell, state): (&Population<N>, State<N, Q>),
    (method, order): (Method, f64),
    halvings: std::ops::RangeInclusive<u32>,
    reference: &[f64],
) -> Curve {
    let mut name = String::new();
    let mut error = |halvings: u32| {
        let per_ms = f64::from(1 << halvings);
        let (v, solver) = relaxation(cell.clone(), state, method, ms / per_ms);
        name = solver;
        let error = distance(v, reference.iter().copied()) / range(reference);
        (1.0 / per_ms, error)
    };
    let points = halvings.map(&mut error).collect();
    Curve {
        solver: name,
        problem,
        order: Some(order),
        points,
    }
}

/// A curve for each solver, on a problem that it can take: the flow without events.
pub(crate) fn curves() -> Vec<Curve> {
    let linear = |halvings: u32| {
        let h = 1.0 / f64::from(1 << halvings);
        (h, Current::Expon.error(10.0, 2.0, h))
    };
    let mut curves = vec![Curve {
        solver: Method::Exact.to_string(),
        problem: "Lif, Expon, Cuba",
        order: None,
        points: (0..=9).map(linear).collect(),
    }];

    curves.extend(of_hodgkin_huxley());
    curves.push(of_wang_buzsaki());
    curves.extend(of_fitzhugh_nagumo());
    curves
}

/// States every millisecond for 20 ms, by the method written out here.
fn reference<const N: usize>(
    start: [f64; N],
    rates: impl Fn(f64, [f64; N]) -> [f64; N],
) -> impl Iterator<Item = [f64; N]> {
    let next = move |x: &[f64; N]| Some(runge_kutta(*x, 0.0, 1.0, 2048, &rates));
    std::iter::successors(Some(start), next).take(21)
}

/// Below the least current that makes it fire. The fastest gate has a time constant of about 0.1 ms, which steps must resolve.
fn of_hodgkin_huxley() -> [Curve; 2] {
    let start = [-66.0, 0.05, 0.6, 0.32];
    let model = HodgkinHuxley {
        v: start[0] * mV,
        m: start[1],
        h: start[2],
        n: start[3],
        ..golden::hodgkin_huxley_classic().model
    };
    let cell = Population::new(1, model).with(HodgkinHuxley::I, 2.0 * uA);
    let reference: Vec<f64> = reference(start, hodgkin_huxley(2.0))
        .map(|x| x[0] * 1e-3)
        .collect();
    let problem = "Hodgkin-Huxley, silent";
    [(EXPONENTIAL_EULER, 1.0), (ONE_SPLITTING_STEP, 2.0)].map(|method| {
        let cell = (&cell, HodgkinHuxley::V);
        curve(problem, cell, method, 4..=9, &reference)
    })
}

/// Below its least current, too; against the tight Runge-Kutta method, which has nothing in common with splitting.
fn of_wang_buzsaki() -> Curve {
    let model = WangBuzsaki {
        v: -70.0 * mV,
        ..golden::wang_buzsaki().model
    };
    let cell = Population::new(1, model).with(WangBuzsaki::I, 0.1 * uA);
    let (reference, _) = relaxation(cell.clone(), WangBuzsaki::V, TIGHT, 1.0 / 16.0 * ms);
    let method = (ONE_SPLITTING_STEP, 2.0);
    let problem = "Wang-Buzsaki, silent";
    let mut curve = curve(problem, (&cell, WangBuzsaki::V), method, 4..=9, &reference);
    curve.solver = format!("predicted {}", curve.solver);
    curve
}

/// A jump and part of the way back, without fast states, so that the asymptotic errors of a high order are above those of rounding.
fn of_fitzhugh_nagumo() -> [Curve; 2] {
    let model = FitzHughNagumo {
        v: 0.0,
        w: 0.5,
        v_th: 10.0,
        ..FitzHughNagumo::excitable()
    };
    let (a, b, i) = (model.a, model.b, 0.5);
    let (v, w) = (model.v, model.w);
    let rates = |_, [v, w]: [f64; 2]| [v - v.powi(3) / 3.0 - w + i, (v + a - b * w) / 12.5];
    let reference: Vec<f64> = reference([v, w], rates).map(|x| x[0]).collect();
    let cell = Population::new(1, model).with(FitzHughNagumo::I, i);
    let problem = "FitzHugh-Nagumo, one jump";
    let of = |method, halvings| {
        let cell = (&cell, FitzHughNagumo::V);
        curve(problem, cell, method, halvings, &reference)
    };
    [of((RK4, 4.0), 3..=8), of((ONE_RK45_STEP, 5.0), 2..=6)]
}

pub(crate) fn of_each_solver() -> Vec<Measurement> {
    let measure = |curve: Curve| {
        let (steps, errors): (Vec<f64>, Vec<f64>) = curve.points.into_iter().unzip();
        let [first, last] = [steps[0], steps[steps.len() - 1]].map(|h| -h.log2() as i32);
        let case = format!("{}, h 2^-{first} to 2^-{last} ms", curve.problem);
        let (what, figure, bar) = match curve.order {
            Some(expected) => (ORDER, order(&errors), Bar::About(expected, 0.1)),
            None => (
                "largest error by the peak",
                largest(errors),
                Bar::AtMost(1e-11),
            ),
        };
        Measurement::new(case, curve.solver, what, figure, bar)
    };
    curves().into_iter().map(measure).collect()
}
