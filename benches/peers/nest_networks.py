#!/usr/bin/env python3
"""Three networks of `examples/benchmark` in NEST, with their spikes: the counterpart of

    cargo run --release --example benchmark -- NAME --seed 1 --warm 0.1 --t 1 --threads 2 --spikes FILE

    python nest_networks.py NAME --seed 1 --warm 0.1 --t 1 --threads 2 --spikes FILE

writes a file of the same form. The networks are those of the publications, with the conventions that the example shares: a time step of
0.1 ms, delays of one step unless given, cells may be connected to themselves, and numbers of connections that are fixed are drawn with
replacement. Needs NEST 3.10 and numpy.
"""

import argparse
import os

import numpy as np

os.environ.setdefault("PYNEST_QUIET", "1")
import nest  # noqa: E402

STEP_MS = 0.1
# 16 bytes a connection, where `static_synapse` takes 24; at most 65 534 cells on a thread.
SYNAPSE = "static_synapse_hpc"


def coba(scale):
    """Vogels & Abbott (2005) with conductances, as benchmark 1 of Brette et al. (2007)."""
    count = round(4000 * scale)
    excitatory = round(0.8 * count)
    parameters = dict(
        C_m=200.0, g_L=10.0, E_L=-49.0, V_th=-50.0, V_reset=-60.0, t_ref=5.0,
        E_ex=0.0, E_in=-80.0, tau_syn_ex=5.0, tau_syn_in=10.0,
    )
    cells = nest.Create("iaf_cond_exp", count, params=parameters)
    cells.set(
        V_m=nest.random.normal(-65.0, 5.0),
        g_ex=nest.random.normal(40.0, 15.0),
        g_in=nest.random.normal(200.0, 120.0),
    )
    populations = [cells[:excitatory], cells[excitatory:]]
    # NEST tells inhibition by the sign of a weight.
    for source, weight in zip(populations, [6.0, -67.0]):
        nest.Connect(
            source, cells,
            dict(rule="pairwise_bernoulli", p=80.0 / count),
            dict(synapse_model="static_synapse", weight=weight, delay=STEP_MS),
        )
    return populations


def brunel(scale):
    """Brunel (2000), model A, with g = 5 and twice the drive that would just make the cells fire."""
    excitatory, inhibitory = round(10_000 * scale), round(2_500 * scale)
    j = 0.1 / scale
    parameters = dict(C_m=1.0, tau_m=20.0, E_L=0.0, V_th=20.0, V_reset=10.0, t_ref=2.0)
    cells = nest.Create("iaf_psc_delta", excitatory + inhibitory, params=parameters)
    cells.V_m = nest.random.uniform(0.0, 10.0)
    populations = [cells[:excitatory], cells[excitatory:]]
    # All external trains of a cell together: 20 mV / (J tau) reaches the threshold. The generator gives each target spikes of its own.
    drive = nest.Create("poisson_generator", params=dict(rate=2.0 * 20.0 / (j * 0.020)))
    nest.Connect(drive, cells, syn_spec=dict(synapse_model="static_synapse", weight=j, delay=1.5))
    for name, source, weight in zip(["exc", "inh"], populations, [j, -5.0 * j]):
        nest.CopyModel(SYNAPSE, name, dict(weight=weight, delay=1.5))
        nest.Connect(source, cells, dict(rule="fixed_indegree", indegree=len(source) // 10), name)
    return populations


# Cells, external inputs, and probabilities of connection from all populations: L2/3E, L2/3I, L4E, L4I, L5E, L5I, L6E, L6I.
COLUMN = [
    (20683, 1600, [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0]),
    (5834, 1500, [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0]),
    (21915, 2100, [0.0077, 0.0059, 0.0497, 0.1350, 0.0067, 0.0003, 0.0453, 0.0]),
    (5479, 1900, [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0]),
    (4850, 2000, [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0]),
    (1065, 1900, [0.0548, 0.0269, 0.0257, 0.0022, 0.0600, 0.3158, 0.0086, 0.0]),
    (14395, 2900, [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252]),
    (2948, 2100, [0.0364, 0.0010, 0.0034, 0.0005, 0.0277, 0.0080, 0.0658, 0.1443]),
]


def microcircuit(scale):
    """Potjans & Diesmann (2014); at a scale below one, fewer cells and connections as in the example, without compensation."""
    weight_pa = 87.81
    parameters = dict(
        C_m=250.0, tau_m=10.0, E_L=-65.0, V_th=-50.0, V_reset=-65.0, t_ref=2.0, tau_syn_ex=0.5, tau_syn_in=0.5,
    )
    populations = []
    for count, _, _ in COLUMN:
        cells = nest.Create("iaf_psc_exp", round(count * scale), params=parameters)
        cells.V_m = nest.random.normal(-58.0, 10.0)
        populations.append(cells)
    # After all cells, whose numbers then follow one another, so that NEST finds them fast.
    for cells, (_, inputs, _) in zip(populations, COLUMN):
        drive = nest.Create("poisson_generator", params=dict(rate=8.0 * inputs))
        nest.Connect(drive, cells, syn_spec=dict(synapse_model="static_synapse", weight=weight_pa, delay=1.5))
    # A kind for each source, since NEST counts the connections of a kind with 27 bits.
    for k in range(8):
        nest.CopyModel(SYNAPSE, f"from_{k}")
    for post, (targets, _, probabilities) in enumerate(COLUMN):
        for pre, (sources, _, _) in enumerate(COLUMN):
            # With replacement: so many connections leave each pair unconnected with the probability of the publication.
            connections = np.log1p(-probabilities[pre]) / np.log1p(-1.0 / (sources * targets))
            connections = round(connections * scale * scale)
            if connections == 0:
                continue
            is_excitatory = pre % 2 == 0
            mean = weight_pa * (1.0 if is_excitatory else -4.0) * (2.0 if (pre, post) == (2, 0) else 1.0)
            bounds = (0.0, np.inf) if is_excitatory else (-np.inf, 0.0)
            delay = 1.5 if is_excitatory else 0.75
            draw = nest.random.normal
            nest.Connect(
                populations[pre], populations[post],
                dict(rule="fixed_total_number", N=connections),
                dict(
                    synapse_model=f"from_{pre}",
                    weight=nest.math.redraw(draw(mean, 0.1 * abs(mean)), *bounds),
                    # Rounded to whole steps, of which the least is one.
                    delay=nest.math.redraw(draw(delay, 0.5 * delay), 0.5 * STEP_MS, 100.0),
                ),
            )
    return populations


NETWORKS = dict(coba=coba, brunel=brunel, microcircuit=microcircuit)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("network", choices=NETWORKS)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--warm", type=float, default=0.1, help="seconds before spikes are recorded")
    parser.add_argument("--t", type=float, default=1.0, help="seconds that are recorded")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--spikes", required=True, help="the file to be written")
    options = parser.parse_args()

    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.ResetKernel()
    nest.set(
        resolution=STEP_MS, local_num_threads=options.threads, rng_seed=options.seed,
        print_time=False, keep_source_table=False,
    )
    populations = NETWORKS[options.network](options.scale)
    recorders = []
    for cells in populations:
        recorder = nest.Create("spike_recorder", params=dict(start=1000.0 * options.warm))
        nest.Connect(cells, recorder)
        recorders.append(recorder)
    nest.Simulate(1000.0 * (options.warm + options.t))
    with open(options.spikes, "w") as file:
        file.write("population,time_ms,cell\n")
        for k, (cells, recorder) in enumerate(zip(populations, recorders)):
            times, senders = recorder.get("events", ["times", "senders"]).values()
            first = cells[0].global_id
            for time, sender in sorted(zip(times.tolist(), senders.tolist())):
                file.write(f"{k},{time:.1f},{sender - first}\n")


if __name__ == "__main__":
    main()
