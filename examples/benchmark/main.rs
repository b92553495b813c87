//! Published networks, timed: one JSON line, to be compared with other simulators in one run.
//!
//! `cargo run --release --example benchmark -- coba --scale 1 --t 1 --threads 1 --seed 1 --warm 0.1`; `synapses` has options of its own.
//!
//! `--spikes FILE` writes the spikes of the timed part to a file, to be compared with those of other simulators: `benches/peers`.

mod brunel;
mod microcircuit;
mod synapses;
mod vogels_abbott;

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::time::Instant;

use nernst::prelude::*;
use nernst::record::{SpikeProbe, Spikes};

/// The networks, by name.
const BENCHMARKS: [(&str, Build); 5] = [
    ("coba", vogels_abbott::coba),
    ("cuba", vogels_abbott::cuba),
    ("cobahh", vogels_abbott::cobahh),
    ("brunel", brunel::brunel),
    ("microcircuit", microcircuit::microcircuit),
];

type Build = fn(f64) -> Result<Benchmark, NetworkError>;

/// A network at some scale, one being that of the publication, and the spikes of its cells.
struct Benchmark {
    network: Network,
    spikes: Vec<SpikeProbe>,
}

fn main() {
    if let Err(error) = run() {
        eprintln!("benchmark: {error}");
        std::process::exit(2);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|name| name == "synapses").is_some() {
        return synapses::run(arguments);
    }
    let options = Options::read(arguments)?;
    let start = Instant::now();
    let Benchmark { network, spikes } = (options.build)(options.scale)?;
    let mut simulation = Simulation::on_threads(&network, 0.1 * ms, options.seed, options.threads)?;
    let build_s = start.elapsed().as_secs_f64();

    simulation.run(options.warm * second)?;
    let spikes = spikes.into_iter().map(|probe| simulation.record(probe));
    let spikes = spikes.collect::<Result<Vec<_>, _>>()?;
    let before: usize = spikes
        .iter()
        .map(|record| simulation.read(record).len())
        .sum();
    let start = Instant::now();
    simulation.run(options.t * second)?;
    let sim_s = start.elapsed().as_secs_f64();

    let after: usize = spikes
        .iter()
        .map(|record| simulation.read(record).len())
        .sum();
    let fired = after - before;
    let neurons: usize = spikes
        .iter()
        .map(|record| simulation.read(record).cells())
        .sum();
    println!(
        "{{\"benchmark\": \"{}\", \"neurons\": {neurons}, \"synapses\": {}, \"threads\": {}, \"build_s\": {build_s:.4}, \"sim_s\": {sim_s:.4}, \"bio_s\": {}, \"rtf\": {:.4}, \"spikes\": {fired}, \"rate_hz\": {:.3}, \"peak_rss_mb\": {:.1}}}",
        options.name,
        simulation.report().connections(),
        simulation.report().threads,
        options.t,
        sim_s / options.t,
        fired as f64 / (neurons as f64 * options.t),
        peak_memory(),
    );
    if let Some(file) = &options.spikes {
        let spikes = spikes.iter().map(|record| simulation.read(record));
        write_spikes(file, spikes).map_err(|error| format!("cannot write `{file}`: {error}"))?;
    }
    Ok(())
}

/// A line for each spike after the start of the record; populations and cells are counted from zero.
fn write_spikes<'a>(file: &str, populations: impl Iterator<Item = Spikes<'a>>) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(file)?);
    writeln!(file, "population,time_ms,cell")?;
    for (population, spikes) in populations.enumerate() {
        let (start, _) = spikes.span();
        for (time, cell) in spikes.iter().filter(|(time, _)| *time > start) {
            writeln!(file, "{population},{:.1},{cell}", time.value_in(ms))?;
        }
    }
    file.flush()
}

struct Options {
    name: &'static str,
    build: Build,
    scale: f64,
    t: f64,
    warm: f64,
    threads: usize,
    seed: u64,
    /// The file to which spikes are written.
    spikes: Option<String>,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let names = BENCHMARKS.map(|(name, _)| name).join(", ") + ", synapses";
        let Some(wanted) = arguments.next() else {
            return Err(format!("name a benchmark: {names}"));
        };
        let Some((name, build)) = BENCHMARKS.into_iter().find(|(name, _)| *name == wanted) else {
            return Err(format!(
                "there is no benchmark `{wanted}`; there are {names}"
            ));
        };
        let mut options = Options {
            name,
            build,
            scale: 1.0,
            t: 1.0,
            warm: 0.1,
            threads: 1,
            seed: 1,
            spikes: None,
        };
        while let Some(option) = arguments.next() {
            let Some(value) = arguments.next() else {
                return Err(format!("`{option}` needs a value"));
            };
            match option.as_str() {
                "--scale" => options.scale = number(&option, &value)?,
                "--t" => options.t = number(&option, &value)?,
                "--warm" => options.warm = number(&option, &value)?,
                "--threads" => options.threads = number(&option, &value)?,
                "--seed" => options.seed = number(&option, &value)?,
                "--spikes" => options.spikes = Some(value),
                _ => {
                    return Err(format!(
                        "there is no option `{option}`; there are --scale, --t, --warm, --threads, --seed, --spikes"
                    ));
                }
            }
        }
        Ok(options)
    }
}

fn number<T: std::str::FromStr>(option: &str, value: &str) -> Result<T, String> {
    value
        .parse()
        .map_err(|_| format!("`{option}` needs a number, not `{value}`"))
}

/// The most memory that the process has had, in megabytes; zero where the system does not tell.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}
