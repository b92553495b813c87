//! How the weights or delays of a projection are found.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use super::PerConnection;
use crate::connectivity::{Ends, Rows};
use crate::dispatch::{Kernel, Level};
use crate::model::LANES;
use crate::quantity::{Exponents, Length, Measured};
use crate::random::normals::fill_along;
use crate::random::{Purpose, Stream};
use crate::values::{Draw, Scored};

/// A rule of values for connections, without its dimension.
#[derive(Clone)]
pub struct Rule {
    pub(crate) kind: Kind,
    dimension: Exponents,
    show: fn(f64) -> String,
}

#[derive(Clone)]
pub(crate) enum Kind {
    Same(f64),
    Drawn(Arc<dyn Draw>),
    Listed(Arc<[f64]>),
    ByDistance(Arc<dyn Fn(Length) -> f64 + Send + Sync>),
    ByPair(Arc<dyn Fn(usize, usize) -> f64 + Send + Sync>),
}

/// For what a rule gives values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub(crate) purpose: Purpose,
    /// In one word and in the plural, for messages.
    pub(crate) what: [&'static str; 2],
    pub(crate) ends: &'a Ends<'a>,
    pub(crate) seed: u64,
    pub(crate) projection: u32,
}

impl Rule {
    pub(crate) fn new<Q: Measured>(kind: Kind) -> Self {
        Rule {
            kind,
            dimension: Q::EXPONENTS,
            show: Q::show,
        }
    }

    pub(crate) fn dimension(&self) -> Exponents {
        self.dimension
    }

    /// The same dimension with other values.
    pub(crate) fn with(&self, kind: Kind) -> Self {
        Rule { kind, ..*self }
    }

    pub(crate) fn show(&self, value: f64) -> String {
        (self.show)(value)
    }

    /// The rule in words.
    pub(crate) fn describe(&self) -> String {
        match &self.kind {
            Kind::Same(value) => self.show(*value),
            Kind::Drawn(distribution) => distribution.describe(),
            Kind::Listed(_) => "listed".to_owned(),
            Kind::ByDistance(_) => "by distance".to_owned(),
            Kind::ByPair(_) => "by pair".to_owned(),
        }
    }

    /// Whether the rule asks how far cells are from each other.
    pub(crate) fn uses_distance(&self) -> bool {
        matches!(self.kind, Kind::ByDistance(_))
    }

    /// What is wrong with the rule before anything is drawn: a value that is not as it must be, in words.
    pub(crate) fn fault(
        &self,
        what: &str,
        must: &str,
        holds: impl Fn(f64) -> bool,
    ) -> Option<String> {
        let wrong = |place: &str, value: f64| {
            let text = self.show(value);
            (!holds(value)).then(|| format!("the {what}{place} must be {must}, but it is {text}"))
        };
        match &self.kind {
            Kind::Same(value) => wrong("", *value),
            Kind::Drawn(distribution) => {
                let fault = distribution.fault()?;
                Some(format!("the {what}: {fault}"))
            }
            Kind::Listed(values) => {
                let mut values = values.iter().enumerate();
                values.find_map(|(k, value)| wrong(&format!(" number {k} of the list"), *value))
            }
            Kind::ByDistance(_) | Kind::ByPair(_) => None,
        }
    }

    /// The values of all connections, in SI base units and in the order of the rows.
    pub(crate) fn values(
        &self,
        rows: &Rows,
        place: &Place<'_>,
    ) -> Result<PerConnection<f64>, String> {
        let values = match &self.kind {
            Kind::Same(value) => return Ok(PerConnection::All(*value)),
            Kind::Drawn(distribution) => {
                let mut values = drawn(distribution.as_ref(), rows, place);
                if place.purpose == Purpose::Weights {
                    values.iter_mut().for_each(|value| *value = single(*value));
                }
                values
            }
            Kind::Listed(list) => {
                if list.len() != rows.len() {
                    let [_, plural] = place.what;
                    return Err(format!(
                        "there are {} {plural} for {} connections",
                        list.len(),
                        rows.len()
                    ));
                }
                (0..rows.len()).map(|k| list[rows.place(k)]).collect()
            }
            Kind::ByDistance(value) => {
                let distances = pairs(rows).map(|(pre, post)| place.ends.distance(pre, post));
                let values = distances.map(|distance| distance.map(|d| value(d)));
                let missing = "distances need the positions of sources and targets";
                values.collect::<Option<_>>().ok_or(missing)?
            }
            Kind::ByPair(value) => pairs(rows).map(|(pre, post)| value(pre, post)).collect(),
        };
        self.finite(&values, rows, place)?;
        Ok(PerConnection::Each(values))
    }

    fn finite(&self, values: &[f64], rows: &Rows, place: &Place<'_>) -> Result<(), String> {
        let [what, _] = place.what;
        let mut connections = values.iter().zip(pairs(rows));
        match connections.find(|(value, _)| !value.is_finite()) {
            None => Ok(()),
            Some((value, (pre, post))) => Err(format!(
                "the {what} of the connection from cell {pre} to cell {post} must be finite, but it is {}",
                self.show(*value)
            )),
        }
    }
}

/// The nearest number of single precision, unless there is none near: what is drawn at random is no worse for a change of 6e-8 of it, and
/// takes half the memory.
fn single(value: f64) -> f64 {
    let rounded = value as f32;
    let is_near = rounded.is_finite() && (rounded.is_normal() || value == 0.0);
    if is_near { f64::from(rounded) } else { value }
}

/// Source and target of each connection.
pub(crate) fn pairs(rows: &Rows) -> impl Iterator<Item = (usize, usize)> + '_ {
    (0..rows.sources()).flat_map(|pre| {
        let targets = rows.of(pre as u32).iter();
        targets.map(move |post| (pre, *post as usize))
    })
}

/// Blocks of a stream that each connection has for itself, as a power of two.
const BLOCKS: u32 = 16;

/// Draws for each connection by its number in the row of its source, so that no value depends on another.
fn drawn(distribution: &dyn Draw, rows: &Rows, place: &Place<'_>) -> Vec<f64> {
    let (level, scored) = (Level::detect(), distribution.scored());
    let mut values = vec![0.0; rows.len()];
    for source in 0..rows.sources() as u32 {
        let row = &mut values[rows.range(source)];
        for (upper, part) in (0..).zip(row.chunks_mut(1 << BLOCKS)) {
            let index = upper << 32 | u64::from(source);
            let mut stream = Stream::new(place.seed, place.purpose, place.projection, index);
            if let Some(scored) = scored {
                level.run(ByScores {
                    scored,
                    stream: &stream,
                    values: part,
                });
            }
            for (number, value) in (0u32..).zip(part) {
                if scored.is_none() || value.is_nan() {
                    stream.seek(number << BLOCKS);
                    let number = (upper as usize) << BLOCKS | number as usize;
                    *value = distribution.draw(number, &mut stream);
                }
            }
        }
    }
    values
}

/// The values of connections that follow from the first normal number of each; those that do not are not numbers.
struct ByScores<'a> {
    scored: Scored,
    stream: &'a Stream,
    values: &'a mut [f64],
}

impl Kernel for ByScores<'_> {
    #[inline(always)]
    fn run(self) {
        let Scored {
            mean,
            sd,
            low_score,
            high_score,
            low,
            high,
        } = self.scored;
        let mut first = 0;
        for values in self.values.chunks_mut(LANES) {
            fill_along(self.stream, first << BLOCKS, 1 << BLOCKS, values);
            for value in &mut *values {
                let score = *value;
                let inside = sd.mul_add(score, mean).clamp(low, high);
                let is_inside = (low_score <= score) & (score <= high_score);
                *value = if is_inside { inside } else { f64::NAN };
            }
            first += values.len() as u32;
        }
    }
}

impl Debug for Rule {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}
