//! What a seed gives today it gives tomorrow, on every machine.
//!
//! The numbers here are no mathematics: they are the output of the day on which they were written down. If one of
//! them changes, so does every result that anybody has published with a seed; that belongs into the change log.

mod common;

use nernst::prelude::*;

#[test]
fn a_small_balanced_network_gives_the_output_that_was_written_down() {
    let lif = Lif {
        v_rest: -49.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        ..common::silent_cell()
    };
    let cells =
        |count| Population::new(count, lif.clone()).with(Lif::V, Normal::new(-60.0 * mV, 5.0 * mV));
    let mut network = Network::new();
    let e = network.population("E", cells(160)).unwrap();
    let i = network.population("I", cells(40)).unwrap();
    for (post, name) in [(e, "E"), (i, "I")] {
        let random = FixedProbability::new(0.2).without_self();
        let excitation = Projection::new(e, post)
            .connectivity(random)
            .synapse(Expon::new(5.0 * ms));
        let excitation = excitation
            .output(Coba { e: 0.0 * mV })
            .weight(6.0 * nS)
            .delay(0.8 * ms);
        network
            .projection(&format!("E to {name}"), excitation)
            .unwrap();
        let inhibition = Projection::new(i, post)
            .connectivity(random)
            .synapse(DualExponential::new(1.0 * ms, 10.0 * ms));
        let inhibition = inhibition.initial(DualExponential::G, Uniform::new(0.0 * nS, 50.0 * nS));
        let inhibition = inhibition.output(Coba { e: -80.0 * mV }).weight(67.0 * nS);
        network
            .projection(&format!("I to {name}"), inhibition)
            .unwrap();
    }
    let mut simulation = Simulation::new(&network, 0.1 * ms, 2024).unwrap();
    let spikes = simulation.record(e.spikes()).unwrap();
    let v = simulation.record(e.trace(Lif::V).every(10.0 * ms)).unwrap();
    simulation.run(200.0 * ms).unwrap();

    let spikes = simulation.read(&spikes);
    // FNV-1a over the bits.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |bits: u64| {
        for byte in bits.to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (time, cell) in spikes.iter() {
        take(time.si().to_bits());
        take(cell as u64);
    }
    for cell in 0..160 {
        common::bits(&simulation.read(&v), cell)
            .into_iter()
            .for_each(&mut take);
    }
    assert_eq!(
        (spikes.len(), format!("{hash:016x}").as_str()),
        (724, "6bd40d2cc1326981")
    );
}
