//! The check of what types cannot see: a weight with the wrong prefix.

use nernst::prelude::*;
use nernst::simulation::ScaleWarning;

fn lif() -> Lif {
    Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -65.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -65.0 * mV,
        t_ref: 2.0 * ms,
        v: -65.0 * mV,
    }
}

/// What is said of a network with two populations of this neuron, joined as described.
fn warnings(
    cell: &Lif,
    join: impl FnOnce(&mut Network, PopulationId<Lif>, PopulationId<Lif>),
) -> Vec<ScaleWarning> {
    let mut network = Network::new();
    let pre = network
        .population("pre", Population::new(3, cell.clone()))
        .unwrap();
    let post = network
        .population("post", Population::new(2, cell.clone()))
        .unwrap();
    join(&mut network, pre, post);
    let simulation = Simulation::new(&network, 0.1 * ms, 1).unwrap();
    simulation.report().scale_warnings
}

fn excitation(weight: ElectricalConductance) -> Vec<ScaleWarning> {
    warnings(&lif(), |network, pre, post| {
        let projection = Projection::new(pre, post)
            .synapse(Expon::new(5.0 * ms))
            .output(Coba { e: 0.0 * mV })
            .weight(weight);
        network.projection("excitation", projection).unwrap();
    })
}

#[test]
fn a_usual_weight_is_not_mentioned() {
    for weight in [0.05 * nS, 0.6 * nS, 6.0 * nS, 30.0 * nS] {
        assert_eq!(excitation(weight), [], "{weight}");
    }
}

#[test]
fn a_slip_by_a_prefix_is_told_with_both_numbers() {
    let large = excitation(0.6 * uS);
    assert_eq!(large.len(), 1);
    assert_eq!(large[0].likely.as_deref(), Some("600 pS"));
    // The peak of 65 mV · w / 10 nS · 5/15 · (e^(-t/20) - e^(-t/5)), with t = 20/3 ln 4: 0.157 of 65 mV · 60.
    let peak = 65e-3 * 60.0 * 5.0 / 15.0 * (0.25f64.powf(1.0 / 3.0) - 0.25f64.powf(4.0 / 3.0));
    assert!(
        (large[0].ratio / (peak / 15e-3) - 1.0).abs() < 0.01,
        "{:?}",
        large[0]
    );
    let text = large[0].to_string();
    assert!(
        text.starts_with("projection `excitation`: one spike of 600 nS moves `v` by 6"),
        "{text}"
    );
    assert!(
        text.contains("times the 15 mV to the threshold; was 600 pS meant"),
        "{text}"
    );

    let small = excitation(0.6 * pS);
    assert_eq!(small[0].likely.as_deref(), Some("600 pS"));
    assert!(small[0].ratio < 1e-3);
}

/// The network of the tutorial: 0.6 mS act through a resistance of one ohm.
#[test]
fn the_uncoupled_network_of_the_tutorial_is_noticed() {
    let fake = Lif {
        r: 1.0 * ohm,
        ..lif()
    };
    let found = warnings(&fake, |network, pre, post| {
        let projection = Projection::new(pre, post)
            .synapse(Expon::new(5.0 * ms))
            .output(Coba { e: 0.0 * mV })
            .weight(0.6 * mS);
        network.projection("excitation", projection).unwrap();
    });
    assert_eq!(found.len(), 1);
    assert!(found[0].ratio < 1e-3, "{:?}", found[0]);
}

/// 20 s for 20 ms.
#[test]
fn a_membrane_of_seconds_is_noticed() {
    let slow = Lif {
        tau: 20.0 * second,
        ..lif()
    };
    let found = warnings(&slow, |network, pre, post| {
        let projection = Projection::new(pre, post)
            .synapse(Expon::new(5.0 * ms))
            .output(Coba { e: 0.0 * mV })
            .weight(0.6 * nS);
        network.projection("excitation", projection).unwrap();
    });
    assert_eq!(found.len(), 1);
    // What comes in is kept: 65 mV · 0.6 nS · 100 MOhm · 5 ms / 20 s.
    let moved = 65e-3 * 0.06 * 5e-3 / 20.0;
    assert!(
        (found[0].ratio / (moved / 15e-3) - 1.0).abs() < 0.05,
        "{:?}",
        found[0]
    );
}

#[test]
fn every_kind_of_coupling_is_looked_at() {
    let found = warnings(&lif(), |network, pre, post| {
        let delta = Projection::new(pre, post).weight(0.2 * volt);
        network.projection("delta", delta).unwrap();
        let current = Projection::new(pre, post)
            .synapse(Alpha::new(2.0 * ms))
            .output(Cuba)
            .weight(0.1 * pA);
        network.projection("current", current).unwrap();
        let kinetic = Projection::new(pre, post)
            .synapse(Ampa::new())
            .output(Coba { e: 0.0 * mV })
            .weight(1.0 * mS);
        network.projection("kinetic", kinetic).unwrap();
        let nmda = Projection::new(pre, post)
            .synapse(Nmda::new())
            .output(MagnesiumBlock::new())
            .weight(1.0 * fS);
        network.projection("nmda", nmda).unwrap();
        let drawn = Projection::new(pre, post).weight(Normal::new(0.1 * uV, 0.01 * uV));
        network.projection("drawn", drawn).unwrap();
        let plastic = Projection::new(pre, post)
            .short_term_plasticity(Stp::new(0.15, 1500.0 * ms, 200.0 * ms))
            .weight(2.0 * volt);
        network.projection("plastic", plastic).unwrap();
        let fine = Projection::new(pre, post).weight(0.5 * mV);
        network.projection("fine", fine).unwrap();
    });
    let names: Vec<&str> = found
        .iter()
        .map(|warning| warning.projection.as_str())
        .collect();
    assert_eq!(
        names,
        ["delta", "current", "kinetic", "nmda", "drawn", "plastic"]
    );
    // The first release is 0.15 of 2 V.
    assert!((found[5].ratio - 20.0).abs() < 1e-9, "{:?}", found[5]);
}

#[test]
fn inhibition_at_rest_is_no_slip() {
    // At its reversal potential a synapse moves nothing, and shunts all the same.
    let found = warnings(&lif(), |network, pre, post| {
        let projection = Projection::new(pre, post)
            .synapse(Expon::new(10.0 * ms))
            .output(Coba { e: -65.0 * mV })
            .weight(5.0 * nS);
        network.projection("shunt", projection).unwrap();
    });
    assert_eq!(found, []);
}

#[test]
fn cells_that_fire_by_themselves_or_never_are_left_alone() {
    let driven = Lif {
        v_rest: -49.0 * mV,
        ..lif()
    };
    let join = |network: &mut Network, pre, post| {
        network
            .projection("kicks", Projection::new(pre, post).weight(1.0 * mV))
            .unwrap();
    };
    assert_eq!(warnings(&driven, join), []);
    let above = Lif {
        v: -45.0 * mV,
        ..lif()
    };
    assert_eq!(warnings(&above, join), []);
}

#[test]
fn a_scale_is_accepted_by_name() {
    let found = warnings(&lif(), |network, pre, post| {
        network
            .projection("kicks", Projection::new(pre, post).weight(0.1 * uV))
            .unwrap();
        network.accept_scale("kicks").unwrap();
        let error = network.accept_scale("kick").unwrap_err();
        assert_eq!(
            error.to_string(),
            "projection `kick`: the network has no projection of this name"
        );
    });
    assert_eq!(found, []);
}

#[test]
fn looking_changes_nothing() {
    let bits = |accepts: bool| {
        let mut network = Network::new();
        let cells = Population::new(20, lif()).with(Lif::V, Uniform::new(-65.0 * mV, -51.0 * mV));
        let cells = network.population("cells", cells).unwrap();
        let kicks = Projection::new(cells, cells)
            .connectivity(FixedProbability::new(0.3))
            .weight(2.0 * mV);
        network.projection("kicks", kicks).unwrap();
        if accepts {
            network.accept_scale("kicks").unwrap();
        }
        let mut simulation = Simulation::new(&network, 0.1 * ms, 5).unwrap();
        let v = simulation.record(cells.trace(Lif::V)).unwrap();
        simulation.run(20.0 * ms).unwrap();
        let v = simulation.read(&v);
        let cells = (0..20).flat_map(|cell| v.of(cell));
        cells.map(|v| v.si().to_bits()).collect::<Vec<_>>()
    };
    assert_eq!(bits(true), bits(false));
}
