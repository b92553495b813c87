//! What a simulation keeps from step to step, column by column.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::model::LANES;

/// The columns of a checkpoint. Each part of a simulation tells once what it keeps; whether that is saved or loaded is up to the tape.
///
/// A column of cells is one of the whole population, of which each partition has its part: so a checkpoint knows nothing of threads.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    columns: BTreeMap<String, Vec<u64>>,
    way: Way,
    /// The present, in steps.
    now: u64,
    /// Where the parts that follow belong, such as `` `E`: ``.
    path: String,
}

/// What is done with what a simulation tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Way {
    /// Into the tape.
    #[default]
    Save,
    /// Only looked at: whether the tape has all of it.
    Check,
    /// Out of the tape.
    Load,
}

/// How a simulation and what was saved differ, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch(pub(crate) String);

impl Mismatch {
    /// There is no such column, or none that fits.
    fn lacks(key: &str) -> Self {
        Mismatch(format!("{key} is kept here, and not there"))
    }
}

/// Which values of a column a partition has: so many of all, from the first on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slice {
    pub(crate) first: usize,
    pub(crate) count: usize,
    pub(crate) total: usize,
}

impl Slice {
    /// All of so many.
    pub(crate) fn all(total: usize) -> Self {
        Slice {
            first: 0,
            count: total,
            total,
        }
    }

    /// The same of blocks of cells.
    pub(crate) fn in_blocks(self) -> Self {
        Slice {
            first: self.first / LANES,
            count: self.count.div_ceil(LANES),
            total: self.total.div_ceil(LANES),
        }
    }
}

/// A value that fits into eight bytes.
pub(crate) trait Word: Copy {
    fn word(self) -> u64;

    /// Nothing if no value has this word.
    fn of(word: u64) -> Option<Self>;
}

impl Word for u64 {
    fn word(self) -> u64 {
        self
    }

    fn of(word: u64) -> Option<Self> {
        Some(word)
    }
}

impl Word for f64 {
    fn word(self) -> u64 {
        self.to_bits()
    }

    fn of(word: u64) -> Option<Self> {
        Some(f64::from_bits(word))
    }
}

impl Word for u32 {
    fn word(self) -> u64 {
        u64::from(self)
    }

    fn of(word: u64) -> Option<Self> {
        u32::try_from(word).ok()
    }
}

impl Word for usize {
    fn word(self) -> u64 {
        self as u64
    }

    fn of(word: u64) -> Option<Self> {
        usize::try_from(word).ok()
    }
}

impl Word for bool {
    fn word(self) -> u64 {
        u64::from(self)
    }

    fn of(word: u64) -> Option<Self> {
        (word <= 1).then_some(word == 1)
    }
}

impl Tape {
    /// For what was read from a file.
    pub(super) fn of(columns: BTreeMap<String, Vec<u64>>) -> Self {
        Tape {
            columns,
            way: Way::Check,
            ..Tape::default()
        }
    }

    pub(super) fn columns(&self) -> &BTreeMap<String, Vec<u64>> {
        &self.columns
    }

    /// The same tape, to do this with it.
    pub(super) fn on(mut self, way: Way) -> Self {
        self.way = way;
        self
    }

    pub(crate) fn way(&self) -> Way {
        self.way
    }

    /// The present, in steps.
    pub(crate) fn now(&self) -> u64 {
        self.now
    }

    /// Carries the present.
    pub(crate) fn begin(&mut self, now: &mut u64) -> Result<(), Mismatch> {
        self.value("time", now)?;
        self.now = match self.way {
            Way::Save => *now,
            _ => self.column("time", Some(1))?[0],
        };
        Ok(())
    }

    /// Carries something that belongs to a place of this name.
    pub(crate) fn at<T>(&mut self, name: impl Display, carry: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        self.path.push_str(&format!("{name}: "));
        let result = carry(self);
        self.path.truncate(length);
        result
    }

    /// Some values of a column of known length; of longer ones than the part as many as it has.
    pub(crate) fn part<'a, W: Word + 'a>(
        &mut self,
        name: &str,
        part: Slice,
        values: impl IntoIterator<Item = &'a mut W>,
    ) -> Result<(), Mismatch> {
        let key = format!("{}{name}", self.path);
        if self.way == Way::Save {
            let column = self.columns.entry(key);
            let column = column.or_insert_with(|| vec![0; part.total]);
            let words = column[part.first..][..part.count].iter_mut();
            let pairs = words.zip(values);
            pairs.for_each(|(word, value)| *word = value.word());
            return Ok(());
        }
        let column = self.column(&key, Some(part.total))?;
        let words = &column[part.first..][..part.count];
        for (word, value) in words.iter().zip(values) {
            let read = read(&key, *word)?;
            if self.way == Way::Load {
                *value = read;
            }
        }
        Ok(())
    }

    /// One value.
    pub(crate) fn value<W: Word>(&mut self, name: &str, value: &mut W) -> Result<(), Mismatch> {
        self.part(name, Slice::all(1), [value])
    }

    /// A list of any length.
    pub(crate) fn list<W: Word>(&mut self, name: &str, list: &mut Vec<W>) -> Result<(), Mismatch> {
        let key = format!("{}{name}", self.path);
        if self.way == Way::Save {
            let words = list.iter().map(|value| value.word()).collect();
            self.columns.insert(key, words);
            return Ok(());
        }
        let words = self.column(&key, None)?.iter();
        let values = words.map(|word| read(&key, *word));
        let values: Vec<W> = values.collect::<Result<_, _>>()?;
        if self.way == Way::Load {
            *list = values;
        }
        Ok(())
    }

    /// So many lists, kept behind one another.
    pub(crate) fn lists<W: Word>(
        &mut self,
        name: &str,
        lists: &mut [Vec<W>],
    ) -> Result<(), Mismatch> {
        let lengths = format!("{}lengths of {name}", self.path);
        let key = format!("{}{name}", self.path);
        if self.way == Way::Save {
            let each = lists.iter().map(|list| list.len().word()).collect();
            let words = lists.iter().flatten().map(|value| value.word()).collect();
            self.columns.insert(lengths, each);
            self.columns.insert(key, words);
            return Ok(());
        }
        let mut rest = self.column(&key, None)?;
        let mut read_lists = Vec::with_capacity(lists.len());
        for length in self.column(&lengths, Some(lists.len()))? {
            let length = usize::try_from(*length).ok();
            let split = length.and_then(|length| rest.split_at_checked(length));
            let (words, others) = split.ok_or_else(|| Mismatch::lacks(&key))?;
            let values = words.iter().map(|word| read(&key, *word));
            read_lists.push(values.collect::<Result<Vec<W>, _>>()?);
            rest = others;
        }
        if !rest.is_empty() {
            return Err(Mismatch::lacks(&lengths));
        }
        if self.way == Way::Load {
            lists
                .iter_mut()
                .zip(read_lists)
                .for_each(|(list, read)| *list = read);
        }
        Ok(())
    }

    /// Looks whether the list, or lists, of this name have only numbers of cells of which there are so many.
    pub(crate) fn cells(&self, name: &str, total: usize) -> Result<(), Mismatch> {
        if self.way == Way::Save {
            return Ok(());
        }
        let key = format!("{}{name}", self.path);
        let mut cells = self.column(&key, None)?.iter();
        match cells.find(|cell| **cell >= total as u64) {
            Some(cell) => Err(Mismatch(format!(
                "{key} are of {total} cells here, and there of cell {cell}, too"
            ))),
            None => Ok(()),
        }
    }

    /// Values that do not change in a run, and so must be those of the tape.
    pub(crate) fn same(
        &mut self,
        name: &str,
        part: Slice,
        values: &[f64],
        show: impl Fn(f64) -> String,
    ) -> Result<(), Mismatch> {
        if self.way == Way::Save {
            let mut values = values.to_vec();
            return self.part(name, part, &mut values);
        }
        let key = format!("{}{name}", self.path);
        let column = &self.column(&key, Some(part.total))?[part.first..][..part.count];
        let mut pairs = values.iter().zip(column).enumerate();
        let Some((k, (own, known))) = pairs.find(|(_, (own, known))| own.word() != **known) else {
            return Ok(());
        };
        let cell = match part.total {
            1 => String::new(),
            _ => format!(" of cell {}", part.first + k),
        };
        let (own, known) = (show(*own), show(f64::from_bits(*known)));
        Err(Mismatch(format!(
            "{key}{cell} is {own} here, and {known} there"
        )))
    }

    /// A column that was saved, of this length if that is known.
    fn column(&self, key: &str, length: Option<usize>) -> Result<&[u64], Mismatch> {
        let column = self.columns.get(key);
        let column = column.filter(|column| length.is_none_or(|length| column.len() == length));
        column
            .map(Vec::as_slice)
            .ok_or_else(|| Mismatch::lacks(key))
    }
}

fn read<W: Word>(key: &str, word: u64) -> Result<W, Mismatch> {
    W::of(word).ok_or_else(|| Mismatch::lacks(key))
}
