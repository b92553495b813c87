//! The outlines of letters.
//!
//! They are those of DejaVu Sans 2.37, whose licence is in `letters.LICENSE`: Latin, Greek, raised and lowered digits, and signs of
//! mathematics.

use std::str::SplitWhitespace;

/// A letter in a line: its code, its width, and its outlines by `M` where one begins, `L` for a straight line and `Q` for a parabola.
const LETTERS: &str = include_str!("letters.txt");

/// The unit of the table in the size of the text.
const UNIT: f64 = 1.0 / 2048.0;

/// The height of small letters.
const SMALL: f64 = 1120.0 * UNIT;

/// Straight pieces of a parabola.
const PIECES: usize = 6;

/// What stands for a letter that is not there.
const BOX: char = '□';

/// The letters of a text, from its start on the line that they stand on.
#[derive(Debug)]
pub(super) struct Letters {
    pub(super) outlines: Vec<Vec<(f64, f64)>>,
    pub(super) width: f64,
    /// From the middle of small letters down to the line.
    pub(super) middle: f64,
}

impl Letters {
    /// Those of this size in pixels.
    pub(super) fn of(text: &str, size: f64) -> Letters {
        let mut letters = Letters {
            outlines: Vec::new(),
            width: 0.0,
            middle: SMALL / 2.0 * size,
        };
        for letter in text.chars() {
            let Some((width, commands)) = found(letter).or_else(|| found(BOX)) else {
                continue;
            };
            let start = letters.width;
            let outlines = outlines(commands).into_iter();
            let place = |(x, y): (f64, f64)| (start + x * UNIT * size, -y * UNIT * size);
            letters
                .outlines
                .extend(outlines.map(|line| line.into_iter().map(place).collect()));
            letters.width += width * UNIT * size;
        }
        letters
    }
}

/// Width and outlines of a letter.
fn found(letter: char) -> Option<(f64, SplitWhitespace<'static>)> {
    let code = format!("{:04X}", letter as u32);
    let mut lines = LETTERS.lines();
    let mut words = lines.find_map(|line| {
        let mut words = line.split_whitespace();
        (words.next() == Some(&code)).then_some(words)
    })?;
    let width = words.next()?.parse().ok()?;
    Some((width, words))
}

fn outlines(mut words: SplitWhitespace<'_>) -> Vec<Vec<(f64, f64)>> {
    let mut outlines: Vec<Vec<(f64, f64)>> = Vec::new();
    while let Some(command) = words.next() {
        let mut number = || words.next().and_then(|word| word.parse::<f64>().ok());
        let mut point = || Some((number()?, number()?));
        let Some(first) = point() else { break };
        let line = outlines.last_mut();
        match (command, line) {
            ("L", Some(line)) => line.push(first),
            ("Q", Some(line)) => {
                let (Some(to), Some(from)) = (point(), line.last().copied()) else {
                    break;
                };
                line.extend((1..=PIECES).map(|k| parabola(from, first, to, k)));
            }
            _ => outlines.push(vec![first]),
        }
    }
    outlines
}

/// A point of the parabola towards `bend`.
fn parabola(from: (f64, f64), bend: (f64, f64), to: (f64, f64), piece: usize) -> (f64, f64) {
    let t = piece as f64 / PIECES as f64;
    let at = |a: f64, b: f64, c: f64| (1.0 - t).powi(2) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
    (at(from.0, bend.0, to.0), at(from.1, bend.1, to.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_table_is_read_to_its_end() {
        for line in LETTERS.lines() {
            let mut words = line.split_whitespace();
            let code = u32::from_str_radix(words.next().unwrap(), 16).unwrap();
            let letter = char::from_u32(code).unwrap();
            let begins = line.matches('M').count();
            let (width, commands) = found(letter).unwrap();
            assert!(width > 0.0, "{letter}");
            let points = line.matches('L').count() + PIECES * line.matches('Q').count() + begins;
            let outlines = outlines(commands);
            assert_eq!(outlines.len(), begins, "{letter}");
            assert_eq!(outlines.concat().len(), points, "{letter}");
        }
    }

    #[test]
    fn signs_of_axes_are_there() {
        for letter in "µΩ²³⁻⁰¹⁴⁵⁶⁷⁸⁹−·°".chars() {
            assert!(found(letter).is_some(), "{letter}");
        }
    }
}
