#!/usr/bin/env python3
"""Do the spikes of our networks have the statistics of NEST's?

    python benches/peers/spike_statistics.py coba|brunel|microcircuit [--seeds 5] [--t SECONDS] [--scale 1] [--cache DIR]

Needs NEST 3.10, numpy and scipy, and cargo for our side. NEST's spikes are kept in the directory of the cache, so that only our side is
simulated again when the engine has changed; empty it when `nest_networks.py` has changed.

Both simulators run the network with as many seeds, each of which draws connections, initial values and external spikes anew. Three measures
are taken of each population and seed:

- rate: spikes for each cell and second;
- CV: the coefficient of variation of the intervals of each cell with at least five spikes;
- correlation: Pearson's coefficient of the spike counts in bins of 5 ms, for all pairs of 200 cells drawn from those that fired.

What is independent are the seeds, not the cells: all cells of a run share a network and its fluctuations, and each cell is in 199 of the
pairs. A Kolmogorov-Smirnov test that counts cells or pairs as independent would tell two seeds of the same simulator apart. So runs
are what is permuted. The statistic of CV and correlation is the Kolmogorov-Smirnov distance D between all values of our seeds and all
values of NEST's, that of the rate the difference of the means. If the simulators are the same in law, each division of the ten runs
into five and five is equally likely: there are 126, and p is the part of them whose statistic is at least the observed one. This test is exact,
and its least p is 1/126. `by chance` is the median of D over the divisions.

With so many populations and measures some p are small by chance. The adjusted p counts the divisions in which any measure of any population is
as far out as this one, in standard deviations of its statistic over the divisions (Westfall & Young 1993, the greatest of the
statistics). A population is out if an adjusted p is below 0.05, or if the ranges of the rates of both simulators' seeds do
not overlap, which five and five seeds of one law do in all but one of 126 cases.

That no difference is found does not mean that there is none, so the table also has the difference of the means with its interval of
95 % (Welch's), and the p of Welch's t test on the means of the seeds, which is not limited to 1/126. `alike` says how often a common two-sample
Kolmogorov-Smirnov test at 5 % tells two runs apart, one of each simulator, and, behind the bar, two runs of one simulator.
"""

import argparse
import subprocess
import sys
import tempfile
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy import stats

HERE = Path(__file__).resolve().parent

# Populations with their cells, and seconds before and during the record.
NETWORKS = {
    "coba": ([("E", 3200), ("I", 800)], 0.5, 5.0),
    "brunel": ([("E", 10_000), ("I", 2500)], 0.2, 1.0),
    "microcircuit": (
        [("L2/3E", 20683), ("L2/3I", 5834), ("L4E", 21915), ("L4I", 5479),
         ("L5E", 4850), ("L5I", 1065), ("L6E", 14395), ("L6I", 2948)],
        0.5, 2.0,
    ),
}
LEAST_SPIKES = 5
BIN_MS = 5.0
CORRELATED_CELLS = 200
# Of more seeds than five and five there are so many divisions that some are drawn.
MOST_DIVISIONS = 1000
LEVEL = 0.05


def run_ours(options, seed, file):
    command = ["cargo", "run", "--quiet", "--release", "--example", "benchmark", "--"]
    subprocess.run(command + arguments(options, seed, file), cwd=HERE, check=True, stdout=subprocess.DEVNULL)


def run_nest(options, seed, file):
    part = file.with_suffix(".part")
    command = [sys.executable, str(HERE / "nest_networks.py")]
    subprocess.run(command + arguments(options, seed, part), check=True, stdout=subprocess.DEVNULL)
    part.rename(file)


def arguments(options, seed, file):
    values = dict(
        scale=options.scale, seed=seed, warm=options.warm, t=options.t, threads=options.threads, spikes=file,
    )
    return [options.network] + [text for name, value in values.items() for text in (f"--{name}", f"{value}")]


def measures(file, options, rng):
    """Rate, CVs and correlations of each population of a run."""
    spikes = np.loadtxt(file, delimiter=",", skiprows=1, ndmin=2)
    found = []
    for k, (_, cells) in enumerate(options.populations):
        own = spikes[spikes[:, 0] == k]
        order = np.lexsort((own[:, 1], own[:, 2]))
        times, cell = own[order, 1], own[order, 2].astype(int)
        trains = np.split(times, np.flatnonzero(np.diff(cell)) + 1)
        found.append([
            np.array([len(times) / (cells * options.t)]),
            np.array([cv(train) for train in trains if len(train) >= LEAST_SPIKES]),
            correlations(trains, options, rng),
        ])
    return found


def cv(train):
    intervals = np.diff(train)
    return intervals.std() / intervals.mean()


def correlations(trains, options, rng):
    start = 1000.0 * options.warm
    # Spikes are on the grid, at the ends of steps: the edges of bins lie between its points.
    edges = start + 0.05 + np.arange(0.0, 1000.0 * options.t + BIN_MS / 2, BIN_MS)
    chosen = rng.choice(len(trains), min(CORRELATED_CELLS, len(trains)), replace=False)
    counts = np.array([np.histogram(trains[cell], edges)[0] for cell in chosen])
    counts = counts[counts.std(axis=1) > 0.0]
    if len(counts) < 2:
        return np.array([])
    return np.corrcoef(counts)[np.triu_indices(len(counts), 1)]


def divisions(seeds, rng):
    """Runs that are taken for ours, the true ones first; with the first run among them, since the other half says the same."""
    both = 2 * seeds
    every = [(0, *others) for others in combinations(range(1, both), seeds - 1)]
    true = tuple(range(seeds))
    every.remove(true)
    if len(every) >= MOST_DIVISIONS:
        every = [every[k] for k in rng.choice(len(every), MOST_DIVISIONS - 1, replace=False)]
    taken = np.zeros((1 + len(every), both), bool)
    for row, runs in zip(taken, [true] + every):
        row[list(runs)] = True
    return taken


def distances(runs, taken):
    """The Kolmogorov-Smirnov distance of each division."""
    values = np.concatenate(runs)
    run = np.repeat(np.arange(len(runs)), [len(r) for r in runs])
    order = np.argsort(values, kind="stable")
    values, run = values[order], run[order]
    last = np.append(np.diff(values) > 0.0, True)
    sizes = np.array([len(r) for r in runs])
    found = []
    for ours in taken:
        weights = np.where(ours, 1.0 / sizes[ours].sum(), -1.0 / sizes[~ours].sum())
        found.append(np.abs(np.cumsum(weights[run])[last]).max())
    return np.array(found)


def told_apart(runs, seeds):
    """How often a common test tells two runs apart: of two simulators, and of one."""
    found = {True: [], False: []}
    for a, b in combinations(range(len(runs)), 2):
        p = stats.ks_2samp(runs[a], runs[b], method="asymp").pvalue
        found[(a < seeds) != (b < seeds)].append(p < 0.05)
    return np.mean(found[True]), np.mean(found[False])


def compare(ours, theirs, options, rng):
    """Prints the table; the names of the populations that are out."""
    seeds = options.seeds
    taken = divisions(seeds, rng)
    rows = []
    for k, (name, _) in enumerate(options.populations):
        for m, measure in enumerate(["rate (Hz)", "CV", "correlation"]):
            runs = [run[k][m] for run in ours + theirs]
            if min(len(values) for values in runs) == 0:
                print(f"{name}: no cells for {measure}, which needs more time")
                continue
            means = np.array([values.mean() for values in runs])
            if measure == "rate (Hz)":
                statistic = np.array([abs(means[t].mean() - means[~t].mean()) for t in taken])
            else:
                statistic = distances(runs, taken)
            rows.append((name, measure, runs, means, statistic))

    statistics = np.array([row[-1] for row in rows])
    # Rounding must not tell equal statistics apart.
    least = statistics[:, :1] * (1.0 - 1e-9)
    p = (statistics >= least).mean(axis=1)
    mean, sd = statistics.mean(axis=1, keepdims=True), statistics.std(axis=1, keepdims=True)
    greatest = ((statistics - mean) / sd).max(axis=0)
    adjusted = (greatest >= (least - mean) / sd).mean(axis=1)

    heads = ["", "", "ours ± SD of seeds", "NEST ± SD of seeds", "difference [95 %]", "p of t", "D", "by chance", "p", "adjusted", "alike"]
    widths = [6, 12, 19, 19, 25, 7, 7, 10, 7, 9, 16]
    show = lambda cells: print(" ".join(cell.ljust(width) for cell, width in zip(cells, widths)).rstrip())
    show(heads)
    out = set()
    for k, (name, measure, runs, means, statistic) in enumerate(rows):
        a, b = means[:seeds], means[seeds:]
        welch = stats.ttest_ind(a, b, equal_var=False)
        low, high = welch.confidence_interval(0.95)
        if measure == "rate (Hz)":
            overlap = a.min() <= b.max() and b.min() <= a.max()
            d, chance = "", ""
            alike = "ranges overlap" if overlap else "ranges apart"
        else:
            overlap = True
            d, chance = f"{statistic[0]:.4f}", f"{np.median(statistic):.4f}"
            between, within = told_apart(runs, seeds)
            alike = f"{between:.0%} | {within:.0%}"
        is_out = not overlap or adjusted[k] < LEVEL
        if is_out:
            out.add(name)
        show([
            name, measure,
            f"{a.mean():.4f} ± {a.std(ddof=1):.4f}", f"{b.mean():.4f} ± {b.std(ddof=1):.4f}",
            f"{a.mean() - b.mean():+.4f} [{low:+.4f}, {high:+.4f}]", f"{welch.pvalue:.3f}",
            d, chance, f"{p[k]:.3f}", f"{adjusted[k]:.3f}", alike + (" OUT" if is_out else ""),
        ])
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("network", choices=NETWORKS)
    parser.add_argument("--seeds", type=int, default=5, help="of each simulator, at least four")
    parser.add_argument("--warm", type=float, help="seconds before spikes are recorded")
    parser.add_argument("--t", type=float, help="seconds that are recorded")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cache", type=Path, help="where NEST's spikes are kept")
    options = parser.parse_args()
    if options.seeds < 4:
        parser.error("with fewer than four seeds no difference could be found")
    populations, warm, t = NETWORKS[options.network]
    options.populations = [(name, round(cells * options.scale)) for name, cells in populations]
    options.warm = warm if options.warm is None else options.warm
    options.t = t if options.t is None else options.t
    cache = options.cache or Path(tempfile.gettempdir()) / "spikes_of_nest"
    cache.mkdir(parents=True, exist_ok=True)

    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as directory:
        for seed in range(1, options.seeds + 1):
            file = Path(directory) / "ours.csv"
            run_ours(options, seed, file)
            ours.append(measures(file, options, np.random.default_rng([0, seed])))
            name = f"nest_{options.network}_{options.scale:g}_{options.warm:g}_{options.t:g}_{seed}.csv"
            if not (cache / name).exists():
                run_nest(options, seed, cache / name)
            theirs.append(measures(cache / name, options, np.random.default_rng([1, seed])))
            print(f"seed {seed} of {options.seeds}", file=sys.stderr)

    out = compare(ours, theirs, options, np.random.default_rng(2))
    settings = f"{options.network}, {options.seeds} seeds, {options.t:g} s after {options.warm:g} s"
    if out:
        names = ", ".join(name for name, _ in options.populations if name in out)
        print(f"{settings}: different from NEST in {names}")
        sys.exit(1)
    print(f"{settings}: no difference from NEST found")


if __name__ == "__main__":
    main()
