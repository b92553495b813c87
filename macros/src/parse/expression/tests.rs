//! What the grammar accepts, and what it says of the rest.

use super::*;

fn parsed(text: &str) -> Result<String, String> {
    let tokens: TokenStream = text.parse().expect("tokens");
    let parse = |input: ParseStream<'_>| {
        let e = expression(input)?;
        nothing_left(input)?;
        Ok(e)
    };
    parse
        .parse2(tokens)
        .map(|e| structure(&e))
        .map_err(|e| e.to_string())
}

/// Fully parenthesised, so that precedence shows.
fn structure(e: &Expr) -> String {
    match &e.node {
        Node::Negate(e) => format!("(-{})", structure(e)),
        Node::Binary(o, a, b) => format!("({} {} {})", structure(a), o.text(), structure(b)),
        _ => e.to_string(),
    }
}

#[test]
fn operators_bind_as_in_mathematics() {
    for (text, expected) in [
        ("-x^2", "(-(x ^ 2))"),
        ("m^3 * h", "((m ^ 3) * h)"),
        ("a^b^c", "(a ^ (b ^ c))"),
        ("a - b - c", "((a - b) - c)"),
        ("a / b * c", "((a / b) * c)"),
        ("2 * -x", "(2 * (-x))"),
        ("x^-1", "(x ^ (-1))"),
        ("a + b < c && d > e", "(((a + b) < c) && (d > e))"),
        ("40 mV^2", "40 mV^2"),
        ("40mV", "40 mV"),
        ("(40 mV)^2", "(40 mV ^ 2)"),
        ("3 ms^-1 * x", "(3 ms^-1 * x)"),
        ("120 mS / cm^2", "(120 mS / (cm ^ 2))"),
        ("-65 mV", "(-65 mV)"),
        ("2 s", "2 s"),
    ] {
        assert_eq!(parsed(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn mistakes_are_named() {
    for (text, part) in [
        ("40 mv", "did you mean `mV`"),
        ("3 tau", "`3 * tau`"),
        ("a < b < c", "do not chain"),
        ("a b", "expected an operator"),
        ("a +", "ends where a term"),
        ("exq(v)", "did you mean `exp`"),
        ("exp(a, b)", "takes one argument"),
        ("if a > b { c }", "needs `else"),
        ("exponential(a)", "there are exp, expm1, "),
        ("36 degC", "offset"),
        ("1.0f64", "write `1.0`"),
    ] {
        let message = parsed(text).expect_err(text);
        assert!(message.contains(part), "{text}: {message}");
    }
}

#[test]
fn printing_parses_back_to_the_same() {
    for text in [
        "(a - (b - c)) / (d / e)",
        "-(a + b)^2 * exp(-(x / y))",
        "if v > 40 mV { a } else { -b }",
        "(40 mV)^2 + 3 ms^-1",
        "2^(-x) * (a^b)^c",
    ] {
        let first = parsed(text).expect(text);
        let tokens: TokenStream = text.parse().expect("tokens");
        let printed = expression.parse2(tokens).expect(text).to_string();
        assert_eq!(parsed(&printed).as_ref(), Ok(&first), "{printed}");
    }
}
