//! `/report/<population>`.

use rust_hdf5::error::Result;
use rust_hdf5::{H5Dataset, H5File, H5Group, H5Type};

use super::{CHUNK, set_unit};
use crate::quantity::Time;
use crate::record::{Rows, Samples};
use crate::units::ms;

/// An array that grows by frames, one value of each cell.
pub(super) struct Report {
    data: H5Dataset,
    time: H5Dataset,
    interval: Time,
    width: usize,
    /// In milliseconds, once there is a frame.
    start: Option<f64>,
    frames: usize,
}

impl Report {
    pub(super) fn begin(
        file: &H5File,
        owner: &str,
        samples: &Samples,
        cells: &[u32],
    ) -> Result<Self> {
        let group = file.create_group("report")?.create_group(owner)?;
        let width = cells.len();
        let data = group.new_dataset::<f32>().shape([0, width]);
        let data = data.chunk(&[(CHUNK / width).max(1), width]);
        let data = data.max_shape(&[None, Some(width)]).create("data")?;
        set_unit(&data, &samples.unit)?;
        let mapping = group.create_group("mapping")?;
        map(&mapping, cells)?;
        let time = mapping.new_dataset::<f64>().shape([3]).create("time")?;
        set_unit(&time, "ms")?;
        Ok(Report {
            data,
            time,
            interval: samples.interval,
            width,
            start: None,
            frames: 0,
        })
    }

    pub(super) fn write(&mut self, rows: &Rows<'_>) -> Result<()> {
        self.start = self.start.or(rows.times.first().copied());
        self.frames += rows.len() / self.width;
        let values = rows.values.unwrap_or_default().iter();
        let values: Vec<f32> = values.map(|value| *value as f32).collect();
        self.data.append(&values)
    }

    pub(super) fn end(&self) -> Result<()> {
        let (start, step) = (self.start.unwrap_or(0.0), self.interval / ms);
        let stop = start + self.frames as f64 * step;
        self.time.write_raw(&[start, stop, step])
    }
}

/// Says which cell a column is of: each has one element, as those of point neurons do.
fn map(group: &H5Group, cells: &[u32]) -> Result<()> {
    let ids: Vec<u64> = cells.iter().map(|cell| u64::from(*cell)).collect();
    let node_ids = array(group, "node_ids", &ids)?;
    let sorted = node_ids.new_attr::<u8>().shape(()).create("sorted")?;
    sorted.write_numeric(&u8::from(cells.is_sorted()))?;
    let pointers: Vec<u64> = (0..=cells.len() as u64).collect();
    array(group, "index_pointers", &pointers)?;
    // BMTK looks for it by the name that the format once gave it.
    group.link("index_pointer", &format!("{}/index_pointers", group.name()))?;
    array(group, "element_ids", &vec![1_u32; cells.len()])?;
    array(group, "element_pos", &vec![1_f32; cells.len()])?;
    Ok(())
}

fn array<T: H5Type>(group: &H5Group, name: &str, list: &[T]) -> Result<H5Dataset> {
    let array = group.new_dataset::<T>().shape([list.len()]).create(name)?;
    array.write_raw(list)?;
    Ok(array)
}
