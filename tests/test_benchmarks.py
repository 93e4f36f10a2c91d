"""Every benchmark states with `--help` what it measures and what each of its options means, and starts nothing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCHMARKS = sorted(
    path for path in (ROOT / "benchmarks").glob("*.py") if '__name__ == "__main__"' in path.read_text(encoding="utf-8")
)
#: An option or a positional argument, and behind it, or indented below it, what it means.
EXPLAINED = re.compile(r"^  (\S+(?: \S+)*)(?: {2,}|\n {20,})\S")
#: Benchmarks of the app, and the library of the environment with a browser that each imports.
OF_THE_APP = {"app_speed": "playwright", "room": "websockets", "workshop": "websockets"}


def test_benchmarks_are_found():
    assert len(BENCHMARKS) >= 7


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_help_states_what_a_benchmark_measures_and_its_options(path):
    if path.stem in OF_THE_APP:
        pytest.importorskip(OF_THE_APP[path.stem])
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{path.stem}", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    first = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0]
    assert " ".join(first.split()) in " ".join(done.stdout.split())
    listed = re.split(r"^(?:positional arguments|options):\n", done.stdout, flags=re.M)[1:]
    lines = [one for part in listed for one in re.split(r"\n(?=  \S)", part.strip("\n"))]
    assert lines
    assert [one for one in lines if not EXPLAINED.match(one)] == []
