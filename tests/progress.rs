//! Who watches a run sees all of it, and may end it between two steps.

mod common;

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use nernst::prelude::*;
use nernst::progress::Progress;

fn network() -> (Network, PopulationId<Lif>) {
    let mut network = Network::new();
    let population = Population::new(200, common::firing_cell())
        .with(Lif::I, by_index(|k| (0.15 + 0.001 * k as f64) * nA));
    let cells = network.population("cells", population).unwrap();
    let projection = Projection::new(cells, cells)
        .connectivity(FixedProbability::new(0.1))
        .synapse(Expon::new(3.0 * ms))
        .output(Cuba)
        .weight(5.0 * pA)
        .delay(1.5 * ms);
    network.projection("cells to cells", projection).unwrap();
    (network, cells)
}

#[test]
fn a_run_is_seen_from_its_start_to_its_end() {
    let (network, _) = network();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sight = Arc::clone(&seen);
    simulation.watch(move |progress: &Progress| {
        sight.lock().unwrap().push(*progress);
        ControlFlow::Continue(())
    });
    for (start, end) in [(0.0, 50.0), (50.0, 80.0)] {
        simulation.run((end - start) * ms).unwrap();
        let seen = std::mem::take(&mut *seen.lock().unwrap());
        assert_eq!(seen.first().unwrap().fraction(), 0.0);
        assert_eq!(seen.last().unwrap().fraction(), 1.0);
        assert!(
            seen.iter()
                .is_sorted_by(|a, b| a.time() < b.time() && a.elapsed() <= b.elapsed())
        );
        for progress in seen {
            let (from, to) = progress.span();
            assert!((from - start * ms).abs() < 1e-9 * ms && (to - end * ms).abs() < 1e-9 * ms);
            let steps = progress.time() / (0.1 * ms);
            assert!((steps - steps.round()).abs() < 1e-9, "{steps}");
        }
    }
}

#[test]
fn an_interrupted_run_goes_on_with_the_same_bits() {
    let (network, cells) = network();
    let whole = |threads| {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, threads).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        simulation.run(200.0 * ms).unwrap();
        simulation.read(&spikes).iter().collect::<Vec<_>>()
    };
    for threads in [1, 2] {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 1, threads).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        let file = Arc::new(Mutex::new(0));
        let rows = Arc::clone(&file);
        let sink = Callback::new(move |batch| *rows.lock().unwrap() += batch.len());
        simulation.record(cells.spikes().to(sink)).unwrap();
        // Right at the start, and somewhere.
        let mut looks = 0;
        simulation.watch(move |_: &Progress| {
            looks += 1;
            if [1, 4, 7].contains(&looks) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        for round in 0..3 {
            let missing = 200.0 * ms - simulation.time();
            let error = simulation.run(missing).unwrap_err();
            let time = simulation.time();
            assert_eq!(time > 0.0 * ms, round > 0);
            let expected = format!(
                "the run was interrupted at {time}; what was recorded is kept, and a further run goes on from there"
            );
            assert_eq!(error.to_string(), expected);
            assert_eq!(*file.lock().unwrap(), simulation.read(&spikes).len());
        }
        let missing = 200.0 * ms - simulation.time();
        simulation.run(missing).unwrap();
        let seen: Vec<_> = simulation.read(&spikes).iter().collect();
        assert!(seen.len() > 100);
        assert_eq!(seen, whole(threads));
    }
}

/// The program that is interrupted; the test below runs it as a process of its own.
#[cfg(all(unix, feature = "terminal"))]
#[test]
#[ignore = "runs until it is interrupted"]
fn endless() {
    use nernst::progress::ProgressLine;
    use std::io::Write;

    let (network, cells) = network();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let path = std::env::var("NERNST_SPIKES_FILE").unwrap();
    simulation
        .record(cells.spikes().to(Csv::new(path)))
        .unwrap();
    simulation.watch(ProgressLine::new());
    println!("runs");
    std::io::stdout().flush().unwrap();
    let error = simulation.run(1e6 * second).unwrap_err();
    assert!(matches!(error, SimulationError::Interrupted { .. }));
    println!("interrupted at {}", simulation.time());
    // Ctrl-C ends a program that runs no network.
    std::thread::sleep(std::time::Duration::from_secs(60));
}

#[cfg(all(unix, feature = "terminal"))]
#[test]
fn control_c_ends_a_run_with_all_that_was_recorded() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let file = std::env::temp_dir().join(format!("nernst-interrupt-{}.csv", std::process::id()));
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "endless", "--ignored", "--nocapture"])
        .env("NERNST_SPIKES_FILE", &file)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let interrupt = |process: u32| {
        let sent = Command::new("kill")
            .args(["-INT", &process.to_string()])
            .status();
        assert!(sent.unwrap().success());
    };
    assert!(lines.any(|line| line.ends_with("runs")));
    // Until then nobody may have looked.
    while !std::fs::metadata(&file).is_ok_and(|file| file.len() > 10_000) {
        std::thread::yield_now();
    }
    interrupt(child.id());
    let told = lines
        .find(|line| line.starts_with("interrupted at "))
        .unwrap();
    assert!(!told.ends_with(" 0 s"), "{told}");
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.lines().count() > 100 && text.ends_with('\n'));
    interrupt(child.id());
    let status = child.wait().unwrap();
    assert_eq!(
        std::os::unix::process::ExitStatusExt::signal(&status),
        Some(2)
    );
    std::fs::remove_file(&file).unwrap();
}
