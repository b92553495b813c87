/// What a random number is drawn for; different purposes never share numbers.
///
/// The discriminants are part of every result ever computed with a seed: new purposes are appended, none is renumbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[repr(u8)]
pub enum Purpose {
    /// Which neurons are connected.
    Connectivity = 0,
    /// Weights of connections.
    Weights = 1,
    /// Delays of connections.
    Delays = 2,
    /// Initial values of state variables.
    InitialValue = 3,
    /// Parameters that differ from neuron to neuron.
    Parameter = 4,
    /// Spikes of Poisson and other random sources.
    Spikes = 5,
    /// White noise in an equation.
    Noise = 6,
    /// Positions of neurons in space.
    Position = 7,
    /// Stimuli, and rates that change at random.
    Stimulus = 8,
    /// Whatever a user of the library draws for.
    User = 255,
}
