//! Every synapse that ships, with its response to one spike, every neuron, with its response to a step of current, and every kind of
//! picture.
//!
//! `cargo run --release --example gallery`

#[path = "gallery/connections.rs"]
mod connections;
#[path = "gallery/f_i.rs"]
mod f_i;
#[path = "gallery/lif.rs"]
mod lif;
#[path = "gallery/phase_plane.rs"]
mod phase_plane;
#[path = "gallery/plasticity.rs"]
mod plasticity;
#[path = "tutorial/response.rs"]
mod response;
#[path = "gallery/traces.rs"]
mod traces;

use std::fmt::Display;

use lif::lif;
use nernst::model::{Input, Neuron, Readout, Receives, State, Synapse};
use nernst::plot::{Figure, Lines, Panel};
use nernst::prelude::*;
use nernst::values::Values;
use response::response;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Panels of models, by the names of their types.
type Panels = Vec<(&'static str, Panel)>;

fn main() -> Result<()> {
    let (synapses, neurons) = (synapses()?, neurons()?);
    let plasticity = plasticity::plasticity()?;
    save("synapses", &together(&synapses))?;
    save("neurons", &together(&neurons))?;
    for panels in [synapses, neurons, plasticity] {
        for panels in panels.chunk_by(|a, b| a.0 == b.0) {
            save_as(panels[0].0, "figures/models/", &together(panels))?;
        }
    }
    for (name, figure) in parameter_sets()? {
        save(name, &figure.columns(3))?;
    }
    save("traces", &traces::traces()?)?;
    save("f_i", &f_i::f_i()?)?;
    save("phase_plane", &phase_plane::phase_plane()?)?;
    save("connections", &connections::connections()?)
}

/// Up to three panels in a row.
fn together(panels: &[(&'static str, Panel)]) -> Figure {
    let columns = panels.len().min(3);
    let panels = panels.iter().map(|(_, panel)| panel.clone());
    panels.fold(Figure::new(), Figure::panel).columns(columns)
}

fn save(name: &str, figure: &Figure) -> Result<()> {
    save_as(name, "figures/gallery_", figure)
}

fn save_as(name: &str, before: &str, figure: &Figure) -> Result<()> {
    let path = format!("{before}{name}.svg");
    figure.save(&path)?;
    println!("{name}: {path}");
    Ok(())
}

/// Conductances for a weight of 1 nS.
fn synapses() -> Result<Panels> {
    let short = 40.0 * ms;
    let (expon, alpha) = (Expon::new(5.0 * ms), Alpha::new(5.0 * ms));
    let dual = DualExponential::new(1.0 * ms, 10.0 * ms);
    let square = SquarePulse::new(5.0 * ms);
    let mut panels = vec![
        (
            "Expon",
            synapse("Expon, 5 ms", expon, Expon::OUTPUT, short)?,
        ),
        (
            "Alpha",
            synapse("Alpha, 5 ms", alpha, Alpha::OUTPUT, short)?,
        ),
        (
            "DualExponential",
            synapse("DualExponential", dual, DualExponential::OUTPUT, short)?,
        ),
        (
            "SquarePulse",
            synapse("SquarePulse, 5 ms", square, SquarePulse::OUTPUT, short)?,
        ),
        ("Ampa", synapse("Ampa", Ampa::new(), Ampa::OUTPUT, short)?),
        (
            "GabaA",
            synapse("GabaA", GabaA::new(), GabaA::OUTPUT, short)?,
        ),
        (
            "Nmda",
            synapse("Nmda", Nmda::new(), Nmda::OUTPUT, 10.0 * short)?,
        ),
    ];
    // The G protein of one spike opens hardly a channel.
    for (name, count, unit) in [("GabaB", 1, fS), ("GabaB, ten spikes", 10, nS)] {
        let arrivals = (0..count).map(|k| 50.0 * ms + f64::from(k) * 5.0 * ms);
        let g = response(GabaB::new(), GabaB::OUTPUT, arrivals, 1000.0 * ms)?;
        let (times, values): (Vec<Time>, Vec<ElectricalConductance>) = g.into_iter().unzip();
        let lines = Lines::new("g", unit).curve(name, times, values);
        panels.push(("GabaB", lines.into()));
    }
    Ok(panels)
}

fn synapse<S>(
    name: &str,
    synapse: S,
    output: Readout<S, ElectricalConductance>,
    duration: Time,
) -> Result<Panel>
where
    S: Synapse<Out = ElectricalConductance> + Receives<ElectricalConductance>,
{
    let g = response(synapse, output, [0.1 * duration], duration)?;
    let (times, values): (Vec<Time>, Vec<ElectricalConductance>) = g.into_iter().unzip();
    Ok(Lines::new("g", nS).curve(name, times, values).into())
}

/// Potentials during a step of current, one parameter set of each model.
fn neurons() -> Result<Panels> {
    let area = 0.01 * mm2;
    let lif = lif();
    let integrator = If {
        c: lif.tau / lif.r,
        v_th: lif.v_th,
        v_reset: lif.v_reset,
        t_ref: lif.t_ref,
        v: lif.v,
    };
    let alif = Alif {
        tau: lif.tau,
        r: lif.r,
        v_rest: lif.v_rest,
        v_th: lif.v_th,
        v_reset: lif.v_reset,
        t_ref: lif.t_ref,
        tau_a: 200.0 * ms,
        beta: 1.0 * mV,
        v: lif.v,
        a: 0.0,
    };
    let qif = Qif {
        tau: 10.0 * ms,
        r: lif.r,
        a_0: 0.07 / mV,
        v_rest: -65.0 * mV,
        v_c: -50.0 * mV,
        v_th: -30.0 * mV,
        v_reset: -68.0 * mV,
        t_ref: 0.0 * ms,
        v: -65.0 * mV,
    };
    let (short, long) = (200.0 * ms, 500.0 * ms);
    let density = uA / cm2 * area;
    let (exp_if, adex, gif) = (
        ExpIf::fast_spiking(area),
        AdEx::adapting(),
        Gif::mixed_mode(200.0 * pF),
    );
    let (axon, interneuron) = (HodgkinHuxley::squid(area), WangBuzsaki::interneuron(area));
    let (muscle, izhikevich) = (MorrisLecar::hopf(area), Izhikevich::regular_spiking());
    let (fitz_hugh_nagumo, hindmarsh_rose) =
        (FitzHughNagumo::excitable(), HindmarshRose::bursting());
    Ok(vec![
        model("If", integrator, (If::I, 0.1 * nA), (If::V, mV), short)?,
        model("Lif", lif, (Lif::I, 0.2 * nA), (Lif::V, mV), short)?,
        model("Alif", alif, (Alif::I, 0.3 * nA), (Alif::V, mV), long)?,
        model("Gif", gif, (Gif::I, 0.4 * nA), (Gif::V, mV), long)?,
        model("ExpIf", exp_if, (ExpIf::I, density), (ExpIf::V, mV), short)?,
        model("AdEx", adex, (AdEx::I, 0.5 * nA), (AdEx::V, mV), long)?,
        model("Qif", qif, (Qif::I, 0.12 * nA), (Qif::V, mV), short)?,
        model(
            "AdQif",
            AdQif::chattering(),
            (AdQif::I, 0.3 * nA),
            (AdQif::V, mV),
            long,
        )?,
        model(
            "Izhikevich",
            izhikevich,
            (Izhikevich::I, 10.0 * mV / ms),
            (Izhikevich::V, mV),
            long,
        )?,
        model(
            "HodgkinHuxley",
            axon,
            (HodgkinHuxley::I, 10.0 * density),
            (HodgkinHuxley::V, mV),
            0.5 * short,
        )?,
        model(
            "WangBuzsaki",
            interneuron,
            (WangBuzsaki::I, density),
            (WangBuzsaki::V, mV),
            short,
        )?,
        model(
            "MorrisLecar",
            muscle,
            (MorrisLecar::I, 120.0 * density),
            (MorrisLecar::V, mV),
            long,
        )?,
        model(
            "FitzHughNagumo",
            fitz_hugh_nagumo,
            (FitzHughNagumo::I, 0.5),
            (FitzHughNagumo::V, 1.0),
            long,
        )?,
        model(
            "HindmarshRose",
            hindmarsh_rose,
            (HindmarshRose::I, 2.0),
            (HindmarshRose::V, 1.0),
            2.0 * long,
        )?,
        ("LeakyReadout", readout()?),
    ])
}

/// A neuron by the name of its type.
fn model<N: Neuron, I: Measured + Values<I> + Display, V: Measured>(
    name: &'static str,
    model: N,
    drive: (Input<N, I>, I),
    potential: (State<N, V>, V),
    duration: Time,
) -> Result<(&'static str, Panel)> {
    let panel = neuron(name, model, drive, potential, duration)?;
    Ok((name, panel))
}

/// Published parameter sets of models that adapt, each at a current for which it is known.
fn parameter_sets() -> Result<[(&'static str, Figure); 4]> {
    let ad_ex = [
        ("tonic", AdEx::tonic(), 500.0 * pA),
        ("adapting", AdEx::adapting(), 500.0 * pA),
        ("initially bursting", AdEx::initially_bursting(), 400.0 * pA),
        ("bursting", AdEx::bursting(), 210.0 * pA),
        (
            "delayed accelerating",
            AdEx::delayed_accelerating(),
            300.0 * pA,
        ),
        ("delayed bursting", AdEx::delayed_bursting(), 110.0 * pA),
        ("transient", AdEx::transient(), 180.0 * pA),
        ("irregular", AdEx::irregular(), 160.0 * pA),
        ("regular spiking", AdEx::regular_spiking(), 800.0 * pA),
    ];
    let ad_qif = [
        ("regular spiking", AdQif::regular_spiking(), 100.0 * pA),
        (
            "intrinsically bursting",
            AdQif::intrinsically_bursting(),
            500.0 * pA,
        ),
        ("chattering", AdQif::chattering(), 300.0 * pA),
    ];
    let c = 200.0 * pF;
    let slope = mV / ms * c;
    let gif = [
        ("tonic", Gif::tonic(c), 1.5 * slope),
        ("adapting", Gif::adapting(c), 2.0 * slope),
        ("bursting", Gif::bursting(c), 2.0 * slope),
        ("mixed mode", Gif::mixed_mode(c), 2.0 * slope),
        (
            "hyperpolarization spiking",
            Gif::hyperpolarization_spiking(c),
            -1.0 * slope,
        ),
        (
            "hyperpolarization bursting",
            Gif::hyperpolarization_bursting(c),
            -1.0 * slope,
        ),
    ];
    let slope = mV / ms;
    let izhikevich = [
        (
            "regular spiking",
            Izhikevich::regular_spiking(),
            10.0 * slope,
        ),
        (
            "intrinsically bursting",
            Izhikevich::intrinsically_bursting(),
            10.0 * slope,
        ),
        ("chattering", Izhikevich::chattering(), 10.0 * slope),
        ("fast spiking", Izhikevich::fast_spiking(), 10.0 * slope),
        (
            "low-threshold spiking",
            Izhikevich::low_threshold_spiking(),
            10.0 * slope,
        ),
        (
            "thalamo-cortical",
            Izhikevich::thalamo_cortical(),
            2.0 * slope,
        ),
    ];
    Ok([
        ("ad_ex", alike(ad_ex, AdEx::I, AdEx::V)?),
        ("ad_qif", alike(ad_qif, AdQif::I, AdQif::V)?),
        ("gif", alike(gif, Gif::I, Gif::V)?),
        (
            "izhikevich",
            alike(izhikevich, Izhikevich::I, Izhikevich::V)?,
        ),
    ])
}

/// A panel for each of these parameter sets of a model.
fn alike<N: Neuron, I: Measured + Values<I> + Display>(
    sets: impl IntoIterator<Item = (&'static str, N, I)>,
    input: Input<N, I>,
    potential: State<N, ElectricPotential>,
) -> Result<Figure> {
    let mut figure = Figure::new();
    for (name, model, amplitude) in sets {
        let panel = neuron(name, model, (input, amplitude), (potential, mV), 400.0 * ms)?;
        figure = figure.panel(panel);
    }
    Ok(figure)
}

/// The potential of one cell, driven from a tenth of the time to nine tenths.
fn neuron<N: Neuron, I: Measured + Values<I> + Display, V: Measured>(
    name: &str,
    model: N,
    (input, amplitude): (Input<N, I>, I),
    (potential, unit): (State<N, V>, V),
    duration: Time,
) -> Result<Panel> {
    let step = Step::new(amplitude)
        .from(0.1 * duration)
        .until(0.9 * duration);
    let mut network = Network::new();
    let cell = network.population("cell", Population::new(1, model).stimulus(input, step))?;
    let mut simulation = Simulation::new(&network, 0.05 * ms, 1)?;
    let v = simulation.record(cell.trace(potential))?;
    simulation.run(duration)?;
    let v = simulation.read(&v);
    let name = format!("{name}, {amplitude}");
    Ok(Lines::new("v", unit)
        .curve(&name, v.times(), v.of(0))
        .into())
}

/// The one model that no current drives, but spikes.
fn readout() -> Result<Panel> {
    let readout = LeakyReadout {
        tau: 20.0 * ms,
        r: 0.0,
    };
    let mut network = Network::new();
    let spikes = (2..=9).map(|k| (0, 10.0 * ms * f64::from(k)));
    let source = network.source("source", SpikeTimes::new(1, spikes))?;
    let cell = network.population("cell", Population::new(1, readout))?;
    network.projection("spikes", Projection::new(source, cell).weight(1.0))?;
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1)?;
    let r = simulation.record(cell.trace(LeakyReadout::R))?;
    simulation.run(200.0 * ms)?;
    let r = simulation.read(&r);
    Ok(Lines::new("r", 1.0)
        .curve("LeakyReadout, spikes", r.times(), r.of(0))
        .into())
}
