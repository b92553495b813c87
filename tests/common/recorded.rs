//! A network to be recorded, and a place for files.

// Each test is a crate of its own and takes from here what it needs.
#![allow(dead_code)]

use std::fs;
use std::path::PathBuf;

use nernst::prelude::*;

use crate::common::firing_cell;

pub(crate) struct Parts {
    pub(crate) network: Network,
    pub(crate) cells: PopulationId<Lif>,
    pub(crate) noise: SourceId,
    pub(crate) projection: ProjectionId<Expon<dim::ElectricCurrent>>,
}

/// So much noise into cells of this name that fire on their own, at different rates.
pub(crate) fn parts(name: &str, sources: usize) -> Parts {
    let mut network = Network::new();
    let population = Population::new(200, firing_cell())
        .with(Lif::I, by_index(|k| (0.12 + 0.001 * k as f64) * nA));
    let cells = network.population(name, population).unwrap();
    let noise = network
        .source("noise", Poisson::new(sources, 40.0 * Hz))
        .unwrap();
    let projection = Projection::new(noise, cells)
        .connectivity(FixedProbability::new(7.0 / sources as f64))
        .synapse(Expon::new(3.0 * ms))
        .output(Cuba)
        .weight(20.0 * pA);
    let projection = network.projection("noise to cells", projection).unwrap();
    Parts {
        network,
        cells,
        noise,
        projection,
    }
}

/// A folder that is gone afterwards.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// Of this process; it is made when something is written there.
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("nernst-{name}-{}", std::process::id());
        Folder(std::env::temp_dir().join(name))
    }

    /// A path in a folder that is in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join("deeper").join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
