"""A large organisation is read in seconds, and its mistakes are told in seconds too."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from itborg.errors import InputError
from itborg.organisation import load

PEOPLE, TIES = 20_000, 300_000
GOOD = Path(__file__).parent / "good"


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """Return a folder of 20,000 people and 300,000 ties."""
    folder = tmp_path_factory.mktemp("large")
    toml = (GOOD / "organisation.toml").read_text()
    (folder / "organisation.toml").write_text(toml)
    sides = ("it,service desk,Desk", "it,developer,Web", "business,manager,Sales")
    rows = [f"p{n},Person {n},{sides[n % 3]}\n" for n in range(PEOPLE - 1)]
    header = "id,name,side,role,team\n"
    (folder / "people.csv").write_text(header + "".join(rows) + "boss,Boss,business,ceo,Office\n")
    pairs = ((n % 19_000, (n % 19_000 + 1 + n // 19_000) % 19_999) for n in range(TIES))
    ties = "".join(f"p{a},p{b},0.{1 + (a + b) % 9}\n" for a, b in pairs)
    (folder / "ties.csv").write_text("source,target,contact\n" + ties)
    return folder


def test_it_is_read_in_seconds(large):
    begin = time.process_time()
    org = load(large)
    assert time.process_time() - begin < 6
    assert (len(org.people), len(org.ties)) == (PEOPLE, TIES)


def test_a_hundred_thousand_mistakes_are_told_in_seconds(large):
    text = (large / "ties.csv").read_text()
    (large / "ties.csv").write_text(text.replace(",p1", ",pp1"))
    begin = time.process_time()
    with pytest.raises(InputError) as caught:
        load(large)
    assert time.process_time() - begin < 12
    (large / "ties.csv").write_text(text)
    told = str(caught.value).split("\n")
    assert "ties.csv:2 [target]: nobody in people.csv has the id 'pp1'" in told[0]
    assert "did you mean 'p1'?" in told[0]
    assert len(told) == 21
