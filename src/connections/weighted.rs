//! Connections that are given together with their weights.

use std::sync::Arc;

use nalgebra::DMatrix;

use super::{Kind, Rule};
use crate::connectivity::{Connectivity, Ends, Rows};
use crate::quantity::Measured;

/// Connections with their weights: a matrix, or a list of triplets.
///
/// A `DMatrix<Q>` has a row for each source and a column for each target; where it is zero there is no connection.
/// A `Vec<(usize, usize, Q)>` lists source, target and weight in any order; what is listed is a connection, also
/// with a weight of zero.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not give connections with weights of `{Q}`",
    label = "expected a `DMatrix` of quantities, or a `Vec` of source, target and weight"
)]
pub trait WeightedConnections<Q> {
    #[doc(hidden)]
    fn parts(self) -> (Arc<dyn Connectivity>, Rule);
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> WeightedConnections<Q> for DMatrix<Q> {
    fn parts(self) -> (Arc<dyn Connectivity>, Rule) {
        let (mut pairs, mut weights) = (Vec::new(), Vec::new());
        for source in 0..self.nrows() {
            for target in 0..self.ncols() {
                let weight = self[(source, target)].si();
                if weight != 0.0 {
                    pairs.push((source, target));
                    weights.push(weight);
                }
            }
        }
        parts::<Q>(pairs, weights, Some(self.shape()))
    }
}

#[diagnostic::do_not_recommend]
impl<Q: Measured> WeightedConnections<Q> for Vec<(usize, usize, Q)> {
    fn parts(self) -> (Arc<dyn Connectivity>, Rule) {
        let pairs = self.iter().map(|(source, target, _)| (*source, *target));
        let weights = self.iter().map(|(_, _, weight)| weight.si());
        parts::<Q>(pairs.collect(), weights.collect(), None)
    }
}

fn parts<Q: Measured>(
    pairs: Vec<(usize, usize)>,
    weights: Vec<f64>,
    shape: Option<(usize, usize)>,
) -> (Arc<dyn Connectivity>, Rule) {
    let wrong = weights
        .iter()
        .zip(&pairs)
        .find(|(weight, _)| !weight.is_finite());
    let fault = wrong.map(|(weight, (source, target))| {
        format!(
            "the weight of the connection from cell {source} to cell {target} must be finite, but it is {}",
            Q::show(*weight)
        )
    });
    let weighted = Weighted {
        pairs,
        shape,
        fault,
    };
    let rule = Rule::new::<Q>(Kind::Listed(weights.into()));
    (Arc::new(weighted), rule)
}

/// The pairs of a matrix or of triplets.
#[derive(Debug)]
struct Weighted {
    pairs: Vec<(usize, usize)>,
    /// Rows and columns of the matrix.
    shape: Option<(usize, usize)>,
    /// What is wrong with the weights.
    fault: Option<String>,
}

impl Connectivity for Weighted {
    fn describe(&self) -> String {
        match self.shape {
            Some((rows, columns)) => format!("where the matrix of {rows} x {columns} is not zero"),
            None => self.pairs.describe(),
        }
    }

    fn fault(&self, ends: &Ends<'_>) -> Option<String> {
        let (sources, targets) = (ends.sources(), ends.targets());
        match self.shape {
            Some((rows, columns)) if (rows, columns) != (sources, targets) => Some(format!(
                "the matrix has {rows} rows and {columns} columns, and there are {sources} sources and {targets} targets"
            )),
            _ => self.pairs.fault(ends).or_else(|| self.fault.clone()),
        }
    }

    fn rows(&self, ends: &Ends<'_>, seed: u64, object: u32) -> Result<Rows, String> {
        self.fault(ends).map_or(Ok(()), Err)?;
        self.pairs.rows(ends, seed, object)
    }
}
