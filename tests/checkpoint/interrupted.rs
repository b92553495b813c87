//! Cut anywhere, saved, and gone on with.

use super::networks::{Case, alone, many_kinds, precise};
use super::*;

/// So many steps in all.
const STEPS: u64 = 600;

/// The run of a case as a whole, and cut at so many random steps, where it goes on in a new simulation each time.
fn assert_same(name: &str, cuts: u64, least: usize, make: impl Fn(usize) -> Case) {
    let mut whole = make(1);
    whole.simulation.run(STEPS as f64 * 0.1 * ms).unwrap();
    let expected = whole.bits();
    for (k, record) in expected.iter().enumerate() {
        assert!(
            record.len() >= least,
            "{name}: {} values of record {k}",
            record.len()
        );
    }

    let mut random = stream(cuts);
    let mut steps: Vec<u64> = (0..cuts).map(|_| random.below(STEPS + 1)).collect();
    steps.sort_unstable();
    let file = File::new(name);
    let (mut now, mut case) = (0, make(1));
    for step in steps {
        case.simulation.run((step - now) as f64 * 0.1 * ms).unwrap();
        now = step;
        case.simulation.save(&file.0).unwrap();
        if let Some(seen) = &case.seen {
            let mut other = make(1);
            other.simulation.load(&file.0).unwrap();
            let present = seen(&mut case.simulation);
            let there = other.seen.map(|seen| seen(&mut other.simulation));
            assert_eq!(there, Some(present), "{name} at {step}");
        }
        case = make(1 + random.below(3) as usize);
        // Whatever it has done before is forgotten.
        case.simulation
            .run(random.below(4) as f64 * 0.1 * ms)
            .unwrap();
        case.simulation.load(&file.0).unwrap();
        assert_eq!((case.simulation.time() / (0.1 * ms)).round(), step as f64);
    }
    case.simulation
        .run((STEPS - now) as f64 * 0.1 * ms)
        .unwrap();
    for (k, (record, expected)) in case.bits().iter().zip(&expected).enumerate() {
        let mut pairs = record.iter().zip(expected);
        let place = pairs.position(|(a, b)| a != b);
        let lengths = (record.len(), expected.len());
        assert!(
            record == expected,
            "{name}: record {k} differs at {place:?} of {lengths:?}"
        );
    }
}

#[test]
fn many_kinds_cut_two_hundred_times() {
    assert_same("many", 200, 20, many_kinds);
}

#[test]
fn few_cuts_leave_long_runs_behind() {
    for cuts in [1, 2, 3] {
        assert_same("few", cuts, 20, many_kinds);
    }
}

/// A record that began later than the simulation, at its samples.
#[test]
fn a_record_goes_on_at_its_own_samples() {
    let make = || {
        let mut network = Network::new();
        let readout = LeakyReadout {
            tau: 5.0 * ms,
            r: 1.0,
        };
        let readout = Population::new(1, readout);
        let readout = network.population("readout", readout).unwrap();
        let simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        (simulation, readout.trace(LeakyReadout::R).every(0.7 * ms))
    };
    let file = File::new("samples");
    let (mut saved, probe) = make();
    saved.run(0.3 * ms).unwrap();
    let recorded = saved.record(probe).unwrap();
    saved.run(1.0 * ms).unwrap();
    saved.save(&file.0).unwrap();
    saved.run(5.0 * ms).unwrap();
    let (mut loaded, probe) = make();
    let again = loaded.record(probe).unwrap();
    loaded.load(&file.0).unwrap();
    loaded.run(5.0 * ms).unwrap();
    let (whole, parts) = (saved.read(&recorded), loaded.read(&again));
    assert_eq!(whole.len(), 9);
    assert!(whole.times().eq(parts.times()));
    assert!(whole.of(0).eq(parts.of(0)));
}

#[test]
fn what_one_thread_advances() {
    assert_same("alone", 60, 70, |_| alone());
}

#[test]
fn spikes_off_the_grid() {
    assert_same("precise", 60, 200, |_| precise());
}

/// Not a test of its own: the second half of `another_process_goes_on`, which writes what it recorded.
#[test]
#[ignore = "it needs a file"]
fn goes_on_with_a_file() {
    let path = std::env::var("NERNST_CHECKPOINT").unwrap();
    let mut case = many_kinds(2);
    case.simulation.load(&path).unwrap();
    case.simulation.run(30.0 * ms).unwrap();
    let bits = case.bits().concat();
    let bytes: Vec<u8> = bits.iter().flat_map(|word| word.to_le_bytes()).collect();
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn another_process_goes_on() {
    let mut whole = many_kinds(1);
    whole.simulation.run(60.0 * ms).unwrap();
    let mut case = many_kinds(1);
    case.simulation.run(30.0 * ms).unwrap();
    let file = File::new("process");
    case.simulation.save(&file.0).unwrap();
    let ended = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "interrupted::goes_on_with_a_file"])
        .env("NERNST_CHECKPOINT", &file.0)
        .stdout(std::process::Stdio::null())
        .status();
    assert!(ended.unwrap().success());
    let bytes = std::fs::read(&file.0).unwrap();
    let (words, _) = bytes.as_chunks::<8>();
    let bits = words.iter().map(|word| u64::from_le_bytes(*word));
    assert!(bits.eq(whole.bits().concat()));
}
