"""Organisations from data sets, from tables of users and from the template."""

from __future__ import annotations

import csv
import importlib.util
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from itborg.common.errors import InputError
from itborg.organisation import check, from_csv, load, new, write
from itborg.organisation.reading.people import HEADER
from itborg.organisation.synthetic.observed_network import (
    contact_overlap,
    effective_reach,
    from_pairs,
    teams_of_widest_reach,
)

GOOD = Path(__file__).parent / "good"


@pytest.mark.parametrize(("name", "people", "it"), [("workfrance", 211, 7), ("email", 1005, 188)])
def test_a_data_set_is_a_valid_organisation(name, people, it, tmp_path):
    org = load(name)
    assert (len(org.people), len(org.it), org.source) == (people, it, name)
    assert check(name) == []
    assert check(write(org, tmp_path / name)) == []
    assert {s.value_per_day for s in org.services} == {None}
    assert len(org.services) <= 12


@pytest.mark.parametrize("name", ["workfrance", "email"])
def test_a_data_set_has_a_desk_several_it_teams_and_one_ceo(name):
    org = load(name)
    roles = Counter(p.role for p in org.people)
    assert min(roles[role] for role in ("service desk", "operations", "developer")) >= 2
    assert roles["service delivery manager"] >= 1
    assert roles["ceo"] == 1
    assert len({p.team for p in org.it}) >= 3
    assert not {p.team for p in org.it} & {p.team for p in org.business}


def test_half_an_hour_is_a_contact_of_one_half_in_both_directions():
    org = load("workfrance")
    ids = [p.id for p in org.people]
    ends = (org.ties.source.tolist(), org.ties.target.tolist())
    contact = dict(zip(zip(*ends, strict=True), org.ties.contact.tolist(), strict=True))
    assert len(contact) == 2 * 932
    pair = ids.index("3"), ids.index("159")
    assert contact[pair] == contact[pair[::-1]] == pytest.approx(8 / 38, abs=5e-4)


def test_in_the_office_the_it_people_with_most_outside_contacts_are_the_delivery_managers():
    org = load("workfrance")
    it = np.array([p.side == "it" for p in org.people])
    outside = np.bincount(org.ties.source[~it[org.ties.target]], minlength=len(it))
    best = org.people[int(np.argmax(np.where(it, outside, -1)))]
    assert best.role == "service delivery manager"


def test_it_of_the_mail_network_is_about_a_fifth_and_reaches_all_departments():
    org = load("email")
    assert len(org.it) / len(org.people) == pytest.approx(0.2, abs=0.03)
    desk = Counter(p.role for p in org.it)["service desk"]
    assert desk / len(org.it) == pytest.approx(0.2, abs=0.05)


def test_without_the_data_package_the_message_states_how_to_install_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=re.escape("uv sync --inexact --extra data")):
        load("workfrance")


def test_a_team_with_ties_evenly_over_three_teams_has_reach_three():
    teams = ["hub", "a", "b", "c", "a"]
    net = from_pairs(list("vwxyz"), teams, [("v", "w"), ("v", "x"), ("v", "y"), ("w", "z")])
    assert effective_reach(net)["hub"] == pytest.approx(3)
    assert effective_reach(net)["a"] == pytest.approx(1)
    assert teams_of_widest_reach(net, 0.2) == ["hub"]


def test_two_people_with_the_same_contacts_overlap_completely():
    pairs = [("a", "b"), ("a", "c"), ("b", "c"), ("c", "d")]
    np.testing.assert_allclose(contact_overlap(from_pairs(list("abcd"), list("abcd"), pairs)), [1, 0.5, 0.5, 0])


def test_tables_need_only_ids_teams_and_the_names_of_the_it_teams(tmp_path):
    rows = csv.DictReader((GOOD / "people.csv").read_text().splitlines())
    text = "id,team\n" + "".join(f"{row['id']},{row['team']}\n" for row in rows)
    (tmp_path / "people.csv").write_text(text)
    org = from_csv(tmp_path / "people.csv", GOOD / "ties.csv", it_teams=["Desk", "Systems"])
    assert [p.id for p in org.it] == ["ann", "bob", "cyd"]
    assert [s.owner for s in org.services] == ["Sales", "Office"]
    assert org.name == tmp_path.name
    assert len(org.ties) == 7


def test_tables_with_sides_need_no_it_teams():
    assert len(from_csv(GOOD / "people.csv", GOOD / "ties.csv", name="Ours").it) == 3


def test_an_it_team_without_people_is_reported():
    with pytest.raises(InputError, match=r"IT team 'Dsek'; did you mean 'Desk'\?"):
        from_csv(GOOD / "people.csv", GOOD / "ties.csv", it_teams=["Dsek"])


def test_missing_tables_are_reported_together(tmp_path):
    with pytest.raises(InputError) as caught:
        from_csv(tmp_path / "who.csv", tmp_path / "whom.csv", it_teams="IT")
    assert ["who.csv: " in line or "whom.csv: " in line for line in str(caught.value).split("\n")]


def test_the_template_is_valid_without_warnings(tmp_path):
    folder = new(tmp_path / "ours")
    assert check(folder) == []
    assert len({p.team for p in load(folder).business}) <= 6


def test_the_tables_of_the_template_have_the_header_first_and_no_comments(tmp_path):
    folder = new(tmp_path / "ours")
    people = (folder / "people.csv").read_text().split("\n")
    assert people[0] == ",".join(HEADER) == "id,name,side,role,team"
    assert not any("#" in (folder / name).read_text() for name in ("people.csv", "ties.csv"))
    assert (folder / "organisation.toml").read_text().count("#") > 30


def test_every_question_of_the_survey_is_explained_and_its_people_exist(tmp_path):
    folder = new(tmp_path / "ours")
    explained = (folder / "SURVEY.md").read_text()
    ids = {p.id for p in load(folder).people}
    for row in csv.DictReader((folder / "survey.csv").read_text().splitlines()):
        assert f"`{row['question']}`" in explained
        assert row["respondent"] in ids
        assert row["about"] in ids or not row["about"] or f"`{row['about']}`" in explained
        assert 1 <= int(row["answer"]) <= 5


def test_the_template_never_overwrites(tmp_path):
    new(tmp_path / "ours")
    with pytest.raises(InputError, match="is not empty"):
        new(tmp_path / "ours")


@pytest.mark.parametrize("named", ["people.csv", "people.csv,ties.csv", "./people.csv,./ties.csv"])
def test_two_tables_can_be_loaded_without_a_folder(named, tmp_path, monkeypatch):
    folder = new(tmp_path / "ours")
    monkeypatch.chdir(folder)
    (folder / "organisation.toml").unlink()
    found = load(named)
    assert (found.people, found.source) == (load(new(tmp_path / "again")).people, named)
    assert {service.owner for service in found.services} == {p.team for p in found.business}


def test_tables_without_sides_are_reported_with_the_remedy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "who.csv").write_text("id,team\n" + "".join(f"p{n},Team {n % 2}\n" for n in range(8)))
    (tmp_path / "whom.csv").write_text("source,target,contact\np1,p2,0.5\n")
    with pytest.raises(InputError, match=r"^who\.csv:1 \[side\]: who is IT is missing: add a column side") as caught:
        load("who.csv,whom.csv")
    assert "\n" not in str(caught.value)
