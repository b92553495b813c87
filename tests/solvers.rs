//! Which solver a model gets, and what it then does, against closed forms.

mod common;

use common::{bits, distance, si};
use nernst::model::{Class, Neuron as NeuronModel, State};
use nernst::prelude::*;

/// A network of cells, and what records one of their states.
fn run<N: NeuronModel, Q: Measured>(
    population: Population<N>,
    state: State<N, Q>,
    h: Time,
    duration: Time,
) -> (Vec<f64>, Vec<u64>) {
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let mut simulation = Simulation::new(&network, h, 1).unwrap();
    let trace = simulation.record(cells.trace(state)).unwrap();
    simulation.run(duration).unwrap();
    let trace = simulation.read(&trace);
    (si(&trace, 0), bits(&trace, 0))
}

/// The first state of a linear model against its solution, given in milliseconds.
#[track_caller]
fn is_exact<N: NeuronModel>(model: N, state: State<N, f64>, solution: impl Fn(f64) -> f64) {
    assert_eq!(N::CLASS, Class::Linear);
    assert_eq!(N::SOLVER.method, Method::Exact);
    for h in [0.1, 0.7, 5.0] {
        let (found, _) = run(
            Population::new(1, model.clone()),
            state,
            h * ms,
            20.0 * h * ms,
        );
        let expected: Vec<f64> = (0..=20).map(|k| solution(f64::from(k) * h)).collect();
        let size = expected.iter().fold(0.0f64, |size, x| size.max(x.abs()));
        let error = distance(found, expected) / size;
        assert!(error < 1e-12, "{error:e} at {h} ms");
    }
}

#[test]
fn a_driven_state_that_feeds_another_is_exact() {
    #[derive(Neuron, Clone)]
    struct Fed {
        #[ode(dx/dt = (y - x) / 5 ms)]
        x: f64,
        #[ode(dy/dt = (3 - y) / 20 ms)]
        y: f64,
    }
    // y = 3 - 3 e^(-t / 20); x' = (y - x) / 5.
    let x = |t: f64| 3.0 - 4.0 * (-t / 20.0).exp() + (-t / 5.0).exp();
    is_exact(Fed { x: 0.0, y: 0.0 }, Fed::X, x);
}

#[test]
fn a_resonator_is_exact() {
    #[derive(Neuron, Clone)]
    struct Resonator {
        #[ode(dx/dt = -x / 20 ms - y / 2 ms)]
        x: f64,
        #[ode(dy/dt = x / 2 ms - y / 20 ms)]
        y: f64,
    }
    let x = |t: f64| (-t / 20.0).exp() * (t / 2.0).cos();
    is_exact(Resonator { x: 1.0, y: 0.0 }, Resonator::X, x);
}

#[test]
fn a_state_that_grows_evenly_is_exact() {
    #[derive(Neuron, Clone)]
    struct Ramp {
        #[ode(dx/dt = 2 / 1 ms)]
        x: f64,
    }
    is_exact(Ramp { x: 1.0 }, Ramp::X, |t| 1.0 + 2.0 * t);
}

#[test]
fn a_singular_matrix_is_exact() {
    #[derive(Neuron, Clone)]
    struct Free {
        #[ode(dx/dt = y / 1 ms)]
        x: f64,
        #[ode(dy/dt = 0 / 1 ms)]
        y: f64,
    }
    is_exact(Free { x: 1.0, y: 3.0 }, Free::X, |t| 1.0 + 3.0 * t);
}

#[test]
fn a_chain_of_equal_time_constants_is_exact() {
    #[derive(Neuron, Clone)]
    struct Chain {
        #[ode(dx/dt = (a - x) / 5 ms)]
        x: f64,
        #[ode(da/dt = (b - a) / 5 ms)]
        a: f64,
        #[ode(db/dt = (c - b) / 5 ms)]
        b: f64,
        #[ode(dc/dt = -c / 5 ms)]
        c: f64,
    }
    let chain = Chain {
        x: 0.0,
        a: 0.0,
        b: 0.0,
        c: 1.0,
    };
    is_exact(chain, Chain::X, |t| {
        (t / 5.0).powi(3) / 6.0 * (-t / 5.0).exp()
    });
}

#[test]
fn time_in_an_equation_is_not_taken_for_a_constant() {
    #[derive(Neuron, Clone)]
    struct Driven {
        tau: Time,
        #[ode(dx/dt = (sin(t / tau) - x) / tau)]
        x: f64,
    }
    let reason = "`dx/dt` changes with `t` within a step";
    assert_eq!(Driven::CLASS, Class::ConditionallyLinear { reason });
}

#[test]
fn classes_are_found_behind_definitions() {
    let gated = "in `dv/dt` the coefficient of `v` changes with `v`";
    assert_eq!(WangBuzsaki::CLASS, Class::Gated { reason: gated });
    assert_eq!(MorrisLecar::CLASS, Class::Gated { reason: gated });
    assert!(matches!(
        HodgkinHuxley::CLASS,
        Class::ConditionallyLinear { .. }
    ));
    for class in [
        AdEx::CLASS,
        ExpIf::CLASS,
        Qif::CLASS,
        Izhikevich::CLASS,
        FitzHughNagumo::CLASS,
        HindmarshRose::CLASS,
    ] {
        assert!(matches!(class, Class::NonLinear { .. }), "{class:?}");
    }
    for class in [Lif::CLASS, Alif::CLASS, Gif::CLASS] {
        assert_eq!(class, Class::Linear);
    }
}

fn lif(t_ref: Time) -> Lif {
    Lif {
        tau: 10.0 * ms,
        r: 100.0 * MOhm,
        v_rest: 0.0 * mV,
        v_th: 10.0 * mV,
        v_reset: 0.0 * mV,
        t_ref,
        v: 0.0 * mV,
    }
}

/// Crossing and refractory period count in continuous time, so that the steps of stamps are those of the formula for ever.
#[test]
fn sub_stepped_spikes_go_on_from_their_crossing() {
    let duration = 2000.0;
    for (t_ref, h) in [(0.0, 0.5), (3.0, 0.5), (3.0, 0.1), (1.0, 1.0)] {
        let model = lif(t_ref * ms);
        let population = Population::new(3, model)
            .with(Lif::I, 0.2 * nA)
            .solver(Method::Rk45 { tolerance: 1e-10 });
        let mut network = Network::new();
        let cells = network.population("cells", population).unwrap();
        let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        simulation.run(duration * ms).unwrap();
        // The steady potential is 20 mV, the threshold half of it.
        let rise = 10.0 * 2f64.ln();
        let times = (0..).map(|k| rise + f64::from(k) * (rise + t_ref));
        let stamps = times
            .map(|t| (t / h).ceil())
            .take_while(|s| *s <= duration / h);
        let found = simulation
            .read(&spikes)
            .of(1)
            .iter()
            .map(|t| (*t / ms / h).round())
            .collect::<Vec<_>>();
        assert_eq!(
            found,
            stamps.collect::<Vec<_>>(),
            "t_ref {t_ref} ms, h {h} ms"
        );
    }
}

#[test]
fn a_cell_can_fire_more_than_once_in_a_step() {
    let population = Population::new(2, lif(0.0 * ms))
        .with(Lif::I, 1.0 * nA)
        .solver(Method::Rk45 { tolerance: 1e-9 });
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let mut simulation = Simulation::new(&network, 10.0 * ms, 1).unwrap();
    let spikes = simulation.record(cells.spikes()).unwrap();
    simulation.run(100.0 * ms).unwrap();
    // Every 10 ms ln(10 / 9).
    let expected = (100.0 / (10.0 * (10f64 / 9.0).ln())).floor();
    assert_eq!(simulation.read(&spikes).of(0).len(), expected as usize);
}

#[test]
fn the_sub_steps_of_a_cell_depend_on_that_cell_alone() {
    let among = |others: f64| {
        let current = by_index(move |cell| if cell == 0 { 0.5 } else { others } * nA);
        run(
            Population::new(64, AdEx::adapting()).with(AdEx::I, current),
            AdEx::V,
            0.5 * ms,
            100.0 * ms,
        )
        .1
    };
    assert_eq!(among(0.0), among(2.0));
}

#[test]
fn two_sub_steps_are_two_steps() {
    let model = HodgkinHuxley::squid(1e-3 * mm2);
    let population = |steps| {
        let steps = Steps::Number(steps);
        Population::new(1, model.clone())
            .with(HodgkinHuxley::I, 0.1 * nA)
            .solver(Method::Splitting { steps })
    };
    let (_, halves) = run(population(2), HodgkinHuxley::V, 0.1 * ms, 50.0 * ms);
    let (_, steps) = run(population(1), HodgkinHuxley::V, 0.05 * ms, 50.0 * ms);
    let steps: Vec<u64> = steps.into_iter().step_by(2).collect();
    assert_eq!(halves, steps);
}

/// A membrane with a gate, which spikes reset and arriving spikes move.
#[derive(Neuron, Clone)]
#[spike(v >= 10 mV)]
#[reset(v = 0 mV)]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
struct Gated {
    tau: Time,
    #[ode(dv/dt = (30 mV - v * (1 + n)) / tau)]
    v: ElectricPotential,
    #[ode(dn/dt = (exp(v / 20 mV) - n) / tau)]
    n: f64,
}

/// Gates are advanced by rates that are kept from one step to the next, which events must not outdate: from the same states
/// the next step is the same as in a run that begins there.
#[test]
fn gates_follow_a_membrane_that_events_have_moved() {
    let step = 0.5 * ms;
    let next = |population: Population<Gated>, event: Time, steps: [u64; 2]| {
        let mut network = Network::new();
        let cells = network.population("cells", population).unwrap();
        let source = SpikeTimes::new(1, [(0, event)]);
        let source = network.source("source", source).unwrap();
        let push = Projection::new(source, cells).weight(-7.0 * mV).delay(step);
        network.projection("push", push).unwrap();
        let mut simulation = Simulation::new(&network, step, 1).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        let v = simulation.record(cells.trace(Gated::V)).unwrap();
        let n = simulation.record(cells.trace(Gated::N)).unwrap();
        simulation.run(steps[1] as f64 * step).unwrap();
        let (v, n) = (simulation.read(&v), simulation.read(&n));
        let fired = simulation
            .read(&spikes)
            .of(0)
            .first()
            .map(|t| (*t / step).round() as u64);
        let at = |k: u64| {
            (
                v.of(0).nth(k as usize).unwrap(),
                n.of(0).nth(k as usize).unwrap(),
            )
        };
        (fired, steps.map(at))
    };
    let start = |v, n| {
        Population::new(
            1,
            Gated {
                tau: 10.0 * ms,
                v,
                n,
            },
        )
    };
    let late = 1.0 * second;
    let (fired, _) = next(start(0.0 * mV, 0.1), late, [0, 100]);
    let fired = fired.expect("it fires");
    for (event, moved) in [(late, fired), (5.0 * ms, 11)] {
        let (_, [(v, n), after]) = next(start(0.0 * mV, 0.1), event, [moved, moved + 1]);
        let (_, [_, anew]) = next(start(v, n), late, [0, 1]);
        assert_eq!(after, anew, "after step {moved}");
    }
}

/// A potential that runs away, with nothing that stops it: it is infinite after 9.5 ms.
#[derive(Neuron, Clone)]
struct RunAway {
    tau: Time,
    #[ode(dv/dt = v^2 / (1 mV * tau))]
    v: ElectricPotential,
}

#[test]
fn a_tolerance_that_cannot_be_reached_stops_the_run() {
    let model = RunAway {
        tau: 9.5 * ms,
        v: 0.0 * mV,
    };
    let start = by_index(|cell| if cell == 70 { 1.0 } else { 0.0 } * mV);
    let population = Population::new(100, model).with(RunAway::V, start);
    let mut network = Network::new();
    let cells = network.population("cells", population).unwrap();
    let mut simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let trace = simulation.record(cells.trace(RunAway::V)).unwrap();
    let error = simulation.run(20.0 * ms).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`v` of cell 70 of population `cells` (`RunAway`) changes so fast before 10 ms that rk45, tolerance 1e-6 is not reached; the run stops there"
    );
    // What was recorded so far is kept: the samples at 0 to 9 ms.
    assert_eq!(simulation.read(&trace).of(70).count(), 10);
}

/// Cells are advanced in blocks; the places of a block that no cell has must not stop a run.
#[test]
fn what_no_cell_does_stops_no_run() {
    /// A potential that runs away unless a spike takes it below zero.
    #[derive(Neuron, Clone)]
    #[weight(ElectricPotential)]
    #[on_spike(v += weight)]
    struct Stopped {
        tau: Time,
        #[ode(dv/dt = v^2 / (1 mV * tau))]
        v: ElectricPotential,
    }
    let model = Stopped {
        tau: 9.5 * ms,
        v: 1.0 * mV,
    };
    let mut network = Network::new();
    let cells = network.population("cells", Population::new(3, model));
    let cells = cells.unwrap();
    let source = SpikeTimes::new(1, [(0, 1.0 * ms)]);
    let source = network.source("source", source).unwrap();
    let stop = Projection::new(source, cells).weight(-5.0 * mV);
    network.projection("stop", stop).unwrap();
    let mut simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    simulation.run(20.0 * ms).unwrap();
}

#[test]
fn rates_that_are_not_finite_are_refused_by_name() {
    let refusal = |model: RunAway| {
        let mut network = Network::new();
        let error = network.population("cells", Population::new(1, model));
        error.unwrap_err().to_string()
    };
    let v = 1.0 * mV;
    assert_eq!(
        refusal(RunAway { tau: 0.0 * ms, v }),
        "population `cells`: the right-hand side of `dv/dt = v^2 / (1 mV * tau)` of `RunAway` is not finite at the initial state, where tau = 0 ms"
    );
    assert_eq!(
        refusal(RunAway {
            tau: f64::INFINITY * ms,
            v
        }),
        "population `cells`: the parameter `tau` of `RunAway` must be finite, but it is inf ms"
    );
}

#[test]
fn a_solver_that_does_not_apply_is_refused_by_name() {
    fn refusal<N: NeuronModel>(model: N, method: Method) -> String {
        let mut network = Network::new();
        let population = Population::new(1, model).solver(method);
        let error = network.population("cells", population);
        error.unwrap_err().to_string()
    }
    let model = RunAway {
        tau: 9.5 * ms,
        v: 1.0 * mV,
    };
    let one = Steps::Number(1);
    assert_eq!(
        refusal(model.clone(), Method::Exact),
        "population `cells`: `exact` needs linear equations with constant coefficients, but `v` enters `dv/dt` non-linearly; `rk45` takes it"
    );
    assert_eq!(
        refusal(model.clone(), Method::Splitting { steps: one }),
        "population `cells`: `splitting` needs each state to be linear in its own equation, but `v` enters `dv/dt` non-linearly; `rk45` takes it"
    );
    assert_eq!(
        refusal(model, Method::Rk4 { steps: 0 }),
        "population `cells`: a time step has at least one sub-step"
    );
    let squid = HodgkinHuxley::squid(1.0 * mm2);
    assert_eq!(
        refusal(
            squid,
            Method::Splitting {
                steps: Steps::DEFAULT_TOLERANCE
            }
        ),
        "population `cells`: `splitting` does not estimate its error for this model, so it has no tolerance; `Steps::Number(2)` makes the sub-steps smaller"
    );
}

#[test]
fn an_exact_solver_that_was_asked_for_refuses_conductances() {
    let mut network = Network::new();
    let cells = Population::new(1, lif(0.0 * ms)).solver(Method::Exact);
    let cells = network.population("cells", cells).unwrap();
    let conductance = Projection::new(cells, cells)
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(1.0 * nS);
    let error = network.projection("conductance", conductance);
    assert_eq!(
        error.unwrap_err().to_string(),
        "projection `conductance`: `Lif` is to be advanced by `exact`, but the current `g * (e - v)` of `Coba` is not a constant times its drive, so the coefficients of the membrane change within a step; leave the choice to the equations or ask for `splitting`"
    );
    let current = Projection::new(cells, cells)
        .synapse(Expon::new(5.0 * ms))
        .output(Cuba)
        .weight(1.0 * pA);
    assert!(network.projection("current", current).is_ok());
}

#[test]
fn the_report_counts_sub_steps() {
    let area = 1e-3 * mm2;
    let mut network = Network::new();
    let fast = Population::new(1, WangBuzsaki::interneuron(area)).with(WangBuzsaki::I, 20.0 * pA);
    network.population("fast", fast).unwrap();
    network
        .population("linear", Population::new(1, lif(0.0 * ms)))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    assert_eq!(simulation.report().populations[0].sub_steps, None);
    simulation.run(100.0 * ms).unwrap();
    let report = simulation.report();
    let sub_steps = report.populations[0].sub_steps.unwrap();
    assert!((1.5..5.0).contains(&sub_steps), "{sub_steps}");
    assert_eq!(report.populations[1].sub_steps, Some(1.0));
    assert!(
        report
            .to_string()
            .contains(&format!("; {sub_steps:.2} sub-steps in a step"))
    );
}
