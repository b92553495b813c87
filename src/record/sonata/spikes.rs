//! `/spikes/<population>`.

use rust_hdf5::DatatypeMessage;
use rust_hdf5::error::Result;
use rust_hdf5::format::messages::datatype::EnumMember;
use rust_hdf5::swmr::SwmrFileWriter;

use super::array::Array;
use crate::record::Rows;

/// Arrays of times and cells that grow.
pub(super) struct SpikeTrains {
    timestamps: Array,
    node_ids: Array,
}

impl SpikeTrains {
    pub(super) fn begin(file: &mut SwmrFileWriter, owner: &str) -> Result<Self> {
        file.create_group("/", "spikes")?;
        file.create_group("/spikes", owner)?;
        let group = format!("spikes/{owner}");
        let (kind, by_time) = sorting();
        file.set_group_attr_typed(&format!("/{group}"), "sorting", kind, vec![by_time])?;
        let timestamps = Array::begin::<f64>(file, &format!("{group}/timestamps"), None)?;
        timestamps.set_unit(file, "ms")?;
        let node_ids = Array::begin::<u64>(file, &format!("{group}/node_ids"), None)?;
        Ok(SpikeTrains {
            timestamps,
            node_ids,
        })
    }

    pub(super) fn write(&mut self, file: &mut SwmrFileWriter, rows: &Rows<'_>) -> Result<()> {
        let times = rows.times.iter().map(|time| time.to_le_bytes());
        self.timestamps.push(file, times)?;
        let cells = rows.cells.unwrap_or_default().iter();
        let cells = cells.map(|cell| u64::from(*cell).to_le_bytes());
        self.node_ids.push(file, cells)
    }

    pub(super) fn flush(&mut self, file: &mut SwmrFileWriter) -> Result<()> {
        let times = self.timestamps.flush(file);
        times.and(self.node_ids.flush(file))
    }

    /// Keeps the spikes of which both time and cell are in the file.
    pub(super) fn end(&mut self, file: &mut SwmrFileWriter) -> Result<()> {
        let whole = self.timestamps.rows().min(self.node_ids.rows());
        let cut = self.timestamps.cut(file, whole);
        cut.and(self.node_ids.cut(file, whole))
    }
}

/// How spikes may be sorted, and how they are.
fn sorting() -> (DatatypeMessage, u8) {
    let member = |name: &str, value| EnumMember {
        name: name.to_owned(),
        value: vec![value],
    };
    let members = vec![member("none", 0), member("by_id", 1), member("by_time", 2)];
    let kind = DatatypeMessage::enumeration(DatatypeMessage::u8_type(), members);
    (kind, 2)
}
