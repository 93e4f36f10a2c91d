"""One word for one thing: words that this project replaced do not come back.

Reads strings, docstrings, comments and names of all Python files, and the whole text of scripts, style sheets, pages,
schemas, study files and Markdown. Bundled data and test data are not read. Run it over some paths by hand with
`uv run python -m tests.test_words src/itborg/cli docs`.
"""

from __future__ import annotations

import io
import re
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: What is read, besides the files at the top.
FOLDERS = ("src", "viz", "tests", "docs", "experiments", "benchmarks", "results", ".ci")
SUFFIXES = {".py", ".js", ".css", ".html", ".jinja", ".md", ".toml", ".json", ".yaml", ""}
#: Data, written by others or broken on purpose; this file holds the list.
NOT_READ = re.compile(
    r"src/itborg/organisation/(bundled|corner_pizza)/|tests/.*/(broken|good)/|results/(?!README)|tests/test_words\.py"
    r"|viz/itborg_viz/game/best_known\.json|LICENSE|uv\.lock|\.gitignore|\.python-version"
)
#: Pattern -> what to write instead. A blank stands for any white space, underscores and hyphens of names included.
BANNED = {
    r"luck(s|y|ily)?": "random numbers, seed, replication",
    r"dice": "random seed",
    r"(is|are|was|be|were|been) lived|lived (again|through)|lives of a world|other lives": "run, simulated; replications",
    r"untreated|twins?": "baseline run with the same random numbers",
    r"burnt": "after the burn-in",
    r"staged": "prepared",
    r"first evening": "initial state",
    r"evenings?": "end of the day",
    r"ledgers?": "decomposition",
    r"interplay": "interaction",
    r"(last|first)[_\-]in": "total, pure indirect effect",
    r"necessity|needed by|unneeded": "knock-out, required by, redundant",
    r"sights?": "observables",
    r"standing": "status",
    r"stands? clear|clear of (luck|noise)|not clear|surely": "statistically distinguishable, significant",
    r"dear(er|est)?|loudest": "expensive, most",
    r"anew|vain|by lot": "again, unsuccessful, at random",
    r"befell|befalls?|happenings": "events",
    r"ghosts?": "reference run",
    r"Mondays?": "recommendations",
    r"go(es)? round IT": "bypass IT",
    r"turned down": "rejected",
    r"feign(s|ed)?": "spurious",
    r"yardsticks?": "control strategy",
    r"what (it |they )?(tells?|says?|asks?|lives?|takes)": "rewrite with an active verb",
    r"throw the|let go|put back": "new seed, release, reset",
    r"as they are worth|pairing was worth": "effective sample size, variance reduction factor",
    r"live room": "the app",
    r"made up|invented?": "synthetic, generated",
    r"verdicts?": "result of a check",
    r"labs?": "run cache",
    r"guess(es|ed|ing)?": "prediction",
    r"pairs? of runs": "paired replications",
    r"replicates?": "replications",
    r"oracles?|restate(s|d|ments?)?": "reference implementation",
    r"rungs?": "number of hand-offs",
    r"whole numbers?": "integer",
}
#: Banned where they are part of a name in Python: prose may need them.
BANNED_NAMES = {
    r"told|tells?|telling|said|says?|saying": "announced, stated, summarise, report",
    r"ask(s|ed|ing)?": "analyse, specified, requested",
    r"life|lives|lived|living": "run, replication",
    r"fate": "outcome",
    r"whole": "complete, integer, atomic",
    r"wiring": "network design",
    r"fairness": "equal resources",
    r"tally": "accumulator",
}
#: Name -> why this name may hold a banned word.
NAMES = {
    "benefit_life": "mean life of a benefit, a parameter",
    "half_life": "the usual term",
}
#: (file, what was found, lower case): why it may stand there.
ALLOWED: dict[tuple[str, str], str] = {
    **{
        ("CHANGELOG.md", word): "an old name, beside the new one"
        for word in (
            "first in",
            "interplay",
            "last in",
            "ledger",
            "ledgers",
            "lucks",
            "necessity",
            "needed by",
            "not clear",
            "replicates",
            "sights",
            "standing",
            "turned down",
            "unneeded",
            "verdict",
        )
    },
    (
        "src/itborg/organisation/synthetic/service_catalogue.py",
        "ledger",
    ): "a service of the bundled organisation: the books of Finance",
    ("src/itborg/analysis/optimisation/search.py", "ask"): "optuna's interface",
    ("src/itborg/analysis/optimisation/search.py", "tell"): "optuna's interface",
    ("src/itborg/analysis/study/journal.py", "tell"): "the position in a file",
    ("viz/itborg_viz/app.py", "lab"): "solara.lab, a module of Solara",
}

_SPACE = r"[\s_\-]+"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@cache
def compiled(names: bool) -> re.Pattern[str]:
    """Return one pattern for all that is banned, in names or elsewhere; its groups are numbered as `replacements`."""
    patterns = [*BANNED, *(BANNED_NAMES if names else ())]
    alternatives = "|".join(f"(?P<p{n}>{one.replace(' ', _SPACE)})" for n, one in enumerate(patterns))
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])", re.IGNORECASE)


def files(paths: list[str] | None = None) -> list[str]:
    """Return all files that are read, or those at or below some paths."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    found += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    names = sorted(path.relative_to(ROOT).as_posix() for path in found if path.suffix in SUFFIXES)
    names = [name for name in names if "__pycache__" not in name and not NOT_READ.match(name)]
    return (
        names
        if paths is None
        else [name for name in names if any(name == p or name.startswith(p + "/") for p in paths)]
    )


def findings(file: str) -> Iterator[tuple[int, str, str]]:
    """Yield (line, what was found, what to write instead) of one file, exceptions left out."""
    text = (ROOT / file).read_text(encoding="utf-8")
    pieces = python(text) if file.endswith(".py") else iter([(1, text, False)])
    for line, piece, is_name in [(1, Path(file).stem, True), *pieces]:
        if is_name and piece in NAMES:
            continue
        for match in compiled(is_name).finditer(_CAMEL.sub(" ", piece) if is_name else piece):
            word = re.sub(_SPACE, " ", match.group()).lower()
            if (file, word) not in ALLOWED:
                yield line + piece.count("\n", 0, match.start()), match.group(), replacement(match)


def replacement(match: re.Match[str]) -> str:
    """Return what to write instead of a match."""
    return [*BANNED.values(), *BANNED_NAMES.values()][int(str(match.lastgroup)[1:])]


def python(text: str) -> Iterator[tuple[int, str, bool]]:
    """Yield (line, text, whether it is a name) of the comments, strings and names of a Python file."""
    words = {tokenize.STRING, tokenize.FSTRING_MIDDLE, tokenize.COMMENT}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in words or token.type == tokenize.NAME:
            yield token.start[0], token.string, token.type == tokenize.NAME


def test_replaced_words_do_not_come_back() -> None:
    found = [f"{file}:{line}: {word!r}: {instead}" for file in files() for line, word, instead in findings(file)]
    assert not found, "\n".join(found)


def test_every_exception_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed = dict(ALLOWED)
    monkeypatch.setattr("tests.test_words.ALLOWED", {})
    found = {
        (file, re.sub(_SPACE, " ", word).lower())
        for file, _ in allowed
        if (ROOT / file).exists()
        for _, word, _ in findings(file)
    }
    assert set(allowed) - found == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"""Return the\nfirst\nevening."""', ["first\nevening"]),
        ("# common luck, shared by twins", ["luck", "twins"]),
        ("lucks_of_pair = ghostRun", ["lucks", "ghost"]),
        ('f"{x} not clear {dear}"', ["not clear", "dear"]),
        ("benefit_life = unluckily + clearly + 'told and asked'", []),
        ("told = asked_day", ["told", "asked"]),
        ("'last_in', 'burnt-in'", ["last_in", "burnt"]),
    ],
)
def test_the_search_finds_words(text: str, found: list[str]) -> None:
    pieces = python(text + "\n")
    assert [
        match.group()
        for _, piece, name in pieces
        if piece not in NAMES
        for match in compiled(name).finditer(_CAMEL.sub(" ", piece) if name else piece)
    ] == found


if __name__ == "__main__":
    for name in files([path.rstrip("/") for path in sys.argv[1:]] or None):
        for line, word, instead in findings(name):
            print(f"{name}:{line}: {word!r}: {instead}")
