//! A run stops at the first value that is not finite or out of its range, and says where.

use nernst::prelude::*;

/// Charges towards `v_rest + r i`, and is not to get there.
#[derive(Neuron, Clone)]
#[input(i: ElectricCurrent)]
#[spike(v >= v_th)]
#[reset(v = v_rest)]
#[weight(ElectricPotential)]
#[on_spike(v += weight)]
#[require(v <= v_max, v > -0.2 volt)]
struct Bounded {
    tau: Time,
    r: ElectricalResistance,
    v_rest: ElectricPotential,
    v_th: ElectricPotential,
    v_max: ElectricPotential,
    #[ode(dv/dt = (v_rest - v + r * i) / tau)]
    v: ElectricPotential,
}

fn bounded() -> Bounded {
    Bounded {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: 1.0 * volt,
        v_max: -50.0 * mV,
        v: -65.0 * mV,
    }
}

fn lif() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 5.0 * ms,
        v: -65.0 * mV,
    }
}

/// The error of a run of 200 cells, of which number 137 is driven.
fn stopped(
    cell: Bounded,
    drive: ElectricCurrent,
    solver: Option<Method>,
    threads: usize,
) -> Option<SimulationError> {
    let mut currents = vec![0.0 * nA; 200];
    currents[137] = drive;
    let mut cells = Population::new(200, cell).with(Bounded::I, currents);
    if let Some(method) = solver {
        cells = cells.solver(method);
    }
    let mut network = Network::new();
    let cells = network.population("cells", cells).unwrap();
    let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, threads).unwrap();
    let v = simulation
        .record(cells.trace(Bounded::V).cells([137]))
        .unwrap();
    let error = simulation.run(100.0 * ms).err();
    if error.is_some() {
        // What came before is kept, and within its bounds.
        let v: Vec<_> = simulation.read(&v).of(0).collect();
        assert!(v.len() > 100 && v.iter().all(|v| *v <= -49.95 * mV && *v > -0.2012 * volt));
    }
    error
}

const SOLVERS: [Option<Method>; 5] = [
    None,
    Some(Method::Splitting {
        steps: Steps::Number(2),
    }),
    Some(Method::ExponentialEuler { steps: 1 }),
    Some(Method::Rk45 { tolerance: 1e-8 }),
    Some(Method::Rk4 { steps: 1 }),
];

#[test]
fn a_state_beyond_its_bound_stops_the_run_with_every_solver() {
    // -65 mV + 20 mV (1 - e^(-t / tau)) is more than a thousandth above -50 mV after -20 ms ln(1 - 15.05 / 20) = 27.93 ms.
    for solver in SOLVERS {
        for threads in [1, 2] {
            let error = stopped(bounded(), 0.2 * nA, solver, threads).unwrap();
            let SimulationError::OutOfRange {
                cell,
                variable,
                value,
                bound,
                time,
                ..
            } = &error
            else {
                panic!("{error}");
            };
            assert_eq!((*cell, *variable, *bound), (137, "v", "v <= v_max"));
            assert_eq!(time, "28 ms", "{solver:?}");
            assert!(value.starts_with("-49.9"), "{value}");
        }
    }
}

#[test]
fn the_error_is_a_sentence_for_the_modeler() {
    let error = stopped(bounded(), -2.0 * nA, None, 1).unwrap();
    // -65 mV - 200 mV (1 - e^(-t / tau)) is more than a thousandth of -0.2 volt and of 1 V below -0.2 volt after -20 ms ln(1 - 136.2 / 200) = 22.85 ms.
    let text = error.to_string();
    assert!(
        text.starts_with("`v` of cell 137 of population `cells` is -201.3")
            && text.ends_with(
                "mV at 22.9 ms, but its model requires `v > -0.2 volt`; the run stops there"
            ),
        "{text}"
    );
}

#[test]
fn a_bound_may_be_reached_and_overstepped_by_the_errors_of_a_solver() {
    let fast = Bounded {
        tau: 2.0 * ms,
        ..bounded()
    };
    let at_bound = |above: ElectricPotential| {
        stopped(fast.clone(), (15.0 * mV + above) / (100.0 * MOhm), None, 1)
    };
    assert_eq!(at_bound(0.0 * mV), None);
    assert_eq!(at_bound(0.049 * mV), None);
    assert!(at_bound(0.052 * mV).is_some());
}

#[test]
fn what_a_reset_brings_back_is_no_fault() {
    for solver in SOLVERS {
        // In a step it gets far beyond, and fires.
        let cell = Bounded {
            v_th: -50.0 * mV,
            ..bounded()
        };
        assert_eq!(stopped(cell, 20.0 * nA, solver, 1), None, "{solver:?}");
    }
}

#[test]
fn an_infinite_membrane_potential_is_no_spike() {
    for solver in SOLVERS {
        for soft in [false, true] {
            let mut currents = vec![0.0 * nA; 100];
            currents[70] = 1e305 * ampere;
            let mut cells = Population::new(100, lif()).with(Lif::I, currents);
            if let Some(method) = solver {
                cells = cells.solver(method);
            }
            if soft {
                cells = cells.soft_reset();
            }
            let mut network = Network::new();
            let cells = network.population("cells", cells).unwrap();
            let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
            let spikes = simulation.record(cells.spikes()).unwrap();
            let error = simulation.run(10.0 * ms).unwrap_err().to_string();
            assert!(
                error.starts_with("`v` of cell 70 of population `cells` "),
                "{solver:?}: {error}"
            );
            assert!(
                error.contains("is not finite at 100 us") || error.contains("changes so fast"),
                "{solver:?}: {error}"
            );
            assert_eq!(simulation.read(&spikes).len(), 0);
        }
    }
}

#[test]
fn what_arrives_directly_is_guarded_in_its_step() {
    for solver in SOLVERS {
        let mut cells = Population::new(3, bounded());
        if let Some(method) = solver {
            cells = cells.solver(method);
        }
        let mut network = Network::new();
        let cells = network.population("cells", cells).unwrap();
        let kick = SpikeTimes::new(3, [(1, 5.0 * ms)]);
        let kick = network.source("kick", kick).unwrap();
        let projection = Projection::new(kick, cells)
            .connectivity(OneToOne)
            .weight(20.0 * mV)
            .delay(1.0 * ms);
        network.projection("kick", projection).unwrap();
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        let error = simulation.run(10.0 * ms).unwrap_err().to_string();
        assert_eq!(
            error,
            "`v` of cell 1 of population `cells` is -45 mV at 6 ms, but its model requires `v <= v_max`; the run stops there"
        );
    }
}

#[test]
fn spikes_off_the_grid_are_guarded_too() {
    let mut network = Network::new();
    let cells = Population::new(3, bounded()).with(Bounded::I, vec![0.0 * nA, 0.2 * nA, 0.2 * nA]);
    network.population("cells", cells).unwrap();
    let simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let error = simulation.run(100.0 * ms).unwrap_err().to_string();
    assert!(
        error.starts_with("`v` of cell 1 of population `cells` is -49.9"),
        "{error}"
    );
    assert!(error.contains("mV at 28 ms"), "{error}");
}

/// Conditions that belong together, and one that compares two states.
#[derive(Neuron, Clone)]
#[require(0 <= x && x <= 1 || y == 0 volt, y <= 10 mV * x + 2 volt)]
struct Joined {
    tau: Time,
    #[ode(dx/dt = 1 / tau)]
    x: f64,
    #[ode(dy/dt = 1 volt / tau)]
    y: ElectricPotential,
}

#[test]
fn conditions_may_be_joined_and_compare_states() {
    let run = |x: f64, y: ElectricPotential| {
        let mut network = Network::new();
        let cells = Population::new(
            1,
            Joined {
                tau: 10.0 * ms,
                x,
                y,
            },
        );
        network.population("cells", cells).unwrap();
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        simulation.run(100.0 * ms).unwrap_err().to_string()
    };
    // x is 1.001 more than a step after 10 ms, since the slack is a thousandth of the bound and of its unit.
    assert_eq!(
        run(0.0, 1.0 * mV),
        "`x` of cell 0 of population `cells` is 1.01 at 10.1 ms, but its model requires `0 <= x && x <= 1 || y == 0 volt`; the run stops there"
    );
    assert!(run(0.0, 1.5 * volt).contains("requires `y <= 10 mV * x + 2 volt`"));
}

/// Grows without a bound, until numbers end.
#[derive(Neuron, Clone)]
#[require(w >= 0 nA)]
struct Growing {
    tau: Time,
    #[ode(dw/dt = w / tau)]
    w: ElectricCurrent,
}

#[test]
fn the_first_value_that_is_not_finite_stops_the_run() {
    let mut network = Network::new();
    let w = vec![0.0 * nA, 1.0 * nA, 0.0 * nA];
    let cells = Population::new(
        3,
        Growing {
            tau: 0.1 * ms,
            w: 0.0 * nA,
        },
    )
    .with(Growing::W, w);
    network.population("cells", cells).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let error = simulation.run(1.0 * second).unwrap_err().to_string();
    assert!(
        error.starts_with("`w` of cell 1 of population `cells` is not finite at "),
        "{error}"
    );
    // 1e-9 e^k is beyond numbers from k = 731 on.
    assert!(simulation.time() < 73.2 * ms && simulation.time() > 70.0 * ms);
}

/// Grows after a spike, with a state at each cell.
#[derive(Synapse, Clone)]
#[weight(ElectricCurrent)]
#[on_spike(g += weight)]
#[output(g)]
struct AtCells {
    tau: Time,
    #[ode(dg/dt = g / tau)]
    g: ElectricCurrent,
}

/// The same with a state for each source.
#[derive(Synapse, Clone)]
#[weight(ElectricCurrent)]
#[on_spike(s += 0.4 * (1 - s))]
#[output(weight * s)]
struct AtSources {
    tau: Time,
    #[ode(ds/dt = s / tau)]
    s: f64,
}

/// The same with a state for each connection.
#[derive(Synapse, Clone)]
#[weight(ElectricCurrent)]
#[on_spike(s += 0.4 * (1 - s) * weight / 1 nA)]
#[output(weight * s)]
struct AtConnections {
    tau: Time,
    #[ode(ds/dt = s / tau)]
    s: f64,
}

/// The error of a run in which a cell of 200 gets a spike through a harmless synapse, and through another one.
macro_rules! stopped_by {
    ($synapse:expr, $threads:expr) => {{
        let mut network = Network::new();
        let cells = network
            .population("cells", Population::new(200, lif()))
            .unwrap();
        let kick = SpikeTimes::new(200, [(150, 5.0 * ms)]);
        let kick = network.source("kick", kick).unwrap();
        let harmless = Projection::new(kick, cells)
            .connectivity(OneToOne)
            .synapse(Expon::new(5.0 * ms))
            .output(Cuba)
            .weight(1.0 * pA);
        network.projection("harmless", harmless).unwrap();
        let growing = Projection::new(kick, cells)
            .connectivity(OneToOne)
            .synapse($synapse)
            .output(Cuba)
            .weight(1.0 * pA);
        network.projection("growing", growing).unwrap();
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, $threads).unwrap();
        simulation.run(1.0 * second).unwrap_err().to_string()
    }};
}

#[test]
fn synapses_from_which_a_cell_has_what_is_not_finite_are_named() {
    let tau = 0.1 * ms;
    for threads in [1, 2] {
        for error in [
            stopped_by!(AtCells { tau, g: 0.0 * nA }, threads),
            stopped_by!(AtSources { tau, s: 0.0 }, threads),
            stopped_by!(AtConnections { tau, s: 0.0 }, threads),
        ] {
            assert!(
                error.starts_with("`v` of cell 150 of population `cells` is not finite at ")
                    && error.ends_with(
                        " ms, since the synapses of projection `growing` diverge there; the run stops there"
                    ),
                "{error}"
            );
        }
    }
}
