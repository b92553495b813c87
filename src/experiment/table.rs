//! What an experiment has found.

use std::io::{self, Write};

/// The results of all trials, point by point.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<P, R> {
    points: Vec<P>,
    rows: Vec<Row<R>>,
}

/// A trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<R> {
    /// The number of its point.
    pub point: usize,
    /// Its number at that point.
    pub trial: usize,
    /// The seed with which it can be made again.
    pub seed: u64,
    /// What the function returned.
    pub result: R,
}

impl<P, R> Table<P, R> {
    /// Of rows in the order of points.
    pub(super) fn new(points: Vec<P>, rows: Vec<Row<R>>) -> Self {
        Table { points, rows }
    }

    /// The points.
    #[must_use]
    pub fn points(&self) -> &[P] {
        &self.points
    }

    /// The trials, in the order of points and then of trials.
    #[must_use]
    pub fn rows(&self) -> &[Row<R>] {
        &self.rows
    }

    /// Each point with its trials.
    pub fn by_point(&self) -> impl Iterator<Item = (&P, &[Row<R>])> {
        let trials = self.rows.len().checked_div(self.points.len());
        let trials = trials.unwrap_or(0);
        let points = self.points.iter().enumerate();
        points.map(move |(k, point)| (point, &self.rows[k * trials..(k + 1) * trials]))
    }

    /// Writes the table as text: number of point and trial, seed, and the columns that the function makes of point and result.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn csv<const N: usize>(
        &self,
        mut writer: impl Write,
        columns: [&str; N],
        values: impl Fn(&P, &R) -> [f64; N],
    ) -> io::Result<()> {
        let mut head = vec!["point", "trial", "seed"];
        head.extend(columns);
        writeln!(writer, "{}", head.join(","))?;
        for row in &self.rows {
            let Row {
                point, trial, seed, ..
            } = row;
            write!(writer, "{point},{trial},{seed}")?;
            for value in values(&self.points[*point], &row.result) {
                write!(writer, ",{value:?}")?;
            }
            writeln!(writer)?;
        }
        writer.flush()
    }
}

impl<P, R, E> Table<P, Result<R, E>> {
    /// The table of results, if no trial failed.
    ///
    /// # Errors
    ///
    /// The error of the first trial that did, in the order of the table.
    pub fn transpose(self) -> Result<Table<P, R>, E> {
        let rows = self.rows.into_iter().map(|row| {
            Ok(Row {
                point: row.point,
                trial: row.trial,
                seed: row.seed,
                result: row.result?,
            })
        });
        Ok(Table {
            points: self.points,
            rows: rows.collect::<Result<_, E>>()?,
        })
    }
}
