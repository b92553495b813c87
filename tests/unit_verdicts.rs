//! The unit check is right: its verdict on random expressions is that of uom's types.

#[path = "unit_verdicts/compile.rs"]
mod compile;
#[path = "unit_verdicts/declare.rs"]
mod declare;
#[path = "unit_verdicts/expression.rs"]
mod expression;
#[path = "unit_verdicts/generate.rs"]
mod generate;
#[path = "unit_verdicts/judge.rs"]
mod judge;
#[path = "unit_verdicts/powers.rs"]
mod powers;

use std::path::Path;

#[test]
fn verdicts() {
    let count = std::env::var("NERNST_VERDICTS").map_or(1200, |n| n.parse().expect("a number"));
    let sources = declare::sources(count, 1);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("unit_verdicts");
    let package = compile::Package::new(&folder, &[("declared", &sources.declared), ("quantities", &sources.quantities)]);
    let start = std::time::Instant::now();
    let uom = package.errors("quantities");
    eprintln!("uom {:?}", start.elapsed());
    let ours = package.errors("declared");
    eprintln!("ours {:?}", start.elapsed());
    let mut bad = 0;
    for case in &sources.cases {
        let (o, u) = (ours.get(&case.lines[0]), uom.get(&case.lines[1]));
        if o.is_none() != case.is_right || u.is_none() != case.is_right {
            bad += 1;
            if bad < 10 {
                eprintln!("{}\n judge {}\n ours {o:?}\n uom {u:?}", case.expression, case.is_right);
            }
        }
    }
    let right = sources.cases.iter().filter(|c| c.is_right).count();
    eprintln!("{} of {} right, {bad} bad", right, sources.cases.len());
    assert!(bad == 0);
}
