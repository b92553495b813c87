//! What is promised of the solvers, as figures with the bars that they must meet.
//!
//! Each row of the table is a function that measures through the public interface. `tests/accuracy.rs` asserts the rows,
//! `examples/accuracy.rs` prints them.

// Each crate takes from here what it needs.
#![allow(dead_code)]

#[path = "accuracy/bounds.rs"]
pub(crate) mod bounds;
#[path = "accuracy/noise.rs"]
pub(crate) mod noise;
#[path = "accuracy/orders.rs"]
pub(crate) mod orders;
#[path = "accuracy/potentials.rs"]
pub(crate) mod potentials;
#[path = "accuracy/recorded.rs"]
pub(crate) mod recorded;
#[path = "accuracy/spikes.rs"]
pub(crate) mod spikes;

use std::fmt::{self, Display, Formatter};

use nernst::prelude::*;

/// A row of the table: what it shows, and how it is measured.
pub(crate) type Row = (&'static str, fn() -> Vec<Measurement>);

/// All rows, in the order of the table.
pub(crate) const ROWS: [Row; 12] = [
    (
        "postsynaptic potentials against their closed form",
        potentials::closed_forms,
    ),
    (
        "the same with equal and nearly equal time constants",
        potentials::nearly_equal_time_constants,
    ),
    ("1000 inputs a second for 10 s", potentials::bombardment),
    ("conductances that jump", orders::jumping_conductances),
    ("Hodgkin-Huxley, one step", spikes::hodgkin_huxley),
    (
        "Hodgkin-Huxley, two sub-steps",
        spikes::hodgkin_huxley_in_two,
    ),
    (
        "conductances that follow the potential at once",
        spikes::gated,
    ),
    (
        "equations that are not linear in their own state",
        spikes::non_linear,
    ),
    (
        "exponential Euler against recorded traces",
        recorded::exponential_euler,
    ),
    ("order of each solver", orders::of_each_solver),
    ("noisy drive at a large step", bounds::noisy_drive),
    ("white noise", noise::ornstein_uhlenbeck),
];

/// A figure of one case.
#[derive(Clone, Debug)]
pub(crate) struct Measurement {
    pub(crate) case: String,
    /// By which the cells are advanced, as the report of the run says.
    pub(crate) solver: String,
    /// What the figure is, with its unit.
    pub(crate) what: &'static str,
    pub(crate) figure: f64,
    pub(crate) bar: Bar,
}

/// What a figure must be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bar {
    AtMost(f64),
    /// This, give or take that.
    About(f64, f64),
    /// It is only told.
    None,
}

impl Measurement {
    pub(crate) fn new(
        case: impl Into<String>,
        solver: impl Display,
        what: &'static str,
        figure: f64,
        bar: Bar,
    ) -> Self {
        Measurement {
            case: case.into(),
            solver: solver.to_string(),
            what,
            figure,
            bar,
        }
    }

    pub(crate) fn is_met(&self) -> bool {
        match self.bar {
            Bar::AtMost(most) => self.figure <= most,
            Bar::About(value, tolerance) => (self.figure - value).abs() <= tolerance,
            Bar::None => true,
        }
    }

    /// The figure as it is printed.
    pub(crate) fn shown(&self) -> String {
        match self.figure {
            figure if figure != 0.0 && figure.abs() < 1e-3 => format!("{figure:.1e}"),
            figure => format!("{figure:.3}"),
        }
    }
}

impl Display for Bar {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Bar::AtMost(most) if *most > 0.0 && *most < 1e-3 => write!(f, "<= {most:e}"),
            Bar::AtMost(most) => write!(f, "<= {most}"),
            Bar::About(value, tolerance) => write!(f, "{value} +- {tolerance}"),
            Bar::None => Ok(()),
        }
    }
}

/// How the first population of a simulation is advanced.
pub(crate) fn solver(simulation: &Simulation) -> String {
    let population = &simulation.report().populations[0];
    population
        .method
        .map_or_else(String::new, |method| method.to_string())
}

/// The largest of some figures; not a number if one of them is not.
pub(crate) fn largest(figures: impl IntoIterator<Item = f64>) -> f64 {
    let figures: Vec<f64> = figures.into_iter().collect();
    let zeros = vec![0.0; figures.len()];
    crate::common::distance(figures.into_iter().map(f64::abs), zeros)
}

/// From the lowest sample to the highest.
pub(crate) fn range(samples: &[f64]) -> f64 {
    let extremes = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) = samples
        .iter()
        .fold(extremes, |(low, high), x| (low.min(*x), high.max(*x)));
    high - low
}
