//! Paper with a pen.

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{
    Circle, DashedPathElement, Drawable, PathElement, PointCollection, Polygon, Rectangle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{
    BLACK, Color, FontFamily, FontStyle, FontTransform, RGBColor, ShapeStyle, TextStyle, WHITE,
};

use super::thinned::thinned;

/// The back end knows whole pixels only, and curves would get steps: it draws on a sheet so many times larger.
const FINE: f64 = 10.0;

/// What a letter of a wide font takes of the size of the text.
const LETTER: f64 = 0.6;

/// The size of all text but the titles of axes.
pub(super) const SMALL: f64 = 14.0;

/// The size of the titles of axes.
pub(super) const LARGE: f64 = 15.0;

/// The palette of Okabe and Ito, which the colour-blind can tell apart; without its yellow, too pale on paper, and its black, kept for
/// references.
const PALETTE: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(230, 159, 0),
    RGBColor(86, 180, 233),
];

/// Of what stands behind the curves.
const GREY: RGBColor = RGBColor(150, 150, 150);

/// How strongly an area is filled.
const LIGHT: f64 = 0.25;

/// The radius of a dot.
const DOT: f64 = 3.0;

/// How a line looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pen {
    /// One of the colours of the palette, in turn.
    Curve(usize),
    /// The same, dashed.
    Dashed(usize),
    /// The same over what is beneath it, lightly filled.
    Area(usize),
    /// A dot at each point instead of a line.
    Dots(usize),
    /// Black, over the others.
    Path,
    /// Dashed black.
    Reference,
    /// The line of an axis.
    Axis,
    /// Grey, beneath the others.
    Faint,
}

/// A rectangle on the sheet, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// A sheet of paper; places and sizes are in pixels from its top left corner.
pub(super) struct Canvas<'a>(DrawingArea<SVGBackend<'a>, Shift>);

/// A drawing of this width and height as SVG text.
pub(super) fn draw(width: f64, height: f64, picture: impl FnOnce(&Canvas<'_>)) -> String {
    let [fine_width, fine_height] = [width, height].map(|length| (length * FINE).round() as u32);
    let mut svg = String::new();
    {
        let backend = SVGBackend::with_string(&mut svg, (fine_width, fine_height));
        let canvas = Canvas(backend.into_drawing_area());
        canvas.0.fill(&WHITE).expect(PROMISE);
        picture(&canvas);
        canvas.0.present().expect(PROMISE);
    }
    // The fine sheet is shown at the size asked for.
    svg.replacen(
        &format!(r#"width="{fine_width}" height="{fine_height}""#),
        &format!(r#"width="{width}" height="{height}""#),
        1,
    )
}

const PROMISE: &str = "writing to a string cannot fail";

impl Canvas<'_> {
    /// A line through the points.
    pub(super) fn line(&self, points: &[(f64, f64)], pen: Pen) {
        let points: Vec<_> = thinned(points).into_iter().map(fine).collect();
        let style = pen.style();
        match pen {
            Pen::Reference | Pen::Dashed(_) => {
                let [dash, gap] = [6.0, 4.0].map(|length| (length * FINE) as i32);
                self.put(&DashedPathElement::new(points, dash, gap, style));
            }
            _ => self.put(&PathElement::new(points, style)),
        }
    }

    /// The points of a curve as its pen draws them; `floor` is the height down to which it fills.
    pub(super) fn curve(&self, points: &[(f64, f64)], pen: Pen, floor: f64) {
        match (pen, points) {
            (Pen::Dots(color), _) => points.iter().for_each(|point| self.dot(*point, color)),
            (Pen::Area(color), [first, .., last]) => {
                let corners = [(last.0, floor), (first.0, floor)];
                let outline = points.iter().chain(&corners);
                let outline: Vec<_> = outline.map(|point| fine(*point)).collect();
                self.put(&Polygon::new(outline, color_of(color).mix(LIGHT).filled()));
                self.line(points, pen);
            }
            // It would not be seen.
            (_, [(x, y)]) => self.line(&[(x - 1.0, *y), (x + 1.0, *y)], pen),
            _ => self.line(points, pen),
        }
    }

    /// Every second set of dots is hollow, which is seen without colours, too.
    fn dot(&self, at: (f64, f64), color: usize) {
        let radius = (DOT * FINE) as i32;
        let style = match color % 2 {
            0 => color_of(color).filled(),
            _ => Pen::Dots(color).style(),
        };
        self.put(&Circle::new(fine(at), radius, style));
    }

    /// A filled triangle in the grey of what is faint.
    pub(super) fn head(&self, corners: [(f64, f64); 3]) {
        self.put(&Polygon::new(corners.map(fine), GREY.filled()));
    }

    /// A filled rectangle in a colour of the palette.
    pub(super) fn mark(&self, frame: Frame, color: usize) {
        self.fill(frame, color_of(color));
    }

    /// A filled rectangle in a shade of blue, the darker the nearer to one.
    pub(super) fn shade(&self, frame: Frame, level: f64) {
        self.fill(frame, shade_of(level));
    }

    fn fill(&self, frame: Frame, color: RGBColor) {
        let corners = [
            fine((frame.left, frame.top)),
            fine((frame.right, frame.bottom)),
        ];
        self.put(&Rectangle::new(corners, color.filled()));
    }

    /// Text that ends, begins or is centred at a place, in a colour of the palette or black.
    pub(super) fn text(&self, text: &str, at: (f64, f64), align: HPos, color: Option<usize>) {
        let color = color.map_or(BLACK, color_of);
        self.write(text, at, style(SMALL, color, align));
    }

    /// The title of an axis, centred at a place.
    pub(super) fn title(&self, text: &str, at: (f64, f64)) {
        self.write(text, at, style(LARGE, BLACK, HPos::Center));
    }

    /// The title of an axis, centred at a place and read from below.
    pub(super) fn rising_title(&self, text: &str, at: (f64, f64)) {
        let style = style(LARGE, BLACK, HPos::Center).transform(FontTransform::Rotate270);
        self.write(text, at, style);
    }

    fn write(&self, text: &str, at: (f64, f64), style: TextStyle<'_>) {
        // XML has no place for them.
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        self.put(&Text::new(text, fine(at), style));
    }

    fn put<'b, E>(&self, element: &'b E)
    where
        &'b E: PointCollection<'b, (i32, i32)>,
        E: for<'c> Drawable<SVGBackend<'c>>,
    {
        self.0.draw(element).expect(PROMISE);
    }
}

/// The most that a text is wide.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    LETTER * size * text.chars().count() as f64
}

fn fine((x, y): (f64, f64)) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

/// From white to a dark blue, ever darker also in grey.
fn shade_of(level: f64) -> RGBColor {
    let between = |[from, to]: [f64; 2]| (from + (to - from) * level.clamp(0.0, 1.0)).round() as u8;
    let [red, green, blue] = [[255.0, 8.0], [255.0, 40.0], [255.0, 100.0]].map(between);
    RGBColor(red, green, blue)
}

fn color_of(index: usize) -> RGBColor {
    PALETTE[index % PALETTE.len()]
}

fn style(size: f64, color: RGBColor, align: HPos) -> TextStyle<'static> {
    // The back end divides the size by 1.24.
    let family = FontFamily::Name("Helvetica, Arial, sans-serif");
    let mut style = TextStyle::from((family, size * FINE * 1.24, FontStyle::Normal));
    style.color = color.to_backend_color();
    style.pos(Pos::new(align, VPos::Center))
}

impl Pen {
    fn style(self) -> ShapeStyle {
        let (color, width) = match self {
            Pen::Curve(index) | Pen::Dots(index) => (color_of(index), 1.6),
            Pen::Dashed(index) => (color_of(index), 1.8),
            Pen::Area(index) => (color_of(index), 1.2),
            Pen::Path => (BLACK, 1.4),
            Pen::Reference => (BLACK, 1.4),
            Pen::Axis => (BLACK, 1.0),
            Pen::Faint => (GREY, 1.0),
        };
        color.stroke_width((width * FINE) as u32)
    }
}
