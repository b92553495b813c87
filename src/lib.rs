//! Spiking neuron and synapse models whose units are checked by the compiler.
