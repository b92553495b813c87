//! How the cells of a population are advanced in a run.

use super::exact::ExactPlan;
use super::paced::{Attempt, Paced};
use super::runge_kutta::{RK4, RK45};
use super::splitting::Reused;
use crate::checkpoint::{Mismatch, Slice, Tape};
use crate::model::{Class, Method, Neuron, Steps};

pub(crate) enum Plan<N: Neuron> {
    Exact(ExactPlan),
    /// Sub-steps of equal length.
    Splitting {
        steps: u32,
        /// For each block; empty where no states are reused.
        reused: Vec<Reused<N>>,
    },
    ExponentialEuler {
        steps: u32,
    },
    Paced(Paced<N>),
}

impl<N: Neuron> Plan<N> {
    /// Of a method that needs no matrices; `exact` where it does not apply becomes splitting.
    pub(crate) fn new(method: Method, blocks: usize) -> Self {
        let part = |steps: u32| 1.0 / f64::from(steps);
        let paced = |attempt, tolerance, longest| {
            Plan::Paced(Paced::new(attempt, tolerance, longest, blocks))
        };
        let is_gated = matches!(N::CLASS, Class::Gated { .. });
        match method {
            Method::Splitting {
                steps: Steps::Tolerance(tolerance),
            } => paced(Attempt::Predicted, tolerance, 1.0),
            Method::Splitting {
                steps: Steps::Number(steps),
            } if is_gated => paced(Attempt::Predicted, f64::INFINITY, part(steps)),
            Method::Splitting {
                steps: Steps::Number(steps),
            } => Plan::splitting(steps, blocks),
            Method::Exact => Plan::splitting(1, blocks),
            Method::ExponentialEuler { steps } => Plan::ExponentialEuler { steps },
            Method::Rk4 { steps } => paced(Attempt::RungeKutta(&RK4), f64::INFINITY, part(steps)),
            Method::Rk45 { tolerance } => paced(Attempt::RungeKutta(&RK45), tolerance, 1.0),
        }
    }

    fn splitting(steps: u32, blocks: usize) -> Self {
        let has_reused = N::REUSED.contains(&true);
        let blocks = if has_reused { blocks } else { 0 };
        let reused = (0..blocks).map(|_| Reused::new()).collect();
        Plan::Splitting { steps, reused }
    }

    /// Saves or loads what a method keeps of cells from step to step beside their states.
    pub(crate) fn carry(&mut self, tape: &mut Tape, cells: Slice) -> Result<(), Mismatch> {
        match self {
            Plan::Exact(_) | Plan::ExponentialEuler { .. } => Ok(()),
            Plan::Splitting { reused, .. } => Reused::carry(reused, tape, cells),
            Plan::Paced(paced) => paced.carry(tape, cells),
        }
    }

    /// Into how many parts of equal length a step is cut.
    pub(crate) fn parts(&self) -> u32 {
        match self {
            Plan::Splitting { steps, .. } | Plan::ExponentialEuler { steps } => *steps,
            Plan::Exact(_) | Plan::Paced(_) => 1,
        }
    }

    /// The moments of a step, of length one, at which currents are asked for: one for each part,
    /// or the three through which a parabola is laid.
    pub(crate) fn moments(&self) -> Vec<f64> {
        let parts = |offset: f64| {
            let count = self.parts();
            let moment = |part| (f64::from(part) + offset) / f64::from(count);
            (0..count).map(moment).collect()
        };
        match self {
            Plan::Exact(_) => Vec::new(),
            Plan::Splitting { .. } => parts(0.5),
            Plan::ExponentialEuler { .. } => parts(0.0),
            Plan::Paced(_) => vec![0.0, 0.5, 1.0],
        }
    }
}
