//! The values of a signal that cells keep, such as an amplitude.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;
use std::sync::Arc;

use super::Place;
use crate::quantity::Measured;
use crate::random::{Purpose, Stream};
use crate::simulation::{SimulationError, rule_fault};
use crate::solver::column::Column;
use crate::values::{Draw, Values};

/// A value of a signal, with its name in sentences.
pub(crate) struct Rule<Q> {
    name: &'static str,
    values: Arc<dyn Draw>,
    sign: Sign,
    of: PhantomData<fn() -> Q>,
}

/// Which values are allowed.
#[derive(Clone, Copy)]
enum Sign {
    Any,
    NotNegative,
}

impl<Q: Measured> Rule<Q> {
    pub(crate) fn new(name: &'static str, values: impl Values<Q>) -> Self {
        Rule {
            name,
            values: Arc::new(values),
            sign: Sign::Any,
            of: PhantomData,
        }
    }

    /// Values that must not be negative.
    pub(crate) fn not_negative(name: &'static str, values: impl Values<Q>) -> Self {
        Rule {
            sign: Sign::NotNegative,
            ..Rule::new(name, values)
        }
    }

    /// The value of all cells, if it is one.
    pub(crate) fn constant(&self) -> Option<f64> {
        self.values.constant()
    }

    /// What is wrong with the rule for so many cells.
    pub(crate) fn fault(&self, what: &str, cells: usize) -> Option<String> {
        let fault = rule_fault(self.values.as_ref(), cells, Q::show);
        let fault = fault.or_else(|| {
            if self.values.is_random() {
                return None;
            }
            let mut stream = Stream::new(0, Purpose::Stimulus, 0, 0);
            (0..cells).find_map(|cell| self.judge(self.values.draw(cell, &mut stream), cell))
        });
        fault.map(|fault| format!("the {} of {what}: {fault}", self.name))
    }

    /// The values as drawn for the place; a signal with several rules gives each a slot.
    pub(crate) fn levels(&self, place: &Place<'_>, slot: u8) -> Result<Levels, SimulationError> {
        let (first, wrong) = (place.cells.start, |fault| SimulationError::Values {
            name: format!("the {} of {}", self.name, place.what),
            fault,
        });
        if let Some(value) = self.values.constant() {
            let column = Column::Uniform(value);
            return Ok(Levels { column, first });
        }
        let draw = |cell| {
            let value = self.values.draw(cell, &mut place.stream(slot, cell));
            self.judge(value, cell)
                .map_or(Ok(value), |fault| Err(wrong(fault)))
        };
        let drawn: Result<Vec<f64>, _> = place.cells.clone().map(draw).collect();
        let mut column = Column::of(drawn?);
        column.pad();
        Ok(Levels { column, first })
    }

    fn judge(&self, value: f64, cell: usize) -> Option<String> {
        let place = match self.values.constant() {
            Some(_) => String::new(),
            None => format!(" for cell {cell}"),
        };
        let must = match self.sign {
            _ if !value.is_finite() => "be finite",
            Sign::NotNegative if value < 0.0 => "not be negative",
            _ => return None,
        };
        Some(format!(
            "the value{place} must {must}, but it is {}",
            Q::show(value)
        ))
    }
}

impl<Q> Clone for Rule<Q> {
    fn clone(&self) -> Self {
        Rule {
            values: self.values.clone(),
            ..*self
        }
    }
}

impl<Q> Debug for Rule<Q> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.values.fmt(f)
    }
}

/// A value for each cell from a first one on.
#[derive(Clone, Debug)]
pub(crate) struct Levels {
    column: Column,
    first: usize,
}

impl Levels {
    /// One for each of the cells, in their order.
    pub(super) fn of(first: usize, values: Vec<f64>) -> Self {
        let mut column = Column::of(values);
        column.pad();
        Levels { column, first }
    }

    /// Adds them times a factor to the lanes of the cells from `first` on.
    pub(crate) fn add(&self, factor: f64, first: usize, lanes: &mut [f64]) {
        match &self.column {
            Column::Uniform(value) => {
                let summand = value * factor;
                lanes.iter_mut().for_each(|lane| *lane += summand);
            }
            Column::PerCell(values) => {
                for (lane, value) in lanes.iter_mut().zip(&values[first - self.first..]) {
                    *lane += value * factor;
                }
            }
        }
    }

    /// Adds them times a number of each lane.
    pub(super) fn add_products(&self, factors: &[f64], first: usize, lanes: &mut [f64]) {
        match &self.column {
            Column::Uniform(value) => {
                for (lane, factor) in lanes.iter_mut().zip(factors) {
                    *lane += value * factor;
                }
            }
            Column::PerCell(values) => {
                let products = values[first - self.first..].iter().zip(factors);
                for (lane, (value, factor)) in lanes.iter_mut().zip(products) {
                    *lane += value * factor;
                }
            }
        }
    }
}
