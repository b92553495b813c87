//! The drawing of a figure in pixels.
//!
//! It is made of the SVG that [`Canvas`](super::canvas) writes, so that both show the same: rectangles, lines, polygons, circles and text,
//! each in one colour.

mod coverage;
mod element;
mod letters;

use coverage::Coverage;
use element::{Element, Paint};

/// Pixels of the bitmap along one of the figure: 300 of them to an inch where the figure has 100.
const SCALE: f64 = 3.0;

/// Three bytes for each pixel, row by row.
#[derive(Debug)]
pub(super) struct Bitmap {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) bytes: Vec<u8>,
}

impl Bitmap {
    /// The drawing of this SVG.
    pub(super) fn of(svg: &str) -> Bitmap {
        let mut elements = svg.split('<').filter_map(Element::parse);
        let sheet = elements.next().unwrap_or_default();
        let [width, height] = ["width", "height"].map(|name| sheet.number(name));
        let fine = sheet.view_width() / width.max(1.0);
        let side = |length: f64| (length * SCALE).round().max(1.0) as usize;
        let mut bitmap = Bitmap::white(side(width), side(height));
        for element in elements {
            bitmap.draw(&element, SCALE / fine);
        }
        bitmap
    }

    fn white(width: usize, height: usize) -> Bitmap {
        Bitmap {
            width,
            height,
            bytes: vec![255; 3 * width * height],
        }
    }

    /// Draws an element whose unit has so many pixels.
    fn draw(&mut self, element: &Element<'_>, scale: f64) {
        let fill = element.paint("fill");
        let stroke = element.paint("stroke");
        if let Some(paint) = fill {
            let shapes = element.shapes(scale);
            self.fill(&shapes, paint);
        }
        if let Some(paint) = stroke {
            let lines = element.outlines(scale);
            let width = element.number("stroke-width") * scale;
            let strokes: Vec<_> = lines.iter().flat_map(|line| stroked(line, width)).collect();
            self.fill(&strokes, paint);
        }
    }

    /// Fills what is within the polygons.
    fn fill(&mut self, shapes: &[Vec<(f64, f64)>], paint: Paint) {
        let Some(coverage) = Coverage::of(shapes, (self.width, self.height)) else {
            return;
        };
        for (x, y, part) in coverage.pixels() {
            let start = 3 * (y * self.width + x);
            let pixel = &mut self.bytes[start..start + 3];
            for (byte, color) in pixel.iter_mut().zip(paint.color) {
                let (below, above) = (f64::from(*byte), f64::from(color));
                *byte = (below + (above - below) * part * paint.opacity).round() as u8;
            }
        }
    }
}

/// The polygons of a line of this width: one for each piece, all turning the same way, and a round one at each corner.
fn stroked(line: &[(f64, f64)], width: f64) -> Vec<Vec<(f64, f64)>> {
    let half = width / 2.0;
    let pieces = line.windows(2).filter_map(|piece| {
        let [from, to] = [piece[0], piece[1]];
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let (x, y) = (-dy / length * half, dx / length * half);
        let side = |at: (f64, f64), sign: f64| (at.0 + sign * x, at.1 + sign * y);
        (length > 0.0).then(|| {
            vec![
                side(from, 1.0),
                side(from, -1.0),
                side(to, -1.0),
                side(to, 1.0),
            ]
        })
    });
    let corners = line.iter().skip(1).rev().skip(1);
    pieces.chain(corners.map(|at| circle(*at, half))).collect()
}

/// A circle by a polygon that turns as the pieces of a line do.
fn circle((x, y): (f64, f64), radius: f64) -> Vec<(f64, f64)> {
    let corners = (8.0 + 2.0 * radius) as usize;
    let corner = |k: usize| {
        let (sine, cosine) = (std::f64::consts::TAU * k as f64 / corners as f64).sin_cos();
        (x + radius * cosine, y + radius * sine)
    };
    (0..corners).map(corner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(content: &str) -> Bitmap {
        let sheet = r#"<svg width="20" height="10" viewBox="0 0 200 100">"#;
        Bitmap::of(&format!("{sheet}\n{content}\n</svg>"))
    }

    /// How much ink there is, in pixels of the figure.
    fn ink(bitmap: &Bitmap) -> f64 {
        let dark = bitmap.bytes.iter().map(|byte| 255.0 - f64::from(*byte));
        dark.sum::<f64>() / 255.0 / 3.0 / SCALE.powi(2)
    }

    #[test]
    fn ink_is_as_much_as_the_area() {
        let rectangle =
            r##"<rect x="20" y="20" width="45" height="31" fill="#000000" stroke="none"/>"##;
        assert!((ink(&drawn(rectangle)) - 4.5 * 3.1).abs() < 0.05);
        let half = rectangle.replace("fill=", r#"opacity="0.5" fill="#);
        assert!((ink(&drawn(&half)) - 4.5 * 3.1 / 2.0).abs() < 0.05);
        let circle = r##"<circle cx="100" cy="50" r="40" fill="#000000" stroke="none"/>"##;
        assert!((ink(&drawn(circle)) / (std::f64::consts::PI * 16.0) - 1.0).abs() < 0.03);
        let triangle = r##"<polygon points="20,20 120,20 20,80 " fill="#000000"/>"##;
        assert!((ink(&drawn(triangle)) - 30.0).abs() < 0.1);
        // 10 by 0 and 0 by 5, 1 wide, with a quarter of a circle at the corner and a square that both cover.
        let line = r##"<polyline fill="none" stroke="#000000" stroke-width="10" points="50,20 150,20 150,70 "/>"##;
        let corner = (std::f64::consts::PI / 4.0 - 1.0) / 4.0;
        assert!(
            (ink(&drawn(line)) - 15.0 - corner).abs() < 0.1,
            "{}",
            ink(&drawn(line))
        );
    }

    #[test]
    fn ink_is_where_the_shape_is_and_in_its_colour() {
        let svg = r##"<rect x="100" y="0" width="100" height="50" fill="#D55E00" stroke="none"/>"##;
        let bitmap = drawn(svg);
        assert_eq!((bitmap.width, bitmap.height), (60, 30));
        let pixel = |x: usize, y: usize| &bitmap.bytes[3 * (y * 60 + x)..][..3];
        assert_eq!(pixel(31, 1), [0xD5, 0x5E, 0x00]);
        assert_eq!(pixel(28, 1), [255, 255, 255]);
        assert_eq!(pixel(31, 16), [255, 255, 255]);
    }

    #[test]
    fn letters_stand_where_their_anchor_says_and_turn_with_it() {
        let text = |anchor: &str, more: &str| {
            format!(
                "<text x=\"100\" dy=\"0.5ex\" y=\"50\" text-anchor=\"{anchor}\" font-size=\"24\" opacity=\"1\" fill=\"#000000\"{more}>\nl&lt;µ\n</text>"
            )
        };
        // The middle of the ink, across and down.
        let middle = |svg: &str| {
            let bitmap = drawn(svg);
            let pixels = bitmap.bytes.chunks(3).enumerate();
            let (mut sums, mut all) = ((0.0, 0.0), 0.0);
            for (k, pixel) in pixels {
                let dark = 255.0 - f64::from(pixel[0]);
                let (x, y) = (
                    (k % bitmap.width) as f64 + 0.5,
                    (k / bitmap.width) as f64 + 0.5,
                );
                sums = (sums.0 + dark * x, sums.1 + dark * y);
                all += dark;
            }
            assert!(all > 0.0);
            (sums.0 / all / SCALE, sums.1 / all / SCALE)
        };
        let [start, centre, end] =
            ["start", "middle", "end"].map(|anchor| middle(&text(anchor, "")));
        assert!(start.0 > 11.0 && (centre.0 - 10.0).abs() < 0.7 && end.0 < 9.0);
        assert!(((start.0 + end.0) / 2.0 - centre.0).abs() < 0.1);
        // A small letter is in the middle of the line.
        let small = middle(&text("middle", "").replace("l&lt;µ", "x"));
        assert!((small.1 - 5.0).abs() < 0.05, "{small:?}");
        // What was to the right is above.
        let rising = middle(&text("start", r#" transform="rotate(270, 100, 50)""#));
        assert!(
            (rising.1 - 5.0 + (start.0 - 10.0)).abs() < 0.1,
            "{rising:?}"
        );
    }

    #[test]
    fn a_letter_that_is_missing_is_a_box() {
        let text = |letter: &str| {
            format!(
                "<text x=\"50\" y=\"50\" dy=\"0.5ex\" text-anchor=\"start\" font-size=\"60\" fill=\"#000000\">\n{letter}\n</text>"
            )
        };
        assert_eq!(drawn(&text("𓀀")).bytes, drawn(&text("□")).bytes);
        assert!(ink(&drawn(&text("𓀀"))) > 0.5);
        assert_eq!(ink(&drawn(&text(" "))), 0.0);
    }
}
