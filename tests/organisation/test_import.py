"""Organisations from tables and network files of users."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from itborg.cli import execute
from itborg.common.errors import InputError
from itborg.organisation import generate, load
from itborg.organisation.importing.network_tables import write_tables
from itborg.organisation.write import anonymous

GOOD = Path(__file__).parent / "good"
WRITERS = {"graphml": nx.write_graphml, "gexf": nx.write_gexf, "gml": nx.write_gml}


def office(**changes: object) -> nx.Graph:
    """Return the network of a small office as other tools export it, with numbers of mails as weights."""
    graph = nx.Graph()
    for n in range(8):
        graph.add_node(f"n{n}", label=f"Somebody {n}", department="Systems" if n < 3 else "Sales")
    for n in range(8):
        graph.add_edge(f"n{n}", f"n{(n + 1) % 8}", weight=float(10 * (n + 1)))
    graph.add_edge("n0", "n0", weight=99.0)
    graph.graph.update(changes)
    return graph


@pytest.mark.parametrize("kind", WRITERS)
def test_a_network_file_of_another_tool_becomes_an_organisation(kind: str, tmp_path: Path) -> None:
    WRITERS[kind](office(), tmp_path / f"mail.{kind}")
    out = tmp_path / "ours"
    assert execute(["org", "import", str(tmp_path / f"mail.{kind}"), "--it", "Systems", "--out", str(out)]) == 0
    org = load(out)
    assert (len(org.it), len(org.business)) == (3, 5)
    assert len(org.ties) == 16  # both ways, nobody with itself
    assert org.ties.contact.max() < 1.0
    assert np.median(org.ties.contact) == pytest.approx(0.5, abs=0.05)
    if kind != "gml":  # whose reader takes labels for ids
        assert {p.name for p in org.people} == {f"Somebody {n}" for n in range(8)}


def test_contacts_up_to_one_are_used_unchanged(tmp_path: Path) -> None:
    graph = office()
    for n, (_, _, data) in enumerate(graph.edges(data=True)):
        data["weight"] = 0.05 * (n + 1)
    nx.write_graphml(graph, tmp_path / "x.graphml")
    _, ties, _ = write_tables(tmp_path / "x.graphml", tmp_path)
    contacts = {float(line.split(",")[2]) for line in ties.read_text().splitlines()[1:]}
    assert contacts < {round(0.05 * n, 2) for n in range(1, 10)}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--team", "departement"], "no node has an attribute 'departement'; did you mean 'department'?"),
        (["--contact", "wieght"], "no edge has an attribute 'wieght'; did you mean 'weight'?"),
        (["--it", "Sytems"], "nobody is in the IT team 'Sytems'; did you mean 'Systems'?"),
        ([], "which teams are IT? Name each with --it TEAM; the teams are Sales (5), Systems (3)"),
    ],
)
def test_a_missing_attribute_is_reported_with_the_nearest_name(
    arguments: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nx.write_graphml(office(), tmp_path / "x.graphml")
    if "--it" not in arguments and arguments:
        arguments = [*arguments, "--it", "Systems"]
    assert execute(["org", "import", str(tmp_path / "x.graphml"), "--out", str(tmp_path / "o"), *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("text", ["", "<graphml>", "<html><body>no</body></html>"])
def test_a_file_that_is_not_a_network_is_an_input_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.graphml").write_text(text)
    with pytest.raises(InputError, match=r"x\.graphml: "):
        write_tables(tmp_path / "x.graphml", tmp_path)


def test_tables_are_imported_with_the_sides_they_state(tmp_path: Path) -> None:
    out = tmp_path / "ours"
    assert execute(["org", "import", str(GOOD / "people.csv"), str(GOOD / "ties.csv"), "--out", str(out)]) == 0
    assert len(load(out).it) == 3
    assert load(out).name == "ours"


def test_an_anonymous_organisation_is_the_same_network_without_names() -> None:
    org = generate(40, seed=3)
    hidden = anonymous(org)
    names = {p.id for p in org.people} | {p.name for p in org.people}
    assert not names & ({p.id for p in hidden.people} | {p.name for p in hidden.people})
    assert sorted((p.side, p.role, p.team) for p in org.people) == sorted(
        (p.side, p.role, p.team) for p in hidden.people
    )

    def pairs(o: object) -> list[tuple[str, str, float]]:
        ties, people = o.ties, o.people  # type: ignore[attr-defined]
        ends = zip(ties.source.tolist(), ties.target.tolist(), ties.contact.tolist(), strict=True)
        return sorted((people[a].team, people[b].team, contact) for a, b, contact in ends)

    assert pairs(org) == pairs(hidden)
    assert [p.team for p in org.people] != [p.team for p in hidden.people]
