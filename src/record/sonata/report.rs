//! `/report/<population>`.

use rust_hdf5::DatatypeMessage;
use rust_hdf5::error::Result;
use rust_hdf5::swmr::SwmrFileWriter;

use super::array::Array;
use crate::quantity::Time;
use crate::record::{Rows, Samples};
use crate::units::ms;

/// An array that grows by frames, one value of each cell.
pub(super) struct Report {
    data: Array,
    /// The number of the array with start, stop and step.
    time: usize,
    interval: Time,
    /// In milliseconds, once there is a frame.
    start: Option<f64>,
}

impl Report {
    pub(super) fn begin(
        file: &mut SwmrFileWriter,
        owner: &str,
        samples: &Samples,
        cells: &[u32],
    ) -> Result<Self> {
        file.create_group("/", "report")?;
        file.create_group("/report", owner)?;
        file.create_group(&format!("/report/{owner}"), "mapping")?;
        let of = |name: &str| format!("report/{owner}/{name}");
        let width = Some(cells.len() as u64);
        let data = Array::begin::<f32>(file, &of("data"), width)?;
        data.set_unit(file, &samples.unit)?;
        map(file, &of("mapping"), cells)?;
        let kind = DatatypeMessage::f64_type();
        let time = file.create_dataset_typed(&of("mapping/time"), kind, &[3])?;
        file.set_dataset_attr_string(time, "units", "ms")?;
        let mut report = Report {
            data,
            time,
            interval: samples.interval,
            start: None,
        };
        report.tell_time(file)?;
        Ok(report)
    }

    pub(super) fn write(&mut self, file: &mut SwmrFileWriter, rows: &Rows<'_>) -> Result<()> {
        self.start = self.start.or(rows.times.first().copied());
        let values = rows.values.unwrap_or_default().iter();
        let values = values.map(|value| (*value as f32).to_le_bytes());
        self.data.push(file, values)
    }

    pub(super) fn flush(&mut self, file: &mut SwmrFileWriter) -> Result<()> {
        self.data.flush(file)?;
        self.tell_time(file)
    }

    /// Keeps the frames that are in the file.
    pub(super) fn end(&mut self, file: &mut SwmrFileWriter) -> Result<()> {
        let cut = self.data.cut(file, self.data.rows());
        cut.and(self.tell_time(file))
    }

    /// Says from when to when frames go.
    fn tell_time(&mut self, file: &mut SwmrFileWriter) -> Result<()> {
        let (start, step) = (self.start.unwrap_or(0.0), self.interval / ms);
        let stop = start + self.data.rows() as f64 * step;
        let bytes = [start, stop, step].map(f64::to_le_bytes);
        file.write_dataset_raw(self.time, bytes.as_flattened())
    }
}

/// Says which cell a column is of: each has one element, as those of point neurons do.
fn map(file: &mut SwmrFileWriter, group: &str, cells: &[u32]) -> Result<()> {
    let of = |name: &str| format!("{group}/{name}");
    let length = [cells.len() as u64];
    let ids: Vec<u64> = cells.iter().map(|cell| u64::from(*cell)).collect();
    let node_ids = file.write_dataset(&of("node_ids"), &length, &ids)?;
    file.set_dataset_attr_numeric(node_ids, "sorted", &u8::from(cells.is_sorted()))?;
    let pointers: Vec<u64> = (0..=length[0]).collect();
    file.write_dataset(&of("index_pointers"), &[length[0] + 1], &pointers)?;
    // BMTK looks for it by the name that the format once gave it.
    file.create_hard_link(&format!("/{group}"), "index_pointer", &of("index_pointers"))?;
    file.write_dataset(&of("element_ids"), &length, &vec![1_u32; cells.len()])?;
    file.write_dataset(&of("element_pos"), &length, &vec![1_f32; cells.len()])?;
    Ok(())
}
