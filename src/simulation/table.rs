//! The connections of a projection, read back.

use super::wiring::Wiring;
use super::{Simulation, SimulationError};
use crate::connections::{Connection, Connections, Rule};
use crate::projection::ProjectionId;
use crate::quantity::{Measured, Time};

/// The connections of a projection as drawn for a simulation, by source; those of a source by delay and then by target.
#[derive(Debug)]
pub struct ConnectionTable<'a> {
    name: &'a str,
    connections: Connections,
    targets: usize,
    weight: &'a Rule,
    step: f64,
}

impl Simulation {
    /// Who is connected with whom in a projection, with which weights and delays: drawn once more, since a run keeps them in the form that is
    /// delivered fastest.
    ///
    /// ```
    /// # use nernst::prelude::*;
    /// # let lif = Lif { tau: 20.0 * ms, r: 100.0 * MOhm, v_rest: -65.0 * mV, v_th: -50.0 * mV,
    /// #     v_reset: -60.0 * mV, t_ref: 5.0 * ms, v: -65.0 * mV };
    /// # let mut network = Network::new();
    /// # let cells = network.population("cells", Population::new(3, lif))?;
    /// let kicks = Projection::new(cells, cells).connectivity(AllToAll::new().without_self());
    /// let kicks = network.projection("kicks", kicks.weight(by_pair(|pre, post| (pre + post) as f64 * mV)))?;
    ///
    /// let simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    /// let table = simulation.connections(kicks)?;
    /// assert_eq!(table.pairs().collect::<Vec<_>>()[..2], [(0, 1), (0, 2)]);
    /// assert_eq!(table.weights::<ElectricPotential>()?[..2], [1.0 * mV, 2.0 * mV]);
    /// assert_eq!(table.delays()[0], 0.1 * ms);
    /// assert_eq!((table.name(), table.sources(), table.targets()), ("kicks", 3, 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the projection belongs to another network.
    pub fn connections<S>(
        &self,
        projection: ProjectionId<S>,
    ) -> Result<ConnectionTable<'_>, SimulationError> {
        let index = projection.address.index;
        let entry = self.network.projections().get(index);
        let own = entry.filter(|entry| entry.address == projection.address);
        let Some(entry) = own else {
            return Err(SimulationError::Record {
                fault: "the projection to be read belongs to another network".to_owned(),
            });
        };
        let wiring = Wiring::new(&self.network, self.step, self.seed);
        Ok(ConnectionTable {
            name: &self.report.projections[index].name,
            connections: wiring.draw(index)?,
            targets: self.members[entry.post].count,
            weight: &self.weights[index],
            step: self.step,
        })
    }
}

impl ConnectionTable<'_> {
    fn iter(&self) -> impl Iterator<Item = (usize, Connection)> + '_ {
        (0..self.connections.sources()).flat_map(|source| {
            let row = self.connections.row(source as u32);
            row.map(move |connection| (source, connection))
        })
    }

    /// The name of the projection.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// The number of presynaptic cells, connected or not.
    #[must_use]
    pub fn sources(&self) -> usize {
        self.connections.sources()
    }

    /// The number of postsynaptic cells, connected or not.
    #[must_use]
    pub fn targets(&self) -> usize {
        self.targets
    }

    /// The number of connections.
    #[must_use]
    pub fn len(&self) -> usize {
        self.connections.len()
    }

    /// Whether there is no connection.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Source and target of each connection.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.iter()
            .map(|(source, connection)| (source, connection.target as usize))
    }

    /// The weight of each connection, in the order of [`pairs`](Self::pairs).
    ///
    /// # Errors
    ///
    /// If the weights have another dimension.
    pub fn weights<Q: Measured>(&self) -> Result<Vec<Q>, SimulationError> {
        let own = self.weight.dimension();
        if own != Q::EXPONENTS {
            return Err(SimulationError::Record {
                fault: format!(
                    "the weights of projection `{}` are {own}, and cannot be read as {}",
                    self.name,
                    Q::EXPONENTS
                ),
            });
        }
        let weights = self
            .iter()
            .map(|(_, connection)| Q::from_si(connection.weight));
        Ok(weights.collect())
    }

    /// The delay of each connection, in the order of [`pairs`](Self::pairs).
    #[must_use]
    pub fn delays(&self) -> Vec<Time> {
        let delays = self
            .iter()
            .map(|(_, connection)| f64::from(connection.delay));
        delays
            .map(|steps| Time::from_si(steps * self.step))
            .collect()
    }
}
