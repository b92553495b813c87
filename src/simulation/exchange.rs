//! How threads hand over spikes: every thread owns a partition, and between steps all meet.
//!
//! Spikes need one time step at least on their way, so partitions meet once in as many steps as the shortest delay has. Each
//! writes what its cells fired into a box of its own, raises a flag beside it, and reads the boxes of the others once their flags are up, in the
//! order of partitions. There are two boxes in turn: who writes into a box again has seen the other box of everybody, which they filled after they had
//! read this one. So there is no barrier and no lock, and two threads wait for nothing but the line of the cache with flag and spikes.

use std::hint::spin_loop;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::partition::{Common, Failure, Partition};

/// How a partition came through a run.
pub(super) struct Outcome {
    /// The first step that was not made.
    pub(super) now: u64,
    pub(super) result: Result<(), Failure>,
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
        let mut round = 0u32;
        while self.now < self.end {
            let steps = self.batch.min(self.end - self.now);
            let packet = &mut packets[self.number];
            packet.clear();
            partition.clock.begin(u64::from(round));
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
            round = round.wrapping_add(1);
            let lists = steps as usize * members;
            if !self.meeting.meet(round, self.number, lists, &mut packets) {
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
    lengths: Vec<u32>,
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
            self.lengths.push(list.len() as u32);
        }
    }

    /// The next list.
    fn next(&self, cursor: &mut Cursor) -> &[u32] {
        let start = cursor.spike;
        cursor.spike += self.lengths[cursor.list] as usize;
        cursor.list += 1;
        &self.spikes[start..cursor.spike]
    }
}

/// Words of a packet that a box holds; what is longer goes another way.
const WORDS: usize = 1022;

/// What one thread shows the others: lines of the cache of its own, flag and first words on one of them.
#[repr(align(128))]
struct Mailbox {
    /// The number of the latest meeting to which it belongs.
    round: AtomicU32,
    /// How many words the packet has, and the packet: whether something has failed, the lengths of the lists, the spikes.
    length: AtomicU32,
    words: [AtomicU32; WORDS],
    /// The spikes of a packet that has more words than there are here.
    long: Mutex<Vec<u32>>,
}

impl Mailbox {
    fn new() -> Self {
        Mailbox {
            round: AtomicU32::new(0),
            length: AtomicU32::new(0),
            words: [const { AtomicU32::new(0) }; WORDS],
            long: Mutex::default(),
        }
    }

    fn long(&self) -> std::sync::MutexGuard<'_, Vec<u32>> {
        self.long.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows a packet in a meeting.
    fn put(&self, packet: &Packet, round: u32) {
        let head = [u32::from(packet.has_failed)];
        let words = head.iter().chain(&packet.lengths).chain(&packet.spikes);
        let length = 1 + packet.lengths.len() + packet.spikes.len();
        if length > WORDS {
            let mut long = self.long();
            long.clear();
            long.extend(words);
        } else {
            for (place, word) in self.words.iter().zip(words) {
                place.store(*word, Ordering::Relaxed);
            }
        }
        self.length.store(length as u32, Ordering::Relaxed);
        // Whoever sees the flag sees all that was written before.
        self.round.store(round, Ordering::Release);
    }

    /// Copies a packet of so many lists, whose flag was seen.
    fn take(&self, lists: usize, packet: &mut Packet) {
        packet.clear();
        let length = self.length.load(Ordering::Relaxed) as usize;
        let mut add = |index: usize, word: u32| match index {
            0 => packet.has_failed = word != 0,
            _ if index <= lists => packet.lengths.push(word),
            _ => packet.spikes.push(word),
        };
        if length > WORDS {
            let long = self.long();
            long.iter().enumerate().for_each(|(k, word)| add(k, *word));
        } else {
            for (k, word) in self.words[..length].iter().enumerate() {
                add(k, word.load(Ordering::Relaxed));
            }
        }
    }
}

/// Where threads meet.
struct Meeting {
    parties: usize,
    /// Two for each party, in turn.
    boxes: [Vec<Mailbox>; 2],
    is_broken: AtomicBool,
    /// How often to look before letting others have the processor.
    patience: u32,
}

impl Meeting {
    fn new(parties: usize) -> Self {
        let boxes = || (0..parties).map(|_| Mailbox::new()).collect();
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        Meeting {
            parties,
            boxes: [boxes(), boxes()],
            is_broken: AtomicBool::new(false),
            // A thread that waits for one without a processor of its own had better give up its own.
            patience: if parties <= processors { 4000 } else { 1 },
        }
    }

    /// Shows the own packet, of so many lists, and waits for those of all others; false where a thread died.
    fn meet(&self, round: u32, number: usize, lists: usize, packets: &mut [Packet]) -> bool {
        let boxes = &self.boxes[round as usize % 2];
        boxes[number].put(&packets[number], round);
        for (party, (mailbox, packet)) in boxes.iter().zip(packets).enumerate() {
            if party == number {
                continue;
            }
            if !self.wait(mailbox, round) {
                return false;
            }
            mailbox.take(lists, packet);
        }
        true
    }

    /// Waits until the flag of a box is up.
    fn wait(&self, mailbox: &Mailbox, round: u32) -> bool {
        let mut looks = 0;
        while mailbox.round.load(Ordering::Acquire) != round {
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
