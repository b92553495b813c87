//! A delay for each connection, without a buffer of future inputs.
//!
//! A row is ordered by delay and cut into runs, one for each step from the shortest delay of the table on: its length, then its
//! slots. A spike on its way is a cursor into its row that goes on by one run in every step, so each row is read from
//! its beginning to its end, and all that arrives in a step goes into the same inboxes.

use super::{Link, Weight, Window};
use crate::dispatch::{prefetch, room};
use crate::simulation::delivery::{History, Released};

pub(super) struct Delayed<W> {
    first_delay: u32,
    rows: Vec<Row>,
    /// Run after run: the length, then the slots.
    runs: Vec<u16>,
    /// In the order of the slots.
    weights: Vec<W>,
    /// Spikes on their way, those that were fired first in front.
    cursors: Vec<Cursor>,
}

/// Where the row of a source begins.
#[derive(Clone, Copy)]
struct Row {
    run: usize,
    weight: usize,
    /// How many runs it has.
    runs: u32,
}

/// A spike on its way: what is left of its row.
#[derive(Clone, Copy)]
struct Cursor {
    row: Row,
    /// What part of it was released.
    part: f64,
}

impl Cursor {
    /// Goes on by so many runs; whether any are left then.
    fn skip(&mut self, runs: &[u16], number: u64) -> bool {
        let row = &mut self.row;
        if number >= u64::from(row.runs) {
            return false;
        }
        for _ in 0..number {
            loop {
                let length = runs[row.run] as usize;
                row.run += 1 + length;
                row.weight += length;
                if length < FULL {
                    break;
                }
            }
        }
        row.runs -= number as u32;
        true
    }
}

/// A run of this length goes on with another one in the same step.
const FULL: usize = u16::MAX as usize;

impl<W: Weight> Delayed<W> {
    /// Of so many links or less; `first_delay` is the shortest delay, or shorter.
    pub(super) fn new(
        sources: usize,
        links: usize,
        first_delay: u32,
        fill: impl Fn(usize, &mut Vec<Link>),
    ) -> Self {
        let mut row = Vec::new();
        let mut table = Delayed {
            first_delay,
            rows: Vec::with_capacity(sources),
            // Most runs are longer than ten slots.
            runs: room(links + links / 10),
            weights: room(links),
            cursors: Vec::new(),
        };
        for source in 0..sources {
            row.clear();
            fill(source, &mut row);
            table.push(&row);
        }
        table.runs.shrink_to_fit();
        table.weights.shrink_to_fit();
        table
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.rows) + size_of_val(&*self.runs) + size_of_val(&*self.weights)
    }

    /// Adds the row of the next source.
    fn push(&mut self, links: &[Link]) {
        let (run, weight) = (self.runs.len(), self.weights.len());
        let mut delay = self.first_delay;
        for links in links.chunk_by(|a, b| a.delay == b.delay) {
            while delay < links[0].delay {
                self.runs.push(0);
                delay += 1;
            }
            for part in links.chunks(FULL) {
                self.runs.push(part.len() as u16);
                self.runs.extend(part.iter().map(|link| link.slot));
            }
            if links.len().is_multiple_of(FULL) {
                self.runs.push(0);
            }
            self.weights
                .extend(links.iter().map(|link| W::of(link.weight)));
            delay += 1;
        }
        let runs = delay - self.first_delay;
        self.rows.push(Row { run, weight, runs });
    }

    /// The delay of the first runs.
    pub(super) fn first_delay(&self) -> u32 {
        self.first_delay
    }

    /// Sends off spikes whose first run is due.
    pub(super) fn launch(&mut self, spikes: &[u32], parts: &[f64]) {
        for (k, &source) in spikes.iter().enumerate() {
            let row = self.rows[source as usize];
            let part = parts.get(k).copied().unwrap_or(1.0);
            if row.runs > 0 {
                self.cursors.push(Cursor { row, part });
            }
        }
    }

    /// Lets go again what was fired in the latest steps, as far as it has arrived by now.
    pub(super) fn resume(&mut self, now: u64, history: &History, released: Option<&Released>) {
        self.cursors.clear();
        let first_delay = u64::from(self.first_delay);
        // Spikes that have left the history have arrived.
        for sent in (now + 1).saturating_sub(history.length())..=now {
            let Some(due) = now.checked_sub(sent + first_delay) else {
                break;
            };
            let old = self.cursors.len();
            let parts = released.map_or(&[][..], |released| released.at(sent));
            self.launch(history.at(sent), parts);
            let mut new = self.cursors.split_off(old);
            new.retain_mut(|cursor| cursor.skip(&self.runs, due + 1));
            self.cursors.append(&mut new);
        }
    }

    /// Adds the runs that are due and moves all cursors on.
    pub(super) fn deliver(&mut self, window: &mut Window) {
        let Delayed {
            runs,
            weights,
            cursors,
            ..
        } = self;
        let mut kept = 0;
        for k in 0..cursors.len() {
            if let Some(Cursor { row, .. }) = cursors.get(k + AHEAD) {
                prefetch(soon(runs, row.run));
                prefetch(soon(weights, row.weight));
            }
            let mut cursor = cursors[k];
            let Cursor { row, part } = &mut cursor;
            loop {
                let length = runs[row.run] as usize;
                let slots = &runs[row.run + 1..][..length];
                let own = &weights[row.weight..][..length];
                if *part == 1.0 {
                    for (&slot, &weight) in slots.iter().zip(own) {
                        window[slot as usize] += weight.into();
                    }
                } else {
                    for (&slot, &weight) in slots.iter().zip(own) {
                        window[slot as usize] += *part * weight.into();
                    }
                }
                row.run += 1 + length;
                row.weight += length;
                if length < FULL {
                    break;
                }
            }
            row.runs -= 1;
            if row.runs > 0 {
                cursors[kept] = cursor;
                kept += 1;
            }
        }
        cursors.truncate(kept);
    }
}

/// How many cursors ahead runs are asked for.
const AHEAD: usize = 6;

/// As much of a table as a run usually has.
#[inline(always)]
fn soon<T>(table: &[T], start: usize) -> &[T] {
    const USUAL: usize = 64;
    &table[start..table.len().min(start + USUAL)]
}
