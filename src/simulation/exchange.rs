//! How threads hand over spikes: every thread owns a partition, and between steps all meet.
//!
//! Spikes need one time step at least on their way, so partitions meet once in as many steps as the shortest delay has. Each
//! writes what its cells fired into a box of its own and takes out what the others wrote, in the order of partitions. There are
//! two boxes in turn: nobody writes into a box again before everybody has met once more, and so has read it.

use std::hint::spin_loop;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::SimulationError;
use super::partition::{Common, Partition};

/// How a partition came through a run.
pub(super) struct Outcome {
    /// The first step that was not made.
    pub(super) now: u64,
    pub(super) result: Result<(), SimulationError>,
}

/// Runs all partitions side by side for some steps, one thread each; the first partition stays on this thread.
///
/// `batch` is the number of steps between two meetings, at most as many as the shortest delay has.
pub(super) fn run(
    partitions: &mut [Partition],
    common: Common<'_>,
    now: u64,
    steps: u64,
    batch: u64,
) -> Vec<Outcome> {
    let meeting = Meeting::new(partitions.len());
    let Some((first, others)) = partitions.split_first_mut() else {
        return Vec::new();
    };
    let runner = |number| Runner {
        number,
        meeting: &meeting,
        common,
        now,
        end: now + steps,
        batch,
    };
    thread::scope(|scope| {
        let handles = others.iter_mut().zip(1..).map(|(partition, number)| {
            let runner = runner(number);
            scope.spawn(move || runner.run(partition))
        });
        let handles: Vec<_> = handles.collect();
        let mut outcomes = vec![runner(0).run(first)];
        for handle in handles {
            match handle.join() {
                Ok(outcome) => outcomes.push(outcome),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        outcomes
    })
}

struct Runner<'a> {
    number: usize,
    meeting: &'a Meeting,
    common: Common<'a>,
    now: u64,
    end: u64,
    batch: u64,
}

impl Runner<'_> {
    fn run(mut self, partition: &mut Partition) -> Outcome {
        let _watch = Watch(self.meeting);
        let members = self.common.names.len();
        let mut own = vec![Vec::new(); members];
        let mut all = own.clone();
        let mut packets = vec![Packet::default(); self.meeting.parties];
        let mut turn = 0;
        while self.now < self.end {
            let steps = self.batch.min(self.end - self.now);
            let packet = &mut packets[self.number];
            packet.clear();
            let mut result = Ok(());
            for step in self.now..self.now + steps {
                own.iter_mut().for_each(Vec::clear);
                if result.is_ok() {
                    result = partition.advance(self.common, step, &mut own);
                }
                if result.is_ok() {
                    partition.sample_states(self.common, step + 1);
                }
                packet.add(&own);
            }
            packet.has_failed = result.is_err();
            if !self.meeting.meet(turn, self.number, &mut packets) {
                break;
            }
            let mut cursors = vec![Cursor::default(); packets.len()];
            for step in self.now + 1..=self.now + steps {
                for list in &mut all {
                    list.clear();
                    for (packet, cursor) in packets.iter().zip(&mut cursors) {
                        list.extend_from_slice(packet.next(cursor));
                    }
                }
                partition.take_in(step, &mut all);
                partition.sample_spikes(step);
            }
            self.now += steps;
            turn = 1 - turn;
            if packets.iter().any(|packet| packet.has_failed) {
                let now = self.now;
                return Outcome { now, result };
            }
        }
        Outcome {
            now: self.now,
            result: Ok(()),
        }
    }
}

/// What the cells of a partition fired between two meetings.
#[derive(Clone, Debug, Default)]
struct Packet {
    /// Step by step and member by member.
    spikes: Vec<u32>,
    lengths: Vec<usize>,
    /// Whether something went wrong there.
    has_failed: bool,
}

/// How far a packet has been read.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    list: usize,
    spike: usize,
}

impl Packet {
    fn clear(&mut self) {
        self.spikes.clear();
        self.lengths.clear();
    }

    /// What the members fired in one step.
    fn add(&mut self, fired: &[Vec<u32>]) {
        for list in fired {
            self.spikes.extend_from_slice(list);
            self.lengths.push(list.len());
        }
    }

    /// The next list.
    fn next(&self, cursor: &mut Cursor) -> &[u32] {
        let start = cursor.spike;
        cursor.spike += self.lengths[cursor.list];
        cursor.list += 1;
        &self.spikes[start..cursor.spike]
    }
}

/// On lines of the cache of its own, and of the line that is fetched with it.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Apart<T>(T);

/// Where threads meet.
struct Meeting {
    parties: usize,
    /// Two for each party, in turn.
    boxes: [Vec<Apart<Mutex<Packet>>>; 2],
    arrived: Apart<AtomicUsize>,
    /// How often all have met.
    round: Apart<AtomicUsize>,
    is_broken: AtomicBool,
    /// How often to look before letting others have the processor.
    patience: u32,
}

impl Meeting {
    fn new(parties: usize) -> Self {
        let boxes = || (0..parties).map(|_| Apart::default()).collect();
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        Meeting {
            parties,
            boxes: [boxes(), boxes()],
            arrived: Apart::default(),
            round: Apart::default(),
            is_broken: AtomicBool::new(false),
            // Some 50 us; a thread that waits for one without a processor of its own had better give up its own.
            patience: if parties <= processors { 4000 } else { 1 },
        }
    }

    /// Puts the own packet in its box, waits until all have done so, and takes out copies of all others; false where a thread died.
    fn meet(&self, turn: usize, number: usize, packets: &mut [Packet]) -> bool {
        let open = |party: usize| {
            let open = self.boxes[turn][party].0.lock();
            open.unwrap_or_else(PoisonError::into_inner)
        };
        open(number).clone_from(&packets[number]);
        if !self.wait() {
            return false;
        }
        for (party, packet) in packets.iter_mut().enumerate() {
            if party != number {
                packet.clone_from(&open(party));
            }
        }
        true
    }

    /// Waits until all are here.
    fn wait(&self) -> bool {
        let round = self.round.0.load(Ordering::Acquire);
        if self.arrived.0.fetch_add(1, Ordering::AcqRel) + 1 == self.parties {
            self.arrived.0.store(0, Ordering::Relaxed);
            self.round.0.store(round.wrapping_add(1), Ordering::Release);
            return true;
        }
        let mut looks = 0;
        while self.round.0.load(Ordering::Acquire) == round {
            if self.is_broken.load(Ordering::Relaxed) {
                return false;
            }
            if looks < self.patience {
                looks += 1;
                spin_loop();
            } else {
                thread::yield_now();
            }
        }
        true
    }
}

/// Tells the others when its thread dies, so that they do not wait for good.
struct Watch<'a>(&'a Meeting);

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.is_broken.store(true, Ordering::Relaxed);
        }
    }
}
