//! A checkpoint as a file: what it is, and that it is whole.
//!
//! All numbers are little-endian. A header of 28 bytes: eight letters, the version, the checksum of the body, its length, and the checksum of
//! the header before it. The body: the lines of the identity, then the columns, each with its name and its words. Both checksums are CRC-32,
//! by which every error in one bit, and in any 32 bits together, is seen.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crc32fast::Hasher;

use super::CheckpointError;
use super::identity::{Identity, Line};
use super::tape::Tape;

const MAGIC: &[u8; 8] = b"nernst\x1a\n";

/// Of the format, and of what its columns mean; another one is not read.
const VERSION: u32 = 2;

const HEADER: usize = 28;

/// Writes the file anew: into another one beside it, which takes its place when it is whole and on the disk.
pub(super) fn write(path: &Path, identity: &Identity, tape: &Tape) -> Result<(), CheckpointError> {
    let beside = beside(path);
    let file = folder(path).and_then(|()| File::create(&beside));
    let written = file.and_then(|file| {
        let mut writer = BufWriter::with_capacity(1 << 20, file);
        encode(identity, tape, &mut writer)?;
        let file = writer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    written.map_err(|error| {
        // Nothing of it is of use.
        let _ = fs::remove_file(&beside);
        CheckpointError::Write {
            path: path.display().to_string(),
            fault: error.to_string(),
        }
    })
}

/// Makes the folder of a file, where it is missing.
fn folder(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// A name in the same folder that nobody else has.
fn beside(path: &Path) -> PathBuf {
    // Without files there are no processes either, and asking for their number is a panic.
    let process = if cfg!(target_family = "wasm") {
        0
    } else {
        std::process::id()
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{process}.part"));
    path.with_file_name(name)
}

/// The whole file, to any writer.
fn encode(identity: &Identity, tape: &Tape, writer: &mut impl Write) -> io::Result<()> {
    let mut sum = Sum::default();
    encode_body(identity, tape, &mut sum)?;
    let mut header = Vec::with_capacity(HEADER);
    header.extend(MAGIC);
    header.extend(VERSION.to_le_bytes());
    header.extend(sum.hasher.finalize().to_le_bytes());
    header.extend(sum.length.to_le_bytes());
    header.extend(crc32fast::hash(&header).to_le_bytes());
    writer.write_all(&header)?;
    encode_body(identity, tape, writer)?;
    writer.flush()
}

fn encode_body(identity: &Identity, tape: &Tape, writer: &mut impl Write) -> io::Result<()> {
    let number =
        |writer: &mut dyn Write, number: usize| writer.write_all(&(number as u64).to_le_bytes());
    let text = |writer: &mut dyn Write, text: &str| {
        number(writer, text.len())?;
        writer.write_all(text.as_bytes())
    };
    number(writer, identity.lines().len())?;
    for line in identity.lines() {
        text(writer, &line.of)?;
        text(writer, &line.text)?;
    }
    number(writer, tape.columns().len())?;
    for (name, words) in tape.columns() {
        text(writer, name)?;
        number(writer, words.len())?;
        let mut bytes = Vec::with_capacity(8 * CHUNK);
        for words in words.chunks(CHUNK) {
            bytes.clear();
            bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
            writer.write_all(&bytes)?;
        }
    }
    Ok(())
}

/// How many words are written at once.
const CHUNK: usize = 1 << 13;

/// What is written, added up.
#[derive(Default)]
struct Sum {
    hasher: Hasher,
    length: u64,
}

impl Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hasher.update(bytes);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is in a file.
pub(super) fn read(path: &Path) -> Result<(Identity, Tape), CheckpointError> {
    let shown = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| CheckpointError::Read {
        path: shown.clone(),
        fault: error.to_string(),
    })?;
    decode(&bytes).map_err(|fault| match fault {
        Fault::NoCheckpoint => CheckpointError::NoCheckpoint { path: shown },
        Fault::Version(version) => CheckpointError::Version {
            path: shown,
            version,
            expected: VERSION,
        },
        Fault::Damaged(fault) => CheckpointError::Damaged { path: shown, fault },
    })
}

/// Why bytes are no checkpoint.
#[derive(Debug)]
enum Fault {
    NoCheckpoint,
    Version(u32),
    Damaged(String),
}

fn decode(bytes: &[u8]) -> Result<(Identity, Tape), Fault> {
    let body = body(bytes)?;
    let mut rest = body;
    let contents = contents(&mut rest);
    contents.filter(|_| rest.is_empty()).ok_or_else(|| {
        Fault::Damaged("its checksum is right, but not what it stands for".to_owned())
    })
}

/// What follows on the header, if it is what was written.
fn body(bytes: &[u8]) -> Result<&[u8], Fault> {
    let known = bytes.len().min(MAGIC.len());
    if bytes.is_empty() || bytes[..known] != MAGIC[..known] {
        return Err(Fault::NoCheckpoint);
    }
    let short = |length: u64| {
        let there = bytes.len();
        Fault::Damaged(format!("it has {there} bytes of {length}"))
    };
    let (header, body) = bytes
        .split_at_checked(HEADER)
        .ok_or_else(|| short(HEADER as u64))?;
    let (mut fields, checksum) = (&header[MAGIC.len()..HEADER - 4], &header[HEADER - 4..]);
    if crc32fast::hash(&header[..HEADER - 4]).to_le_bytes() != checksum {
        return Err(Fault::Damaged("its header has another checksum".to_owned()));
    }
    let fields = &mut fields;
    let header = (take(fields), take(fields), take(fields));
    let (Some(version), Some(crc), Some(length)) = header else {
        return Err(short(HEADER as u64));
    };
    let version = u32::from_le_bytes(version);
    if version != VERSION {
        return Err(Fault::Version(version));
    }
    let length = u64::from_le_bytes(length);
    if length != body.len() as u64 {
        return Err(short(length.saturating_add(HEADER as u64)));
    }
    if crc32fast::hash(body) != u32::from_le_bytes(crc) {
        return Err(Fault::Damaged("its body has another checksum".to_owned()));
    }
    Ok(body)
}

/// What a body says; nothing if it says nothing that makes sense. No room is made for more than there are bytes.
fn contents(rest: &mut &[u8]) -> Option<(Identity, Tape)> {
    let mut lines = Vec::new();
    for _ in 0..number(rest)? {
        let (of, text) = (text(rest)?, text(rest)?);
        lines.push(Line { of, text });
    }
    let mut columns = BTreeMap::new();
    for _ in 0..number(rest)? {
        let name = text(rest)?;
        let length = usize::try_from(number(rest)?).ok()?.checked_mul(8)?;
        let (bytes, others) = rest.split_at_checked(length)?;
        *rest = others;
        let (words, _) = bytes.as_chunks::<8>();
        let words = words.iter().map(|word| u64::from_le_bytes(*word));
        columns.insert(name, words.collect());
    }
    Some((Identity::of_lines(lines), Tape::of(columns)))
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (bytes, others) = rest.split_first_chunk()?;
    *rest = others;
    Some(*bytes)
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    take(rest).map(u64::from_le_bytes)
}

fn text(rest: &mut &[u8]) -> Option<String> {
    let length = usize::try_from(number(rest)?).ok()?;
    let (bytes, others) = rest.split_at_checked(length)?;
    *rest = others;
    String::from_utf8(bytes.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes and then fails.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            if taken == 0 && !bytes.is_empty() {
                return Err(io::Error::from(io::ErrorKind::StorageFull));
            }
            Ok(taken)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn example() -> (Identity, Tape) {
        let mut identity = Identity::default();
        identity.push("population `E`", "3 cells");
        let mut tape = Tape::default();
        tape.list("spikes", &mut vec![1_u64, 2, 3]).unwrap();
        tape.list("values", &mut vec![-0.5, f64::INFINITY]).unwrap();
        (identity, tape)
    }

    fn bytes() -> Vec<u8> {
        let (identity, tape) = example();
        let mut bytes = Vec::new();
        encode(&identity, &tape, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_was_written_is_read() {
        let (identity, tape) = example();
        let read = decode(&bytes()).unwrap();
        assert_eq!(read.0, identity);
        assert_eq!(read.1.columns(), tape.columns());
    }

    #[test]
    fn a_disk_may_be_full_at_any_byte() {
        let (identity, tape) = example();
        let length = bytes().len();
        for room in 0..length {
            let error = encode(&identity, &tape, &mut Full(room)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        }
        encode(&identity, &tape, &mut Full(length)).unwrap();
    }

    #[test]
    fn nonsense_with_right_checksums_is_an_error() {
        let bytes = bytes();
        for place in HEADER..bytes.len() {
            for value in [0, 1, 0x7f, 0xff] {
                let mut altered = bytes.clone();
                altered[place] = value;
                let crc = crc32fast::hash(&altered[HEADER..]).to_le_bytes();
                altered[12..16].copy_from_slice(&crc);
                let crc = crc32fast::hash(&altered[..HEADER - 4]).to_le_bytes();
                altered[HEADER - 4..HEADER].copy_from_slice(&crc);
                // Names and numbers may be others; lengths may not.
                if let Ok((identity, tape)) = decode(&altered) {
                    assert_eq!(identity.lines().len(), 1);
                    assert!(tape.columns().len() <= 2);
                }
            }
        }
    }
}
