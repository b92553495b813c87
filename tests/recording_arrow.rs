//! Arrow files hold the numbers of the run, and a file that cannot be written costs no other record.

#![cfg(feature = "arrow")]

use std::fs::{self, File};
use std::io::{self, Cursor, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::DataType;
use nernst::prelude::*;

mod common;
#[path = "common/recorded.rs"]
mod recorded;

use recorded::{Folder, Parts};

/// The columns of batches by name, all numbers as `f64`.
fn columns(batches: &[RecordBatch]) -> Vec<(String, Vec<f64>)> {
    let schema = batches[0].schema();
    let fields = schema.fields().iter().enumerate();
    let column = |k: usize, name: &str| {
        let parts = batches.iter().map(|batch| batch.column(k));
        let numbers = parts.flat_map(|part| match (part.data_type(), name) {
            (DataType::UInt32, "cell") => {
                let cells = part.as_primitive::<UInt32Type>().values();
                cells.iter().map(|cell| f64::from(*cell)).collect()
            }
            _ => part.as_primitive::<Float64Type>().values().to_vec(),
        });
        numbers.collect()
    };
    fields
        .map(|(k, field)| (field.name().clone(), column(k, field.name())))
        .collect()
}

fn read(path: &Path) -> Vec<RecordBatch> {
    let reader = FileReader::try_new(File::open(path).unwrap(), None).unwrap();
    reader.map(Result::unwrap).collect()
}

fn named<const N: usize>(columns: [(&str, Vec<f64>); N]) -> Vec<(String, Vec<f64>)> {
    let columns = columns.into_iter();
    columns
        .map(|(name, list)| (name.to_owned(), list))
        .collect()
}

#[test]
fn an_arrow_file_holds_the_numbers_of_the_run() {
    let Parts {
        network,
        cells,
        noise,
        projection,
    } = recorded::parts("cells", 70);
    let folder = Folder::new("arrow");
    let file = |name: &str| folder.0.join("deeper").join(name);
    for threads in [1, 2] {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 5, threads).unwrap();
        simulation.run(1.3 * ms).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        let v = simulation.record(cells.trace(Lif::V)).unwrap();
        let y = projection.trace(Expon::G).cells([150, 2]).every(0.4 * ms);
        let some = simulation.record(y.clone()).unwrap();
        let rate = simulation.record(noise.rate(0.5 * ms)).unwrap();
        let to = |name: &str| Arrow::new(file(name));
        let closed = simulation.record(cells.spikes().to(to("spikes.arrow")));
        let closed = closed.unwrap();
        let of_v = cells.trace(Lif::V).in_unit(volt).to(to("v.arrow"));
        simulation.record(of_v).unwrap();
        simulation.record(y.to(to("y.arrow"))).unwrap();
        let of_rate = noise.rate(0.5 * ms).to(to("rate.arrow"));
        simulation.record(of_rate).unwrap();
        for _ in 0..3 {
            simulation.run(20.1 * ms).unwrap();
        }
        simulation.close(&closed).unwrap();
        let (times, numbers): (Vec<f64>, Vec<f64>) = simulation
            .read(&spikes)
            .iter()
            .map(|(time, cell)| (time / ms, cell as f64))
            .unzip();
        assert!(times.len() > 100);
        let expected = named([("time_ms", times), ("cell", numbers)]);
        assert_eq!(columns(&read(&file("spikes.arrow"))), expected);

        let v = simulation.read(&v);
        let columns_of_v: Vec<Vec<_>> = (0..200).map(|k| v.of(k).collect()).collect();
        let rows = v.times().enumerate();
        let mut expected = named([("time_ms", vec![]), ("cell", vec![]), ("v_V", vec![])]);
        for (at, time) in rows {
            for (cell, column) in columns_of_v.iter().enumerate() {
                expected[0].1.push(time / ms);
                expected[1].1.push(cell as f64);
                expected[2].1.push(column[at] / volt);
            }
        }
        let y = simulation.read(&some);
        let mut of_y = vec![];
        for (at, time) in y.times().enumerate() {
            for (k, cell) in [(0, 150.0), (1, 2.0)] {
                of_y.push((time / ms, cell, y.of(k).nth(at).unwrap() / pA));
            }
        }
        let (times, rates): (Vec<f64>, Vec<f64>) = simulation
            .read(&rate)
            .iter()
            .map(|(time, rate)| (time / ms, rate / Hz))
            .unzip();
        // What is not closed is when the simulation goes away.
        drop(simulation);
        let batches = read(&file("v.arrow"));
        assert!(batches.len() > 1);
        assert_eq!(columns(&batches), expected);
        let of_y = named([
            ("time_ms", of_y.iter().map(|row| row.0).collect()),
            ("cell", of_y.iter().map(|row| row.1).collect()),
            ("g_pA", of_y.iter().map(|row| row.2).collect()),
        ]);
        assert_eq!(columns(&read(&file("y.arrow"))), of_y);
        let rates = named([("time_ms", times), ("rate_Hz", rates)]);
        assert_eq!(columns(&read(&file("rate.arrow"))), rates);
    }
}

#[test]
fn a_record_without_rows_is_a_file_with_columns() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    let folder = Folder::new("arrow-empty");
    let path = folder.0.join("v.arrow");
    let mut simulation = Simulation::new(&network, 0.1 * ms, 5).unwrap();
    let none = cells.trace(Lif::V).cells([]).to(Arrow::new(&path));
    let none = simulation.record(none).unwrap();
    simulation.run(5.0 * ms).unwrap();
    simulation.close(&none).unwrap();
    let reader = FileReader::try_new(File::open(&path).unwrap(), None).unwrap();
    let names = |schema: &arrow_schema::Schema| -> Vec<String> {
        let fields = schema.fields().iter();
        fields.map(|field| field.name().clone()).collect()
    };
    assert_eq!(names(&reader.schema()), ["time_ms", "cell", "v_mV"]);
    assert_eq!(reader.count(), 0);
}

/// Takes so many calls, and then the disk is full.
#[derive(Clone)]
struct Full {
    calls: usize,
    taken: Arc<Mutex<Vec<u8>>>,
}

impl Full {
    fn after(calls: usize) -> Self {
        let taken = Arc::default();
        Full { calls, taken }
    }
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.calls == 0 {
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.calls -= 1;
        let part = &bytes[..bytes.len().min(100_000)];
        self.taken.lock().unwrap().extend(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The values in a file that was cut off.
fn values_in_part(bytes: &[u8]) -> Vec<f64> {
    let Some(stream) = bytes.get(64..) else {
        return Vec::new();
    };
    let Ok(reader) = StreamReader::try_new(Cursor::new(stream), None) else {
        return Vec::new();
    };
    let batches: Vec<RecordBatch> = reader.map_while(Result::ok).collect();
    if batches.is_empty() {
        return Vec::new();
    }
    columns(&batches).remove(2).1
}

#[test]
fn an_arrow_writer_that_fails_at_any_call_costs_no_other_record() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    let record = |full: &Full| {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 5, 1).unwrap();
        let spikes = simulation.record(cells.spikes()).unwrap();
        let result = simulation.record(cells.trace(Lif::V).to(Arrow::writer(full.clone())));
        let result = result.and_then(|file| {
            let once = simulation.run(40.0 * ms);
            let twice = once.and(simulation.run(40.0 * ms));
            twice.and(simulation.close(&file))
        });
        (simulation, spikes, result)
    };
    let whole = Full::after(usize::MAX);
    let (simulation, spikes, result) = record(&whole);
    result.unwrap();
    let expected: Vec<_> = simulation.read(&spikes).iter().collect();
    let whole = values_in_part(&whole.taken.lock().unwrap());
    assert_eq!(whole.len(), 801 * 200);
    let (mut calls, mut kept) = (0, Vec::new());
    loop {
        let full = Full::after(calls);
        let (mut simulation, spikes, result) = record(&full);
        let Err(error) = result else { break };
        let text = error.to_string();
        let start = "`v` of population `cells` could not be written to a writer at ";
        assert!(text.starts_with(start), "{text}");
        assert!(text.contains(": no storage space;"), "{text}");
        let values = values_in_part(&full.taken.lock().unwrap());
        assert!(whole.starts_with(&values), "after {calls} calls");
        kept.push(values.len());
        // The run goes on without it, and the other record has all.
        let missing = 80.0 * ms - simulation.time();
        simulation.run(missing).unwrap();
        assert!(simulation.read(&spikes).iter().eq(expected.iter().copied()));
        calls += 1;
    }
    // From nothing to all but the end.
    assert_eq!((kept[0], kept.last()), (0, Some(&whole.len())));
    assert!(kept.is_sorted() && calls > 20, "{kept:?}");
}

#[test]
fn a_path_that_no_arrow_file_can_have_is_told_when_recording_begins() {
    let Parts { network, cells, .. } = recorded::parts("cells", 70);
    let folder = Folder::new("arrow-unwritable");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("file"), "").unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 5).unwrap();
    for path in [folder.0.clone(), folder.0.join("file").join("v.arrow")] {
        let error = simulation.record(cells.trace(Lif::V).to(Arrow::new(&path)));
        let text = error.unwrap_err().to_string();
        let start = format!(
            "`v` of population `cells` could not be written to `{}` at 0 ms: ",
            path.display()
        );
        assert!(text.starts_with(&start), "{text}");
    }
    simulation.run(10.0 * ms).unwrap();
}
