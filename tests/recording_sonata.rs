//! SONATA files hold the numbers of the run as their readers look for them.

#![cfg(feature = "hdf5")]

use std::fs;
use std::path::Path;

use nernst::prelude::*;
use rust_hdf5::{H5Dataset, H5File, H5Type};

mod common;
#[path = "common/recorded.rs"]
mod recorded;

use recorded::{Folder, Parts};

fn array<T: H5Type>(file: &H5File, path: &str) -> Vec<T> {
    file.dataset(path).unwrap().read_raw().unwrap()
}

fn units(array: &H5Dataset) -> String {
    array.attr("units").unwrap().read_string().unwrap()
}

/// The value of an attribute of a group, which is the byte after its kind and the dataspace of a scalar.
fn scalar_after<'a>(bytes: &'a [u8], end_of_kind: &[u8]) -> &'a [u8] {
    let key = [end_of_kind, &[2, 0, 0, 0]].concat();
    let mut places = bytes.windows(key.len()).enumerate();
    let (at, _) = places.find(|(_, bytes)| *bytes == key).unwrap();
    &bytes[at + key.len()..]
}

fn sorting(path: &Path) -> u8 {
    scalar_after(&fs::read(path).unwrap(), b"by_time\0\0\x01\x02")[0]
}

#[test]
fn spikes_in_a_sonata_file_are_those_of_the_run() {
    let Parts {
        network,
        cells,
        noise,
        ..
    } = recorded::parts("L2/3 e", 700);
    let folder = Folder::new("sonata-spikes");
    for threads in [1, 2] {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 5, threads).unwrap();
        let in_memory = [
            simulation.record(cells.spikes()).unwrap(),
            simulation.record(noise.spikes()).unwrap(),
        ];
        let of_cells = cells.spikes().to(Sonata::new(folder.file("cells.h5")));
        let of_cells = simulation.record(of_cells).unwrap();
        let of_noise = noise.spikes().to(Sonata::new(folder.file("noise.h5")));
        simulation.record(of_noise).unwrap();
        for _ in 0..3 {
            simulation.run(300.0 * ms).unwrap();
        }
        simulation.close(&of_cells).unwrap();
        let expected = in_memory.map(|spikes| -> (Vec<f64>, Vec<u64>) {
            let spikes = simulation.read(&spikes);
            let rows = spikes.iter().map(|(time, cell)| (time / ms, cell as u64));
            rows.unzip()
        });
        // More than one chunk.
        assert!(expected[0].0.len() > 2000 && expected[1].0.len() > 1 << 14);
        // What is not closed is when the simulation goes away.
        drop(simulation);
        let names = [("cells.h5", "L2_3 e"), ("noise.h5", "noise")];
        for ((file, owner), (times, numbers)) in names.into_iter().zip(expected) {
            let path = folder.file(file);
            let file = H5File::open(&path).unwrap();
            let of = |name: &str| format!("spikes/{owner}/{name}");
            assert_eq!(array::<f64>(&file, &of("timestamps")), times);
            assert_eq!(array::<u64>(&file, &of("node_ids")), numbers);
            assert_eq!(units(&file.dataset(&of("timestamps")).unwrap()), "ms");
            assert_eq!(file.attr_names().unwrap(), ["magic", "version"]);
            let bytes = fs::read(&path).unwrap();
            let magic = scalar_after(&bytes, b"magic\0\x10\0\0\0\x04\0\0\0\0\0\x20\0");
            assert_eq!(magic[..4], [0x7a, 0x0a, 0, 0]);
            assert_eq!(sorting(&path), 2);
        }
    }
}

/// Readers search in what is said to be sorted.
#[test]
fn spikes_off_the_grid_are_in_the_order_of_time_too() {
    let Parts { network, cells, .. } = recorded::parts("L2/3 e", 700);
    let folder = Folder::new("sonata-sorting");
    let path = folder.file("spikes.h5");
    let simulation = Simulation::on_threads(&network, 0.5 * ms, 5, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let file = simulation
        .record(cells.spikes().to(Sonata::new(&path)))
        .unwrap();
    simulation.run(100.0 * ms).unwrap();
    simulation.close(&file).unwrap();
    let file = H5File::open(&path).unwrap();
    let times = array::<f64>(&file, "spikes/L2_3 e/timestamps");
    // Several in a step.
    assert!(times.windows(2).any(|pair| pair[1] - pair[0] < 0.1));
    assert!(times.is_sorted() && !times.is_empty());
    assert_eq!(sorting(&path), 2);
}

#[test]
fn a_trace_in_a_sonata_file_is_a_report_of_its_cells() {
    let Parts {
        network,
        cells,
        projection,
        ..
    } = recorded::parts("L2/3 e", 700);
    let folder = Folder::new("sonata-report");
    for threads in [1, 2] {
        let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 5, threads).unwrap();
        simulation.run(1.3 * ms).unwrap();
        let v = || cells.trace(Lif::V).cells([150, 2, 33]).every(0.4 * ms);
        let g = || projection.trace(Expon::G);
        let v_in_memory = simulation.record(v()).unwrap();
        let g_in_memory = simulation.record(g()).unwrap();
        let v = simulation.record(v().to(Sonata::new(folder.file("v.h5"))));
        let g = simulation.record(g().to(Sonata::new(folder.file("g.h5"))));
        for _ in 0..3 {
            simulation.run(20.1 * ms).unwrap();
        }
        simulation.close(&v.unwrap()).unwrap();
        simulation.close(&g.unwrap()).unwrap();
        let v = simulation.read(&v_in_memory);
        let file = H5File::open(folder.file("v.h5")).unwrap();
        let data = file.dataset("report/L2_3 e/data").unwrap();
        assert_eq!((data.shape(), units(&data)), (vec![151, 3], "mV".into()));
        let numbers = data.read_raw::<f32>().unwrap();
        for k in 0..3 {
            let column: Vec<f32> = numbers.iter().skip(k).step_by(3).copied().collect();
            let expected: Vec<f32> = v.of(k).map(|v| (v / mV) as f32).collect();
            assert_eq!(column, expected);
        }
        let mapping = |name: &str| format!("report/L2_3 e/mapping/{name}");
        let node_ids = file.dataset(&mapping("node_ids")).unwrap();
        assert_eq!(node_ids.read_raw::<u64>().unwrap(), [150, 2, 33]);
        let sorted = node_ids.attr("sorted").unwrap();
        assert_eq!(sorted.read_numeric::<u8>().unwrap(), 0);
        let pointers = array::<u64>(&file, &mapping("index_pointers"));
        assert_eq!(pointers, [0, 1, 2, 3]);
        assert_eq!(array::<u64>(&file, &mapping("index_pointer")), pointers);
        assert_eq!(array::<u32>(&file, &mapping("element_ids")), [1; 3]);
        assert_eq!(array::<f32>(&file, &mapping("element_pos")), [1.0; 3]);
        let times: Vec<f64> = v.times().map(|time| time / ms).collect();
        let time = file.dataset(&mapping("time")).unwrap();
        assert_eq!(units(&time), "ms");
        let [start, stop, step] = time.read_raw::<f64>().unwrap()[..] else {
            panic!("the three numbers of a time axis");
        };
        assert_eq!((start, step), (times[0], 0.4));
        assert!((stop - times[150] - 0.4).abs() < 1e-9);

        // Frames of more than a chunk, of a projection, from the start on.
        let g = simulation.read(&g_in_memory);
        let file = H5File::open(folder.file("g.h5")).unwrap();
        let data = file.dataset("report/L2_3 e/data").unwrap();
        assert_eq!((data.shape(), units(&data)), (vec![604, 200], "pA".into()));
        let rows: Vec<Vec<f32>> = (0..200)
            .map(|k| g.of(k).map(|g| (g / pA) as f32).collect())
            .collect();
        let numbers = data.read_raw::<f32>().unwrap();
        assert!(numbers.iter().any(|value| *value > 0.0));
        for (at, frame) in numbers.chunks(200).enumerate() {
            assert!(
                frame
                    .iter()
                    .zip(&rows)
                    .all(|(value, row)| *value == row[at])
            );
        }
        let node_ids = file.dataset("report/L2_3 e/mapping/node_ids").unwrap();
        let sorted = node_ids.attr("sorted").unwrap();
        assert_eq!(sorted.read_numeric::<u8>().unwrap(), 1);
    }
}

#[test]
fn what_has_no_cells_is_no_sonata_file() {
    let Parts {
        network,
        cells,
        noise,
        ..
    } = recorded::parts("L2/3 e", 700);
    let folder = Folder::new("sonata-cells");
    let path = folder.file("report.h5");
    let mut simulation = Simulation::new(&network, 0.1 * ms, 5).unwrap();
    let rate = noise.rate(1.0 * ms).to(Sonata::new(&path));
    let rate = simulation.record(rate).unwrap_err().to_string();
    let fault = "at 0 ms: a report of SONATA is of cells, and here there are none, which `Csv` and `Npz` take;";
    assert!(rate.starts_with("the rate of population `noise` could not be written to `"));
    assert!(rate.contains(fault), "{rate}");
    let none = cells.trace(Lif::V).cells([]).to(Sonata::new(&path));
    let none = simulation.record(none).unwrap_err().to_string();
    assert!(none.contains(fault), "{none}");
    assert!(!path.exists());
}

#[test]
fn records_without_rows_are_files_with_empty_arrays() {
    let Parts { network, cells, .. } = recorded::parts("L2/3 e", 700);
    let folder = Folder::new("sonata-empty");
    let mut simulation = Simulation::new(&network, 0.1 * ms, 5).unwrap();
    let later = (50.0 * ms, 60.0 * ms);
    let spikes = cells.spikes().between(later.0, later.1);
    let spikes = simulation.record(spikes.to(Sonata::new(folder.file("spikes.h5"))));
    let v = cells.trace(Lif::V).between(later.0, later.1);
    let v = simulation.record(v.to(Sonata::new(folder.file("v.h5"))));
    simulation.run(5.0 * ms).unwrap();
    simulation.close(&spikes.unwrap()).unwrap();
    simulation.close(&v.unwrap()).unwrap();
    let file = H5File::open(folder.file("spikes.h5")).unwrap();
    assert!(array::<f64>(&file, "spikes/L2_3 e/timestamps").is_empty());
    let file = H5File::open(folder.file("v.h5")).unwrap();
    let data = file.dataset("report/L2_3 e/data").unwrap();
    assert_eq!(data.shape(), [0, 200]);
    let time = array::<f64>(&file, "report/L2_3 e/mapping/time");
    assert_eq!(time, [0.0, 0.0, 0.1]);
}

#[test]
fn a_path_that_no_sonata_file_can_have_is_told_when_recording_begins() {
    let Parts { network, cells, .. } = recorded::parts("L2/3 e", 700);
    let folder = Folder::new("sonata-unwritable");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("file"), "").unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 5).unwrap();
    for path in [folder.0.clone(), folder.0.join("file").join("spikes.h5")] {
        let error = simulation.record(cells.spikes().to(Sonata::new(&path)));
        let text = error.unwrap_err().to_string();
        let start = format!(
            "the spikes of population `L2/3 e` could not be written to `{}` at 0 ms: ",
            path.display()
        );
        assert!(text.starts_with(&start), "{text}");
    }
    simulation.run(10.0 * ms).unwrap();
}

/// What a run says that writes to a file in vain, and how many spikes another record has then.
#[test]
#[ignore = "it is run by the next, which limits its files"]
fn a_run_with_limited_files() {
    let Parts { network, cells, .. } = recorded::parts("L2/3 e", 700);
    let path = std::env::var("NERNST_SONATA").unwrap();
    let mut simulation = Simulation::on_threads(&network, 0.1 * ms, 5, 1).unwrap();
    let spikes = simulation.record(cells.spikes()).unwrap();
    let result = simulation.record(cells.trace(Lif::V).to(Sonata::new(path)));
    let result = result.and_then(|file| {
        let once = simulation.run(40.0 * ms);
        let twice = once.and(simulation.run(40.0 * ms));
        twice.and(simulation.close(&file))
    });
    let missing = 80.0 * ms - simulation.time();
    simulation.run(missing).unwrap();
    let said = result.map_or_else(|error| error.to_string(), |()| "all is well".to_owned());
    println!("said: {said}; spikes: {}", simulation.read(&spikes).len());
}

#[test]
#[cfg(target_os = "linux")]
fn a_disk_that_is_full_at_any_byte_costs_no_other_record() {
    let folder = Folder::new("sonata-full");
    fs::create_dir_all(&folder.0).unwrap();
    let path = folder.0.join("v.h5");
    let said = |blocks: &str| {
        let script = "trap '' XFSZ; ulimit -f $0; exec \"$@\"";
        let output = std::process::Command::new("sh")
            .args(["-c", script, blocks])
            .arg(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture"])
            .arg("a_run_with_limited_files")
            .env("NERNST_SONATA", &path)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().find_map(|line| line.strip_prefix("said: "));
        let (said, spikes) = lines.expect(&text).rsplit_once("; ").unwrap();
        (said.to_owned(), spikes.to_owned())
    };
    let (well, spikes) = said("unlimited");
    assert_eq!(well, "all is well");
    let whole = fs::metadata(&path).unwrap().len();
    assert!(whole > 801 * 200 * 4);
    // The shell counts in blocks of 512 bytes.
    let blocks = (0..whole.div_ceil(512)).step_by(97);
    assert!(blocks.clone().count() > 10);
    for blocks in blocks {
        let (text, others) = said(&blocks.to_string());
        let start = format!(
            "`v` of population `L2/3 e` could not be written to `{}` at ",
            path.display()
        );
        assert!(text.starts_with(&start), "{blocks} blocks: {text}");
        assert!(text.contains("too large"), "{blocks} blocks: {text}");
        assert_eq!(others, spikes);
    }
}
