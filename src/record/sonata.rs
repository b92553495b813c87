//! Records as files of the SONATA format.

mod array;
mod report;
mod spikes;

use std::fmt::{self, Debug, Formatter};
use std::io;
use std::path::PathBuf;

use rust_hdf5::error::Result;
use rust_hdf5::swmr::SwmrFileWriter;
use rust_hdf5::{FileLocking, Hdf5Error};

use super::csv::create;
use super::sink::{Rows, Samples, Sink, Table};
use report::Report;
use spikes::SpikeTrains;

/// A file of the [SONATA format](https://github.com/AllenInstitute/sonata/blob/master/docs/SONATA_DEVELOPER_GUIDE.md) in HDF5, which libsonata,
/// BMTK and h5py read; with the feature `hdf5`, on Unix and Windows.
///
/// Spikes become `/spikes/E/timestamps`, in ms, and `node_ids`, where `E` is the name of their population or source. A trace becomes a report, frame
/// by frame: `/report/E/data` in the unit of the record and `mapping`, which has the numbers of the cells and start, stop and step in ms. What
/// synapses hold is of their target cells. A slash in a name becomes `_`, since it would be a path.
///
/// Times have every bit, and values are in single precision, the only one that libsonata takes. What waits to be written is less than a megabyte, or
/// one frame. The file is whole when the record is [closed](crate::simulation::Simulation::close), or the simulation goes away. Before that, and when
/// the process was ended, what was recorded until the latest `run` returned is read by `h5py.File(path, "r", swmr=True)`.
///
/// ```
/// use nernst::prelude::*;
///
/// # let folder = std::env::temp_dir().join(format!("nernst-sonata-{}", std::process::id()));
/// let mut network = Network::new();
/// let kicks = network.source("kicks", SpikeTimes::new(2, [(1, 0.5 * ms), (0, 2.0 * ms)]))?;
/// let mut simulation = Simulation::new(&network, 0.5 * ms, 1)?;
/// let file = simulation.record(kicks.spikes().to(Sonata::new(folder.join("spikes.h5"))))?;
/// simulation.run(10.0 * ms)?;
/// simulation.close(&file)?;
///
/// let file = rust_hdf5::H5File::open(folder.join("spikes.h5"))?;
/// assert_eq!(file.dataset("spikes/kicks/timestamps")?.read_raw::<f64>()?, [0.5, 2.0]);
/// assert_eq!(file.dataset("spikes/kicks/node_ids")?.read_raw::<u64>()?, [1, 0]);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Sonata {
    path: PathBuf,
    begun: Option<(SwmrFileWriter, Content)>,
}

enum Content {
    Spikes(SpikeTrains),
    Report(Report),
}

impl Sonata {
    /// A file, which is written anew; folders that are missing are made.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Sonata {
            path: path.into(),
            begun: None,
        }
    }

    fn create(&self) -> Result<SwmrFileWriter> {
        create(&self.path)?;
        let mut file = SwmrFileWriter::create_with_locking(&self.path, FileLocking::BestEffort)?;
        file.set_group_attr_numeric("/", "magic", &0x0A7A_u32)?;
        file.set_group_attr_array("/", "version", &[2], &[0_u32, 1])?;
        Ok(file)
    }
}

impl Content {
    fn write(&mut self, file: &mut SwmrFileWriter, rows: &Rows<'_>) -> Result<()> {
        match self {
            Content::Spikes(spikes) => spikes.write(file, rows),
            Content::Report(report) => report.write(file, rows),
        }
    }

    fn flush(&mut self, file: &mut SwmrFileWriter) -> Result<()> {
        match self {
            Content::Spikes(spikes) => spikes.flush(file),
            Content::Report(report) => report.flush(file),
        }
    }

    fn end(&mut self, file: &mut SwmrFileWriter) -> Result<()> {
        match self {
            Content::Spikes(spikes) => spikes.end(file),
            Content::Report(report) => report.end(file),
        }
    }
}

impl Sink for Sonata {
    fn name(&self) -> String {
        format!("`{}`", self.path.display())
    }

    fn begin(&mut self, table: &Table) -> io::Result<()> {
        let frames = table.samples.as_ref().map(frames).transpose()?;
        let mut file = self.create().map_err(io_error)?;
        let owner = group_name(&table.owner);
        let content = match frames {
            None => SpikeTrains::begin(&mut file, &owner).map(Content::Spikes),
            Some((samples, cells)) => {
                Report::begin(&mut file, &owner, samples, cells).map(Content::Report)
            }
        };
        let content = content.map_err(io_error)?;
        // From here on what is flushed is in the file, whatever becomes of the process.
        file.start_swmr().map_err(io_error)?;
        self.begun = Some((file, content));
        Ok(())
    }

    fn write(&mut self, rows: &Rows<'_>) -> io::Result<()> {
        let (file, content) = self.begun.as_mut().ok_or_else(closed)?;
        content.write(file, rows).map_err(io_error)
    }

    fn flush(&mut self) -> io::Result<()> {
        let (file, content) = self.begun.as_mut().ok_or_else(closed)?;
        let flushed = content.flush(file);
        flushed.and_then(|()| file.flush()).map_err(io_error)
    }

    fn close(&mut self) -> io::Result<()> {
        let Some((mut file, mut content)) = self.begun.take() else {
            return Err(closed());
        };
        let flushed = content.flush(&mut file);
        // What was written before is worth its end.
        let ended = content.end(&mut file);
        flushed.and(ended).and(file.close()).map_err(io_error)
    }
}

impl Debug for Sonata {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sonata").field(&self.path).finish()
    }
}

/// The samples with their cells, if they have any of their own.
fn frames(samples: &Samples) -> io::Result<(&Samples, &[u32])> {
    match samples.cells.as_deref() {
        None | Some([]) => Err(io::Error::other(
            "a report of SONATA is of cells, and here there are none, which `Csv` and `Npz` take",
        )),
        Some(cells) => Ok((samples, cells)),
    }
}

/// A name that is not a path, nor cut off by a zero.
fn group_name(owner: &str) -> String {
    match owner {
        "." => "_".to_owned(),
        _ => owner.replace(['/', '\0'], "_"),
    }
}

fn closed() -> io::Error {
    io::Error::other("it is closed")
}

/// What the writer says, or what the system said to it.
fn io_error(error: Hdf5Error) -> io::Error {
    match error {
        Hdf5Error::Io(error) => error,
        error => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use super::group_name;

    #[test]
    fn the_name_of_a_group_is_no_path() {
        let names = ["E", "L2/3 e", "a.b", "..", ".", "/", "a\0b"].map(group_name);
        assert_eq!(names, ["E", "L2_3 e", "a.b", "..", "_", "_", "a_b"]);
    }
}
