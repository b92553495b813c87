//! Round numbers along an axis.

/// How numbers are placed along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Scale {
    Linear,
    /// Linear, of what is counted.
    Whole,
    /// Places are logarithms of what the labels say.
    Logarithmic,
}

/// The ticks of an axis: multiples of 1, 2 or 5 times a power of ten.
#[derive(Clone, Debug)]
pub(super) struct Ticks {
    step: f64,
    scale: Scale,
    multiples: std::ops::RangeInclusive<i64>,
}

impl Ticks {
    /// At most `count` intervals between `low` and `high`, which is larger.
    pub(super) fn new(scale: Scale, (low, high): (f64, f64), count: usize) -> Ticks {
        let step = round_step(low, high, count);
        // No less than whole numbers or powers.
        let step = match scale {
            Scale::Linear => step,
            Scale::Whole | Scale::Logarithmic => step.max(1.0),
        };
        // A tick on the end of the axis is not lost to rounding.
        let slack = 1e-9;
        let first = (low / step - slack).ceil() as i64;
        let last = (high / step + slack).floor() as i64;
        Ticks {
            step,
            scale,
            multiples: first..=last,
        }
    }

    /// Place and label of each tick.
    pub(super) fn labelled(&self) -> impl Iterator<Item = (f64, String)> + '_ {
        self.multiples.clone().map(|k| {
            let value = k as f64 * self.step;
            (value, self.label(value))
        })
    }

    /// As many digits as the step has, and a true minus sign.
    fn label(&self, value: f64) -> String {
        if self.scale == Scale::Logarithmic {
            return power_of_ten(value);
        }
        let power = (self.step * (1.0 + 1e-9)).log10().floor() as i32;
        let text = if value == 0.0 {
            "0".to_owned()
        } else if (-5..6).contains(&power) {
            let places = (-power).max(0) as usize;
            format!("{value:.places$}")
        } else {
            let digits = (value.abs().log10() + 1e-9).floor() as i32 - power;
            let places = digits.clamp(0, 15) as usize;
            format!("{value:.places$e}")
        };
        text.replace('-', "−")
    }
}

/// The least of 1, 2 and 5 times a power of ten that makes no more intervals.
fn round_step(low: f64, high: f64, count: usize) -> f64 {
    let least = (high - low) / count.max(1) as f64;
    let power = 10_f64.powf(least.log10().floor());
    let round = [1.0, 2.0, 5.0].map(|factor| factor * power);
    let reaches = |step: &f64| *step >= least * (1.0 - 1e-9);
    round.into_iter().find(reaches).unwrap_or(10.0 * power)
}

/// Ten to a power, which is written out where that is short.
fn power_of_ten(exponent: f64) -> String {
    if (-3.5..3.5).contains(&exponent) {
        let places = (-exponent).max(0.0).round() as usize;
        return format!("{:.places$}", 10_f64.powf(exponent));
    }
    let raised = |digit: char| match digit {
        '-' => '⁻',
        _ => "⁰¹²³⁴⁵⁶⁷⁸⁹"
            .chars()
            .nth(digit.to_digit(10).unwrap_or(0) as usize)
            .unwrap_or(digit),
    };
    let exponent = (exponent.round() as i64).to_string();
    format!("10{}", exponent.chars().map(raised).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64) -> Vec<String> {
        let ticks = Ticks::new(Scale::Linear, (low, high), 5);
        ticks.labelled().map(|(_, label)| label).collect()
    }

    #[test]
    fn labels_are_round() {
        assert_eq!(
            labels(0.0, 1.0),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"].map(|l| if l == "0.0" { "0" } else { l })
        );
        assert_eq!(labels(-65.3, -48.0), ["−65", "−60", "−55", "−50"]);
        assert_eq!(labels(0.0, 0.3), ["0", "0.1", "0.2", "0.3"]);
        assert_eq!(labels(0.0, 2e9), ["0", "5e8", "1.0e9", "1.5e9", "2.0e9"]);
    }

    #[test]
    fn what_is_counted_has_whole_numbers() {
        let labels = |span| {
            let ticks = Ticks::new(Scale::Whole, span, 5);
            ticks.labelled().map(|(_, label)| label).collect::<Vec<_>>()
        };
        assert_eq!(labels((-0.5, 1.5)), ["0", "1"]);
        assert_eq!(labels((0.0, 100.0)), ["0", "20", "40", "60", "80", "100"]);
    }

    #[test]
    fn powers_of_ten_are_written_out_or_raised() {
        let labels = |low, high| {
            let ticks = Ticks::new(Scale::Logarithmic, (low, high), 5);
            ticks.labelled().map(|(_, label)| label).collect::<Vec<_>>()
        };
        assert_eq!(labels(-2.2, 0.1), ["0.01", "0.1", "1"]);
        assert_eq!(labels(-15.3, -5.0), ["10⁻¹⁵", "10⁻¹⁰", "10⁻⁵"]);
    }

    #[test]
    fn there_are_never_many() {
        for power in -300..300 {
            let size = 10_f64.powi(power);
            for (low, high) in [(0.0, 1.0), (-0.77, 3.1), (12.0, 12.9)] {
                let span = (low * size, high * size);
                let count = Ticks::new(Scale::Linear, span, 5).labelled().count();
                assert!((2..=6).contains(&count), "{count} at 1e{power}");
            }
        }
    }
}
