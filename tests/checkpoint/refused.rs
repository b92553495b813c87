//! What cannot be loaded is refused in a sentence, and leaves everything as it was.

use std::fs;
use std::path::Path;

use super::*;

/// A model in two versions, of the same name.
macro_rules! version {
    ($module:ident, $equation:meta) => {
        mod $module {
            use nernst::prelude::*;

            #[derive(Neuron, Clone)]
            #[input(i: ElectricCurrent)]
            #[spike(v >= v_th)]
            #[reset(v = v_rest)]
            pub(super) struct Cell {
                pub(super) tau: Time,
                pub(super) r: ElectricalResistance,
                pub(super) v_rest: ElectricPotential,
                pub(super) v_th: ElectricPotential,
                #[$equation]
                pub(super) v: ElectricPotential,
            }

            pub(super) fn cell() -> Cell {
                Cell {
                    tau: 20.0 * ms,
                    r: 100.0 * MOhm,
                    v_rest: -65.0 * mV,
                    v_th: -50.0 * mV,
                    v: -65.0 * mV,
                }
            }
        }
    };
}

version!(first, ode(dv / dt = (v_rest - v + r * i) / tau));
version!(changed, ode(dv / dt = (v_rest - v + 2 * r * i) / tau));

/// What may be another one from simulation to simulation.
struct Parts {
    cells: usize,
    tau: Time,
    synapse: Time,
    weight: ElectricCurrent,
    connectivity: f64,
    step: Time,
    seed: u64,
    interval: Time,
    stimulus: ElectricCurrent,
}

fn parts() -> Parts {
    Parts {
        cells: 100,
        tau: 20.0 * ms,
        synapse: 5.0 * ms,
        weight: 1.0 * pA,
        connectivity: 0.1,
        step: 0.1 * ms,
        seed: 1,
        interval: 1.0 * ms,
        stimulus: 0.1 * nA,
    }
}

fn simulation(parts: &Parts) -> Simulation {
    let cell = first::Cell {
        tau: parts.tau,
        ..first::cell()
    };
    let mut network = Network::new();
    let cells = Population::new(parts.cells, cell).with(first::Cell::I, 0.2 * nA);
    let cells = cells.stimulus(first::Cell::I, Step::new(parts.stimulus));
    let cells = network.population("cells", cells).unwrap();
    let kicks = network
        .source("kicks", Poisson::new(10, 100.0 * Hz))
        .unwrap();
    let projection = Projection::new(kicks, cells)
        .connectivity(FixedProbability::new(parts.connectivity))
        .synapse(Expon::new(parts.synapse))
        .output(Cuba)
        .weight(parts.weight)
        .delay(1.0 * ms);
    network.projection("kicks to cells", projection).unwrap();
    network.accept_scale("kicks to cells").unwrap();
    let mut simulation = Simulation::new(&network, parts.step, parts.seed).unwrap();
    let v = cells.trace(first::Cell::V).every(parts.interval);
    simulation.record(v).unwrap();
    simulation
}

/// What `load` says to a simulation that is made of other parts.
fn refusal(change: impl FnOnce(&mut Parts)) -> String {
    let file = File::new("parts");
    let mut saved = simulation(&parts());
    saved.run(10.0 * ms).unwrap();
    saved.save(&file.0).unwrap();
    let mut others = parts();
    change(&mut others);
    let mut other = simulation(&others);
    other.run(3.0 * ms).unwrap();
    let error = other.load(&file.0).unwrap_err().to_string();
    assert_eq!(other.time(), 3.0 * ms);
    other.run(3.0 * ms).unwrap();
    let path = file.0.display();
    let start = format!("the checkpoint `{path}` is one of another simulation: ");
    let end = "; load it into one that is made in the same way";
    let middle = error
        .strip_prefix(&start)
        .and_then(|rest| rest.strip_suffix(end));
    middle.unwrap_or_else(|| panic!("{error}")).to_owned()
}

#[test]
fn what_has_changed_is_named() {
    assert_eq!(
        refusal(|parts| parts.step = 0.05 * ms),
        "the simulation has `time steps of 50 us` here, and `time steps of 100 us` there"
    );
    assert_eq!(
        refusal(|parts| parts.seed = 2),
        "the simulation has `the seed 2` here, and `the seed 1` there"
    );
    assert_eq!(
        refusal(|parts| parts.cells = 101),
        "population `cells` has `101 cells` here, and `100 cells` there"
    );
    assert_eq!(
        refusal(|parts| parts.tau = 10.0 * ms),
        "`cells`: tau is 10 ms here, and 20 ms there"
    );
    assert_eq!(
        refusal(|parts| parts.synapse = 4.0 * ms),
        "`Expon` of projection `kicks to cells` has `tau = 4 ms` here, and `tau = 5 ms` there"
    );
    assert_eq!(
        refusal(|parts| parts.weight = 2.0 * pA),
        "projection `kicks to cells` has `the weight 2 pA` here, and `the weight 1 pA` there"
    );
    assert!(
        refusal(|parts| parts.connectivity = 0.2).starts_with("projection `kicks to cells` has")
    );
    assert!(
        refusal(|parts| parts.stimulus = 0.2 * nA)
            .starts_with("population `cells` has `a stimulus of `i`, number ")
    );
    assert!(refusal(|parts| parts.interval = 2.0 * ms).starts_with("record 0 has"));
}

#[test]
fn a_changed_equation_is_named() {
    let file = File::new("equation");
    let mut network = Network::new();
    network
        .population("cells", Population::new(3, first::cell()))
        .unwrap();
    Simulation::new(&network, 0.1 * ms, 1)
        .unwrap()
        .save(&file.0)
        .unwrap();
    let mut network = Network::new();
    network
        .population("cells", Population::new(3, changed::cell()))
        .unwrap();
    let error = Simulation::new(&network, 0.1 * ms, 1)
        .unwrap()
        .load(&file.0);
    assert!(error.unwrap_err().to_string().contains(
        "`Cell` of population `cells` has `dv/dt = (v_rest - v + 2 * r * i) / tau` here, and `dv/dt = (v_rest - v + r * i) / tau` there"
    ));
}

/// A simulation without many numbers, and its file.
fn small(name: &str) -> (Simulation, File, Vec<u8>) {
    let mut network = Network::new();
    network
        .population("cells", Population::new(2, first::cell()))
        .unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    simulation.run(1.0 * ms).unwrap();
    let file = File::new(name);
    simulation.save(&file.0).unwrap();
    let bytes = fs::read(&file.0).unwrap();
    (simulation, file, bytes)
}

fn load_fails(simulation: &mut Simulation, path: &Path, bytes: &[u8]) -> String {
    fs::write(path, bytes).unwrap();
    let error = simulation.load(path);
    error.expect_err("it is not what was saved").to_string()
}

#[test]
fn every_truncation_is_seen() {
    let (mut simulation, file, bytes) = small("truncated");
    for length in 0..bytes.len() {
        let error = load_fails(&mut simulation, &file.0, &bytes[..length]);
        let is_told = error.contains("no checkpoint") || error.contains("bytes of");
        assert!(is_told, "{length}: {error}");
    }
    let longer = [&bytes[..], &[0]].concat();
    load_fails(&mut simulation, &file.0, &longer);
    fs::write(&file.0, bytes).unwrap();
    simulation.load(&file.0).unwrap();
}

#[test]
fn every_flip_of_a_bit_is_seen() {
    let (mut simulation, file, bytes) = small("flipped");
    for bit in 0..8 * bytes.len() {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        load_fails(&mut simulation, &file.0, &flipped);
    }
}

#[test]
fn a_hundred_thousand_random_flips_are_seen() {
    let (mut simulation, file, bytes) = small("random");
    let mut random = stream(1);
    for _ in 0..100_000 {
        let mut flipped = bytes.clone();
        for _ in 0..=random.below(5) {
            let bit = random.below(8 * bytes.len() as u64) as usize;
            flipped[bit / 8] ^= 1 << (bit % 8);
        }
        if flipped != bytes {
            load_fails(&mut simulation, &file.0, &flipped);
        }
    }
}

/// Writes the checksums that belong to what was altered.
fn sign(bytes: &mut [u8]) {
    let body = crc32fast::hash(&bytes[28..]).to_le_bytes();
    bytes[12..16].copy_from_slice(&body);
    let header = crc32fast::hash(&bytes[..24]).to_le_bytes();
    bytes[24..28].copy_from_slice(&header);
}

#[test]
fn a_spike_of_a_cell_that_there_is_not_is_named() {
    let file = File::new("forged");
    let mut simulation = simulation(&parts());
    simulation.run(20.0 * ms).unwrap();
    simulation.save(&file.0).unwrap();
    let mut bytes = fs::read(&file.0).unwrap();
    let name = b"`kicks`: spikes";
    let place = bytes.windows(name.len()).position(|word| word == name);
    // Behind the name: how many, and which cells.
    let (count, cells) = bytes[place.unwrap() + name.len()..].split_at_mut(8);
    assert_ne!(count, [0; 8]);
    cells[..8].copy_from_slice(&10_u64.to_le_bytes());
    sign(&mut bytes);
    let error = load_fails(&mut simulation, &file.0, &bytes);
    assert!(
        error.contains("`kicks`: spikes are of 10 cells here, and there of cell 10, too;"),
        "{error}"
    );
}

#[test]
fn other_files_and_versions_are_named() {
    let (mut simulation, file, mut bytes) = small("others");
    let path = file.0.display();
    assert_eq!(
        load_fails(&mut simulation, &file.0, b"time_ms,cell\n"),
        format!("`{path}` is no checkpoint of nernst")
    );
    bytes[8] = 3;
    sign(&mut bytes);
    assert_eq!(
        load_fails(&mut simulation, &file.0, &bytes),
        format!(
            "the checkpoint `{path}` has version 3 of the format, and version 2 is read; load it with the release of nernst that wrote it"
        )
    );
    let missing = File::new("missing");
    let error = simulation.load(&missing.0).unwrap_err().to_string();
    assert!(error.starts_with(&format!(
        "the checkpoint `{}` cannot be read: ",
        missing.0.display()
    )));
}

#[test]
fn a_place_where_nothing_can_be_written_is_named() {
    let (mut simulation, file, bytes) = small("unwritable");
    // A file is no folder.
    let within = file.0.join("below").join("a.checkpoint");
    let error = simulation.save(&within).unwrap_err().to_string();
    let start = format!(
        "the checkpoint cannot be written to `{}`: ",
        within.display()
    );
    assert!(
        error.starts_with(&start) && error.ends_with("; what was there before is as it was"),
        "{error}"
    );
    assert!(simulation.save("").is_err());
    // A folder is no file.
    assert!(simulation.save(std::env::temp_dir()).is_err());
    assert_eq!(fs::read(&file.0).unwrap(), bytes);
    simulation.run(1.0 * ms).unwrap();
}

/// Not a test of its own: what `a_kill_leaves_a_whole_file` starts and kills.
#[test]
#[ignore = "it saves until it is killed"]
fn saves_without_end() {
    let path = std::env::var("NERNST_CHECKPOINT").unwrap();
    let mut simulation = simulation(&Parts {
        cells: 50_000,
        ..parts()
    });
    loop {
        simulation.run(0.1 * ms).unwrap();
        simulation.save(&path).unwrap();
    }
}

#[test]
fn a_kill_leaves_a_whole_file() {
    let folder = std::env::temp_dir().join(format!("nernst-killed-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("killed.checkpoint");
    let mut here = simulation(&Parts {
        cells: 50_000,
        ..parts()
    });
    let mut random = stream(2);
    let mut is_cut = 0;
    for _ in 0..20 {
        let test = std::env::current_exe().unwrap();
        let mut child = std::process::Command::new(test)
            .args(["--ignored", "--exact", "refused::saves_without_end"])
            .env("NERNST_CHECKPOINT", &path)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while !path.exists() {
            std::thread::yield_now();
        }
        std::thread::sleep(std::time::Duration::from_micros(random.below(30_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        here.load(&path).unwrap();
        assert!(here.time() > 0.0 * ms);
        // What was being written beside it.
        is_cut += fs::read_dir(&folder).unwrap().count() - 1;
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir_all(&folder).unwrap();
    }
    fs::remove_dir_all(&folder).unwrap();
    assert!(is_cut > 0, "no kill came while a file was written");
}
