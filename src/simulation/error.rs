//! What can stop a simulation.

use std::fmt::{self, Display, Formatter};

use crate::model::Method;

/// Why a simulation cannot be made or cannot go on.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SimulationError {
    /// The time step is not a positive, finite time.
    TimeStep {
        /// The time step.
        step: String,
    },
    /// A time is not a whole number of time steps.
    OffGrid {
        /// What takes the time.
        what: String,
        /// The time.
        time: String,
        /// The time step.
        step: String,
        /// The nearest shorter time that is.
        below: String,
        /// The nearest longer time that is.
        above: String,
    },
    /// A time is negative or not finite.
    NotATime {
        /// What takes the time.
        what: String,
        /// The time.
        time: String,
    },
    /// A delay is shorter than a time step.
    DelayTooShort {
        /// What is delayed.
        what: String,
        /// The delay.
        delay: String,
        /// The time step.
        step: String,
    },
    /// The values of a population or projection are not allowed; some of them are drawn for this seed.
    Values {
        /// The population or projection.
        name: String,
        /// What is wrong, naming model, variable and value.
        fault: String,
    },
    /// The connections need more memory than is free.
    Memory {
        /// The number of connections to be expected.
        connections: String,
        /// The bytes that they need.
        needed: String,
        /// The bytes that are free.
        free: String,
    },
    /// A variable became infinite or not a number.
    NotFinite {
        /// The population.
        population: String,
        /// The index of the first such cell.
        cell: usize,
        /// The variable.
        variable: &'static str,
        /// The time at the end of the step.
        time: String,
        /// The projection whose synapses diverged at the cell, if it has it from there.
        from: Option<String>,
    },
    /// A state left the range that its model requires.
    OutOfRange {
        /// The population.
        population: String,
        /// The index of the first such cell.
        cell: usize,
        /// The state.
        variable: &'static str,
        /// Its value.
        value: String,
        /// The condition of `#[require(...)]`.
        bound: &'static str,
        /// The time at the end of the step.
        time: String,
    },
    /// A solver cannot make its error as small as its tolerance asks.
    Tolerance {
        /// The population.
        population: String,
        /// Its model.
        model: &'static str,
        /// The index of the first such cell.
        cell: usize,
        /// The variable with the largest error.
        variable: &'static str,
        /// The solver with its tolerance.
        method: Method,
        /// The time at the end of the step.
        time: String,
    },
    /// A rate of a spike source became negative or too great, or is not a number.
    Rate {
        /// The spike source.
        source: String,
        /// The index of the first such cell.
        cell: usize,
        /// The rate.
        rate: String,
        /// The greatest rate that is allowed at this time step.
        most: String,
        /// The middle of the time step.
        time: String,
    },
    /// What drives an input from outside became infinite or not a number.
    Stimulus {
        /// The population.
        population: String,
        /// The index of the first such cell.
        cell: usize,
        /// The input.
        input: &'static str,
        /// What drives it.
        value: String,
        /// The time at the end of the step.
        time: String,
    },
    /// A population cannot fire off the grid.
    Precise {
        /// The population.
        population: String,
        /// Why.
        fault: String,
    },
    /// Precise spike times were asked for on several threads.
    PreciseOnThreads {
        /// The number of threads.
        threads: usize,
    },
    /// Precise spike times were asked for after the first step.
    PreciseTooLate {
        /// The present time.
        time: String,
    },
    /// A cell fires without end within a step.
    Runaway {
        /// The population.
        population: String,
        /// The index of the first such cell.
        cell: usize,
        /// The time at the end of the step.
        time: String,
    },
    /// Who watched a run has ended it.
    Interrupted {
        /// The present time.
        time: String,
    },
    /// What was recorded could not be written.
    Sink {
        /// What was recorded.
        what: String,
        /// Where it was to be written.
        sink: String,
        /// The latest time of which something was to be written.
        time: String,
        /// Why it could not.
        fault: String,
    },
    /// What is to be recorded does not exist in this network.
    Record {
        /// What is wrong, naming the population or projection.
        fault: String,
    },
}

impl Display for SimulationError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimeStep { step } => {
                write!(
                    f,
                    "the time step must be positive and finite, but it is {step}"
                )
            }
            Self::OffGrid {
                what,
                time,
                step,
                below,
                above,
            } => write!(
                f,
                "{what} is {time}, which is not a whole number of time steps of {step}; the nearest are {below} and {above}"
            ),
            Self::NotATime { what, time } => {
                write!(
                    f,
                    "{what} is {time}, and it must be finite and not negative"
                )
            }
            Self::DelayTooShort { what, delay, step } => write!(
                f,
                "{what} is {delay}, and the least delay is one time step, {step}"
            ),
            Self::Values { name, fault } => write!(f, "{name}: {fault}"),
            Self::Memory {
                connections,
                needed,
                free,
            } => write!(
                f,
                "the network has about {connections} connections, which need {needed} bytes of memory, and {free} are free; make it smaller, or connect fewer cells"
            ),
            Self::NotFinite {
                population,
                cell,
                variable,
                time,
                from,
            } => {
                write!(
                    f,
                    "`{variable}` of cell {cell} of population `{population}` is not finite at {time}"
                )?;
                if let Some(projection) = from {
                    write!(
                        f,
                        ", since the synapses of projection `{projection}` diverge there"
                    )?;
                }
                f.write_str("; the run stops there")
            }
            Self::OutOfRange {
                population,
                cell,
                variable,
                value,
                bound,
                time,
            } => write!(
                f,
                "`{variable}` of cell {cell} of population `{population}` is {value} at {time}, but its model requires `{bound}`; the run stops there"
            ),
            Self::Tolerance {
                population,
                model,
                cell,
                variable,
                method,
                time,
            } => write!(
                f,
                "`{variable}` of cell {cell} of population `{population}` (`{model}`) changes so fast before {time} that {method} is not reached; the run stops there"
            ),
            Self::Rate {
                source,
                cell,
                rate,
                most,
                time,
            } => write!(
                f,
                "the rate of cell {cell} of source `{source}` is {rate} at {time}, and it must lie between 0 Hz and {most}; the run stops there"
            ),
            Self::Stimulus {
                population,
                cell,
                input,
                value,
                time,
            } => write!(
                f,
                "what drives `{input}` of cell {cell} of population `{population}` from outside is {value} in the step that ends at {time}, and it must be finite; the run stops there"
            ),
            Self::Precise { population, fault } => write!(
                f,
                "population `{population}` cannot have precise spike times: {fault}"
            ),
            Self::PreciseOnThreads { threads } => write!(
                f,
                "precise spike times are found by one thread, and the simulation has {threads}; make it with `Simulation::new`"
            ),
            Self::PreciseTooLate { time } => write!(
                f,
                "precise spike times are asked for before the first step, and the simulation is at {time}"
            ),
            Self::Runaway {
                population,
                cell,
                time,
            } => write!(
                f,
                "cell {cell} of population `{population}` crosses its threshold without end before {time}; the run stops there"
            ),
            Self::Interrupted { time } => write!(
                f,
                "the run was interrupted at {time}; what was recorded is kept, and a further run goes on from there"
            ),
            Self::Sink {
                what,
                sink,
                time,
                fault,
            } => write!(
                f,
                "{what} could not be written to {sink} at {time}: {fault}; what was written before stays there, and a further run goes on without it"
            ),
            Self::Record { fault } => f.write_str(fault),
        }
    }
}

impl std::error::Error for SimulationError {}
