"""The cost of reading grows with the number of rows, also for a file full of mistakes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from itborg.common.errors import InputError, did_you_mean
from itborg.organisation import load

PEOPLE, TIES = 2000, 40_000
GOOD = Path(__file__).parent / "good"


def written(folder: Path, people: int, ties: int) -> Path:
    """Write an organisation with these numbers of people and ties, and return its folder."""
    folder.mkdir()
    (folder / "organisation.toml").write_text((GOOD / "organisation.toml").read_text())
    sides = ("it,service desk,Desk", "it,developer,Web", "business,manager,Sales")
    rows = [f"p{n},Person {n},{sides[n % 3]}\n" for n in range(people - 1)]
    (folder / "people.csv").write_text("id,name,side,role,team\n" + "".join(rows) + "boss,Boss,business,ceo,Office\n")
    some = people - 100
    pairs = ((n % some, (n % some + 1 + n // some) % (people - 1)) for n in range(ties))
    text = "".join(f"p{a},p{b},0.{1 + (a + b) % 9}\n" for a, b in pairs)
    (folder / "ties.csv").write_text("source,target,contact\n" + text)
    return folder


def steps(task: Callable[[], object]) -> int:
    """Return the number of function calls of a task, those of C functions included."""
    called = 0

    def note(frame: object, event: str, what: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        task()
    finally:
        sys.setprofile(None)
    return called


def test_ten_times_the_people_and_ties_are_read_in_at_most_ten_times_the_steps(tmp_path: Path) -> None:
    small, large = written(tmp_path / "small", 200, 4000), written(tmp_path / "large", PEOPLE, TIES)
    org = load(large)
    assert (len(org.people), len(org.ties)) == (PEOPLE, TIES)
    assert steps(lambda: load(large)) < 10.5 * steps(lambda: load(small))


def test_of_many_thousand_mistakes_twenty_are_reported_and_twenty_compared_closely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = written(tmp_path / "large", PEOPLE, TIES)
    text = (large / "ties.csv").read_text()
    (large / "ties.csv").write_text(text.replace(",p1", ",pp1"))
    among: list[int] = []

    def counted(word: str, known: list[str], show: int) -> str:
        among.append(len(known))
        return did_you_mean(word, known, show)

    monkeypatch.setattr("itborg.organisation.reading.messages.did_you_mean", counted)
    with pytest.raises(InputError) as caught:
        load(large)
    assert text.count(",p1") > 20_000
    assert (len(among), max(among)) == (20, 300)
    reported = str(caught.value).split("\n")
    assert "ties.csv:2 [target]: nobody in people.csv has the id 'pp1'" in reported[0]
    assert "did you mean 'p1'?" in reported[0]
    assert len(reported) == 21
