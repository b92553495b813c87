use nernst::prelude::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lif = Lif {
        tau: 20.0 * ms,
        r: 100.0 * MOhm,
        v_rest: -49.0 * mV,
        v_th: -50.0 * mV,
        v_reset: -60.0 * mV,
        t_ref: 5.0 * ms,
        v: -60.0 * mV,
    };
    let cells =
        |count| Population::new(count, lif.clone()).with(Lif::V, Normal::new(-65.0 * mV, 5.0 * mV));
    let mut network = Network::new();
    let e = network.population("E", cells(3200))?;
    let i = network.population("I", cells(800))?;
    for (post, name) in [(e, "E"), (i, "I")] {
        let connectivity = FixedProbability::new(0.02);
        network.projection(
            &format!("E to {name}"),
            Projection::new(e, post)
                .connectivity(connectivity)
                .synapse(Expon::new(5.0 * ms))
                .initial(Expon::G, Normal::new(40.0 * nS, 15.0 * nS))
                .output(Coba { e: 0.0 * mV })
                .weight(6.0 * nS),
        )?;
        network.projection(
            &format!("I to {name}"),
            Projection::new(i, post)
                .connectivity(connectivity)
                .synapse(Expon::new(10.0 * ms))
                .initial(Expon::G, Normal::new(200.0 * nS, 120.0 * nS))
                .output(Coba { e: -80.0 * mV })
                .weight(67.0 * nS),
        )?;
    }
    for seed in 1..=3 {
        let t = std::time::Instant::now();
        let mut simulation = Simulation::new(&network, 0.1 * ms, seed)?;
        let build = t.elapsed();
        if seed == 1 {
            print!("{}", simulation.report());
        }
        simulation.run(100.0 * ms)?;
        let se = simulation.record(e.spikes())?;
        let si = simulation.record(i.spikes())?;
        let t = std::time::Instant::now();
        simulation.run(1.0 * second)?;
        println!("{:?} {:?}", build, t.elapsed());
        for s in [&se, &si] {
            let s = simulation.read(s);
            println!("{} cv {:?}", s.rate(), s.interval_cv());
        }
    }
    Ok(())
}
