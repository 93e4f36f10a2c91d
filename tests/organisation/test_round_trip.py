"""Organisations that are written are read back unchanged; invalid ones are not written at all."""

from __future__ import annotations

import dataclasses
import tempfile
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itborg.common.errors import InputError
from itborg.organisation import (
    BUSINESS_ROLES,
    IT_ROLES,
    RHYTHMS,
    TRAITS,
    Organisation,
    OrganisationCalendar,
    Person,
    Service,
    Ties,
    generate,
    load,
    write,
)

shares = st.floats(0, 1)
#: Any text a file can hold: trimmed, in one line, in one form of accents.
texts = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12)
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(bool)
)


def assert_same(one: Organisation, other: Organisation) -> None:
    """Compare two organisations field by field, bit by bit, except for their source."""
    for field in dataclasses.fields(Organisation):
        if field.name not in ("ties", "source"):
            assert getattr(one, field.name) == getattr(other, field.name), field.name
    for column in ("source", "target", "contact", "trust"):
        np.testing.assert_array_equal(getattr(one.ties, column), getattr(other.ties, column))
        assert getattr(one.ties, column).dtype == getattr(other.ties, column).dtype


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Return any valid organisation."""
    ids = draw(st.lists(texts, min_size=6, max_size=9, unique=True))
    teams = draw(st.lists(texts, min_size=3, max_size=3, unique=True))
    people = tuple(draw(person(key, row, teams)) for row, key in enumerate(ids))
    owners = sorted({p.team for p in people if p.side == "business"})
    names = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
    return Organisation(
        name=draw(texts),
        people=people,
        services=tuple(draw(service(name, owners)) for name in names),
        ties=draw(ties(len(people))),
        calendar=draw(calendars()),
        currency=draw(texts),
    )


@st.composite
def person(draw: st.DrawFn, key: str, row: int, teams: list[str]) -> Person:
    """Return a person; the first is IT, the second business."""
    side = ("it", "business")[row] if row < 2 else draw(st.sampled_from(["it", "business"]))
    role = draw(st.sampled_from(IT_ROLES if side == "it" else BUSINESS_ROLES))
    team = teams[0] if side == "it" else draw(st.sampled_from(teams[1:]))
    traits = draw(st.dictionaries(st.sampled_from(TRAITS), shares))
    return Person(key, draw(texts), side, role, team, traits)


@st.composite
def service(draw: st.DrawFn, name: str, owners: list[str]) -> Service:
    """Return a service of one of the teams."""
    value = draw(st.none() | st.floats(1e-300, 1e300))
    return Service(name, draw(st.sampled_from(owners)), value, draw(st.sampled_from(RHYTHMS)))


@st.composite
def ties(draw: st.DrawFn, people: int) -> Ties:
    """Return ties between different people, each pair once."""
    rows = st.integers(0, people - 1)
    different = st.tuples(rows, rows).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(different, max_size=12, unique=True))
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    contact = draw(st.lists(shares, min_size=len(pairs), max_size=len(pairs)))
    known = shares | st.just(float("nan"))
    trust = draw(st.lists(known, min_size=len(pairs), max_size=len(pairs)))
    return Ties(ends[:, 0], ends[:, 1], np.array(contact, float), np.array(trust, float))


@st.composite
def calendars(draw: st.DrawFn) -> OrganisationCalendar:
    """Return a calendar with campaigns that may be drawn, none or some."""
    days = st.tuples(st.dates(), st.dates()).map(sorted)
    ranges = st.lists(days.map(lambda d: f"{d[0]}/{d[1]}"), max_size=3).map(tuple)
    months = draw(st.integers(1, 120))
    return OrganisationCalendar(draw(st.dates()).isoformat(), months, draw(st.none() | ranges))


@settings(max_examples=80, deadline=None)
@given(organisations())
def test_any_organisation_is_read_back_unchanged(organisation):
    with tempfile.TemporaryDirectory() as parent:
        assert_same(load(write(organisation, Path(parent) / "org")), organisation)


@pytest.mark.parametrize("people", [6, 40, 300])
def test_a_synthetic_organisation_is_read_back_unchanged(people, tmp_path):
    organisation = generate(people, seed=3)
    assert_same(load(write(organisation, tmp_path / "org")), organisation)


@pytest.mark.parametrize("name", ["grab_at_pizza", "workfrance"])
def test_a_bundled_organisation_can_be_copied_and_changed(name, tmp_path):
    assert_same(load(write(load(name), tmp_path / "copy")), load(name))


def test_a_folder_that_is_not_empty_is_never_overwritten(tmp_path):
    (tmp_path / "mine.txt").write_text("precious")
    with pytest.raises(InputError, match="is not empty"):
        write(generate(6), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_empty_columns_are_not_written(tmp_path):
    folder = write(generate(6), tmp_path / "org")
    assert (folder / "people.csv").read_text().startswith("id,name,side,role,team\n")
    assert (folder / "ties.csv").read_text().startswith("source,target,contact\n")


def test_an_empty_folder_is_filled(tmp_path):
    write(generate(6), tmp_path)
    assert len(load(tmp_path).people) == 6


def test_an_existing_file_of_that_name_is_an_input_error(tmp_path):
    (tmp_path / "org").write_text("")
    with pytest.raises(InputError, match="there is a file of this name"):
        write(generate(6), tmp_path / "org")


def test_a_folder_below_a_file_is_an_input_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write(generate(6), tmp_path / "file" / "org")


def test_an_organisation_that_could_not_be_read_back_is_not_written(tmp_path):
    odd = dataclasses.replace(generate(6), people=generate(6).people[:5])
    with pytest.raises((InputError, IndexError)):
        write(odd, tmp_path / "org")
    twice = (generate(6).people[0],) * 6
    with pytest.raises(InputError, match="could not be read back"):
        write(dataclasses.replace(generate(6), people=twice), tmp_path / "org")
    assert list(tmp_path.iterdir()) == []
