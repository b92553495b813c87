//! The elements of a drawing, as its canvas writes them.

use super::circle;
use super::letters::Letters;

/// An element with its attributes and text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Element<'a> {
    name: &'a str,
    attributes: &'a str,
    text: &'a str,
}

/// A colour, and how much of it is seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    pub(super) color: [u8; 3],
    pub(super) opacity: f64,
}

/// A line, or the outline of a shape.
type Line = Vec<(f64, f64)>;

impl<'a> Element<'a> {
    /// What begins behind a `<`, unless it is an end.
    pub(super) fn parse(piece: &'a str) -> Option<Element<'a>> {
        let (tag, text) = piece.split_once('>')?;
        let (name, attributes) = tag.split_once(' ')?;
        Some(Element {
            name,
            attributes,
            text: text.trim(),
        })
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        let start = format!("{name}=\"");
        let found = self.attributes.match_indices(&start);
        // `r="` ends `stroke-linecap="` no more than `y="` does `dy="`.
        let is_whole = |at: &usize| *at == 0 || self.attributes[..*at].ends_with(' ');
        let at = found.map(|(at, _)| at).find(is_whole)? + start.len();
        self.attributes[at..].split('"').next()
    }

    /// Zero if there is none.
    pub(super) fn number(&self, name: &str) -> f64 {
        let text = self.attribute(name).unwrap_or_default();
        text.parse().unwrap_or(0.0)
    }

    /// The width in units, if it is the sheet.
    pub(super) fn view_width(&self) -> f64 {
        let view = self.attribute("viewBox").unwrap_or_default();
        let width = view.split(' ').nth(2).and_then(|text| text.parse().ok());
        width.unwrap_or(1.0)
    }

    /// The colour of its filling or of its line.
    pub(super) fn paint(&self, name: &str) -> Option<Paint> {
        let digits = self.attribute(name)?.strip_prefix('#')?;
        let byte = |k: usize| u8::from_str_radix(digits.get(2 * k..2 * k + 2)?, 16).ok();
        let opacity = match self.attribute("opacity") {
            Some(text) => text.parse().unwrap_or(1.0),
            None => 1.0,
        };
        Some(Paint {
            color: [byte(0)?, byte(1)?, byte(2)?],
            opacity,
        })
    }

    /// What is filled, where a unit has so many pixels.
    pub(super) fn shapes(&self, scale: f64) -> Vec<Line> {
        match self.name {
            "text" => self.letters(scale),
            _ => self.outlines(scale),
        }
    }

    /// What a stroke goes along.
    pub(super) fn outlines(&self, scale: f64) -> Vec<Line> {
        let of = |name: &str| self.number(name) * scale;
        match self.name {
            "rect" => {
                let (left, top) = (of("x"), of("y"));
                let (right, bottom) = (left + of("width"), top + of("height"));
                vec![vec![
                    (left, top),
                    (right, top),
                    (right, bottom),
                    (left, bottom),
                ]]
            }
            "circle" => {
                let mut outline = circle((of("cx"), of("cy")), of("r"));
                outline.extend_from_within(..2);
                vec![outline]
            }
            "polyline" | "polygon" => vec![self.points(scale)],
            _ => Vec::new(),
        }
    }

    fn points(&self, scale: f64) -> Line {
        let points = self.attribute("points").unwrap_or_default();
        let point = |text: &str| {
            let (x, y) = text.split_once(',')?;
            Some((
                x.parse::<f64>().ok()? * scale,
                y.parse::<f64>().ok()? * scale,
            ))
        };
        points.split_whitespace().filter_map(point).collect()
    }

    /// The outlines of its letters.
    fn letters(&self, scale: f64) -> Vec<Line> {
        let letters = Letters::of(&unescaped(self.text), self.number("font-size") * scale);
        let start = match self.attribute("text-anchor") {
            Some("middle") => -letters.width / 2.0,
            Some("end") => -letters.width,
            _ => 0.0,
        };
        let (x, y) = (self.number("x") * scale, self.number("y") * scale);
        let is_rising = self.attribute("transform").is_some();
        let place = |(right, down): &(f64, f64)| {
            // Small letters are in the middle of the line.
            let (right, down) = (right + start, down + letters.middle);
            if is_rising {
                (x + down, y - right)
            } else {
                (x + right, y + down)
            }
        };
        let outlines = letters.outlines.iter();
        outlines
            .map(|line| line.iter().map(place).collect())
            .collect()
    }
}

/// The text with the signs that stand for others in XML.
fn unescaped(text: &str) -> String {
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
    ];
    let text = signs.iter().fold(text.to_owned(), |text, (code, sign)| {
        text.replace(code, sign)
    });
    // The last, so that what it leads to is not read again.
    text.replace("&amp;", "&")
}
