"""The kernel against a C loop over the same arrays, and against another version of itself.

    uv run python benchmarks/kernel_speed.py                      # needs a C compiler (cc)
    uv run python benchmarks/kernel_speed.py --before FOLDER      # a clone of another version with its environment

The C loop does what `take_stock` does for all people: about a twentieth of a day, with the usual mixture of records,
sums and square roots. Its results must equal those of the kernel.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from itborg.engine.growing import copy_world
from itborg.engine.simulation import after_burn_in, prepare, run_seed
from itborg.engine.state import World
from itborg.engine.taking_stock import take_stock
from itborg.organisation import load

#: Tables that the C loop reads by field, and the prefix of their fields there.
TABLES = {"people": "P", "ties": "T", "teams": "G", "parameters": "Q"}

SOURCE = r"""
#include <math.h>
#include <stdint.h>
#define F(t, n, row) (*(double *)((char *)t##_ + t##_SIZE * (row) + t##_##n))
#define I(t, n, row) (*(int64_t *)((char *)t##_ + t##_SIZE * (row) + t##_##n))
#define Q(n) F(Q, n, 0)

static double within(double x) { return fmin(fmax(x, Q(lowest_trust)), Q(highest_trust)); }
static double power(double x, double e)
{
    if (e == 1.0) return x;
    if (e == 0.5) return sqrt(x);
    if (e == 1.5) return x * sqrt(x);
    if (e == 2.5) return x * x * sqrt(x);
    return pow(x, e);
}
static double overall(double a, double b, double c)
{
    return Q(ability_weight) * within(a) + Q(benevolence_weight) * within(b) + Q(integrity_weight) * within(c);
}
static double opinion(double side, double particular, double contact)
{
    return (Q(general_opinion) * side + particular) / (Q(general_opinion) + contact);
}
void take_stock(int64_t people, int64_t channels)
{
    for (int64_t i = 0; i < people; i++) {
        int64_t own = I(P, side, i), other = 1 - own, mine = I(G, channel, I(P, team, i));
        double ability = 0, benevolence = 0, integrity = 0, particular = 0;
        double contact = 0, cross = 0, count = 0, direct = 0;
        const double *s = stereotype_ + 6 * i + 3 * other;
        int64_t counterpart = -1;
        if (own == 0) for (int64_t g = 0; g < channels; g++) relay_[i * channels + g] = 0;
        for (int64_t r = I(P, first_tie, i); r < I(P, first_tie, i) + I(P, ties, i); r++) {
            int64_t across = I(T, across, r);
            const double *base = stereotype_ + 6 * i + 3 * (across ? other : own), *d = deviation_ + 3 * r;
            double a = within(base[0] + d[0]), b = within(base[1] + d[1]), c = within(base[2] + d[2]);
            double w = F(T, contact, r), now = overall(a, b, c);
            contact += w;
            F(T, trust, r) = now;
            F(T, draw, r) = power(now, Q(contact_trust));
            F(T, accept, I(T, mate, r)) = power(now, Q(reciprocity));
            F(T, strength, r) = power(w, Q(strength_by_contact)) * power(now, Q(strength_by_trust));
            if (across) {
                ability += w * a; benevolence += w * b; integrity += w * c;
                particular += w * now; cross += w; count += 1;
                if (F(T, strength, r) > direct) { direct = F(T, strength, r); counterpart = I(T, target, r); }
            } else if (own == 0) {
                int64_t g = I(G, channel, I(P, team, I(T, target, r)));
                if (g >= 0) relay_[i * channels + g] = fmax(relay_[i * channels + g], F(T, strength, r));
            }
        }
        if (own == 0 && mine >= 0) relay_[i * channels + mine] = 1;
        F(P, direct, i) = direct; I(P, counterpart, i) = counterpart;
        F(P, trust, i) = opinion(overall(s[0], s[1], s[2]), particular, cross);
        F(P, ability, i) = opinion(s[0], ability, cross);
        F(P, benevolence, i) = opinion(s[1], benevolence, cross);
        F(P, integrity, i) = opinion(s[2], integrity, cross);
        F(P, openness, i) = fmin(Q(most_open), power(F(P, trust, i) / Q(neutral_trust), Q(openness)));
        F(P, contact, i) = contact; F(P, cross_contact, i) = cross; F(P, cross_ties, i) = count;
    }
}
"""


def declarations() -> str:
    """Return the C declarations: one pointer a table, which `bound` sets, and sizes and offsets of its fields."""
    world = prepare(load("grab_at_pizza"), days=1, burn_in=1).world
    lines = [f"double *{name}_;" for name in ("stereotype", "deviation", "relay")]
    for table, prefix in TABLES.items():
        kind = getattr(world, table).dtype
        lines += [f"void *{prefix}_;", f"#define {prefix}_SIZE {kind.itemsize}"]
        lines += [f"#define {prefix}_{name} {place}" for name, (_, place, *_) in kind.fields.items()]
    return "\n".join(lines)


def built(folder: str) -> Any:
    """Return the C loop, compiled with all optimisation that keeps IEEE arithmetic."""
    source, library = Path(folder) / "stock.c", Path(folder) / "stock.so"
    source.write_text("#include <stdint.h>\n" + declarations() + SOURCE, encoding="utf-8")
    order = ["cc", "-O3", "-march=native", "-ffp-contract=off", "-shared", "-fPIC", "-o", library, source, "-lm"]
    subprocess.run(order, check=True)
    return ctypes.CDLL(str(library))


def bound(library: Any, world: World) -> Callable[[], None]:
    """Return a call of the C loop for one world."""
    for table, prefix in TABLES.items():
        ctypes.c_void_p.in_dll(library, f"{prefix}_").value = getattr(world, table).ctypes.data
    for name in ("stereotype", "deviation", "relay"):
        ctypes.c_void_p.in_dll(library, f"{name}_").value = getattr(world, name).ctypes.data
    sizes = ctypes.c_int64(len(world.people)), ctypes.c_int64(world.relay.shape[1])
    return lambda: library.take_stock(*sizes)


def timed(task: Callable[[], object], repeats: int) -> float:
    """Return the processor seconds of one task, the mean of some repeats."""
    start = time.thread_time()
    for _ in range(repeats):
        task()
    return (time.thread_time() - start) / repeats


def print_line(title: str, ratios: Sequence[float]) -> None:
    """Print the median of ratios with their range."""
    print(f"{title:<66}{statistics.median(ratios):8.3g}x  ({min(ratios):.3g} to {max(ratios):.3g})", flush=True)


def against_c(rounds: int, repeats: int = 500) -> None:
    """Compare the kernel with the C loop on equal worlds, which must stay equal."""
    world = after_burn_in(prepare(load("grab_at_pizza"), days=1, burn_in=60), run_seed(1, 0))
    other, everybody = copy_world(world), np.arange(len(world.people))
    with tempfile.TemporaryDirectory() as folder:
        in_c = bound(built(folder), other)
        in_c()
        take_stock(world, everybody)
        for name in ("people", "ties", "relay"):
            assert getattr(world, name).tobytes() == getattr(other, name).tobytes(), name
        ratios = [timed(lambda: take_stock(world, everybody), repeats) / timed(in_c, repeats) for _ in range(rounds)]
    print_line("kernel / C loop over the same arrays, all people take stock", ratios)


#: Run in the environment of either version: milliseconds of one default run, the smallest of some.
ONE_RUN = """
import json, sys, time
from itborg import load, simulate, strategy
def one():
    start = time.process_time(); simulate(load("grab_at_pizza"), strategy("none")); return time.process_time() - start
one()
print(json.dumps(min(one() for _ in range(int(sys.argv[1])))))
"""


def against_version(before: Path, rounds: int) -> None:
    """Compare a default run of this version with one of another, in turns."""
    here = Path(__file__).parent.parent

    def cost(folder: Path) -> float:
        python = folder / ".venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
        found = subprocess.run([python, "-c", ONE_RUN, "20"], cwd=folder, check=True, capture_output=True, text=True)
        return float(json.loads(found.stdout.splitlines()[-1]))

    ratios = [cost(here) / cost(before) for _ in range(rounds)]
    print_line("default run, this version / the other one", ratios)


def main() -> None:
    """Print a line for each comparison."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5, help="timings for each line [5]")
    options.add_argument("--before", type=Path, help="folder of a clone of another version, with its environment")
    arguments = options.parse_args()
    if shutil.which("cc"):
        against_c(arguments.rounds)
    else:
        print("no C compiler (cc) found: the comparison with C is left out")
    if arguments.before:
        against_version(arguments.before, arguments.rounds)


if __name__ == "__main__":
    main()
