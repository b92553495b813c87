//! Random numbers that depend on what they are for, and on nothing else.
//!
//! A number is a function of the seed, of its [`Purpose`], of the object (a population, a projection), of an index in that object
//! (a neuron, a row of connections) and of its place in that [`Stream`]. There is no state to share or to store, so the order in
//! which streams are asked, the number of threads and the machine change no bit of a result.
//!
//! The generator is Threefry2x32 with 20 rounds, a bijection of 64-bit counters for each 64-bit key.
//!
//! # How the bits are packed
//!
//! ```text
//! key     = threefry(key = seed (64), counter = [object (32), purpose (8) : index, upper part (24)])
//! block   = threefry(key,             counter = [index, lower part (32), draw (32)])
//! ```
//!
//! For one seed the first line maps (object, purpose, upper index) to keys one to one, and the second gives (lower index, draw)
//! its own counter: two different (purpose, object, index) never meet the same pair of key and counter. Different seeds choose
//! different permutations; that they agree on a key anywhere is as likely as guessing 64 bits.
//! White noise of a population takes as object its index times 256 plus the number of the normal within the cell, and as draw the number of the step.
//! Spikes of a Poisson source take as object the index of the source, as index the cell and as draw the number of the step. A stimulus
//! takes as object the index of its population times 256 plus its own number there, as index the cell and as draw the number of the step.
//! Whatever else both need of a cell has upper parts of the index other than zero.
//! A stream has 2³² blocks of 64 bits, which last for years of model time at one block a step; then it repeats.
//!
//! Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, *Parallel random numbers: as easy as 1, 2, 3*, SC11 (2011).
//!
//! # Example
//!
//! ```
//! use nernst::random::{Purpose, Stream};
//!
//! let mut weights = Stream::new(42, Purpose::Weights, 0, 17);
//! let first = weights.normal();
//!
//! // The same question has the same answer, whatever was asked in between.
//! let mut delays = Stream::new(42, Purpose::Delays, 0, 17);
//! assert_ne!(delays.normal(), first);
//! assert_eq!(Stream::new(42, Purpose::Weights, 0, 17).normal(), first);
//! ```

mod geometric;
mod key;
mod normal;
pub(crate) mod normals;
pub(crate) mod poisson;
mod purpose;
mod stream;
mod threefry;

pub use geometric::Geometric;
pub use key::Key;
pub use purpose::Purpose;
pub use stream::Stream;
pub use threefry::threefry2x32;

#[cfg(test)]
mod tests;
