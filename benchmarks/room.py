"""A room full of visitors on one server: `uv run python -m benchmarks.room --visitors 30 --seconds 60`.

Every visitor is a connection that speaks the protocol of the page, without a browser, and acts every 0.5 to 2.5 s after
the last response: 85 % open another page, 10 % move a slider, 5 % start a new run. Printed are, for each kind of
action, the times until the server has responded with a change of the page, and until all of a page or a run has come;
the memory of the server with all its processes, with the visitors and after they have left; by how much the web
process has grown, and all others; and how many processes survive the server when it is killed.

`--heavy N` adds visitors who do nothing but start runs of 600 people over 480 days, `--comparing N` the same on the
page that compares, and `--uploading N` visitors who upload 10,000 people again and again; their actions are not
counted. With `--stay S` a visitor leaves after about S seconds, and another one comes. `--most-seconds`,
`--most-megabytes` and `--most-growth` make the command fail beyond a limit. Growth counts from the second quarter of
the time to the last, and only that of the web process has a limit: workers come and go, and are replaced when they
hold too much, so that their sum depends on which of them were there at the moment.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from pathlib import Path

from benchmarks.room_visitor import MIX, Visitor

PAUSE = (0.5, 2.5)
LATER = ("whole page", "result")  #: what follows on the first response: all of a page, a run
ORPHANS_END = 2.0  #: seconds in which workers end after their server was killed
Times = dict[str, list[float]]
UPLOADED, KNOWN = 10_000, 25  #: people in an uploaded table, and how many each of them knows


async def visit(address: str, n: int, options: argparse.Namespace, until: float, times: Times) -> None:
    """Act until a time of the clock; with `--stay` leave in between, and come back as somebody else."""
    chance = random.Random(n)
    while time.monotonic() < until:
        visitor = Visitor(address, f"/?seed={n % 5 + 1}", chance.randrange(2**30))
        await visitor.connect()
        leaves = min(until, time.monotonic() + chance.uniform(0.5, 1.5) * options.stay)
        while True:
            await asyncio.sleep(chance.uniform(*PAUSE))
            if time.monotonic() > leaves:
                break
            for kind, seconds in (await visitor.act()).items():
                times[kind].append(seconds)
        await visitor.leave()


async def demand(address: str, page: str, n: int, until: float) -> None:
    """Start one heavy run after another on a page, without waiting for any."""
    visitor = Visitor(address, f"/?page={page}&org=synthetic_600&days=480&seed={1000 * n}", n)
    visitor.page = page
    await visitor.connect()
    while time.monotonic() < until:
        await visitor.click("new-seed")
        await asyncio.sleep(1.0)
    await visitor.leave()


async def upload(address: str, n: int, until: float) -> None:
    """Upload large tables, each time other ones."""
    visitor = Visitor(address, "/?page=upload", n)
    visitor.page = "upload"
    await visitor.connect()
    while time.monotonic() < until:
        await visitor.upload(tables(visitor.random))
        await asyncio.sleep(5.0)
    await visitor.leave()


def tables(chance: random.Random) -> dict[str, bytes]:
    """Return tables of UPLOADED people and of their ties, about 4 MB."""
    people = [
        "id,name,side,role,team",
        *(f"p{n},Name {n},{'business' if n % 4 else 'it'},,T{n // 40}" for n in range(UPLOADED)),
    ]
    ties = [
        f"p{n},p{chance.randrange(UPLOADED)},0.{chance.randint(1, 9)}" for n in range(UPLOADED) for _ in range(KNOWN)
    ]
    return {"people.csv": "\n".join(people).encode(), "ties.csv": "\n".join(["source,target,contact", *ties]).encode()}


def processor_time(process: int) -> float:
    """Return the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def processes(root: int) -> list[int]:
    """Return a process and all that it has started, directly or not."""
    parents: dict[int, list[int]] = defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int((folder / "stat").read_text().rpartition(")")[2].split()[1])].append(int(folder.name))
        except OSError:
            continue
    found = [root]
    for one in found:
        found += parents[one]
    return found


def megabytes(root: int) -> tuple[float, float]:
    """Return the memory of a process, and that of all it has started, MB; pages that they share count once."""
    found = []
    for one in processes(root):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            found.append(next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024)
        except (OSError, StopIteration):
            found.append(0.0)
    return found[0], sum(found[1:])


def growth(memory: list[float]) -> float:
    """Return by how much memory has grown from the second quarter of the time to the last."""
    quarter = max(1, len(memory) // 4)
    return statistics.median(memory[-quarter:]) - statistics.median(memory[quarter : 2 * quarter])


def command_of(process: int) -> str:
    """Return the beginning of the command line of a process, "" if it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")[:120]
    except OSError:
        return ""


def alive(process: int) -> bool:
    """Return whether a process exists and has not ended; one that has ended stays in the list until it is read."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def room(options: argparse.Namespace, address: str, server: int) -> tuple[Times, list[tuple[float, float]]]:
    """Return times of actions by kind, and memory at each second with the visitors and once after they have left."""
    times: Times = defaultdict(list)
    until, before = time.monotonic() + options.seconds, processor_time(server)
    work = [
        *(visit(address, n, options, until, times) for n in range(options.visitors)),
        *(demand(address, "live", 900 + n, until) for n in range(options.heavy)),
        *(demand(address, "compare", 950 + n, until) for n in range(options.comparing)),
        *(upload(address, 990 + n, until) for n in range(options.uploading)),
    ]
    tasks, memory = asyncio.gather(*work), []
    while not tasks.done():
        memory.append(await asyncio.to_thread(megabytes, server))
        await asyncio.wait([tasks], timeout=1.0)
    await tasks
    used = processor_time(server) - before
    actions = max(1, sum(len(found) for kind, found in times.items() if kind not in LATER))
    print(f"processor time of the web process: {1000 * used / actions:.0f} ms an action")
    await asyncio.sleep(options.rest)
    return times, [*memory, megabytes(server)]


def wait_for(address: str, server: subprocess.Popen[bytes]) -> float:
    """Wait until the server responds; return the seconds it took. Fails when it has ended."""
    start = time.monotonic()
    while time.monotonic() < start + 300 and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://{address}/", timeout=5).close()
            return time.monotonic() - start
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


def main() -> int:
    """Start a server, fill the room, print the results; return 1 beyond a limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--visitors", type=int, default=30, help="visitors at a time [30]")
    parser.add_argument("--heavy", type=int, default=0, help="visitors who do nothing but start large runs [0]")
    parser.add_argument("--seconds", type=float, default=60.0, help="seconds in which visitors act [60]")
    parser.add_argument("--comparing", type=int, default=0, help="the same on the page that compares [0]")
    parser.add_argument("--uploading", type=int, default=0, help="visitors who upload large tables [0]")
    parser.add_argument("--stay", type=float, default=float("inf"), help="seconds after which a visitor leaves [never]")
    parser.add_argument("--rest", type=float, default=20.0, help="seconds from the last visitor to the last look [20]")
    parser.add_argument("--most-seconds", type=float, default=float("inf"), help="limit of the 95 %% quantile [none]")
    parser.add_argument("--most-megabytes", type=float, default=float("inf"), help="limit of all memory, MB [none]")
    parser.add_argument(
        "--most-growth", type=float, default=float("inf"), help="limit of the growth of the web process, MB [none]"
    )
    options = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "itborg", "app", "--no-browser", "--quiet", "--port", address.split(":")[1]]
    with subprocess.Popen(command) as server:
        try:
            print(f"ready after {wait_for(address, server):.1f} s", flush=True)
            time.sleep(5.0)
            times, memory = asyncio.run(room(options, address, server.pid))
            family = processes(server.pid)
        finally:  # without this an error of a visitor would wait for ever for the end of the server
            os.kill(server.pid, signal.SIGKILL)
    until = time.monotonic() + ORPHANS_END
    while (orphans := [one for one in family if alive(one)]) and time.monotonic() < until:
        time.sleep(0.2)
    worst = 0.0
    for kind in (*(name for name, _ in MIX), *LATER):
        found = sorted(times[kind])
        if found:
            worst = max(worst, found[int(0.95 * (len(found) - 1))])
            middle, late = found[len(found) // 2], found[int(0.95 * (len(found) - 1))]
            print(f"{kind}: {len(found)} actions, median {middle:.3f} s, 95 % {late:.3f} s, longest {found[-1]:.3f} s")
    *during, after = [web + others for web, others in memory]
    web, others = (growth([*kind][:-1]) for kind in zip(*memory, strict=True))
    print(
        f"memory: {max(during):.0f} MB with {options.visitors} visitors, {after:.0f} MB after they have left; "
        f"the web process grew by {web:.0f} MB, all others by {others:.0f} MB"
    )
    print(f"processes that survived the server: {len(orphans)}", *(f"  {command_of(one)}" for one in orphans), sep="\n")
    too_much = max(*during, after) > options.most_megabytes or web > options.most_growth
    return int(bool(orphans) or worst > options.most_seconds or too_much)


if __name__ == "__main__":
    raise SystemExit(main())
