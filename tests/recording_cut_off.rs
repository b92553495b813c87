//! What was recorded is in a SONATA file, whatever became of the process or the disk.

#![cfg(all(feature = "hdf5", target_os = "linux"))]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, process};

use nernst::prelude::*;
use rust_hdf5::H5File;
use rust_hdf5::swmr::SwmrFileReader;

/// Where the process that is ended writes.
const FOLDER: &str = "NERNST_CUT_OFF";

struct Parts {
    simulation: Simulation,
    cells: PopulationId<Lif>,
    noise: SourceId,
}

fn parts() -> Parts {
    let mut network = Network::new();
    let population =
        Population::new(30, common::firing_cell()).with(Lif::I, by_index(|k| 0.01 * k as f64 * nA));
    let cells = network.population("cells", population).unwrap();
    let noise = network
        .source("noise", Poisson::new(500, 200.0 * Hz))
        .unwrap();
    Parts {
        simulation: Simulation::new(&network, 0.1 * ms, 5).unwrap(),
        cells,
        noise,
    }
}

/// The spikes, and the frames of the trace, of a run.
fn expected(duration: Time) -> (Vec<(f64, u64)>, Vec<f32>) {
    let Parts {
        mut simulation,
        cells,
        noise,
    } = parts();
    let spikes = simulation.record(noise.spikes()).unwrap();
    let v = simulation.record(cells.trace(Lif::V)).unwrap();
    simulation.run(duration).unwrap();
    let spikes = simulation.read(&spikes);
    let rows = spikes.iter().map(|(time, cell)| (time / ms, cell as u64));
    let v = simulation.read(&v);
    let columns: Vec<Vec<f32>> = (0..30)
        .map(|k| v.of(k).map(|v| (v / mV) as f32).collect())
        .collect();
    let frames = (0..v.len()).flat_map(|at| columns.iter().map(move |column| column[at]));
    (rows.collect(), frames.collect())
}

/// A folder that is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("nernst-{name}-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The same test in a process of its own, after some words of a shell.
fn again(test: &str, folder: &Path, before: &str) -> process::Output {
    Command::new("sh")
        .arg("-c")
        .arg(format!("{before} exec \"$0\" --exact {test} --nocapture"))
        .arg(env::current_exe().unwrap())
        .env(FOLDER, folder)
        .output()
        .unwrap()
}

fn record(folder: &Path) -> Simulation {
    let Parts {
        mut simulation,
        cells,
        noise,
    } = parts();
    let spikes = Sonata::new(folder.join("spikes.h5"));
    simulation.record(noise.spikes().to(spikes)).unwrap();
    let v = Sonata::new(folder.join("v.h5"));
    simulation.record(cells.trace(Lif::V).to(v)).unwrap();
    simulation
}

#[test]
fn a_process_that_is_ended_leaves_what_it_has_recorded() {
    if let Some(folder) = env::var_os(FOLDER) {
        let mut simulation = record(Path::new(&folder));
        // What is flushed ends within a chunk, and goes on there.
        simulation.run(30.0 * ms).unwrap();
        simulation.run(370.0 * ms).unwrap();
        process::abort();
    }
    let folder = Folder::new("ended");
    let test = "a_process_that_is_ended_leaves_what_it_has_recorded";
    assert!(!again(test, &folder.0, "ulimit -c 0;").status.success());
    let (spikes, frames) = expected(400.0 * ms);
    assert!(spikes.len() > 2 << 14 && frames.len() > 2 << 14);
    let mut file = SwmrFileReader::open(folder.0.join("spikes.h5")).unwrap();
    let times = file.read_dataset::<f64>("spikes/noise/timestamps");
    let cells = file.read_dataset::<u64>("spikes/noise/node_ids");
    let read: Vec<_> = times.unwrap().into_iter().zip(cells.unwrap()).collect();
    assert!(read == spikes, "{}", read.len());
    let mut file = SwmrFileReader::open(folder.0.join("v.h5")).unwrap();
    let data = file.read_dataset::<f32>("report/cells/data").unwrap();
    assert!(data == frames, "{}", data.len());
    let time = file.read_dataset::<f64>("report/cells/mapping/time");
    let [start, stop, step] = time.unwrap()[..] else {
        panic!("the three numbers of a time axis");
    };
    assert_eq!((start, step), (0.0, 0.1));
    assert!((stop - 400.1).abs() < 1e-9, "{stop}");
}

#[test]
fn a_disk_that_is_full_leaves_whole_files() {
    if let Some(folder) = env::var_os(FOLDER) {
        let mut simulation = record(Path::new(&folder));
        let mut faults = Vec::new();
        for _ in 0..40 {
            faults.extend(simulation.run(10.0 * ms).err());
        }
        let rest = 400.0 * ms - simulation.time();
        simulation.run(rest).unwrap();
        drop(simulation);
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        return println!("\n{}", words.join("\n"));
    }
    let (spikes, frames) = expected(400.0 * ms);
    let mut kept = Vec::new();
    // Limits on the size of a file in blocks of 512 bytes, from less than a chunk on.
    for limit in [100, 600, 800, 1200] {
        let folder = Folder::new("full");
        let test = "a_disk_that_is_full_leaves_whole_files";
        let before = format!("trap '' XFSZ; ulimit -f {limit};");
        let output = again(test, &folder.0, &before);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}");
        let start = "the spikes of population `noise` could not be written to";
        assert!(said.contains(start) && said.contains("too large"), "{said}");
        let file = H5File::open(folder.0.join("spikes.h5")).unwrap();
        let times = file.dataset("spikes/noise/timestamps").unwrap();
        let cells = file.dataset("spikes/noise/node_ids").unwrap();
        let (times, cells) = (times.read_raw::<f64>(), cells.read_raw::<u64>());
        let (times, cells) = (times.unwrap(), cells.unwrap());
        assert_eq!(times.len(), cells.len());
        let read: Vec<_> = times.into_iter().zip(cells).collect();
        assert!(spikes.starts_with(&read), "{limit} blocks");
        kept.push(read.len());
        let file = H5File::open(folder.0.join("v.h5")).unwrap();
        let data = file.dataset("report/cells/data").unwrap();
        let data = data.read_raw::<f32>().unwrap();
        assert!(frames.starts_with(&data), "{limit} blocks");
        let time = file.dataset("report/cells/mapping/time").unwrap();
        let stop = time.read_raw::<f64>().unwrap()[1];
        assert!((stop - data.len() as f64 / 300.0).abs() < 1e-9, "{stop}");
    }
    assert!(kept.is_sorted() && kept[0] == 0 && kept[1] > 0, "{kept:?}");
    assert!(kept[3] > 1 << 14 && kept[3] < spikes.len(), "{kept:?}");
}
