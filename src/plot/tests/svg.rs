//! What is drawn in a file, read back.

/// The elements of this kind, as text.
pub(super) fn elements<'a>(svg: &'a str, tag: &str) -> Vec<&'a str> {
    let start = format!("<{tag} ");
    let pieces = svg.split('<').enumerate();
    let from = |(k, piece): (usize, &'a str)| {
        let tag = &start[1..];
        (k > 0 && piece.starts_with(tag)).then_some(piece)
    };
    pieces.filter_map(from).collect()
}

/// Those in a colour, of line or of filling.
pub(super) fn colored<'a>(svg: &'a str, tag: &str, color: &str) -> Vec<&'a str> {
    let attributes = ["fill", "stroke"].map(|name| format!("{name}=\"{color}\""));
    let mut elements = elements(svg, tag);
    elements.retain(|element| attributes.iter().any(|own| element.contains(own)));
    elements
}

pub(super) fn number(element: &str, attribute: &str) -> f64 {
    let start = element.split(&format!(" {attribute}=\"")).nth(1);
    let text = start.expect(attribute).split('"').next().unwrap();
    text.parse().unwrap()
}

/// The corners of a line or polygon.
pub(super) fn corners(element: &str) -> Vec<(f64, f64)> {
    let start = element.split("points=\"").nth(1).expect("it has points");
    let points = start.split('"').next().unwrap().split_whitespace();
    let corner = |point: &str| {
        let (x, y) = point.split_once(',').expect("a place has two numbers");
        (x.parse().unwrap(), y.parse().unwrap())
    };
    points.map(corner).collect()
}

/// Where a text is that stands like this beside its place.
fn anchored(svg: &str, text: &str, anchor: &str) -> Option<(f64, f64)> {
    let is_it = |element: &&str| {
        element.contains(anchor) && element.split_once('>').unwrap().1.trim() == text
    };
    let element = elements(svg, "text").into_iter().find(is_it)?;
    Some((number(element, "x"), number(element, "y")))
}

/// From places on the sheet to values, by two numbers along the axis at the left.
pub(super) fn upward(svg: &str, labels: [(&str, f64); 2]) -> impl Fn(f64) -> f64 {
    let at = |label| anchored(svg, label, r#"text-anchor="end""#).expect(label).1;
    scale(labels.map(|(label, value)| (at(label), value)))
}

/// The same, by two numbers along the axis at the bottom.
pub(super) fn across(svg: &str, labels: [(&str, f64); 2]) -> impl Fn(f64) -> f64 {
    let at = |label| {
        anchored(svg, label, r#"text-anchor="middle""#)
            .expect(label)
            .0
    };
    scale(labels.map(|(label, value)| (at(label), value)))
}

fn scale([from, to]: [(f64, f64); 2]) -> impl Fn(f64) -> f64 {
    move |place| from.1 + (place - from.0) / (to.0 - from.0) * (to.1 - from.1)
}
