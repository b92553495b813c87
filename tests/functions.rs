//! Accuracy of the elementary functions against tables of high precision, in units of the last place.

use nernst::function;

/// Numbers in order, as integers: neighbours differ by 1, infinity follows the largest.
fn place(y: f64) -> i64 {
    let bits = y.to_bits() as i64;
    if bits < 0 { i64::MIN - bits } else { bits }
}

/// Where values stand in the rows of a table: the nearest `f64`, then by how much the true value exceeds it, in thousandths of an ulp.
struct Table {
    text: &'static str,
    least_rows: usize,
    arguments: usize,
    column: usize,
}

impl Table {
    /// Asserts that the error is at most `bar` ulp in each row, and prints the largest.
    fn check(&self, name: &str, bar: f64, function: impl Fn(&[f64]) -> f64) {
        let rows = self.text.lines().filter(|line| !line.starts_with('#'));
        let mut count = 0;
        let mut worst = (0.0, vec![]);
        for row in rows {
            let words: Vec<&str> = row.split(' ').collect();
            let number = |word: &str| f64::from_bits(u64::from_str_radix(word, 16).unwrap());
            let arguments: Vec<f64> = words[..self.arguments].iter().map(|w| number(w)).collect();
            let excess: f64 = words[self.column + 1].parse().unwrap();
            let steps = place(function(&arguments)) - place(number(words[self.column]));
            let error = (steps as f64 - excess / 1000.0).abs();
            if error > worst.0 {
                worst = (error, arguments);
            }
            count += 1;
        }
        let (error, at) = worst;
        println!("{name}: {error:.3} ulp at {at:?}, {count} rows");
        assert!(count >= self.least_rows, "{count} rows");
        assert!(error <= bar, "{error} ulp at {at:?}");
    }
}

macro_rules! within {
    ($($name:ident: $bar:literal ulp;)*) => {$(
        #[test]
        fn $name() {
            let table = Table {
                text: include_str!(concat!("data/functions/", stringify!($name), ".txt")),
                least_rows: 500,
                arguments: 1,
                column: 1,
            };
            table.check(stringify!($name), $bar, |x| function::$name(x[0]));
        }
    )*};
}

within! {
    cos: 1.0 ulp;
    cosh: 1.0 ulp;
    erf: 1.0 ulp;
    exprel_derivative: 1.0 ulp;
    ln: 1.0 ulp;
    log10: 1.0 ulp;
    log1p: 1.0 ulp;
    sin: 1.0 ulp;
    sinh: 1.0 ulp;
    tanh: 1.0 ulp;
}

#[test]
fn pow() {
    let table = Table {
        text: include_str!("data/functions/pow.txt"),
        least_rows: 500,
        arguments: 2,
        column: 2,
    };
    table.check("pow", 1.0, |x| function::pow(x[0], x[1]));
}

/// One table for three functions: x, then for each the nearest `f64` and the excess.
fn exponential(column: usize) -> Table {
    Table {
        text: include_str!("data/exponential.txt"),
        least_rows: 2000,
        arguments: 1,
        column,
    }
}

#[test]
fn exp() {
    exponential(1).check("exp", 1.0, |x| function::exp(x[0]));
}

#[test]
fn expm1() {
    exponential(3).check("expm1", 1.0, |x| function::expm1(x[0]));
}

#[test]
fn exprel() {
    exponential(5).check("exprel", 1.0, |x| function::exprel(x[0]));
}

/// By the table of `exprel`, whose inverse it is, with an ulp for that.
#[test]
fn bernoulli() {
    let mut rows = 0;
    for row in include_str!("data/exponential.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let words: Vec<&str> = row.split(' ').collect();
        let number = |word: &str| f64::from_bits(u64::from_str_radix(word, 16).unwrap());
        let (x, exprel) = (number(words[0]), number(words[5]));
        let (y, exact) = (function::bernoulli(x), 1.0 / exprel);
        if x > 600.0 {
            assert!((y - exact).abs() <= 1e-250, "{x}: {y}, {exact}");
        } else if exact.is_finite() && exact != 0.0 {
            assert!(
                (y / exact - 1.0).abs() <= 4.0 * f64::EPSILON,
                "{x}: {y}, {exact}"
            );
        }
        rows += 1;
    }
    assert!(rows >= 2000, "{rows} rows");
    assert_eq!(function::bernoulli(f64::NEG_INFINITY), f64::INFINITY);
    assert!(function::bernoulli(f64::NAN).is_nan());
}
