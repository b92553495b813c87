//! Nonsense is refused in one sentence that names it, and leaves everything as it was.

mod common;

use common::{bits, silent_cell};
use nernst::prelude::*;

/// A network with something of everything.
struct Parts {
    network: Network,
    cells: PopulationId<Lif>,
    source: SourceId,
    projection: ProjectionId<Expon>,
}

fn lif() -> Lif {
    Lif {
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 2.0 * ms,
        ..silent_cell()
    }
}

fn parts() -> Parts {
    let mut network = Network::new();
    let cells = Population::new(20, lif()).with(Lif::V, Normal::new(-60.0 * mV, 5.0 * mV));
    let cells = network
        .population("cells", cells.with(Lif::I, 0.25 * nA))
        .unwrap();
    let times = (0..50).map(|k| (k % 3, k as f64 * ms));
    let source = network.source("source", SpikeTimes::new(3, times)).unwrap();
    let through = excitation(source, cells)
        .connectivity(FixedProbability::new(0.5))
        .weight(6.0 * nS);
    let projection = network.projection("projection", through).unwrap();
    Parts {
        network,
        cells,
        source,
        projection,
    }
}

/// Without a weight.
fn excitation(source: SourceId, cells: PopulationId<Lif>) -> Projection<Lif, Expon, Coba> {
    Projection::new(source, cells)
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
}

/// The bits of a run, after something valid was added.
fn outcome(mut parts: Parts) -> Vec<u64> {
    let recurrent =
        Projection::new(parts.cells, parts.cells).connectivity(FixedProbability::new(0.3));
    parts
        .network
        .projection("later", recurrent.weight(0.5 * mV))
        .unwrap();
    run_on(simulation(&parts), &parts)
}

fn simulation(parts: &Parts) -> Simulation {
    Simulation::new(&parts.network, 0.1 * ms, 1).unwrap()
}

fn run_on(mut simulation: Simulation, parts: &Parts) -> Vec<u64> {
    let v = simulation.record(parts.cells.trace(Lif::V)).unwrap();
    let g = simulation.record(parts.projection.trace(Expon::G)).unwrap();
    simulation.run(20.0 * ms).unwrap();
    let v = (0..20).flat_map(|cell| bits(&simulation.read(&v), cell));
    v.chain((0..20).flat_map(|cell| bits(&simulation.read(&g), cell)))
        .collect()
}

/// Whether the network refuses with this sentence, and goes on as if nothing had been asked.
#[track_caller]
fn network_refuses<T: std::fmt::Debug>(
    sentence: &str,
    attempt: impl FnOnce(&mut Parts) -> Result<T, NetworkError>,
) {
    let mut tried = parts();
    let error = attempt(&mut tried).unwrap_err();
    assert_eq!(error.to_string(), sentence);
    assert!(
        outcome(tried) == outcome(parts()),
        "the network has changed"
    );
}

/// The same for a network that cannot be run at this step.
#[track_caller]
fn simulation_refuses(sentence: &str, h: Time, add: impl FnOnce(&mut Parts)) {
    let mut parts = parts();
    add(&mut parts);
    let error = Simulation::new(&parts.network, h, 1).unwrap_err();
    assert_eq!(error.to_string(), sentence);
}

/// The same for what is asked of a simulation.
#[track_caller]
fn run_refuses<T: std::fmt::Debug>(
    sentence: &str,
    attempt: impl FnOnce(&mut Simulation, &Parts) -> Result<T, SimulationError>,
) {
    let parts = parts();
    let mut tried = simulation(&parts);
    let error = attempt(&mut tried, &parts).unwrap_err();
    assert_eq!(error.to_string(), sentence);
    assert_eq!(tried.time(), 0.0 * ms);
    assert!(
        run_on(tried, &parts) == run_on(simulation(&parts), &parts),
        "the simulation has changed"
    );
}

// Populations

#[track_caller]
fn population_refuses(sentence: &str, population: Population<Lif>) {
    network_refuses(sentence, |parts| {
        parts.network.population("bad", population)
    });
}

#[test]
fn time_constants_are_positive() {
    population_refuses(
        "population `bad`: `Lif` requires `tau > 0 ms`, but tau = -20 ms",
        Population::new(
            5,
            Lif {
                tau: -20.0 * ms,
                ..lif()
            },
        ),
    );
    population_refuses(
        "population `bad`: `Lif` requires `tau > 0 ms`, but tau = 0 ms",
        Population::new(
            5,
            Lif {
                tau: 0.0 * ms,
                ..lif()
            },
        ),
    );
}

#[test]
fn parameters_and_states_are_finite() {
    population_refuses(
        "population `bad`: the parameter `r` of `Lif` must be finite, but it is inf MOhm",
        Population::new(
            5,
            Lif {
                r: f64::INFINITY * MOhm,
                ..lif()
            },
        ),
    );
    population_refuses(
        "population `bad`: the state `v` of `Lif` must be finite, but it is NaN mV",
        Population::new(
            5,
            Lif {
                v: f64::NAN * mV,
                ..lif()
            },
        ),
    );
    population_refuses(
        "population `bad`: `i` of `Lif`: the value must be finite, but it is NaN nA",
        Population::new(5, lif()).with(Lif::I, f64::NAN * nA),
    );
    let one = by_index(|cell| if cell == 3 { f64::NAN * mV } else { -60.0 * mV });
    population_refuses(
        "population `bad`: `v` of `Lif`: the value for cell 3 must be finite, but it is NaN mV",
        Population::new(5, lif()).with(Lif::V, one),
    );
}

#[test]
fn requirements_hold_for_every_cell() {
    population_refuses(
        "population `bad`: `Lif` requires `t_ref >= 0 ms`, but t_ref = -1 ms",
        Population::new(
            5,
            Lif {
                t_ref: -1.0 * ms,
                ..lif()
            },
        ),
    );
    let one = by_index(|cell| if cell == 3 { -40.0 * mV } else { -60.0 * mV });
    population_refuses(
        "population `bad`: cell 3: `Lif` requires `v_reset < v_th`, but v_th = -50 mV and v_reset = -40 mV",
        Population::new(5, lif()).with(Lif::V_RESET, one),
    );
}

#[test]
fn a_population_has_cells() {
    population_refuses(
        "population `bad`: a population needs at least one cell",
        Population::new(0, lif()),
    );
    network_refuses("source `bad`: a source needs at least one cell", |parts| {
        parts.network.source("bad", SpikeTimes::new(0, []))
    });
}

#[test]
fn lists_have_a_value_for_each_cell() {
    population_refuses(
        "population `bad`: `tau` of `Lif`: there are 2 values for 5 cells",
        Population::new(5, lif()).with(Lif::TAU, vec![10.0 * ms, 20.0 * ms]),
    );
}

#[test]
fn distributions_are_distributions() {
    population_refuses(
        "population `bad`: `v` of `Lif`: the standard deviation -5 mV is negative",
        Population::new(5, lif()).with(Lif::V, Normal::new(-60.0 * mV, -5.0 * mV)),
    );
    population_refuses(
        "population `bad`: `v` of `Lif`: the bound -50 mV lies above -60 mV",
        Population::new(5, lif()).with(Lif::V, Uniform::new(-50.0 * mV, -60.0 * mV)),
    );
    population_refuses(
        "population `bad`: `v` of `Lif`: the mean and the standard deviation must be finite",
        Population::new(5, lif()).with(Lif::V, Normal::new(f64::NAN * mV, 5.0 * mV)),
    );
}

#[test]
fn values_that_are_drawn_are_judged_for_their_seed() {
    simulation_refuses(
        "population `drawn`: cell 2: `Lif` requires `tau > 0 ms`, but tau = -2.98814765236782 ms",
        0.1 * ms,
        |parts| {
            let cells = Population::new(50, lif()).with(Lif::TAU, Normal::new(1.0 * ms, 5.0 * ms));
            parts.network.population("drawn", cells).unwrap();
        },
    );
}

// Names

#[test]
fn names_are_there_and_are_not_taken() {
    network_refuses("a name must not be empty", |parts| {
        parts.network.population("", Population::new(5, lif()))
    });
    network_refuses("the name `cells` is taken", |parts| {
        parts.network.population("cells", Population::new(5, lif()))
    });
    network_refuses("the name `source` is taken", |parts| {
        parts
            .network
            .population("source", Population::new(5, lif()))
    });
    network_refuses("the name `cells` is taken", |parts| {
        parts.network.source("cells", SpikeTimes::new(1, []))
    });
    network_refuses("the name `projection` is taken", |parts| {
        let again = excitation(parts.source, parts.cells).weight(1.0 * nS);
        parts.network.projection("projection", again)
    });
    network_refuses("a name must not be empty", |parts| {
        let unnamed = excitation(parts.source, parts.cells).weight(1.0 * nS);
        parts.network.projection("", unnamed)
    });
}

// Projections

#[track_caller]
fn projection_refuses(
    sentence: &str,
    change: impl FnOnce(
        Projection<Lif, Expon, Coba, ElectricalConductance>,
    ) -> Projection<Lif, Expon, Coba, ElectricalConductance>,
) {
    network_refuses(sentence, |parts| {
        let projection = excitation(parts.source, parts.cells).weight(1.0 * nS);
        parts.network.projection("bad", change(projection))
    });
}

#[test]
fn weights_are_finite() {
    projection_refuses(
        "projection `bad`: the weight must be finite, but it is NaN nS",
        |projection| projection.weight(f64::NAN * nS),
    );
    projection_refuses(
        "projection `bad`: the weight must be finite, but it is -inf nS",
        |projection| projection.weight(f64::NEG_INFINITY * nS),
    );
}

#[test]
fn probabilities_lie_between_zero_and_one() {
    projection_refuses(
        "projection `bad`: the probability 2 does not lie between 0 and 1",
        |projection| projection.connectivity(FixedProbability::new(2.0)),
    );
    projection_refuses(
        "projection `bad`: the probability -0.1 does not lie between 0 and 1",
        |projection| projection.connectivity(FixedProbability::new(-0.1)),
    );
    projection_refuses(
        "projection `bad`: the probability NaN does not lie between 0 and 1",
        |projection| projection.connectivity(FixedProbability::new(f64::NAN)),
    );
}

#[test]
fn one_to_one_needs_equal_numbers() {
    projection_refuses(
        "projection `bad`: one-to-one needs as many targets as sources, not 20 for 3",
        |projection| projection.connectivity(OneToOne),
    );
}

#[test]
fn delays_are_positive_and_finite() {
    projection_refuses(
        "projection `bad`: the delay must be positive and finite, but it is 0 ms",
        |projection| projection.delay(0.0 * ms),
    );
    projection_refuses(
        "projection `bad`: the delay must be positive and finite, but it is -1 ms",
        |projection| projection.delay(-1.0 * ms),
    );
    projection_refuses(
        "projection `bad`: the delay must be positive and finite, but it is NaN ms",
        |projection| projection.delay(f64::NAN * ms),
    );
}

#[test]
fn synapses_and_outputs_have_values_that_their_models_allow() {
    projection_refuses(
        "projection `bad`: `Expon` requires `tau > 0 ms`, but tau = -5 ms",
        |projection| projection.synapse(Expon::new(-5.0 * ms)),
    );
    network_refuses(
        "projection `bad`: `Stp` requires `u_se <= 1`, but u_se = 1.7",
        |parts| {
            let plastic = excitation(parts.source, parts.cells)
                .short_term_plasticity(Stp::new(1.7, 1500.0 * ms, 200.0 * ms))
                .weight(1.0 * nS);
            parts.network.projection("bad", plastic)
        },
    );
    projection_refuses(
        "projection `bad`: the parameter `e` of `Coba` must be finite, but it is NaN mV",
        |projection| projection.output(Coba { e: f64::NAN * mV }),
    );
    projection_refuses(
        "projection `bad`: the initial value of `g`: there are 3 values for 20 cells",
        |projection| projection.initial(Expon::G, vec![1.0 * nS; 3]),
    );
    projection_refuses(
        "projection `bad`: the initial value of `g`: the standard deviation -1 nS is negative",
        |projection| projection.initial(Expon::G, Normal::new(1.0 * nS, -1.0 * nS)),
    );
}

/// Also where this network has something at the same index.
#[test]
fn a_projection_connects_parts_of_its_own_network() {
    network_refuses(
        "projection `bad`: source or target belongs to another network",
        |parts| {
            let other = self::parts();
            parts.network.projection(
                "bad",
                excitation(other.source, parts.cells).weight(1.0 * nS),
            )
        },
    );
    network_refuses(
        "projection `bad`: source or target belongs to another network",
        |parts| {
            let other = self::parts();
            parts.network.projection(
                "bad",
                excitation(parts.source, other.cells).weight(1.0 * nS),
            )
        },
    );
}

#[test]
fn a_clone_of_a_network_knows_what_was_in_it() {
    let Parts {
        network,
        cells,
        source,
        projection,
    } = parts();
    let cloned = Parts {
        network: network.clone(),
        cells,
        source,
        projection,
    };
    assert!(outcome(cloned) == outcome(parts()));
}

#[test]
fn spikes_belong_to_cells() {
    network_refuses(
        "source `bad`: the spike at 3 ms belongs to cell 2, and there are 2 cells",
        |parts| {
            let times = SpikeTimes::new(2, [(0, 1.0 * ms), (2, 3.0 * ms)]);
            parts.network.source("bad", times)
        },
    );
}

// What drives from outside

#[test]
fn rates_are_finite_and_not_negative() {
    let refuses = |sentence, source: Poisson| {
        network_refuses(sentence, |parts| parts.network.source("bad", source));
    };
    refuses(
        "source `bad`: the rate of `Poisson`: the value must not be negative, but it is -5 Hz",
        Poisson::new(3, -5.0 * Hz),
    );
    refuses(
        "source `bad`: the rate of `Poisson`: the value must be finite, but it is NaN Hz",
        Poisson::new(3, f64::NAN * Hz),
    );
    refuses(
        "source `bad`: the rate of `Poisson`: the value for cell 2 must not be negative, but it is -1 Hz",
        Poisson::new(3, vec![1.0 * Hz, 0.0 * Hz, -1.0 * Hz]),
    );
    refuses(
        "source `bad`: the rate of `Poisson`: there are 1 values for 3 cells",
        Poisson::new(3, vec![1.0 * Hz]),
    );
    refuses(
        "source `bad`: `Poisson` needs at least one train per cell",
        Poisson::new(3, 1.0 * Hz).trains_per_cell(0),
    );
    refuses(
        "source `bad`: a source needs at least one cell",
        Poisson::new(0, 1.0 * Hz),
    );
    refuses(
        "source `bad`: the amplitude of the rate of `Poisson`: the value must be finite, but it is inf Hz",
        Poisson::following(3, Step::new(f64::INFINITY * Hz)),
    );
    let drawn = Poisson::new(50, Normal::new(1.0 * Hz, 1.0 * Hz));
    simulation_refuses(
        "the rate of source `drawn`: the value for cell 4 must not be negative, but it is -1.58900206608675 Hz",
        0.1 * ms,
        |parts| {
            parts.network.source("drawn", drawn).unwrap();
        },
    );
    simulation_refuses(
        "source `drawn`: cell 0 fires at 20000 MHz, which is more than a million times in a time step of 100 us",
        0.1 * ms,
        |parts| {
            let many = Poisson::new(2, 10.0 * kHz).trains_per_cell(2_000_000);
            parts.network.source("drawn", many).unwrap();
        },
    );
}

/// Whether a run of this source or population stops with the sentence.
#[track_caller]
fn run_stops(sentence: &str, add: impl FnOnce(&mut Network)) {
    let mut network = Network::new();
    add(&mut network);
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let error = simulation.run(100.0 * ms).unwrap_err();
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn rates_that_become_wrong_stop_the_run() {
    let wrong = |value: f64| {
        move |network: &mut Network| {
            let rate = by_cell(move |cell| {
                by_time(move |t| {
                    if t > 12.0 * ms && cell == 65 {
                        value * Hz
                    } else {
                        5.0 * Hz
                    }
                })
            });
            let source = Poisson::following(70, rate).trains_per_cell(10);
            network.source("drive", source).unwrap();
        }
    };
    run_stops(
        "the rate of cell 65 of source `drive` is -5 Hz at 12.05 ms, and it must lie between 0 Hz and 1000 MHz; the run stops there",
        wrong(-5.0),
    );
    run_stops(
        "the rate of cell 65 of source `drive` is NaN Hz at 12.05 ms, and it must lie between 0 Hz and 1000 MHz; the run stops there",
        wrong(f64::NAN),
    );
    run_stops(
        "the rate of cell 65 of source `drive` is 2000 MHz at 12.05 ms, and it must lie between 0 Hz and 1000 MHz; the run stops there",
        wrong(2e9),
    );
}

#[test]
fn stimuli_that_become_wrong_stop_the_run() {
    run_stops(
        "what drives `i` of cell 66 of population `cells` from outside is inf nA in the step that ends at 5.1 ms, and it must be finite; the run stops there",
        |network| {
            let wrong = by_cell(|cell| {
                by_time(move |t| 1.0 * nA / if t > 5.0 * ms && cell == 66 { 0.0 } else { 1.0 })
            });
            let cells = Population::new(70, silent_cell()).stimulus(Lif::I, wrong);
            network.population("cells", cells).unwrap();
        },
    );
}

#[test]
fn stimuli_are_as_their_docs_say() {
    let refuses = |sentence: &str, signal: Box<dyn FnOnce(Population<Lif>) -> Population<Lif>>| {
        population_refuses(sentence, signal(Population::new(2, lif())));
    };
    refuses(
        "population `bad`: the amplitude of the stimulus of `i` of `Lif`: the value must be finite, but it is NaN nA",
        Box::new(|cells| cells.stimulus(Lif::I, Step::new(f64::NAN * nA))),
    );
    refuses(
        "population `bad`: the amplitude of the stimulus of `i` of `Lif`: there are 1 values for 2 cells",
        Box::new(|cells| cells.stimulus(Lif::I, Step::new(vec![1.0 * nA]))),
    );
    refuses(
        "population `bad`: cell 1: the amplitude of the stimulus of `i` of `Lif`: the value must be finite, but it is inf nA",
        Box::new(|cells| {
            cells.stimulus(
                Lif::I,
                by_cell(|cell| Step::new(1.0 * nA / (1.0 - cell as f64))),
            )
        }),
    );
    refuses(
        "population `bad`: the end of the stimulus of `i` of `Lif` is 5 ms, and it must lie after the start, 5 ms",
        Box::new(|cells| {
            cells.stimulus(Lif::I, Step::new(1.0 * nA).until(5.0 * ms).from(5.0 * ms))
        }),
    );
    refuses(
        "population `bad`: the duration of the stimulus of `i` of `Lif` must be positive and finite, but it is 0 ms",
        Box::new(|cells| cells.stimulus(Lif::I, Ramp::new(0.0 * nA, 1.0 * nA, 0.0 * ms))),
    );
    refuses(
        "population `bad`: the last value of the stimulus of `i` of `Lif`: the value must be finite, but it is NaN nA",
        Box::new(|cells| cells.stimulus(Lif::I, Ramp::new(0.0 * nA, f64::NAN * nA, 1.0 * ms))),
    );
    refuses(
        "population `bad`: the frequency and the phase of the stimulus of `i` of `Lif` must be finite, but they are NaN Hz and 0",
        Box::new(|cells| cells.stimulus(Lif::I, Sine::new(1.0 * nA, f64::NAN * Hz))),
    );
    refuses(
        "population `bad`: the standard deviation of the stimulus of `i` of `Lif`: the value must not be negative, but it is -1 nA",
        Box::new(|cells| cells.stimulus(Lif::I, WhiteNoise::new(0.0 * nA, -1.0 * nA, 1.0 * ms))),
    );
    refuses(
        "population `bad`: the interval of the stimulus of `i` of `Lif` must be positive and finite, but it is -1 ms",
        Box::new(|cells| cells.stimulus(Lif::I, WhiteNoise::new(0.0 * nA, 1.0 * nA, -1.0 * ms))),
    );
    refuses(
        "population `bad`: the time constant of the stimulus of `i` of `Lif` must be positive and finite, but it is 0 ms",
        Box::new(|cells| {
            cells.stimulus(Lif::I, OrnsteinUhlenbeck::new(0.0 * nA, 1.0 * nA, 0.0 * ms))
        }),
    );
    refuses(
        "population `bad`: the stimulus of `i` of `Lif` has 3 rows for 2 cells",
        Box::new(|cells| {
            cells.stimulus(Lif::I, TimedArray::rows(1.0 * ms, vec![vec![1.0 * nA]; 3]))
        }),
    );
    refuses(
        "population `bad`: the stimulus of `i` of `Lif` has 2 values for cell 0 and 1 for cell 1",
        Box::new(|cells| {
            let rows = [vec![1.0 * nA, 0.0 * nA], vec![1.0 * nA]];
            cells.stimulus(Lif::I, TimedArray::rows(1.0 * ms, rows))
        }),
    );
    refuses(
        "population `bad`: the array of the stimulus of `i` of `Lif` has no values",
        Box::new(|cells| cells.stimulus(Lif::I, TimedArray::new(1.0 * ms, []))),
    );
    refuses(
        "population `bad`: value 1 of the stimulus of `i` of `Lif` must be finite, but it is NaN nA",
        Box::new(|cells| {
            cells.stimulus(Lif::I, TimedArray::new(1.0 * ms, [0.0 * nA, f64::NAN * nA]))
        }),
    );
    refuses(
        "population `bad`: it has 257 stimuli, and 256 is the most",
        Box::new(|cells| {
            (0..257).fold(cells, |cells, _| {
                cells.stimulus(Lif::I, Step::new(0.0 * nA))
            })
        }),
    );
}

#[test]
fn edges_of_signals_are_whole_steps() {
    let refuses = |sentence: &str, stimulate: fn(Population<Lif>) -> Population<Lif>| {
        simulation_refuses(sentence, 0.1 * ms, |parts| {
            let cells = stimulate(Population::new(2, lif()));
            parts.network.population("odd", cells).unwrap();
        });
    };
    refuses(
        "the start of the stimulus of `i` of population `odd` is 10.05 ms, which is not a whole number of time steps of 100 us; the nearest are 10 ms and 10.1 ms",
        |cells| cells.stimulus(Lif::I, Step::new(1.0 * nA).from(10.05 * ms)),
    );
    refuses(
        "the end of the stimulus of `i` of population `odd` is 10.05 ms, which is not a whole number of time steps of 100 us; the nearest are 10 ms and 10.1 ms",
        |cells| cells.stimulus(Lif::I, Step::new(1.0 * nA).until(10.05 * ms)),
    );
    refuses(
        "the start of the stimulus of `i` of population `odd` is -1 ms, and it must be finite and not negative",
        |cells| cells.stimulus(Lif::I, Step::new(1.0 * nA).from(-1.0 * ms)),
    );
    refuses(
        "the end of the stimulus of `i` of population `odd` is NaN ms, and it must be finite and not negative",
        |cells| cells.stimulus(Lif::I, Step::new(1.0 * nA).until(f64::NAN * ms)),
    );
    refuses(
        "the duration of the stimulus of `i` of population `odd` is 1.25 ms, which is not a whole number of time steps of 100 us; the nearest are 1.2 ms and 1.3 ms",
        |cells| cells.stimulus(Lif::I, Ramp::new(0.0 * nA, 1.0 * nA, 1.25 * ms)),
    );
    refuses(
        "the interval of the stimulus of `i` of population `odd` is 250 us, which is not a whole number of time steps of 100 us; the nearest are 200 us and 300 us",
        |cells| cells.stimulus(Lif::I, WhiteNoise::new(0.0 * nA, 1.0 * nA, 0.25 * ms)),
    );
    refuses(
        "the interval of the stimulus of `i` of population `odd` is 50 us, which is not a whole number of time steps of 100 us; the nearest are 0 ms and 100 us",
        |cells| cells.stimulus(Lif::I, TimedArray::new(0.05 * ms, [1.0 * nA])),
    );
    refuses(
        "the standard deviation of the stimulus of `i` of population `odd`: the value for cell 0 must not be negative, but it is -4.71819788691079 nA",
        |cells| {
            let sd = Normal::new(-5.0 * nA, 1.0 * nA);
            cells.stimulus(Lif::I, WhiteNoise::new(0.0 * nA, sd, 1.0 * ms))
        },
    );
    simulation_refuses(
        "the start of the rate of source `odd` is 10.05 ms, which is not a whole number of time steps of 100 us; the nearest are 10 ms and 10.1 ms",
        0.1 * ms,
        |parts| {
            let rate = Step::new(1.0 * Hz).from(10.05 * ms);
            parts
                .network
                .source("odd", Poisson::following(2, rate))
                .unwrap();
        },
    );
}

// The grid

#[test]
fn time_steps_are_positive_and_finite() {
    simulation_refuses(
        "the time step must be positive and finite, but it is 0 ms",
        0.0 * ms,
        |_| (),
    );
    simulation_refuses(
        "the time step must be positive and finite, but it is -100 us",
        -0.1 * ms,
        |_| (),
    );
    simulation_refuses(
        "the time step must be positive and finite, but it is NaN ms",
        f64::NAN * ms,
        |_| (),
    );
    simulation_refuses(
        "the time step must be positive and finite, but it is inf ms",
        f64::INFINITY * ms,
        |_| (),
    );
}

#[test]
fn delays_are_whole_steps() {
    let delayed = |delay: Time| {
        move |parts: &mut Parts| {
            let projection = excitation(parts.source, parts.cells)
                .weight(1.0 * nS)
                .delay(delay);
            parts.network.projection("delayed", projection).unwrap();
        }
    };
    simulation_refuses(
        "the delay of projection `delayed` is 250 us, which is not a whole number of time steps of 100 us; the nearest are 200 us and 300 us",
        0.1 * ms,
        delayed(0.25 * ms),
    );
    simulation_refuses(
        "the delay of projection `delayed` is 1.05 ms, which is not a whole number of time steps of 100 us; the nearest are 1 ms and 1.1 ms",
        0.1 * ms,
        delayed(1.05 * ms),
    );
    simulation_refuses(
        "the delay of projection `delayed` is 50 us, and the least delay is one time step, 100 us",
        0.1 * ms,
        delayed(0.05 * ms),
    );
    simulation_refuses(
        "projection `delayed`: the delay of 1000010 s has 10000100000 time steps, and 10000000 is the most",
        0.1 * ms,
        delayed(1_000_010.0 * second),
    );
}

#[test]
fn refractory_periods_are_whole_steps() {
    simulation_refuses(
        "the refractory period of population `odd` is 2.04 ms, which is not a whole number of time steps of 100 us; the nearest are 2 ms and 2.1 ms",
        0.1 * ms,
        |parts| {
            let cells = Population::new(
                5,
                Lif {
                    t_ref: 2.04 * ms,
                    ..lif()
                },
            );
            parts.network.population("odd", cells).unwrap();
        },
    );
}

#[test]
fn spike_times_are_whole_steps_from_zero_on() {
    let spike = |time: Time| {
        move |parts: &mut Parts| {
            let times = SpikeTimes::new(2, [(0, 1.0 * ms), (1, time)]);
            parts.network.source("odd", times).unwrap();
        }
    };
    simulation_refuses(
        "the time of a spike of cell 1 of `odd` is 1.23 ms, which is not a whole number of time steps of 100 us; the nearest are 1.2 ms and 1.3 ms",
        0.1 * ms,
        spike(1.23 * ms),
    );
    simulation_refuses(
        "the time of a spike of cell 1 of `odd` is -1 ms, and it must be finite and not negative",
        0.1 * ms,
        spike(-1.0 * ms),
    );
    simulation_refuses(
        "the time of a spike of cell 1 of `odd` is NaN ms, and it must be finite and not negative",
        0.1 * ms,
        spike(f64::NAN * ms),
    );
}

#[test]
fn runs_are_whole_steps_forward() {
    run_refuses(
        "the duration of the run is -1 ms, and it must be finite and not negative",
        |simulation, _| simulation.run(-1.0 * ms),
    );
    run_refuses(
        "the duration of the run is 550 us, which is not a whole number of time steps of 100 us; the nearest are 500 us and 600 us",
        |simulation, _| simulation.run(0.55 * ms),
    );
    run_refuses(
        "the duration of the run is NaN ms, and it must be finite and not negative",
        |simulation, _| simulation.run(f64::NAN * ms),
    );
    run_refuses(
        "the duration of the run is inf ms, and it must be finite and not negative",
        |simulation, _| simulation.run(f64::INFINITY * ms),
    );
}

// Records

#[test]
fn records_are_of_cells_that_exist() {
    run_refuses(
        "cell 20 of population `cells` cannot be recorded: it has 20 cells",
        |simulation, parts| simulation.record(parts.cells.trace(Lif::V).cells([3, 20])),
    );
    run_refuses(
        "cell 21 of population `cells` cannot be recorded: it has 20 cells",
        |simulation, parts| simulation.record(parts.projection.trace(Expon::G).cells([21])),
    );
}

#[test]
fn records_are_of_the_network_that_runs() {
    run_refuses(
        "the population to be recorded belongs to another network",
        |simulation, _| simulation.record(parts().cells.trace(Lif::V)),
    );
    run_refuses(
        "the population to be recorded belongs to another network",
        |simulation, _| simulation.record(parts().cells.spikes()),
    );
    run_refuses(
        "the population to be recorded belongs to another network",
        |simulation, _| simulation.record(parts().source.spikes()),
    );
    run_refuses(
        "the projection to be recorded belongs to another network",
        |simulation, _| simulation.record(parts().projection.trace(Expon::G)),
    );
    run_refuses(
        "the projection to be recorded belongs to another network",
        |simulation, _| simulation.record(parts().projection.readout(Expon::OUTPUT)),
    );
}

#[test]
fn recording_intervals_are_whole_steps() {
    run_refuses(
        "the recording interval of population `cells` is 250 us, which is not a whole number of time steps of 100 us; the nearest are 200 us and 300 us",
        |simulation, parts| simulation.record(parts.cells.trace(Lif::V).every(0.25 * ms)),
    );
    run_refuses(
        "the recording interval of population `cells` is zero, and the least is one time step, 100 us",
        |simulation, parts| simulation.record(parts.cells.trace(Lif::V).every(0.0 * ms)),
    );
    run_refuses(
        "the recording interval of population `cells` is -1 ms, and it must be finite and not negative",
        |simulation, parts| simulation.record(parts.cells.trace(Lif::V).every(-1.0 * ms)),
    );
}

#[test]
#[should_panic(expected = "a record is read from the simulation that made it")]
fn a_record_is_not_read_from_another_simulation() {
    let parts = parts();
    let (mut one, mut other) = (simulation(&parts), simulation(&parts));
    let record = one.record(parts.cells.spikes()).unwrap();
    other.record(parts.cells.spikes()).unwrap();
    let _ = other.read(&record);
}

// Variables that leave the numbers

/// Grows without end.
#[derive(Neuron, Clone)]
struct Exploding {
    tau: Time,
    #[ode(dv/dt = v / tau)]
    v: ElectricPotential,
    #[ode(dw/dt = v / tau - w / tau)]
    w: ElectricPotential,
}

#[test]
fn a_variable_that_is_not_finite_stops_the_run() {
    let mut network = Network::new();
    // Nothing grows in the others.
    let start = by_index(|cell| if cell == 2 { 1.0 * mV } else { 0.0 * mV });
    let model = Exploding {
        tau: 1.0 * ms,
        v: 0.0 * mV,
        w: 0.0 * mV,
    };
    let cells = network
        .population(
            "exploding",
            Population::new(3, model).with(Exploding::V, start),
        )
        .unwrap();
    let mut simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let v = simulation.record(cells.trace(Exploding::V)).unwrap();
    let error = simulation.run(2.0 * second).unwrap_err();
    // 1 mV e^t / 1 ms exceeds 1.797e308 V/s after 709.8 ms, so that the rate at 710 ms is infinite.
    assert_eq!(
        error.to_string(),
        "`v` of cell 2 of population `exploding` is not finite at 711 ms; the run stops there"
    );
    assert_eq!(simulation.time(), 710.0 * ms);
    // What was recorded is kept, and there is no way on.
    assert_eq!(simulation.read(&v).len(), 711);
    assert!(simulation.read(&v).of(2).all(|v| v.is_finite()));
    assert!(simulation.run(1.0 * ms).is_err());
}

#[test]
fn a_variable_that_explodes_within_a_step_is_noticed_before() {
    simulation_refuses(
        "population `exploding`: the solution of the linear equations grows beyond all numbers within one time step",
        0.1 * ms,
        |parts| {
            let model = Exploding {
                tau: 0.1 * us,
                v: 1.0 * mV,
                w: 0.0 * mV,
            };
            parts
                .network
                .population("exploding", Population::new(3, model))
                .unwrap();
        },
    );
}

#[cfg(target_os = "linux")]
#[test]
fn more_connections_than_memory_are_refused_before_they_are_drawn() {
    let mut network = Network::new();
    let many = Population::new(3_000_000, common::silent_cell());
    let cells = network.population("cells", many).unwrap();
    for (name, weight) in [("some", 0.1 * mV), ("others", 0.2 * mV)] {
        let half = FixedProbability::new(0.5);
        let projection = Projection::new(cells, cells).connectivity(half);
        network.projection(name, projection.weight(weight)).unwrap();
    }
    // Has no table.
    let all = Projection::new(cells, cells).weight(0.3 * mV);
    network.projection("all", all).unwrap();
    let error = Simulation::new(&network, 0.1 * ms, 1)
        .unwrap_err()
        .to_string();
    // Two bytes for each in a table, and 24 as drawn for all that leave one source.
    let start = "the network has about 18000000000000 connections, which need 234000000000000 bytes of memory, and ";
    assert!(error.starts_with(start), "{error}");
    assert!(
        error.ends_with("are free; make it smaller, or connect fewer cells"),
        "{error}"
    );
}
