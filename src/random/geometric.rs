use super::Stream;
use crate::function::{ln, log1p};

/// The number of failures before a success, P(k) = p (1 − p)^k, by inversion: ⌊ln U / ln(1 − p)⌋.
///
/// It jumps from one connection to the next in a row of Bernoulli trials, in time proportional to the connections made and not to
/// the trials.
///
/// ```
/// use nernst::random::{Geometric, Purpose, Stream};
///
/// let skip = Geometric::new(0.1);
/// let mut stream = Stream::new(1, Purpose::Connectivity, 0, 5);
/// let mut targets = Vec::new();
/// let mut target = skip.sample(&mut stream);
/// while target < 1000 {
///     targets.push(target);
///     target = target.saturating_add(1).saturating_add(skip.sample(&mut stream));
/// }
/// assert!(targets.is_sorted() && (60..140).contains(&targets.len()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geometric {
    /// 1 / ln(1 − p): −∞ for p = 0, −0 for p = 1.
    inverse_log: f64,
}

impl Geometric {
    /// Trials that succeed with probability `p`.
    ///
    /// # Panics
    ///
    /// If `p` is not in [0, 1].
    pub fn new(p: f64) -> Self {
        assert!(
            (0.0..=1.0).contains(&p),
            "a probability lies in [0, 1], got {p}"
        );
        // +0 in, −0 out of ln(1 − p), would turn the sign of the quotient for p = 0.
        let inverse_log = if p == 0.0 {
            f64::NEG_INFINITY
        } else {
            1.0 / log1p(-p)
        };
        Self { inverse_log }
    }

    /// The next number of failures; `u64::MAX` stands for "never".
    #[inline]
    pub fn sample(&self, stream: &mut Stream) -> u64 {
        // The conversion saturates at `u64::MAX`.
        (ln(stream.open_uniform()) * self.inverse_log) as u64
    }
}
