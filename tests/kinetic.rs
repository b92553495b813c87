//! Kinetic synapses: pulses of transmitter, states of presynaptic cells and of connections.

mod common;
#[path = "common/golden.rs"]
mod golden;

use common::{distance, si};
use golden::Table;
use nernst::model::{Accepts, Alignment, Port, Receives, Synapse as SynapseModel};
use nernst::prelude::*;
use proptest::prelude::*;

/// A cell that never fires.
fn cell() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 1.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: 1.0 * volt,
        v_reset: -65.0 * mV,
        t_ref: 0.0 * ms,
        v: -65.0 * mV,
    }
}

/// Spikes as pairs of a source and a step.
type Spikes<'a> = &'a [(usize, u32)];

/// What reaches one cell from so many sources, at each step of 0.1 ms or of `h`.
fn drive<S>(synapse: S, sources: usize, spikes: Spikes<'_>, h: f64, steps: u32) -> Vec<f64>
where
    S: SynapseModel<Out = ElectricalConductance> + Receives<ElectricalConductance>,
    Coba: Accepts<S::Out>,
    Lif: Port<ElectricCurrent, ElectricPotential>,
{
    drive_through(synapse, None::<Std>, sources, spikes, h, steps)
}

/// The same behind a short-term plasticity.
fn drive_through<S, P>(
    synapse: S,
    plasticity: Option<P>,
    sources: usize,
    spikes: Spikes<'_>,
    h: f64,
    steps: u32,
) -> Vec<f64>
where
    S: SynapseModel<Out = ElectricalConductance> + Receives<ElectricalConductance>,
    Coba: Accepts<S::Out>,
    P: nernst::model::ShortTermPlasticity,
{
    let mut network = Network::new();
    let cells = Population::new(1, cell());
    let cells = network.population("cell", cells).unwrap();
    let times = spikes
        .iter()
        .map(|(source, step)| (*source, f64::from(*step) * h * ms));
    let source = SpikeTimes::new(sources, times);
    let source = network.source("source", source).unwrap();
    let mut projection = Projection::new(source, cells)
        .synapse(synapse)
        .output(Coba { e: 0.0 * mV })
        .weight(1.0 * siemens);
    if let Some(plasticity) = plasticity {
        projection = projection.short_term_plasticity(plasticity);
    }
    let projection = network.projection("through", projection).unwrap();
    let mut simulation = Simulation::new(&network, h * ms, 1).unwrap();
    let g = projection.readout(nernst::model::Readout::<S, ElectricalConductance>::new());
    let g = simulation.record(g).unwrap();
    simulation.run(f64::from(steps) * h * ms).unwrap();
    // A spike arrives one step after its time.
    si(&simulation.read(&g), 0).into_iter().skip(1).collect()
}

/// The spikes of a recorded train, of one source.
fn train(name: &str, h: f64) -> Vec<(usize, u32)> {
    let text = golden::text("spike_trains");
    let rows = text.lines().filter_map(|line| line.split_once(','));
    let times = rows.filter(|(train, _)| *train == name);
    times
        .map(|(_, time)| (0, (time.parse::<f64>().unwrap() / h).round() as u32))
        .collect()
}

#[test]
fn receptors_follow_the_exact_solution() {
    let run = |name: &str, spikes: Spikes<'_>, h: f64, is_lumped: bool| {
        // A depression that uses nothing up releases everything, but the states are those of each cell on its own.
        let whole = (!is_lumped).then(|| Std::new(0.0, 1.0 * ms));
        let steps = (100.0 / h).round() as u32 + 2;
        match name {
            "syn_ampa" => drive_through(Ampa::new(), whole, 1, spikes, h, steps),
            _ => drive_through(GabaA::new(), whole, 1, spikes, h, steps),
        }
    };
    for name in ["syn_ampa", "syn_gabaa"] {
        for (suffix, h) in [("dt0p1", 0.1), ("dt0p01", 0.01)] {
            let table = Table::read(&format!("{name}_{suffix}"));
            let rows = table.column("t_ms");
            // A row is the value at the end of the step that it names.
            let rows: Vec<usize> = rows.iter().map(|t| (t / h).round() as usize + 1).collect();
            for train_name in ["single", "regular", "irregular"] {
                let golden = table.column(&format!("{train_name}_exact"));
                for is_lumped in [true, false] {
                    let g = run(name, &train(train_name, h), h, is_lumped);
                    let peak = golden.iter().copied().fold(0.0, f64::max);
                    let values = rows.iter().map(|row| g[*row]);
                    let error = distance(values, golden.clone()) / peak;
                    assert!(
                        error <= 1e-12,
                        "{name}_{suffix} {train_name}, lumped {is_lumped}: {error:e}"
                    );
                }
            }
        }
    }
}

/// The fourth-order method with tiny steps, for one source; the last argument of `rates` is whether the pulse is on.
fn reference<const N: usize>(
    rates: impl Fn([f64; N], bool) -> [f64; N],
    spikes: Spikes<'_>,
    duration: u32,
    (h, steps, parts): (f64, u32, u32),
) -> Vec<[f64; N]> {
    let (mut x, mut end) = ([0.0; N], 0);
    let mut all = vec![x];
    for step in 0..steps {
        if spikes.iter().any(|(_, at)| *at == step) {
            end = step + duration;
        }
        let part = h / f64::from(parts);
        let moved = |x: [f64; N], k: [f64; N], by: f64| {
            let mut there = x;
            for (there, k) in there.iter_mut().zip(k) {
                *there += by * k;
            }
            there
        };
        for _ in 0..parts {
            let on = step < end;
            let k1 = rates(x, on);
            let k2 = rates(moved(x, k1, part / 2.0), on);
            let k3 = rates(moved(x, k2, part / 2.0), on);
            let k4 = rates(moved(x, k3, part), on);
            for n in 0..N {
                x[n] += part / 6.0 * (k1[n] + 2.0 * k2[n] + 2.0 * k3[n] + k4[n]);
            }
        }
        all.push(x);
    }
    all
}

#[test]
fn gaba_b_is_exact() {
    let spikes = [(0, 10), (0, 30), (0, 31), (0, 200)];
    let rates = |[r, g]: [f64; 2], on| {
        let t = if on { 0.5 } else { 0.0 };
        [0.52 * t * (1.0 - r) - 0.0013 * r, 0.098 * r - 0.033 * g]
    };
    let exact = reference(rates, &spikes, 3, (0.1, 2000, 10));
    let open = exact.iter().map(|[_, g]| g.powi(4) / (g.powi(4) + 100.0));
    let found = drive(GabaB::new(), 1, &spikes, 0.1, 2001);
    let peak = open.clone().fold(0.0, f64::max);
    assert!(peak > 1e-3);
    let error = distance(found, open.collect::<Vec<_>>()) / peak;
    assert!(error < 1e-11, "{error:e}");
}

fn nmda(spikes: Spikes<'_>, h: f64, steps: u32, parts: u32) -> Vec<f64> {
    let rates = |[x, s]: [f64; 2], on| {
        let t = if on { 1.0 } else { 0.0 };
        [t * (1.0 - x) - 0.5 * x, 2.0 * x * (1.0 - s) - 0.01 * s]
    };
    let duration = (0.5 / h).round() as u32;
    let states = reference(rates, spikes, duration, (h, steps, parts));
    states.into_iter().map(|[_, s]| s).collect()
}

#[test]
fn nmda_is_of_second_order() {
    let error = |h: f64| {
        let (spikes, steps) = (train("irregular", h), (100.0 / h).round() as u32);
        let exact = nmda(&spikes, h, steps, 40);
        let found = drive(Nmda::new(), 1, &spikes, h, steps + 1);
        distance(found, exact)
    };
    let errors = [0.1, 0.05, 0.025].map(error);
    assert!(errors[0] < 5e-4, "{errors:?}");
    for pair in errors.windows(2) {
        let order = (pair[0] / pair[1]).log2();
        assert!((order - 2.0).abs() < 0.1, "order {order}, {errors:?}");
    }
}

#[test]
fn nmda_lies_by_the_recorded_trace() {
    // That one is of first order: ten times the step, ten times the distance.
    let mut distances = Vec::new();
    for (suffix, h) in [("dt0p1", 0.1), ("dt0p01", 0.01)] {
        let table = Table::read(&format!("syn_bionmda_{suffix}"));
        let rows = table.column("t_ms");
        let rows: Vec<usize> = rows.iter().map(|t| (t / h).round() as usize + 1).collect();
        let steps = (100.0 / h).round() as u32 + 1;
        let exact = nmda(&train("irregular", h), h, steps, 10);
        let values = rows.iter().map(|row| exact[*row]);
        distances.push(distance(values, table.column("irregular_g")));
    }
    let [coarse, fine] = distances[..] else {
        unreachable!()
    };
    assert!((8.0..12.5).contains(&(coarse / fine)), "{distances:?}");
}

/// A synapse that saturates at each connection.
#[derive(Synapse, Clone)]
#[weight(ElectricalConductance)]
#[on_spike(s += 0.4 * (1 - s) * weight / 1 S)]
#[output(weight * s)]
struct Saturating {
    tau: Time,
    #[ode(ds/dt = -s / tau)]
    s: f64,
}

/// A synapse whose spikes are all alike, so that a state for each presynaptic cell will do.
#[derive(Synapse, Clone)]
#[weight(ElectricalConductance)]
#[on_spike(s += 0.4 * (1 - s))]
#[output(weight * s)]
struct Alike {
    tau: Time,
    #[ode(ds/dt = -s / tau)]
    s: f64,
}

#[test]
fn states_live_where_the_equations_say() {
    assert!(matches!(
        Ampa::<dim::ElectricCurrent>::ALIGNMENT,
        Alignment::Pre { .. }
    ));
    assert!(matches!(Alike::ALIGNMENT, Alignment::Pre { .. }));
    assert!(matches!(
        Saturating::ALIGNMENT,
        Alignment::Connection { .. }
    ));
}

#[test]
fn a_spike_adds_to_what_is_left_to_add() {
    let spikes = [(0, 10), (1, 20), (0, 30), (0, 31)];
    let tau = 5.0 * ms;
    let found = [
        drive(Saturating { tau, s: 0.0 }, 2, &spikes, 0.1, 101),
        drive(Alike { tau, s: 0.0 }, 2, &spikes, 0.1, 101),
    ];
    let mut states = [0.0, 0.0];
    for step in 0..=100 {
        for state in &mut states {
            if step > 0 {
                *state *= (-0.02_f64).exp();
            }
        }
        for (source, _) in spikes.iter().filter(|(_, at)| *at == step) {
            states[*source] += 0.4 * (1.0 - states[*source]);
        }
        for found in &found {
            let error = (found[step as usize] - states[0] - states[1]).abs();
            assert!(error < 1e-14, "step {step}: {error:e}");
        }
    }
}

/// The recursion of facilitation and depression from spike to spike, with steps of 0.1 ms.
fn released(spikes: Spikes<'_>) -> Vec<(f64, f64, f64)> {
    let (mut u, mut x, mut last) = (0.0, 1.0, 0);
    let step = |(_, at): &(usize, u32)| {
        let passed = f64::from(at - last) * 0.1;
        last = *at;
        u *= (-passed / 1500.0_f64).exp();
        x = 1.0 + (x - 1.0) * (-passed / 200.0_f64).exp();
        u += 0.15 * (1.0 - u);
        let released = u * x;
        x -= released;
        (released, u, x)
    };
    spikes.iter().map(step).collect()
}

/// What a plasticity releases at each step of 0.1 ms.
fn released_by<P>(plasticity: P, spikes: Spikes<'_>, steps: u32) -> Vec<f64>
where
    P: nernst::model::ShortTermPlasticity,
{
    // A synapse that forgets in a few steps shows what each spike adds.
    let synapse = Expon::new(0.1 * ms);
    let mut before = 0.0;
    let g = drive_through(synapse, Some(plasticity), 1, spikes, 0.1, steps);
    let added = g.into_iter().map(|g| {
        let added = g - before * (-1.0_f64).exp();
        before = g;
        added
    });
    added.collect()
}

#[test]
fn plasticity_releases_what_its_recursion_says() {
    let spikes = train("irregular", 0.1);
    let plasticity = Stp::new(0.15, 1500.0 * ms, 200.0 * ms);
    let added = released_by(plasticity, &spikes, 1001);
    for (step, added) in added.into_iter().enumerate() {
        let at = spikes.iter().position(|(_, at)| *at as usize == step);
        let expected = at.map_or(0.0, |k| released(&spikes)[k].0);
        assert!(
            (added - expected).abs() < 1e-14,
            "step {step}: {added} for {expected}"
        );
    }
    assert_eq!(released(&spikes)[0].0, 0.15);
}

#[test]
fn states_of_plasticity_are_exact_between_spikes() {
    let mut network = Network::new();
    let cells = network
        .population("cell", Population::new(1, cell()))
        .unwrap();
    let spikes = train("regular", 0.1);
    let times = spikes
        .iter()
        .map(|(_, step)| (0, f64::from(*step) * 0.1 * ms));
    let source = network.source("source", SpikeTimes::new(1, times)).unwrap();
    let projection = Projection::new(source, cells)
        .short_term_plasticity(Stp::new(0.15, 1500.0 * ms, 200.0 * ms))
        .synapse(Expon::new(5.0 * ms))
        .output(Coba { e: 0.0 * mV })
        .weight(1.0 * nS);
    let projection = network.projection("through", projection).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    let u = simulation
        .record(projection.plasticity_trace(Stp::U))
        .unwrap();
    let x = simulation
        .record(projection.plasticity_trace(Stp::X))
        .unwrap();
    let wrong = simulation
        .record(projection.plasticity_trace(Std::X))
        .unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "projection `through` has no short-term plasticity `Std`"
    );
    simulation.run(100.0 * ms).unwrap();
    let (u, x) = (si(&simulation.read(&u), 0), si(&simulation.read(&x), 0));
    let jumps = released(&spikes);
    for step in 0..=1000_u32 {
        // The spikes of the present step act in the next.
        let past = spikes.iter().rposition(|(_, at)| *at < step);
        let (expected_u, expected_x) = past.map_or((0.0, 1.0), |k| {
            let passed = f64::from(step - spikes[k].1) * 0.1;
            let (_, u, x) = jumps[k];
            (
                u * (-passed / 1500.0_f64).exp(),
                1.0 + (x - 1.0) * (-passed / 200.0_f64).exp(),
            )
        });
        assert!((u[step as usize] - expected_u).abs() < 1e-15, "u at {step}");
        assert!((x[step as usize] - expected_x).abs() < 1e-15, "x at {step}");
    }
}

/// One step of the recorded plasticity, and by how much ours is above it.
///
/// In a step, `u` is multiplied by `a` and `1 - x` by `b`. A spike then adds `U (1 - a u)` to `u` here and `U (1 - u)` there, and takes
/// `u` times the `x` after the decay here and before it there. The difference of the two `u` is `above_u`, that of the two `x` is `above_x`.
struct Recorded {
    /// Or is it depression alone, which has a fixed `u` and releases `x`?
    facilitates: bool,
    decay: [f64; 2],
    u_se: f64,
    u: f64,
    x: f64,
    above_u: f64,
    above_x: f64,
}

impl Recorded {
    /// What a spike releases, and how much more it is by our order.
    fn step(&mut self, is_spike: bool) -> (f64, f64) {
        let [a, b] = self.decay;
        let (u_before, x_before) = (self.u, self.x);
        self.x = 1.0 + (self.x - 1.0) * b;
        self.above_x *= b;
        if self.facilitates {
            self.u *= a;
            self.above_u *= a;
        }
        if !is_spike {
            return (0.0, 0.0);
        }
        let (x, above_x) = (self.x, self.above_x);
        if self.facilitates {
            self.u += self.u_se * (1.0 - u_before);
            self.above_u = (1.0 - self.u_se) * self.above_u + self.u_se * (1.0 - a) * u_before;
        }
        let u_here = self.u + self.above_u;
        self.x -= self.u * x_before;
        self.above_x = (1.0 - u_here) * above_x - self.above_u * x - self.u * (x - x_before);
        match self.facilitates {
            true => (self.u * x, self.above_u * x + u_here * above_x),
            false => (x, above_x),
        }
    }
}

/// What is recorded differs from ours in the order of jumps alone, and by as much as follows from it: increments are those of the values
/// before the decay over the step, and u starts at U instead of zero.
#[test]
fn the_recorded_plasticity_jumps_from_values_before_the_decay() {
    let decay = [1500.0, 200.0].map(|tau: f64| (-0.1 / tau).exp());
    let [a, b] = decay;
    for (facilitates, u_se, table) in [
        (true, 0.15, Table::read("syn_stp_dt0p1")),
        (false, 0.07, Table::read("syn_std_dt0p1")),
    ] {
        let mut largest: f64 = 0.0;
        for train_name in ["single", "regular", "irregular"] {
            let spikes = train(train_name, 0.1);
            let out = table.column(&format!("{train_name}_out"));
            let steps = out.len() as u32;
            let ours = if facilitates {
                // There the first step decays too.
                let stp = Stp {
                    u: u_se * a,
                    ..Stp::new(u_se, 1500.0 * ms, 200.0 * ms)
                };
                released_by(stp, &spikes, steps)
            } else {
                released_by(Std::new(u_se, 200.0 * ms), &spikes, steps)
            };
            assert_eq!(ours.len(), out.len());
            let mut recorded = Recorded {
                facilitates,
                decay,
                u_se,
                u: u_se,
                x: 1.0,
                above_u: 0.0,
                above_x: 0.0,
            };
            for (step, (out, ours)) in out.iter().zip(ours).enumerate() {
                let is_spike = spikes.iter().any(|(_, at)| *at as usize == step);
                let (released, above) = recorded.step(is_spike);
                let place = format!("{train_name} at step {step}, facilitating: {facilitates}");
                assert!((released - out).abs() < 1e-13, "{place}");
                let found = ours - out;
                assert!(
                    (found - above).abs() < 1e-13,
                    "{found} for {above}, {place}"
                );
                largest = largest.max(found.abs());
            }
        }
        // With `u` and `x` between zero and one, `above_u` is at most 1 - a, and `above_x` at least -(1 - b) - (1 - a) / U; and it is
        // not so little that nothing was compared.
        let most = match facilitates {
            true => (1.0 - a) * (1.0 + 1.0 / u_se) + (1.0 - b),
            false => 1.0 - b,
        };
        assert!(
            most / 100.0 < largest && largest < most,
            "{largest}, {most}"
        );
    }
}

#[test]
fn a_pulse_is_a_current_of_fixed_length() {
    let mut network = Network::new();
    let cells = network
        .population("cell", Population::new(1, cell()))
        .unwrap();
    let source = SpikeTimes::new(1, [(0, 1.0 * ms), (0, 1.2 * ms), (0, 3.0 * ms)]);
    let source = network.source("source", source).unwrap();
    let projection = Projection::new(source, cells)
        .synapse(SquarePulse::new(0.4 * ms))
        .output(Cuba)
        .weight(2.0 * nA);
    network.projection("pulses", projection).unwrap();
    let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    assert!(simulation.report().to_string().contains("solver exact"));
    let v = simulation.record(cells.trace(Lif::V)).unwrap();
    simulation.run(5.0 * ms).unwrap();
    let mut expected = 0.0;
    for (step, v) in si(&simulation.read(&v), 0).iter().enumerate() {
        let on = (12..=17).contains(&step) || (32..=35).contains(&step);
        if step > 0 {
            let steady = if on { 2e-3 } else { 0.0 };
            expected = steady + (expected - steady) * (-0.005_f64).exp();
        }
        assert!((v + 65e-3 - expected).abs() < 1e-16, "step {step}: {v}");
    }
}

/// A pulse that is not a whole number of steps, or none.
#[test]
fn pulses_are_whole_steps() {
    let error = |t_dur: Time| {
        let mut network = Network::new();
        let cells = network
            .population("cell", Population::new(1, cell()))
            .unwrap();
        let projection = Projection::new(cells, cells)
            .synapse(Ampa {
                t_dur,
                ..Ampa::new()
            })
            .output(Coba { e: 0.0 * mV })
            .weight(1.0 * nS);
        match network.projection("through", projection) {
            Err(error) => error.to_string(),
            Ok(_) => Simulation::new(&network, 0.1 * ms, 1)
                .unwrap_err()
                .to_string(),
        }
    };
    assert_eq!(
        error(0.25 * ms),
        "the duration of the pulse of `Ampa` in projection `through` is 250 us, which is not a whole number of time steps of 100 us; the nearest are 200 us and 300 us"
    );
    assert_eq!(
        error(0.0 * ms),
        "projection `through`: `Ampa` requires `t_dur > 0 ms`, but t_dur = 0 ms"
    );
}

/// What the lumped sums at the cells are must be what each synapse hands on.
fn plain(spikes: Spikes<'_>, sources: usize, steps: u32) -> Vec<f64> {
    let rates = |[s]: [f64; 1], on| {
        let t = if on { 0.5 } else { 0.0 };
        [0.98 * t * (1.0 - s) - 0.18 * s]
    };
    let mut sum = vec![0.0; steps as usize + 1];
    for source in 0..sources {
        let own: Vec<_> = spikes
            .iter()
            .copied()
            .filter(|(s, _)| *s == source)
            .collect();
        let states = reference(rates, &own, 5, (0.1, steps, 20));
        for (sum, [s]) in sum.iter_mut().zip(states) {
            *sum += s;
        }
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn lumped_states_are_the_sum_of_all(spikes in prop::collection::vec((0..5_usize, 0..300_u32), 0..40)) {
        let found = drive(Ampa::new(), 5, &spikes, 0.1, 401);
        let error = distance(found, plain(&spikes, 5, 400));
        prop_assert!(error < 1e-11, "{error:e}");
    }

    #[test]
    fn open_fractions_stay_between_zero_and_one(
        spikes in prop::collection::vec((0..1_usize, 0..400_u32), 1..60),
        alpha in 0.1..20.0_f64,
        beta in 0.01..5.0_f64,
    ) {
        let rate = |x: f64| x / ms;
        let ampa = Ampa { alpha: alpha / ms / mM, beta: rate(beta), ..Ampa::new() };
        let nmda = Nmda { alpha1: rate(alpha), beta1: rate(beta), ..Nmda::new() };
        let gaba_b = GabaB { k1: alpha / ms / mM, k2: rate(beta), ..GabaB::new() };
        let steps = 500;
        for found in [
            drive(ampa, 1, &spikes, 0.1, steps),
            drive(nmda, 1, &spikes, 0.1, steps),
            drive(gaba_b, 1, &spikes, 0.1, steps),
        ] {
            for g in found {
                // The lumped sum goes from one place to another and may miss zero by rounding.
                prop_assert!((-1e-15..=1.0).contains(&g), "{g}");
            }
        }
    }

    #[test]
    fn plasticity_stays_between_zero_and_one(
        spikes in prop::collection::vec((0..1_usize, 0..400_u32), 1..60),
        u_se in 0.0..=1.0_f64,
        tau_f in 0.05..2000.0_f64,
        tau_d in 0.05..2000.0_f64,
    ) {
        let stp = Stp::new(u_se, tau_f * ms, tau_d * ms);
        let mut network = Network::new();
        let cells = network.population("cell", Population::new(1, cell())).unwrap();
        let times = spikes.iter().map(|(_, step)| (0, f64::from(*step) * 0.1 * ms));
        let source = network.source("source", SpikeTimes::new(1, times)).unwrap();
        let projection = Projection::new(source, cells)
            .short_term_plasticity(stp)
            .synapse(Expon::new(5.0 * ms))
            .output(Coba { e: 0.0 * mV })
            .weight(1.0 * nS);
        let projection = network.projection("through", projection).unwrap();
        let mut simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
        let u = simulation.record(projection.plasticity_trace(Stp::U)).unwrap();
        let x = simulation.record(projection.plasticity_trace(Stp::X)).unwrap();
        simulation.run(50.0 * ms).unwrap();
        for value in si(&simulation.read(&u), 0).iter().chain(&si(&simulation.read(&x), 0)) {
            prop_assert!((0.0..=1.0).contains(value), "{value}");
        }
    }

    #[test]
    fn more_spikes_open_more_channels(count in 1..12_u32, gap in 5..60_u32) {
        let spikes: Vec<_> = (0..=count).map(|k| (0, k * gap)).collect();
        let (fewer, more) = (&spikes[..count as usize], &spikes[..]);
        let last = 800;
        let peak = |g: Vec<f64>| g.into_iter().fold(0.0, f64::max);
        let open = |spikes| peak(drive(GabaB::new(), 1, spikes, 0.1, last));
        prop_assert!(open(more) > open(fewer));
        let open = |spikes| peak(drive(Nmda::new(), 1, spikes, 0.1, last));
        prop_assert!(open(more) >= open(fewer));
    }
}
