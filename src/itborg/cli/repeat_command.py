"""The command line that repeats a result; it names no folder of the machine.

It is stored in the manifest and printed in the report of a result. Number of threads and output are left out, because
they do not change the result.
"""

from __future__ import annotations

import shlex
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..analysis.comparison.provenance import Provenance
    from ..analysis.comparison.result import Comparison


#: Number of decompositions that come with every comparison, and their replications (`cli.compare`).
SMALL = 3, 4


def compare_command(found: Comparison, source: str) -> str:
    """Return the `itborg compare` that repeats a comparison.

    With equal resources it has their amount, also where that was found by pilot replications. A strategy from a file is
    given by its name only, so its file must be named by hand.

    source  the organisation as the user named it; of an absolute path only the last part is kept
    """
    known = found.provenance
    words = ["itborg", "compare", *found.strategies[1:]]
    words += _options(known, source, "auto" if known.auto else str(found.replications))
    if known.equal_resources:
        words += [f"--equal-{known.equal_resources['resource']}", "--amount", repr(known.equal_resources["amount"])]
    if found.baseline != "none":
        words += ["--baseline", found.baseline]
    if found.parameter_sets is None:
        words.append("--no-robustness")
    if len(found.decompositions) > SMALL[0] or any(one["replications"] != SMALL[1] for one in found.decompositions):
        words += ["--decompose", str(found.decompositions[0]["replications"])]
    return shlex.join(words)


def run_command(strategy: str, known: Provenance, replications: int, source: str) -> str:
    """Return the `itborg run` that repeats a run; `source` as in `compare_command`.

    strategy      its name
    replications  number of paired replications
    """
    return shlex.join(["itborg", "run", strategy, *_options(known, source, str(replications))])


def _options(known: Provenance, source: str, replications: str) -> list[str]:
    """Return the options that `compare` and `run` share; parameters have all digits.

    replications  number, or "auto"
    """
    words = ["--org", _relative(source) or known.organisation, "--replications", replications]
    words += ["--days", str(known.days), "--seed", str(known.seed)]
    for name, value in known.parameters.items():
        words += ["--set", f"{name}={value!r}"]
    for name in known.without:
        words += ["--without", name]
    return [*words, "--demand", f"{known.demand:g}"] if known.demand != 1.0 else words


def _relative(source: str) -> str:
    """Return the name of an organisation as seen from the folder that holds it.

    >>> _relative("grab_at_pizza"), _relative("ours/it"), _relative("/data/ours")
    ('grab_at_pizza', 'ours/it', './ours')
    >>> _relative("/data/people.csv,/data/ties.csv")
    './people.csv,./ties.csv'
    """
    paths = [PurePath(part) for part in source.split(",")]
    return ",".join(f"./{path.name}" if path.is_absolute() else str(path) for path in paths)
