//! A cell as one linear system: the synapses that reach it, and the neuron.

use nalgebra::DMatrix;

use crate::model::{Affine, Columns, Neuron, System};
use crate::simulation::Receptor;
use crate::solver::exact::matrix;
use crate::solver::precise::{Flow, dot};

/// The matrix of the synapses and the neuron together; the synapses come first.
pub(super) fn joint(
    receptors: &[Box<dyn Receptor>],
    gains: &[(usize, f64)],
    system: &System,
    held: &[bool],
) -> DMatrix<f64> {
    let (synaptic, neuron) = (gains.len(), matrix(system, held));
    let size = synaptic + neuron.nrows();
    let mut joint = DMatrix::zeros(size, size);
    let mut first = 0;
    for (block, _) in receptors.iter().filter_map(|receptor| receptor.linear()) {
        let shape = block.shape();
        joint.view_mut((first, first), shape).copy_from(block);
        first += shape.0;
    }
    for row in (0..neuron.nrows()).filter(|row| !held[*row]) {
        for (column, (port, gain)) in gains.iter().enumerate() {
            joint[(synaptic + row, column)] = system.inputs[row][*port] * gain;
        }
    }
    let shape = neuron.shape();
    joint
        .view_mut((synaptic, synaptic), shape)
        .copy_from(&neuron);
    joint
}

/// The cell in hand: synapses and neuron as one linear system.
pub(super) struct Cell<N: Neuron> {
    pub(super) parameters: N::PerParameter<f64>,
    /// What reaches each input at all times.
    pub(super) inputs: N::PerInput<f64>,
    /// The matrix of the synapses, row by row.
    pub(super) synapses: Vec<f64>,
    /// The input on which each synaptic state acts, and by how much.
    pub(super) gains: Vec<(usize, f64)>,
    pub(super) slopes: Vec<f64>,
    pub(super) is_held: bool,
}

impl<N: Neuron> Cell<N> {
    pub(super) fn variables(&self, states: &[f64]) -> N::Variables {
        let (synaptic, states) = states.split_at(self.gains.len());
        let mut inputs = self.inputs;
        for ((port, gain), state) in self.gains.iter().zip(synaptic) {
            inputs.as_mut()[*port] += gain * state;
        }
        let columns = Loaded {
            parameters: self.parameters.as_ref(),
            inputs: inputs.as_ref(),
            states,
        };
        N::load(&columns, 0)
    }

    /// Whether the state stands still.
    pub(super) fn stands(&self, state: usize) -> bool {
        self.is_held && N::HELD.as_ref()[state]
    }
}

impl<N: Neuron> Flow for Cell<N> {
    fn rates(&self, states: &[f64], rates: &mut [f64]) {
        let (synaptic, own) = rates.split_at_mut(self.gains.len());
        let rows = self.synapses.chunks_exact(self.gains.len().max(1));
        for (rate, row) in synaptic.iter_mut().zip(rows) {
            *rate = dot(row, states);
        }
        let neuron = N::rates(&self.variables(states));
        for (k, rate) in own.iter_mut().enumerate() {
            *rate = if self.stands(k) {
                0.0
            } else {
                neuron.as_ref()[k]
            };
        }
    }

    fn margin(&self, states: &[f64]) -> f64 {
        N::margin(&self.variables(states))
    }

    fn slopes(&self) -> &[f64] {
        &self.slopes
    }
}

/// The variables of one cell, as generated code reads them.
struct Loaded<'a> {
    parameters: &'a [f64],
    inputs: &'a [f64],
    states: &'a [f64],
}

impl Columns for Loaded<'_> {
    fn parameter(&self, index: usize, _lane: usize) -> f64 {
        self.parameters[index]
    }

    fn state(&self, index: usize, _lane: usize) -> f64 {
        self.states[index]
    }

    fn input(&self, index: usize, _lane: usize) -> Affine {
        Affine::new(self.inputs[index], 0.0)
    }
}
