//! Records as NumPy archives.

use std::fmt::{self, Debug, Formatter};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rawzip::ZipArchiveWriter;

use super::csv::create;
use super::sink::{Column, Rows, Sink, Table};

/// A table as an archive of NumPy arrays, one for each column, named with its unit:
///
/// ```python
/// spikes = numpy.load("spikes.npz")
/// spikes["time_ms"], spikes["cell"]
/// ```
///
/// Numbers are those of the run, bit for bit. Each column is written to a file of its own (`spikes.npz.time_ms.part`), and these become
/// the archive when the record is [closed](crate::simulation::Simulation::close), or the simulation goes away; so it may be larger than memory.
///
/// ```
/// use nernst::prelude::*;
///
/// # let folder = std::env::temp_dir().join(format!("nernst-npz-{}", std::process::id()));
/// let mut network = Network::new();
/// let kicks = network.source("kicks", SpikeTimes::new(2, [(1, 0.5 * ms), (0, 2.0 * ms)]))?;
/// let mut simulation = Simulation::new(&network, 0.5 * ms, 1)?;
/// let file = simulation.record(kicks.spikes().to(Npz::new(folder.join("kicks.npz"))))?;
/// simulation.run(10.0 * ms)?;
/// simulation.close(&file)?;
/// assert_eq!(std::fs::read_dir(&folder)?.count(), 1);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Npz {
    path: PathBuf,
    parts: Vec<Part>,
    rows: usize,
}

/// A column that grows.
struct Part {
    column: String,
    /// As NumPy says it: `<f8`.
    kind: &'static str,
    path: PathBuf,
    writer: BufWriter<File>,
    /// What is written at once.
    bytes: Vec<u8>,
}

impl Npz {
    /// A file, which is written anew; folders that are missing are made.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Npz {
            path: path.into(),
            parts: Vec::new(),
            rows: 0,
        }
    }

    /// The archive's path with more behind it.
    fn beside(&self, ending: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(ending);
        path.into()
    }

    fn assemble(&self, path: &Path) -> io::Result<()> {
        let archive = self.archive(BufWriter::new(create(path)?));
        archive.map_err(io::Error::other)?.into_inner()?.sync_all()
    }

    fn archive<W: Write>(&self, writer: W) -> Result<W, rawzip::Error> {
        let mut archive = ZipArchiveWriter::new(writer);
        for part in &self.parts {
            let name = format!("{}.npy", part.column);
            let (mut entry, config) = archive.new_file(&name).start()?;
            let mut writer = config.wrap(&mut entry);
            writer.write_all(&header(part.kind, self.rows))?;
            io::copy(&mut File::open(&part.path)?, &mut writer)?;
            let (_, output) = writer.finish()?;
            entry.finish(output)?;
        }
        archive.finish()
    }
}

impl Sink for Npz {
    fn name(&self) -> String {
        format!("`{}`", self.path.display())
    }

    fn begin(&mut self, table: &Table) -> io::Result<()> {
        for column in &table.columns {
            // A unit may have a slash in it.
            let path = self.beside(&format!(".{}.part", column.replace('/', " per ")));
            self.parts.push(Part {
                kind: if column == "cell" { "<u4" } else { "<f8" },
                column: column.clone(),
                writer: BufWriter::new(create(&path)?),
                path,
                bytes: Vec::new(),
            });
        }
        Ok(())
    }

    fn write(&mut self, rows: &Rows<'_>) -> io::Result<()> {
        for (part, column) in self.parts.iter_mut().zip(rows.columns()) {
            let bytes = &mut part.bytes;
            bytes.clear();
            match column {
                Column::Numbers(numbers) => {
                    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
                }
                Column::Cells(cells) => {
                    bytes.extend(cells.iter().flat_map(|cell| cell.to_le_bytes()));
                }
            }
            part.writer.write_all(bytes)?;
        }
        self.rows += rows.len();
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut parts = self.parts.iter_mut();
        parts.try_for_each(|part| part.writer.flush())
    }

    fn close(&mut self) -> io::Result<()> {
        self.flush()?;
        let whole = self.beside(".part");
        self.assemble(&whole)?;
        fs::rename(&whole, &self.path)?;
        let mut parts = self.parts.drain(..);
        parts.try_for_each(|part| fs::remove_file(part.path))
    }
}

impl Debug for Npz {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Npz").field(&self.path).finish()
    }
}

/// What stands before the numbers of an array with so many: `numpy.lib.format`, version 1.0.
fn header(kind: &str, rows: usize) -> Vec<u8> {
    const BEFORE: usize = 10;
    let mut text = format!("{{'descr': '{kind}', 'fortran_order': False, 'shape': ({rows},), }}");
    let length = (BEFORE + text.len() + 1).next_multiple_of(64) - BEFORE;
    while text.len() + 1 < length {
        text.push(' ');
    }
    text.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((length as u16).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn a_header_is_aligned_and_ends_in_a_line_feed() {
        for rows in [0, 7, 123_456_789_012] {
            let header = header("<f8", rows);
            assert_eq!(header.len() % 64, 0);
            assert_eq!(header.last(), Some(&b'\n'));
            let length = u16::from_le_bytes([header[8], header[9]]);
            assert_eq!(usize::from(length) + 10, header.len());
            assert!(String::from_utf8_lossy(&header).contains(&format!("'shape': ({rows},)")));
        }
    }
}
