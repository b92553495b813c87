//! `/spikes/<population>`.

use rust_hdf5::error::Result;
use rust_hdf5::format::messages::datatype::EnumMember;
use rust_hdf5::{DatatypeMessage, H5Dataset, H5File};

use super::{CHUNK, set_unit};
use crate::record::Rows;

/// Arrays of times and cells that grow.
pub(super) struct SpikeTrains {
    timestamps: H5Dataset,
    node_ids: H5Dataset,
}

impl SpikeTrains {
    pub(super) fn begin(file: &H5File, owner: &str) -> Result<Self> {
        let group = file.create_group("spikes")?.create_group(owner)?;
        let (kind, by_time) = sorting();
        group.set_attr_typed("sorting", kind, vec![by_time])?;
        let timestamps = group.new_dataset::<f64>().shape([0]).chunk(&[CHUNK]);
        let timestamps = timestamps.max_shape(&[None]).create("timestamps")?;
        set_unit(&timestamps, "ms")?;
        let node_ids = group.new_dataset::<u64>().shape([0]).chunk(&[CHUNK]);
        let node_ids = node_ids.max_shape(&[None]).create("node_ids")?;
        Ok(SpikeTrains {
            timestamps,
            node_ids,
        })
    }

    pub(super) fn write(&self, rows: &Rows<'_>) -> Result<()> {
        let cells = rows.cells.unwrap_or_default().iter();
        let cells: Vec<u64> = cells.map(|cell| u64::from(*cell)).collect();
        self.timestamps.append(rows.times)?;
        self.node_ids.append(&cells)
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
