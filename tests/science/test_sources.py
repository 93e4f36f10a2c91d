"""Every parameter has a source or is called an assumption, and every source is listed with how it was checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from itborg.evidence.validation.patterns import PATTERNS
from itborg.evidence.validation.targets import targets
from itborg.mechanisms.registry import PARAMETERS
from itborg.strategies import listing

PAGE = (Path(__file__).parents[2] / "docs" / "claims.md").read_text(encoding="utf-8")
LISTED = " ".join(PAGE.split("## Sources, and how far we checked them")[1].split())
NAMED = re.compile(r"([A-Z][\w-]+) (?:et al\. )?((?:19|20)\d\d)\b")
KINDS = ("assumption", "assumption; the literature gives the direction: ", "fitted ")


def sources() -> dict[str, str]:
    """Return every text that names a source, by the thing it belongs to."""
    found = {f"parameter {one.name}": one.source for one in PARAMETERS.values()}
    found |= {f"pattern {one.id}": f"{one.source} {one.caution} {one.explanation}" for one in PATTERNS.values()}
    found |= {f"target {one.id}": one.source for one in targets()}
    return found | {f"strategy {row['name']}": str(row["source"]) for row in listing()}


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_has_a_source_or_is_called_an_assumption(name: str) -> None:
    source = PARAMETERS[name].source
    named = bool(NAMED.search(source)) or source.startswith("UCI 498")
    assert source == KINDS[0] or source.startswith(KINDS[1:]) or named, f"{name}: {source!r}"


def test_every_named_source_is_listed_with_how_it_was_checked() -> None:
    missing = {
        f"{author} {year} ({about})"
        for about, text in sources().items()
        for author, year in NAMED.findall(text)
        if not re.search(rf"{author} (?:et al\. )?{year}", LISTED)
    }
    assert missing == set()
