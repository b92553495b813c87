//! Round numbers along an axis.

/// The ticks of an axis: multiples of 1, 2 or 5 times a power of ten.
#[derive(Clone, Debug)]
pub(super) struct Ticks {
    step: f64,
    multiples: std::ops::RangeInclusive<i64>,
}

impl Ticks {
    /// At most `count` intervals between `low` and `high`, which is larger.
    pub(super) fn new(low: f64, high: f64, count: usize) -> Ticks {
        let least = (high - low) / count.max(1) as f64;
        let power = 10_f64.powf(least.log10().floor());
        let round = [1.0, 2.0, 5.0].map(|factor| factor * power);
        let reaches = |step: &f64| *step >= least * (1.0 - 1e-9);
        let step = round.into_iter().find(reaches).unwrap_or(10.0 * power);
        // A tick on the end of the axis is not lost to rounding.
        let slack = 1e-9;
        let first = (low / step - slack).ceil() as i64;
        let last = (high / step + slack).floor() as i64;
        Ticks {
            step,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(low: f64, high: f64) -> Vec<String> {
        let ticks = Ticks::new(low, high, 5);
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
    fn there_are_never_many() {
        for power in -300..300 {
            let size = 10_f64.powi(power);
            for (low, high) in [(0.0, 1.0), (-0.77, 3.1), (12.0, 12.9)] {
                let count = Ticks::new(low * size, high * size, 5).labelled().count();
                assert!((2..=6).contains(&count), "{count} at 1e{power}");
            }
        }
    }
}
