//! Records that are written to a sink.

use super::plan::{Keep, Plan};
use super::sink::Sink;
use super::{Probe, Record, Recorder};
use crate::simulation::{Simulation, SimulationError};

/// Something to be recorded in a sink.
#[derive(Debug)]
pub struct To<P> {
    probe: P,
    sink: Box<dyn Sink>,
}

impl<P> To<P> {
    pub(super) fn new(probe: P, sink: impl Sink + 'static) -> Self {
        To {
            probe,
            sink: Box::new(sink),
        }
    }
}

impl<P: Probe> Probe for To<P> {
    type Record = Written;

    #[allow(private_interfaces)]
    fn plan(self, simulation: &Simulation) -> Result<Plan, SimulationError> {
        let mut plan = self.probe.plan(simulation)?;
        if let Keep::Latest(_) | Keep::In(_) = plan.keep {
            return Err(SimulationError::Record {
                fault: format!(
                    "{} cannot be kept in two ways; write to {} all of it, or keep the latest in memory",
                    plan.what,
                    self.sink.name()
                ),
            });
        }
        plan.keep = Keep::In(self.sink);
        Ok(plan)
    }
}

/// A record that was written to a sink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    rows: u64,
}

impl Record<'_> for Written {
    type View = Written;

    #[allow(private_interfaces)]
    fn view(recorder: &Recorder, _step: f64) -> Written {
        Written {
            rows: recorder.written(),
        }
    }
}

impl Written {
    /// The number of rows that the sink has taken so far.
    #[must_use]
    pub fn rows(self) -> u64 {
        self.rows
    }
}
