//! What is recorded, where and when, is a part of what happened; and files hold the numbers of the run.

use std::fs;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use nernst::prelude::*;
use nernst::record::{Recorded, Rows, Samples, Sink, Spikes, Table, Trace};

mod common;
#[path = "common/recorded.rs"]
mod recorded;

use recorded::{Folder, Parts};

fn simulation(network: &Network, threads: usize) -> Simulation {
    Simulation::on_threads(network, 0.1 * ms, 5, threads).unwrap()
}

fn list(spikes: Spikes<'_>) -> Vec<(Time, usize)> {
    spikes.iter().collect()
}

fn samples(trace: Trace<'_, ElectricPotential>) -> Vec<(Time, Vec<ElectricPotential>)> {
    let columns: Vec<Vec<_>> = (0..trace.cells()).map(|k| trace.of(k).collect()).collect();
    let row = |k: usize| columns.iter().map(|column| column[k]).collect();
    trace
        .times()
        .enumerate()
        .map(|(k, time)| (time, row(k)))
        .collect()
}

#[test]
fn a_window_and_some_cells_are_a_part_of_all() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    for threads in [1, 3] {
        let mut simulation = simulation(&network, threads);
        let all = simulation.record(cells.spikes()).unwrap();
        let some = cells
            .spikes()
            .cells([190, 170, 150, 170])
            .between(20.0 * ms, 60.0 * ms);
        let some = simulation.record(some).unwrap();
        let whole = simulation
            .record(cells.trace(Lif::V).cells([199, 0]))
            .unwrap();
        let part = cells
            .trace(Lif::V)
            .cells([199, 0])
            .every(0.7 * ms)
            .between(20.0 * ms, 60.0 * ms);
        let part = simulation.record(part).unwrap();
        for _ in 0..4 {
            simulation.run(25.0 * ms).unwrap();
        }
        let is_in = |time: &Time| *time >= 19.99 * ms && *time <= 60.01 * ms;
        let mut expected = list(simulation.read(&all));
        expected.retain(|(time, cell)| [150, 170, 190].contains(cell) && is_in(time));
        assert!(expected.len() > 5);
        let some = simulation.read(&some);
        assert_eq!(list(some), expected);
        assert_eq!((some.cells(), some.recorded()), (200, 3));
        let (start, end) = some.span();
        assert!((start - 20.0 * ms).abs() < 1e-9 * ms && (end - 60.0 * ms).abs() < 1e-9 * ms);
        let rate = expected.len() as f64 / (3.0 * 40.0 * ms);
        assert!((some.rate() / rate - 1.0).abs() < 1e-12);

        let expected: Vec<_> = samples(simulation.read(&whole))
            .into_iter()
            .enumerate()
            .filter(|(k, (time, _))| is_in(time) && (k - 200) % 7 == 0)
            .map(|(_, row)| row)
            .collect();
        assert_eq!(expected.len(), 58);
        assert_eq!(samples(simulation.read(&part)), expected);
    }
}

#[test]
fn a_window_in_the_future_has_nothing_before_it() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    let mut simulation = simulation(&network, 2);
    let spikes = simulation
        .record(cells.spikes().between(50.0 * ms, 80.0 * ms))
        .unwrap();
    let v = simulation
        .record(cells.trace(Lif::V).between(50.0 * ms, 80.0 * ms))
        .unwrap();
    simulation.run(40.0 * ms).unwrap();
    assert!(simulation.read(&spikes).is_empty());
    assert_eq!(simulation.read(&spikes).rate(), 0.0 * Hz);
    assert!(simulation.read(&v).is_empty());
    simulation.run(10.0 * ms).unwrap();
    assert_eq!(simulation.read(&v).times().collect::<Vec<_>>(), [50.0 * ms]);
    simulation.run(50.0 * ms).unwrap();
    assert_eq!(simulation.read(&v).times().last(), Some(80.0 * ms));
}

#[test]
fn a_ring_holds_the_end_of_what_memory_holds() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    for threads in [1, 2] {
        let mut simulation = simulation(&network, threads);
        let all = simulation.record(cells.spikes()).unwrap();
        let ring = simulation.record(cells.spikes().latest(10.0 * ms)).unwrap();
        let v = simulation
            .record(cells.trace(Lif::V).cells([5, 100]).every(0.3 * ms))
            .unwrap();
        let latest = cells
            .trace(Lif::V)
            .cells([5, 100])
            .every(0.3 * ms)
            .latest(10.0 * ms);
        let latest = simulation.record(latest).unwrap();
        let rate = simulation.record(cells.rate(1.5 * ms)).unwrap();
        let latest_rate = simulation
            .record(cells.rate(1.5 * ms).latest(10.0 * ms))
            .unwrap();
        let mut end = 0.0 * ms;
        for duration in [4.0 * ms, 0.5 * ms, 30.0 * ms, 7.1 * ms] {
            simulation.run(duration).unwrap();
            end += duration;
            let first = end - 10.0001 * ms;
            let mut expected = list(simulation.read(&all));
            expected.retain(|(time, _)| *time >= first);
            assert_eq!(list(simulation.read(&ring)), expected);
            let mut expected = samples(simulation.read(&v));
            expected.retain(|(time, _)| *time >= first);
            assert_eq!(samples(simulation.read(&latest)), expected);
            let mut expected: Vec<_> = simulation.read(&rate).iter().collect();
            expected.retain(|(time, _)| *time - 0.75 * ms >= first);
            let rates: Vec<_> = simulation.read(&latest_rate).iter().collect();
            assert_eq!(rates.len(), expected.len());
            for (a, b) in rates.iter().zip(&expected) {
                assert!((a.0 - b.0).abs() < 1e-9 * ms && a.1 == b.1);
            }
        }
        assert!(!list(simulation.read(&ring)).is_empty());
    }
}

#[test]
fn a_rate_counts_the_spikes_of_its_bins() {
    let Parts {
        network,
        cells,
        noise,
        ..
    } = recorded::parts("cells", 70);
    for threads in [1, 2] {
        let mut simulation = simulation(&network, threads);
        simulation.run(3.0 * ms).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        let rate = simulation.record(cells.rate(2.5 * ms)).unwrap();
        let noise = simulation.record(noise.rate(2.5 * ms)).unwrap();
        simulation.run(1.0 * ms).unwrap();
        simulation.run(51.0 * ms).unwrap();
        let rates: Vec<_> = simulation.read(&rate).iter().collect();
        assert_eq!(rates.len(), 20);
        let spikes = list(simulation.read(&spikes));
        for (middle, rate) in rates {
            let is_in = |time: Time| {
                time - middle > -1.2501 * ms + 0.001 * ms && time - middle < 1.2501 * ms
            };
            let count = spikes.iter().filter(|(time, _)| is_in(*time)).count();
            let expected = count as f64 / (200.0 * 2.5 * ms);
            assert!(
                (rate - expected).abs() < 1e-9 * Hz,
                "{middle}: {rate}, {expected}"
            );
        }
        let mean: f64 = simulation
            .read(&noise)
            .iter()
            .map(|(_, rate)| rate / (40.0 * Hz))
            .sum::<f64>()
            / 20.0;
        // 140 spikes are expected.
        assert!((mean - 1.0).abs() < 4.0 / 140.0_f64.sqrt(), "{mean}");
    }
}

/// The lines of a table, after its head.
fn lines(text: &str) -> (Vec<&str>, Vec<Vec<f64>>) {
    let mut lines = text.lines().map(|line| line.split(','));
    let head = lines.next().unwrap().collect();
    let number = |text: &str| text.parse().unwrap();
    (head, lines.map(|line| line.map(number).collect()).collect())
}

/// The arrays of an archive, all numbers as `f64`.
fn arrays(path: &std::path::Path) -> Vec<(String, Vec<f64>)> {
    let bytes = fs::read(path).unwrap();
    let archive = rawzip::ZipArchive::from_slice(&bytes).unwrap();
    let mut arrays = Vec::new();
    for entry in archive.entries() {
        let entry = entry.unwrap();
        let name = String::from_utf8(entry.file_path().as_ref().to_vec()).unwrap();
        let data = archive.get_entry(entry.wayfinder()).unwrap();
        let mut verified = data.verifying_reader(data.data());
        let mut array = Vec::new();
        io::Read::read_to_end(&mut verified, &mut array).unwrap();
        assert_eq!(&array[..8], b"\x93NUMPY\x01\x00");
        let start = 10 + usize::from(u16::from_le_bytes([array[8], array[9]]));
        let (head, data) = (String::from_utf8_lossy(&array[10..start]), &array[start..]);
        let numbers: Vec<f64> = if head.contains("<u4") {
            let cells = data.as_chunks::<4>().0.iter();
            cells
                .map(|bytes| f64::from(u32::from_le_bytes(*bytes)))
                .collect()
        } else {
            let numbers = data.as_chunks::<8>().0.iter();
            numbers.map(|bytes| f64::from_le_bytes(*bytes)).collect()
        };
        assert!(
            head.contains(&format!("'shape': ({},)", numbers.len())),
            "{head}"
        );
        arrays.push((name, numbers));
    }
    arrays
}

#[test]
fn files_hold_the_numbers_of_the_run() {
    let Parts {
        network,
        cells,
        noise,
        ..
    } = recorded::parts("cells", 70);
    let folder = Folder::new("files");
    let file = |name: &str| folder.0.join("deeper").join(name);
    for threads in [1, 2] {
        let mut simulation = simulation(&network, threads);
        simulation.run(1.3 * ms).unwrap();
        let trace = || cells.trace(Lif::V).cells([150, 2]).every(0.4 * ms);
        let spikes = simulation.record(cells.spikes()).unwrap();
        let v = simulation.record(trace()).unwrap();
        let rate = simulation.record(noise.rate(0.5 * ms)).unwrap();
        simulation
            .record(cells.spikes().to(Csv::new(file("spikes.csv"))))
            .unwrap();
        simulation
            .record(trace().to(Csv::new(file("v.csv"))))
            .unwrap();
        simulation
            .record(noise.rate(0.5 * ms).to(Csv::new(file("rate.csv"))))
            .unwrap();
        let archive = simulation
            .record(trace().in_unit(volt).to(Npz::new(file("v.npz"))))
            .unwrap();
        simulation
            .record(cells.spikes().to(Npz::new(file("spikes.npz"))))
            .unwrap();
        for _ in 0..3 {
            simulation.run(20.1 * ms).unwrap();
        }
        let text = fs::read_to_string(file("spikes.csv")).unwrap();
        let expected: Vec<_> = simulation.read(&spikes).iter().collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(time, cell)| vec![*time / ms, *cell as f64])
            .collect();
        assert!(expected.len() > 100);
        assert_eq!(lines(&text), (vec!["time_ms", "cell"], expected.clone()));

        let text = fs::read_to_string(file("v.csv")).unwrap();
        let (head, rows) = lines(&text);
        assert_eq!(head, ["time_ms", "cell", "v_mV"]);
        let mut in_memory = Vec::new();
        for (time, row) in samples(simulation.read(&v)) {
            in_memory.push(vec![time / ms, 150.0, row[0] / mV]);
            in_memory.push(vec![time / ms, 2.0, row[1] / mV]);
        }
        assert_eq!(rows, in_memory);

        let text = fs::read_to_string(file("rate.csv")).unwrap();
        let rates: Vec<_> = simulation.read(&rate).iter().collect();
        let rates: Vec<_> = rates
            .iter()
            .map(|(time, rate)| vec![*time / ms, *rate / Hz])
            .collect();
        assert_eq!(lines(&text), (vec!["time_ms", "rate_Hz"], rates));

        assert_eq!(simulation.read(&archive).rows(), in_memory.len() as u64);
        simulation.close(&archive).unwrap();
        let arrays_of_v = arrays(&file("v.npz"));
        let names: Vec<_> = arrays_of_v.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["time_ms.npy", "cell.npy", "v_V.npy"]);
        let in_si: Vec<f64> = samples(simulation.read(&v))
            .iter()
            .flat_map(|(_, row)| [row[0] / volt, row[1] / volt])
            .collect();
        assert_eq!(arrays_of_v[2].1, in_si);
        // What is not closed is when the simulation goes away.
        drop(simulation);
        let of_spikes = arrays(&file("spikes.npz"));
        assert_eq!(
            of_spikes[1].1,
            expected.iter().map(|row| row[1]).collect::<Vec<_>>()
        );
        let mut names: Vec<_> = fs::read_dir(folder.0.join("deeper"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(
            names,
            ["rate.csv", "spikes.csv", "spikes.npz", "v.csv", "v.npz"]
        );
    }
}

/// Keeps what it is told of its rows.
#[derive(Clone, Debug, Default)]
struct Told(Arc<Mutex<Option<Table>>>);

impl Sink for Told {
    fn name(&self) -> String {
        "a listener".to_owned()
    }

    fn begin(&mut self, table: &Table) -> io::Result<()> {
        *self.0.lock().unwrap() = Some(table.clone());
        Ok(())
    }

    fn write(&mut self, _rows: &Rows<'_>) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_sink_is_told_what_its_rows_are() {
    let Parts {
        network,
        cells,
        noise,
        ..
    } = recorded::parts("cells", 70);
    let mut simulation = simulation(&network, 1);
    let told = [Told::default(), Told::default(), Told::default()];
    let trace = cells.trace(Lif::V).cells([150, 2]).every(0.4 * ms);
    simulation
        .record(trace.in_unit(volt).to(told[0].clone()))
        .unwrap();
    simulation
        .record(noise.rate(0.5 * ms).to(told[1].clone()))
        .unwrap();
    simulation
        .record(noise.spikes().to(told[2].clone()))
        .unwrap();
    let table = |what: &str, owner: &str, columns: &[&str], samples| Table {
        what: what.to_owned(),
        owner: owner.to_owned(),
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        samples,
    };
    let samples = |cells, interval, unit: &str| {
        Some(Samples {
            cells,
            interval,
            unit: unit.to_owned(),
        })
    };
    let expected = [
        table(
            "`v` of population `cells`",
            "cells",
            &["time_ms", "cell", "v_V"],
            samples(Some(vec![150, 2]), 0.4 * ms, "V"),
        ),
        table(
            "the rate of population `noise`",
            "noise",
            &["time_ms", "rate_Hz"],
            samples(None, 0.5 * ms, "Hz"),
        ),
        table(
            "the spikes of population `noise`",
            "noise",
            &["time_ms", "cell"],
            None,
        ),
    ];
    let told = told.map(|told| told.0.lock().unwrap().clone().unwrap());
    assert_eq!(told, expected);
}

/// Takes so many calls, and then the disk is full.
#[derive(Clone)]
struct Full {
    calls: usize,
    taken: Arc<Mutex<Vec<u8>>>,
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.calls == 0 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.calls -= 1;
        let part = &bytes[..bytes.len().min(4000)];
        self.taken.lock().unwrap().extend(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_writer_that_fails_at_any_call_costs_no_other_record() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    let record = |full: &Full| -> (
        Simulation,
        Recorded<Spikes<'static>>,
        Result<(), SimulationError>,
    ) {
        let mut simulation = simulation(&network, 1);
        let spikes = simulation.record(cells.spikes()).unwrap();
        let sink = Csv::writer(full.clone());
        let result = simulation.record(cells.trace(Lif::V).cells(0..20).every(0.5 * ms).to(sink));
        let result = result.and_then(|_| {
            let first = simulation.run(30.0 * ms);
            first.and(simulation.run(20.0 * ms))
        });
        (simulation, spikes, result)
    };
    let whole = Full {
        calls: usize::MAX,
        taken: Arc::default(),
    };
    let (simulation, spikes, result) = record(&whole);
    result.unwrap();
    let (expected, whole) = (
        list(simulation.read(&spikes)),
        whole.taken.lock().unwrap().clone(),
    );
    let mut calls = 0;
    loop {
        let full = Full {
            calls,
            taken: Arc::default(),
        };
        let (mut simulation, spikes, result) = record(&full);
        let Err(error) = result else { break };
        let text = error.to_string();
        assert!(
            text.starts_with("`v` of population `cells` could not be written to a writer at "),
            "{text}"
        );
        assert!(text.contains("no storage space"), "{text}");
        let taken = full.taken.lock().unwrap().clone();
        assert!(whole.starts_with(&taken), "after {calls} calls");
        // The run goes on without it, and the other record has all.
        let missing = 50.0 * ms - simulation.time();
        simulation.run(missing).unwrap();
        assert_eq!(list(simulation.read(&spikes)), expected);
        calls += 1;
    }
    assert!(calls > 5, "{calls}");
}

#[test]
fn a_path_that_cannot_be_written_is_told_when_recording_begins() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    let folder = Folder::new("unwritable");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("file"), "").unwrap();
    let mut simulation = simulation(&network, 1);
    let path = folder.0.join("file").join("spikes");
    let csv = simulation
        .record(cells.spikes().to(Csv::new(path.with_extension("csv"))))
        .unwrap_err();
    let npz = simulation
        .record(cells.spikes().to(Npz::new(path.with_extension("npz"))))
        .unwrap_err();
    for (error, ending) in [(csv, "csv"), (npz, "npz")] {
        let text = error.to_string();
        let start = format!(
            "the spikes of population `cells` could not be written to `{}` at 0 ms: ",
            path.with_extension(ending).display()
        );
        assert!(text.starts_with(&start), "{text}");
    }
    simulation.run(10.0 * ms).unwrap();
}

#[test]
fn what_cannot_be_recorded_is_said_in_a_sentence() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    let mut simulation = simulation(&network, 1);
    simulation.run(10.0 * ms).unwrap();
    let mut fault = |probe| {
        simulation
            .record::<nernst::record::SpikeProbe>(probe)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        fault(cells.spikes().cells([3, 200])),
        "cell 200 of population `cells` cannot be recorded: it has 200 cells"
    );
    assert_eq!(
        fault(cells.spikes().between(2.0 * ms, 5.0 * ms)),
        "the spikes of population `cells` cannot be recorded between 2 ms and 5 ms: at 10 ms no such time lies ahead"
    );
    assert_eq!(
        fault(cells.spikes().between(20.0 * ms, 15.0 * ms)),
        "the spikes of population `cells` cannot be recorded between 20 ms and 15 ms: at 10 ms no such time lies ahead"
    );
    assert!(fault(cells.spikes().latest(0.25 * ms)).starts_with(
        "the time for which the spikes of population `cells` is kept is 250 us, which is not a whole number of time steps"
    ));
    assert!(fault(cells.spikes().latest(f64::NAN * ms)).contains("must be finite"));
    let rate = simulation
        .record(cells.rate(0.0 * ms))
        .unwrap_err()
        .to_string();
    assert_eq!(
        rate,
        "the bin of the rate of population `cells` is zero, and the least is one time step, 100 us"
    );
    let twice = cells.spikes().latest(1.0 * ms).to(Csv::new("never.csv"));
    let twice = simulation.record(twice).unwrap_err().to_string();
    assert!(twice.contains("cannot be kept in two ways"), "{twice}");
    assert!(!std::path::Path::new("never.csv").exists());
}
