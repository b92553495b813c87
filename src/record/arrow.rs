//! Records as Arrow files.

use std::fmt::{self, Debug, Formatter};
use std::io::{self, BufWriter, Write};
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, UInt32Array};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::csv::create;
use super::sink::{Rows, Sink, Table};

/// How many rows a record batch has at least, so that short runs do not make many small ones.
const BATCH: usize = 1 << 16;

/// A table as a file of Arrow's IPC format, whose columns are named with their units; with the feature `arrow`.
///
/// ```python
/// polars.read_ipc("spikes.arrow")
/// pandas.read_feather("spikes.arrow")
/// pyarrow.ipc.open_file("spikes.arrow").read_all()
/// ```
///
/// Numbers are those of the run, bit for bit. They are written in batches, of which one at a time lies in memory. The file is whole when the record
/// is [closed](crate::simulation::Simulation::close), or the simulation goes away. The end of one that was cut off is missing, and what is there of
/// it is a stream from its 65th byte on.
///
/// ```
/// use nernst::prelude::*;
///
/// # let folder = std::env::temp_dir().join(format!("nernst-arrow-{}", std::process::id()));
/// let mut network = Network::new();
/// let kicks = network.source("kicks", SpikeTimes::new(2, [(1, 0.5 * ms), (0, 2.0 * ms)]))?;
/// let mut simulation = Simulation::new(&network, 0.5 * ms, 1)?;
/// let file = simulation.record(kicks.spikes().to(Arrow::new(folder.join("kicks.arrow"))))?;
/// simulation.run(10.0 * ms)?;
/// simulation.close(&file)?;
///
/// let file = std::fs::File::open(folder.join("kicks.arrow"))?;
/// let mut batches = arrow_ipc::reader::FileReader::try_new(file, None)?;
/// let batch = batches.next().expect("a batch")?;
/// assert_eq!(batch.schema().field(0).name(), "time_ms");
/// assert_eq!(**batch.column(1), arrow_array::UInt32Array::from(vec![1, 0]));
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Arrow {
    name: String,
    target: Target,
    schema: SchemaRef,
    /// What the next batch has so far.
    times: Vec<f64>,
    cells: Vec<u32>,
    values: Vec<f64>,
}

type Output = BufWriter<Box<dyn Write + Send>>;

/// Where it is written.
enum Target {
    File(PathBuf),
    Writer(Output),
    Begun(Box<FileWriter<Output>>),
    Closed,
}

impl Arrow {
    /// A file, which is written anew; folders that are missing are made.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Arrow::to(format!("`{}`", path.display()), Target::File(path))
    }

    /// Anything that takes bytes, such as a pipe.
    #[must_use]
    pub fn writer(writer: impl Write + Send + 'static) -> Self {
        let writer = BufWriter::new(Box::new(writer) as Box<dyn Write + Send>);
        Arrow::to("a writer".to_owned(), Target::Writer(writer))
    }

    fn to(name: String, target: Target) -> Self {
        Arrow {
            name,
            target,
            schema: Arc::new(Schema::empty()),
            times: Vec::new(),
            cells: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Where the table goes, when it begins.
    fn open(&mut self) -> io::Result<Output> {
        match mem::replace(&mut self.target, Target::Closed) {
            Target::File(path) => Ok(BufWriter::new(Box::new(create(&path)?))),
            Target::Writer(writer) => Ok(writer),
            Target::Begun(_) | Target::Closed => Err(io::Error::other("it is closed")),
        }
    }

    /// Writes the rows that wait, if there are any.
    fn write_batch(&mut self) -> io::Result<()> {
        let Target::Begun(writer) = &mut self.target else {
            return Err(io::Error::other("it is closed"));
        };
        if self.times.is_empty() {
            return Ok(());
        }
        let numbers =
            |list: &mut Vec<f64>| -> ArrayRef { Arc::new(Float64Array::from(mem::take(list))) };
        let mut columns = vec![numbers(&mut self.times)];
        if !self.cells.is_empty() {
            columns.push(Arc::new(UInt32Array::from(mem::take(&mut self.cells))));
        }
        if !self.values.is_empty() {
            columns.push(numbers(&mut self.values));
        }
        let batch = RecordBatch::try_new(self.schema.clone(), columns);
        batch
            .and_then(|batch| writer.write(&batch))
            .map_err(io_error)
    }
}

impl Sink for Arrow {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn begin(&mut self, table: &Table) -> io::Result<()> {
        let field = |column: &String| {
            let kind = match column.as_str() {
                "cell" => DataType::UInt32,
                _ => DataType::Float64,
            };
            Field::new(column, kind, false)
        };
        let fields: Vec<Field> = table.columns.iter().map(field).collect();
        self.schema = Arc::new(Schema::new(fields));
        let writer = FileWriter::try_new(self.open()?, &self.schema).map_err(io_error)?;
        self.target = Target::Begun(Box::new(writer));
        Ok(())
    }

    fn write(&mut self, rows: &Rows<'_>) -> io::Result<()> {
        self.times.extend_from_slice(rows.times);
        self.cells.extend_from_slice(rows.cells.unwrap_or_default());
        self.values
            .extend_from_slice(rows.values.unwrap_or_default());
        if self.times.len() < BATCH {
            return Ok(());
        }
        self.write_batch()
    }

    fn close(&mut self) -> io::Result<()> {
        let rest = self.write_batch();
        match mem::replace(&mut self.target, Target::Closed) {
            // What was written before is worth its end.
            Target::Begun(mut writer) => rest.and(writer.finish().map_err(io_error)),
            _ => rest,
        }
    }
}

impl Debug for Arrow {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Arrow").field(&self.name).finish()
    }
}

/// What the writer says, or what the system said to it.
fn io_error(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        error => io::Error::other(error),
    }
}
