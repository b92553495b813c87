//! Whole figures: what is in the file, and what is said when there is none.

mod histograms;
mod matrices;
mod phase_planes;
mod potentials;
mod relations;
mod svg;

use std::fs;
use std::path::PathBuf;

use super::*;
use crate::quantity::{ElectricPotential, Time};
use crate::record::Spikes;
use crate::units::{mV, ms};

/// A folder of a test, removed when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let name = format!("nernst-plot-{}-{test}", std::process::id());
        Folder(std::env::temp_dir().join(name))
    }

    /// The figure as text, saved two folders deep.
    fn save(&self, figure: &Figure) -> String {
        let path = self.0.join("figures").join("figure.svg");
        figure.save(&path).unwrap();
        let svg = fs::read_to_string(path).unwrap();
        assert_well_formed(&svg);
        svg
    }

    fn fault(&self, figure: &Figure) -> String {
        let path = self.0.join("figure.svg");
        let fault = figure.save(&path).unwrap_err().to_string();
        assert!(!path.exists());
        let start = format!("figure `{}`: ", path.display());
        fault.strip_prefix(&start).expect("a path").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Every tag is closed in its turn, and every place is a number.
fn assert_well_formed(svg: &str) {
    let mut open = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "{piece}");
        let mut words = tag.split([' ', '/']).filter(|word| !word.is_empty());
        let name = words.next().expect("a tag has a name");
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) => assert_eq!(open.pop(), Some(name)),
            (false, false) => open.push(name),
            (false, true) => {}
        }
        assert!(!tag.contains("NaN") && !tag.contains("inf"), "{tag}");
    }
    assert!(open.is_empty());
    assert!(svg.starts_with("<svg ") && svg.contains("<polyline"));
}

fn texts(svg: &str) -> Vec<&str> {
    let texts = svg.split("<text ").skip(1);
    texts
        .map(|text| text.split(['<', '>']).nth(1).expect("a text").trim())
        .collect()
}

fn times() -> impl Iterator<Item = Time> {
    (0..100).map(|k| f64::from(k) * ms)
}

fn ramp(times: impl Iterator<Item = Time>) -> impl Iterator<Item = ElectricPotential> {
    times.map(|t| -65.0 * mV + t / (100.0 * ms) * (20.0 * mV))
}

/// Every cell once in a millisecond, with one millisecond per step.
fn spikes(cells: u32, steps: u64) -> Vec<(u64, u32)> {
    let fired = (1..=steps).flat_map(|step| (0..cells).map(move |cell| (step, cell)));
    fired.collect()
}

fn record(spikes: &[(u64, u32)], cells: usize, steps: u64) -> Spikes<'_> {
    Spikes::of_steps(spikes, cells, (0, steps), 1e-3)
}

#[test]
fn lines_carry_labels_units_and_a_dashed_reference() {
    let lines = |is_compared| {
        let lines = Lines::new("membrane potential", mV).curve("a < b", times(), ramp(times()));
        match is_compared {
            true => lines.reference("formula", times(), ramp(times())),
            false => lines,
        }
    };
    let folder = Folder::new("lines");
    let svg = folder.save(&Figure::new().panel(lines(true)));
    let words = [
        "membrane potential (mV)",
        "time (ms)",
        "a &lt; b",
        "formula",
    ];
    for word in words.into_iter().chain(["−65", "−50", "0", "80"]) {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    assert!(svg.contains(r#"width="800""#));
    let dashes = |svg: &str| {
        svg.matches(r##"stroke="#000000" stroke-width="14""##)
            .count()
    };
    assert!(dashes(&svg) > 20);
    assert_eq!(dashes(&folder.save(&Figure::new().panel(lines(false)))), 0);
}

#[test]
fn a_raster_names_its_populations_and_counts_their_cells() {
    let (e, i) = (spikes(8, 20), spikes(2, 20));
    let raster = Raster::new()
        .population("E", record(&e, 8, 20))
        .cells([1, 3, 3, 99])
        .population("I", record(&i, 2, 20));
    let svg = Folder::new("raster").save(&Figure::new().panel(raster));
    for word in ["E", "2 of 8", "I", "2 cells", "time (ms)", "20"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let marks = |color: &str| {
        svg.matches(&format!(r#"fill="{color}" stroke="none""#))
            .count()
    };
    assert_eq!((marks("#0072B2"), marks("#D55E00")), (40, 40));
}

#[test]
fn a_raster_of_many_spikes_is_thinned() {
    let all = spikes(5000, 100);
    let raster = Raster::new().population("E", record(&all, 5000, 100));
    let svg = Folder::new("thinned").save(&Figure::new().panel(raster));
    assert!(svg.len() < 2_000_000, "{} bytes", svg.len());
    assert!(texts(&svg).contains(&"148 of 5000"), "{:?}", texts(&svg));
    let silent = Raster::new().population("E", record(&[], 5000, 100));
    let svg = Folder::new("rows").save(&Figure::new().panel(silent));
    assert!(texts(&svg).contains(&"2500 of 5000"), "{:?}", texts(&svg));
}

#[test]
fn rates_are_in_hertz() {
    let fired = spikes(4, 50);
    let rate = Rate::new(10.0 * ms).population("E", record(&fired, 4, 50));
    let svg = Folder::new("rate").save(&Figure::new().panel(rate));
    for word in ["rate (Hz)", "time (ms)", "E", "1000"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
}

#[test]
fn panels_share_the_time_axis() {
    let fired = spikes(4, 50);
    let figure = Figure::new()
        .panel(Raster::new().population("E", record(&fired, 4, 50)))
        .panel(Lines::new("open fraction", 1.0).curve("", times(), times().map(|_| 0.3)));
    let folder = Folder::new("shared");
    let svg = folder.save(&figure);
    assert_eq!(svg.matches("time (ms)").count(), 1);
    assert!(texts(&svg).contains(&"90") && !texts(&svg).contains(&"110"));
    let svg = folder.save(&figure.between(10.0 * ms, 12.0 * ms));
    assert!(texts(&svg).contains(&"11.0") && !texts(&svg).contains(&"90"));
}

#[test]
fn small_multiples_stand_in_rows_over_their_own_axes() {
    let lines = |name: &str, length: f64| {
        let times = || (0..100).map(move |k| f64::from(k) * 0.01 * length * ms);
        Lines::new("v", mV).curve(name, times(), times().map(|t| t / (length * ms) * mV))
    };
    let figure = [("a", 3.0), ("b", 30.0), ("c", 300.0), ("d", 3000.0)]
        .into_iter()
        .fold(Figure::new(), |figure, (name, length)| {
            figure.panel(lines(name, length))
        });
    let folder = Folder::new("columns");
    let place = |svg: &str, text: &str| {
        let texts = svg.split("<text ").skip(1);
        let mut found = texts.filter(|piece| piece.contains(&format!(">\n{text}\n<")));
        let piece = found.next().expect("the text is there");
        let number = |name: &str| -> f64 {
            let start = piece.split(&format!("{name}=\"")).nth(1).expect(name);
            start.split('"').next().unwrap().parse().unwrap()
        };
        (number("x"), number("y"))
    };

    let svg = folder.save(&figure.clone().columns(3));
    // Below the last panel of each column.
    assert_eq!(svg.matches("time (ms)").count(), 3);
    // Each has numbers of its own.
    for word in ["2", "20", "200", "2000"] {
        assert!(texts(&svg).contains(&word), "{word}: {:?}", texts(&svg));
    }
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|name| place(&svg, name));
    assert!(a.0 < b.0 && b.0 < c.0 && a.1 == b.1 && b.1 == c.1);
    assert!(d.0 == a.0 && d.1 > a.1);

    let shared = folder.save(&figure.clone().columns(2).between(0.0 * ms, 20.0 * ms));
    assert!(!texts(&shared).contains(&"2000"), "{:?}", texts(&shared));
    let name = "a name that is longer than the frame of its panel would be";
    let wide = Figure::new()
        .panel(lines(name, 1.0))
        .panel(lines("next", 1.0));
    let svg = folder.save(&wide.columns(2));
    assert!(place(&svg, "next").0 - place(&svg, name).0 > 14.0 * 7.0 * name.len() as f64);
    assert_eq!(
        folder.save(&figure.clone().columns(1)),
        folder.save(&figure)
    );
    assert_eq!(folder.fault(&figure.columns(0)), "there is no column");
}

fn errors() -> Convergence {
    let steps = || [0.5, 0.1, 0.02].map(|h| h * ms);
    Convergence::new("error")
        .curve("rk4", steps(), steps().map(|h| (h / ms).powi(4)))
        .reference("order 4", steps(), steps().map(|h| 0.5 * (h / ms).powi(4)))
}

#[test]
fn errors_stand_over_the_time_step_on_logarithmic_axes() {
    let folder = Folder::new("errors");
    let svg = folder.save(&Figure::new().panel(errors()));
    let texts = texts(&svg);
    for text in ["error", "rk4", "order 4", "time step (ms)", "0.1", "10⁻⁴"] {
        assert!(texts.contains(&text), "{text} in {texts:?}");
    }
    let apart = Figure::new().panel(errors()).between(0.01 * ms, 10.0 * ms);
    assert!(folder.save(&apart).contains("time step (ms)"));
}

#[test]
fn errors_and_states_share_no_axis() {
    let states = Lines::new("V", mV).curve("", times(), ramp(times()));
    let mixed = Figure::new().panel(errors()).panel(states);
    assert_eq!(
        Folder::new("mixed").fault(&mixed),
        "panels over `time step (ms)` and over `time (ms)` cannot share an axis; in columns each has its own"
    );
}

#[test]
fn a_silent_network_and_a_lone_point_are_figures() {
    let silence = || record(&[], 4, 50);
    let figure = Figure::new()
        .panel(Raster::new().population("E", silence()))
        .panel(Rate::new(1.0 * ms).population("E", silence()))
        .panel(Lines::new("v", mV).curve("", [5.0 * ms], [-1.0 * mV]));
    let folder = Folder::new("silent");
    assert!(texts(&folder.save(&figure)).contains(&"rate (Hz)"));
    let lone = Lines::new("v", mV).curve("", [0.0 * ms], [0.0 * mV]);
    folder.save(&Figure::new().panel(lone));
}

#[test]
fn numbers_without_a_place_leave_a_gap() {
    let values = [f64::NAN, 1.0, 2.0, f64::INFINITY, 3.0, 1e308, 4.0].map(|v| v * mV);
    let lines = Lines::new("v", mV).curve("", times().take(7), values);
    let svg = Folder::new("gap").save(&Figure::new().panel(lines));
    assert_eq!(svg.matches(r##"stroke="#0072B2""##).count(), 3);
}

#[test]
fn faults_are_told_with_the_path() {
    let folder = Folder::new("faults");
    let fault = |panel: Panel| folder.fault(&Figure::new().panel(panel));
    assert_eq!(folder.fault(&Figure::new()), "there is no panel");
    let empty = Lines::new("v", mV).curve("a", times(), times().map(|_| f64::NAN * mV));
    assert_eq!(fault(empty.into()), "`v (mV)` has no point to draw");
    assert_eq!(
        fault(Lines::new("v", mV).into()),
        "`v (mV)` has no point to draw"
    );
    assert_eq!(
        fault(Raster::new().into()),
        "the raster has no cell to draw"
    );
    let short = Lines::new("v", mV).curve("a", times().take(3), ramp(times()));
    assert_eq!(
        fault(short.into()),
        "curve `a` of `v (mV)` has 3 times and more values"
    );
    let silence = record(&[], 4, 5);
    let rate = |bin| Rate::new(bin).population("E", silence).into();
    assert_eq!(
        fault(rate(0.0 * ms)),
        "rates cannot be counted in bins of 0 ms"
    );
    assert_eq!(
        fault(rate(7.0 * ms)),
        "the record of population `E` is shorter than one bin of 7 ms"
    );
    let lines = Lines::new("v", mV).curve("", times(), ramp(times()));
    let figure = Figure::new().panel(lines);
    let between = |a: f64, b: f64| folder.fault(&figure.clone().between(a * ms, b * ms));
    assert_eq!(
        between(5.0, 2.0),
        "the time axis cannot run from 5 ms to 2 ms"
    );
    for end in [0.0, 5e-324, f64::INFINITY, f64::NAN] {
        assert!(between(0.0, end).starts_with("the time axis cannot run from 0 ms"));
    }
}

#[test]
fn a_png_is_written_if_that_is_switched_on() {
    let folder = Folder::new("png");
    let lines = Lines::new("v", mV).curve("", times(), ramp(times()));
    let path = folder.0.join("figure.PNG");
    let saved = Figure::new().panel(lines).save(&path);
    if cfg!(feature = "png") {
        saved.unwrap();
        assert!(fs::read(path).unwrap().starts_with(b"\x89PNG"));
    } else {
        let fault = saved.unwrap_err();
        let end = "PNG is written with the feature `png` of nernst, which is off; switch it on, or save the figure as `.svg`";
        assert!(fault.to_string().ends_with(end), "{fault}");
        assert!(!path.exists());
    }
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let folder = Folder::new("unwritable");
    fs::create_dir_all(&folder.0).unwrap();
    let file = folder.0.join("file");
    fs::write(&file, "not a folder").unwrap();
    let lines = Lines::new("v", mV).curve("", times(), ramp(times()));
    let figure = Figure::new().panel(lines);
    for path in [file.join("figure.svg"), folder.0.clone()] {
        let fault = figure.save(&path).unwrap_err();
        assert!(matches!(&fault, PlotError::Write { path: at, .. } if *at == path));
        let start = format!("figure `{}`: the file cannot be written: ", path.display());
        assert!(fault.to_string().starts_with(&start), "{fault}");
    }
}
