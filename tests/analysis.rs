//! Statistics of recorded spikes against closed forms.

#[path = "analysis/correlations.rs"]
mod correlations;
#[path = "analysis/counts.rs"]
mod counts;
#[path = "analysis/events.rs"]
mod events;
#[path = "analysis/intervals.rs"]
mod intervals;
#[path = "analysis/mistakes.rs"]
mod mistakes;
#[path = "analysis/spectra.rs"]
mod spectra;

use nernst::prelude::*;
use nernst::random::{Purpose, Stream};
use nernst::record::Spikes;

/// What is asked of the spikes of a source, recorded from `start` on for so long in steps of 0.1 ms.
fn recorded<T>(
    source: impl nernst::source::SpikeSource,
    (start, duration): (Time, Time),
    ask: impl FnOnce(Spikes<'_>) -> T,
) -> T {
    let mut network = Network::new();
    let source = network.source("source", source).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    simulation.run(start).unwrap();
    let spikes = simulation.record(source.spikes()).unwrap();
    simulation.run(duration).unwrap();
    ask(simulation.read(&spikes))
}

/// The same of spikes in ms, recorded from the beginning.
fn of_times<T>(
    cells: usize,
    spikes: &[(usize, f64)],
    duration: Time,
    ask: impl FnOnce(Spikes<'_>) -> T,
) -> T {
    let spikes = spikes.iter().map(|(cell, time)| (*cell, *time * ms));
    recorded(SpikeTimes::new(cells, spikes), (Time::ZERO, duration), ask)
}

/// Cells whose intervals are sums of `order` exponential times, at this rate in Hz: renewal processes in equilibrium, which have been going on
/// for ten seconds.
fn erlang(cells: usize, order: usize, rate: f64, seconds: f64) -> SpikeTimes {
    let train = |cell: usize| {
        let mut stream = Stream::new(7, Purpose::User, 0, cell as u64);
        let mut time = -10.0;
        let next = move || {
            let stages = (0..order).map(|_| stream.exponential());
            time += stages.sum::<f64>() / (order as f64 * rate);
            (time < seconds).then_some(time)
        };
        let times = std::iter::from_fn(next).filter(|time| *time > 0.0);
        times.map(move |time| (cell, (time * 1e4).ceil() * 0.1 * ms))
    };
    SpikeTimes::new(cells, (0..cells).flat_map(train))
}

/// What is asked of the spikes of a neuron in steps of 1 ms that is driven across its threshold every 20 ms · ln 4, recorded for a second.
fn off_the_grid<T>(ask: impl FnOnce(Spikes<'_>) -> T) -> T {
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 0.0 * ms,
        v: -65.0 * mV,
    };
    let mut network = Network::new();
    let cells = Population::new(1, lif).with(Lif::I, 0.2 * nA);
    let cells = network.population("cells", cells).unwrap();
    let simulation = Simulation::new(&network, 1.0 * ms, 1).unwrap();
    let mut simulation = simulation.with_precise_spikes().unwrap();
    let spikes = simulation.record(cells.spikes()).unwrap();
    simulation.run(1.0 * second).unwrap();
    ask(simulation.read(&spikes))
}

fn off_the_grid_period() -> Time {
    20.0 * 4.0_f64.ln() * ms
}

#[test]
fn means_are_over_the_cells_that_are_recorded() {
    let times = [(0, 5.0 * ms), (1, 5.0 * ms), (2, 5.0 * ms), (3, 5.0 * ms)];
    let mut network = Network::new();
    let source = network.source("source", SpikeTimes::new(4, times)).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let spikes = source.spikes().cells([1, 3]);
    let spikes = simulation.record(spikes).unwrap();
    simulation.run(10.0 * ms).unwrap();
    let spikes = simulation.read(&spikes);
    let psth = spikes.psth(&[4.0 * ms], 0.0 * ms..2.0 * ms, 2.0 * ms);
    assert!((psth.unwrap().values()[0] / Hz - 500.0).abs() < 1e-9);
    // A spike in 10 ms: 100 Hz at all frequencies; two at once: twice that.
    let close = |spectrum: Vec<(Frequency, Frequency)>, expected: f64| {
        let mut powers = spectrum.iter().map(|(_, power)| *power / Hz);
        powers.all(|power| (power - expected).abs() < 1e-9)
    };
    let (segment, up_to) = (10.0 * ms, 500.0 * Hz);
    assert!(close(spikes.power_spectrum(segment, up_to).unwrap(), 100.0));
    assert!(close(
        spikes.population_spectrum(segment, up_to).unwrap(),
        200.0
    ));
}
