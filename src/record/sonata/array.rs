//! Arrays that grow, row by row.

use std::mem;

use rust_hdf5::H5Type;
use rust_hdf5::error::Result;
use rust_hdf5::swmr::SwmrFileWriter;

/// How many numbers lie together in a file.
const CHUNK: u64 = 1 << 14;

/// An array whose rows are written a chunk at a time.
pub(super) struct Array {
    index: usize,
    /// How many numbers a row has; none if rows are numbers themselves.
    width: Option<u64>,
    /// How many bytes a row has.
    bytes: usize,
    /// How many rows lie together in the file.
    per_chunk: u64,
    /// How many rows are in the file.
    rows: u64,
    /// Those that are not yet.
    waiting: Vec<u8>,
}

impl Array {
    pub(super) fn begin<T: H5Type>(
        file: &mut SwmrFileWriter,
        path: &str,
        width: Option<u64>,
    ) -> Result<Self> {
        let numbers = width.unwrap_or(1);
        let mut array = Array {
            index: 0,
            width,
            bytes: numbers as usize * T::element_size(),
            per_chunk: (CHUNK / numbers).max(1),
            rows: 0,
            waiting: Vec::new(),
        };
        let most: Vec<_> = std::iter::once(None).chain(width.map(Some)).collect();
        let (none, chunk) = (array.shape(0), array.shape(array.per_chunk));
        let kind = T::hdf5_type();
        array.index = file.create_grid_dataset_with_max(path, kind, &none, &most, &chunk, None)?;
        Ok(array)
    }

    pub(super) fn set_unit(&self, file: &mut SwmrFileWriter, unit: &str) -> Result<()> {
        file.set_dataset_attr_string(self.index, "units", unit)
    }

    /// How many rows are in the file.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// Takes numbers, and writes those that fill chunks.
    pub(super) fn push<const N: usize>(
        &mut self,
        file: &mut SwmrFileWriter,
        numbers: impl Iterator<Item = [u8; N]>,
    ) -> Result<()> {
        self.waiting.extend(numbers.flatten());
        let there = (self.waiting.len() / self.bytes) as u64;
        let end = (self.rows + there) / self.per_chunk * self.per_chunk;
        // What was flushed may end within a chunk.
        self.write(file, end.saturating_sub(self.rows) as usize)
    }

    /// Writes what there is.
    pub(super) fn flush(&mut self, file: &mut SwmrFileWriter) -> Result<()> {
        self.write(file, self.waiting.len() / self.bytes)
    }

    fn write(&mut self, file: &mut SwmrFileWriter, rows: usize) -> Result<()> {
        if rows == 0 {
            return Ok(());
        }
        let rest = self.waiting.split_off(rows * self.bytes);
        let bytes = mem::replace(&mut self.waiting, rest);
        let end = self.rows + rows as u64;
        file.set_extent(self.index, &self.shape(end))?;
        let start = [Some(self.rows), self.width.map(|_| 0)];
        let start: Vec<u64> = start.into_iter().flatten().collect();
        file.write_slice(self.index, &start, &self.shape(rows as u64), &bytes)?;
        self.rows = end;
        Ok(())
    }

    /// Keeps so many rows of those that are whole.
    pub(super) fn cut(&mut self, file: &mut SwmrFileWriter, rows: u64) -> Result<()> {
        self.waiting.clear();
        self.rows = rows.min(self.rows);
        file.set_extent(self.index, &self.shape(self.rows))
    }

    fn shape(&self, rows: u64) -> Vec<u64> {
        [Some(rows), self.width].into_iter().flatten().collect()
    }
}
