//! Records as text.

use std::fmt::{self, Debug, Formatter};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::mem;
use std::path::{Path, PathBuf};

use super::sink::{Rows, Sink, Table};

/// A table as text: a line with the names of the columns, and a line for each row, its values separated by commas.
///
/// Numbers have as many digits as it takes to read the same number back. What was recorded is in the file when `run` returns.
///
/// ```
/// use nernst::prelude::*;
///
/// # let folder = std::env::temp_dir().join(format!("nernst-csv-{}", std::process::id()));
/// let mut network = Network::new();
/// let kicks = network.source("kicks", SpikeTimes::new(2, [(1, 0.5 * ms), (0, 2.0 * ms)]))?;
/// let mut simulation = Simulation::new(&network, 0.5 * ms, 1)?;
/// simulation.record(kicks.spikes().to(Csv::new(folder.join("kicks.csv"))))?;
/// simulation.run(10.0 * ms)?;
/// assert_eq!(std::fs::read_to_string(folder.join("kicks.csv"))?, "time_ms,cell\n0.5,1\n2.0,0\n");
/// # drop(simulation);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Csv {
    name: String,
    path: Option<PathBuf>,
    writer: Option<BufWriter<Box<dyn Write + Send>>>,
    /// What is written at once.
    text: Vec<u8>,
}

impl Csv {
    /// A file, which is written anew; folders that are missing are made.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Csv {
            name: format!("`{}`", path.display()),
            path: Some(path),
            writer: None,
            text: Vec::new(),
        }
    }

    /// Anything that takes text, such as a pipe or a compressed file.
    #[must_use]
    pub fn writer(writer: impl Write + Send + 'static) -> Self {
        Csv {
            name: "a writer".to_owned(),
            path: None,
            writer: Some(BufWriter::new(Box::new(writer))),
            text: Vec::new(),
        }
    }

    fn open(&mut self) -> io::Result<&mut BufWriter<Box<dyn Write + Send>>> {
        if let Some(path) = self.path.take() {
            self.writer = Some(BufWriter::new(Box::new(create(&path)?)));
        }
        let closed = || io::Error::other("it is closed");
        self.writer.as_mut().ok_or_else(closed)
    }
}

/// A new file in a folder that is made if it is missing.
pub(super) fn create(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    File::create(path)
}

/// Appends a line for each row.
fn lines(rows: &Rows<'_>, text: &mut Vec<u8>) {
    let (mut number, mut cell) = (zmij::Buffer::new(), itoa::Buffer::new());
    // All rows of a sample have one time.
    let (mut latest, mut time) = (f64::NAN, String::new());
    for row in 0..rows.len() {
        if rows.times[row].to_bits() != latest.to_bits() {
            latest = rows.times[row];
            number.format(latest).clone_into(&mut time);
        }
        text.extend_from_slice(time.as_bytes());
        if let Some(cells) = rows.cells {
            text.push(b',');
            text.extend_from_slice(cell.format(cells[row]).as_bytes());
        }
        if let Some(values) = rows.values {
            text.push(b',');
            text.extend_from_slice(number.format(values[row]).as_bytes());
        }
        text.push(b'\n');
    }
}

impl Sink for Csv {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn begin(&mut self, table: &Table) -> io::Result<()> {
        let writer = self.open()?;
        writeln!(writer, "{}", table.columns.join(","))?;
        writer.flush()
    }

    fn write(&mut self, rows: &Rows<'_>) -> io::Result<()> {
        let mut text = mem::take(&mut self.text);
        text.clear();
        lines(rows, &mut text);
        let result = self.open()?.write_all(&text);
        self.text = text;
        result
    }

    fn flush(&mut self) -> io::Result<()> {
        self.open()?.flush()
    }
}

impl Debug for Csv {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Csv").field(&self.name).finish()
    }
}
