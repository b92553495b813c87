#!/usr/bin/env python3
"""What a step of a cell costs, over the size of the network: a table, and curves in `examples/scale.svg`.

    python benches/peers/scale.py [--repetitions 5] [--threads 1]

Needs matplotlib, and cargo. A cell has 80 inputs at every size, so the cost of a step of a cell would be the same if memory were as near.
Sizes are run in turn, so that other work on the machine meets all of them; the medians count.
"""

import argparse
import json
import statistics
import subprocess
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ["cargo", "run", "--quiet", "--release", "--example", "benchmark", "--"]
SCALES = [0.25, 0.5, 1, 2, 4, 8, 16, 32]
NETWORKS = {"coba": "conductances, by splitting", "cuba": "currents, exact"}
STEPS_PER_SECOND = 10_000


def nanoseconds(network: str, scale: float, threads: int) -> tuple[int, float]:
    """Cells, and the time that a step of one takes."""
    # About as long for every size.
    seconds = max(0.2, min(4.0, 4.0 / scale))
    command = [*PROGRAM, network, "--scale", str(scale), "--t", str(seconds), "--threads", str(threads)]
    line = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    return line["neurons"], 1e9 * line["rtf"] / (line["neurons"] * STEPS_PER_SECOND)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()

    costs = {(network, scale): [] for network in NETWORKS for scale in SCALES}
    cells = {}
    for _ in range(options.repetitions):
        for network, scale in costs:
            cells[scale], cost = nanoseconds(network, scale, options.threads)
            costs[network, scale].append(cost)

    plt.rcParams.update({"svg.fonttype": "none", "font.family": "sans-serif", "font.size": 11})
    figure, axes = plt.subplots(figsize=(7, 4))
    for network, what in NETWORKS.items():
        medians = [statistics.median(costs[network, scale]) for scale in SCALES]
        sizes = [cells[scale] for scale in SCALES]
        axes.plot(sizes, medians, "o-", label=f"{network}: {what}")
        for size, median in zip(sizes, medians):
            print(f"{network} {size:7d} cells: {median:.2f} ns, {median / medians[SCALES.index(1)]:.2f} of scale 1")
    axes.set(xscale="log", xlabel="cells", ylabel="time for a step of a cell (ns)")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(ROOT / "examples/scale.svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
