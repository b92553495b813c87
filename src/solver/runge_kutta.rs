//! Explicit Runge-Kutta methods.

use super::block::{Block, Mixed, choose};
use super::column::Lanes;
use super::paced::Track;
use crate::dispatch::Kernel;
use crate::model::{Array, LANES, Neuron};

/// The most stages that a method has.
pub(crate) const STAGES: usize = 7;

/// The coefficients of a method whose last stage is the state at the end of the step.
pub(crate) struct Tableau {
    /// Of the method, which is that of its error where it estimates it.
    pub(crate) order: i32,
    /// The moments of the stages after the first.
    moments: &'static [f64],
    /// Of the rates before it, for each stage after the first.
    stages: &'static [&'static [f64]],
    /// Of all rates in the error; empty where none is estimated.
    error: &'static [f64],
}

/// The classical method of Runge (1895) and Kutta (1901).
pub(crate) const RK4: Tableau = Tableau {
    order: 4,
    moments: &[0.5, 0.5, 1.0, 1.0],
    stages: &[
        &[0.5],
        &[0.0, 0.5],
        &[0.0, 0.0, 1.0],
        &[1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0],
    ],
    error: &[],
};

/// J. R. Dormand and P. J. Prince, *A family of embedded Runge-Kutta formulae*, J. Comput. Appl. Math. 6, 19 (1980).
pub(crate) const RK45: Tableau = Tableau {
    order: 5,
    moments: &[0.2, 0.3, 0.8, 8.0 / 9.0, 1.0, 1.0],
    stages: &[
        &[0.2],
        &[3.0 / 40.0, 9.0 / 40.0],
        &[44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0],
        &[
            19372.0 / 6561.0,
            -25360.0 / 2187.0,
            64448.0 / 6561.0,
            -212.0 / 729.0,
        ],
        &[
            9017.0 / 3168.0,
            -355.0 / 33.0,
            46732.0 / 5247.0,
            49.0 / 176.0,
            -5103.0 / 18656.0,
        ],
        &[
            35.0 / 384.0,
            0.0,
            500.0 / 1113.0,
            125.0 / 192.0,
            -2187.0 / 6784.0,
            11.0 / 84.0,
        ],
    ],
    error: &[
        71.0 / 57600.0,
        0.0,
        -71.0 / 16695.0,
        71.0 / 1920.0,
        -17253.0 / 339_200.0,
        22.0 / 525.0,
        -1.0 / 40.0,
    ],
};

/// One sub-step of a block.
pub(crate) struct RungeKutta<'a, N: Neuron> {
    pub(crate) parameters: Mixed<N>,
    pub(crate) block: &'a Block<N>,
    pub(crate) track: &'a mut Track<N>,
    pub(crate) tableau: &'static Tableau,
    pub(crate) tolerance: f64,
}

impl<N: Neuron> Kernel for RungeKutta<'_, N> {
    #[inline(always)]
    fn run(self) {
        let (track, tableau) = (self.track, self.tableau);
        let count = N::STATES.len();
        let last = if tableau.error.is_empty() {
            tableau.stages.len() - 1
        } else {
            tableau.stages.len()
        };
        for stage in 0..=tableau.stages.len() {
            // What a loop finds stands in a local: the compiler sees that it overlaps nothing.
            let mut states = self.block.states;
            let coefficients = if stage > 0 {
                tableau.stages[stage - 1]
            } else {
                &[]
            };
            for (rates, coefficient) in track.rates.iter().zip(coefficients) {
                for (state, rates) in states.as_mut().iter_mut().zip(rates.as_ref()) {
                    for lane in 0..LANES {
                        let length = coefficient * track.length(lane);
                        state[lane] = length.mul_add(rates[lane], state[lane]);
                    }
                }
            }
            track.stage.states = states;
            if stage == tableau.stages.len() {
                track.next = track.stage.states;
            }
            if stage > last {
                break;
            }
            track.arrive(if stage == 0 {
                0.0
            } else {
                tableau.moments[stage - 1]
            });
            let mut found = states;
            for lane in 0..LANES {
                let x = track.load(&self.parameters, lane);
                let rates = N::rates(&x);
                let held = track.is_held(lane);
                for k in 0..count {
                    let stands = held & N::HELD.as_ref()[k];
                    found.as_mut()[k][lane] = choose(stands, 0.0, rates.as_ref()[k]);
                }
            }
            track.rates[stage] = found;
        }
        let mut errors = N::PerState::<Lanes>::filled(Lanes::ZERO);
        for (rates, coefficient) in track.rates.iter().zip(tableau.error) {
            for (errors, rates) in errors.as_mut().iter_mut().zip(rates.as_ref()) {
                for lane in 0..LANES {
                    let length = coefficient * track.length(lane);
                    errors[lane] = length.mul_add(rates[lane], errors[lane]);
                }
            }
        }
        track.judge(self.tolerance, self.block, &errors);
    }
}
