//! Published networks, timed: one JSON line, to be compared with other simulators in one run.
//!
//! `cargo run --release --example benchmark -- coba --scale 1 --t 1 --threads 1 --seed 1 --warm 0.1`

use std::error::Error;
use std::time::Instant;

use nernst::prelude::*;

/// The networks, by name.
const BENCHMARKS: [(&str, Build); 2] = [("coba", coba), ("cuba", cuba)];

type Build = fn(f64) -> Result<Benchmark, NetworkError>;

struct Benchmark {
    network: Network,
    populations: Vec<PopulationId<Lif>>,
}

fn main() {
    if let Err(error) = run() {
        eprintln!("benchmark: {error}");
        std::process::exit(2);
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let options = Options::read(std::env::args().skip(1))?;
    let start = Instant::now();
    let Benchmark {
        network,
        populations,
    } = (options.build)(options.scale)?;
    let mut simulation = Simulation::on_threads(&network, 0.1 * ms, options.seed, options.threads)?;
    let build_s = start.elapsed().as_secs_f64();

    simulation.run(options.warm * second)?;
    let spikes = populations
        .iter()
        .map(|population| simulation.record(population.spikes()));
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
    let (neurons, fired) = (simulation.report().cells(), after - before);
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
    Ok(())
}

/// Conductances: Vogels & Abbott 2005; Brette et al. 2007, benchmark 1.
fn coba(scale: f64) -> Result<Benchmark, NetworkError> {
    let v = Normal::new(-65.0 * mV, 5.0 * mV);
    let (mut network, [e, i], connectivity) = cells(scale, |cells| cells.with(Lif::V, v))?;
    for post in [e, i] {
        let to = if post == e { "E" } else { "I" };
        let excitation = Projection::new(e, post)
            .connectivity(connectivity)
            .synapse(Expon::new(5.0 * ms))
            .initial(Expon::G, Normal::new(40.0 * nS, 15.0 * nS))
            .output(Coba { e: 0.0 * mV })
            .weight(6.0 * nS);
        let inhibition = Projection::new(i, post)
            .connectivity(connectivity)
            .synapse(Expon::new(10.0 * ms))
            .initial(Expon::G, Normal::new(200.0 * nS, 120.0 * nS))
            .output(Coba { e: -80.0 * mV })
            .weight(67.0 * nS);
        network.projection(&format!("excitation of {to}"), excitation)?;
        network.projection(&format!("inhibition of {to}"), inhibition)?;
    }
    Ok(Benchmark {
        network,
        populations: vec![e, i],
    })
}

/// Currents: Brette et al. 2007, benchmark 2. A current of 10 pA through 100 MOhm is 1 mV.
fn cuba(scale: f64) -> Result<Benchmark, NetworkError> {
    let v = Uniform::new(-60.0 * mV, -50.0 * mV);
    let (mut network, [e, i], connectivity) = cells(scale, |cells| cells.with(Lif::V, v))?;
    for post in [e, i] {
        let to = if post == e { "E" } else { "I" };
        let excitation = Projection::new(e, post)
            .connectivity(connectivity)
            .synapse(Expon::new(5.0 * ms))
            .output(Cuba)
            .weight(16.2 * pA);
        let inhibition = Projection::new(i, post)
            .connectivity(connectivity)
            .synapse(Expon::new(10.0 * ms))
            .output(Cuba)
            .weight(-90.0 * pA);
        network.projection(&format!("excitation of {to}"), excitation)?;
        network.projection(&format!("inhibition of {to}"), inhibition)?;
    }
    Ok(Benchmark {
        network,
        populations: vec![e, i],
    })
}

type Cells = (Network, [PopulationId<Lif>; 2], FixedProbability);

/// What both networks share: four excitatory cells for one inhibitory, 80 inputs each on average.
fn cells(
    scale: f64,
    start: impl Fn(Population<Lif>) -> Population<Lif>,
) -> Result<Cells, NetworkError> {
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -49.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        v: -60.0 * mV,
    };
    let all = (4000.0 * scale).round();
    let excitatory = (0.8 * all).round();
    let mut network = Network::new();
    let mut add = |name, count: f64| {
        network.population(name, start(Population::new(count as usize, lif.clone())))
    };
    let cells = [add("E", excitatory)?, add("I", all - excitatory)?];
    Ok((network, cells, FixedProbability::new(80.0 / all)))
}

struct Options {
    name: &'static str,
    build: Build,
    scale: f64,
    t: f64,
    warm: f64,
    threads: usize,
    seed: u64,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let names = BENCHMARKS.map(|(name, _)| name).join(", ");
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
                _ => {
                    return Err(format!(
                        "there is no option `{option}`; there are --scale, --t, --warm, --threads, --seed"
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
