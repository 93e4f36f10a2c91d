"""The state of a visitor, its link, and the scripts of widgets: without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")
pytest.importorskip("anywidget", reason="the extra viz is not installed")

from itborg_viz.difference_table import MAIN_MEASURES
from itborg_viz.organisations import offered, open_organisation
from itborg_viz.pages import compare, parameters
from itborg_viz.recorded_runs import PairedReplications, RunRequest
from itborg_viz.visitor import Visitor
from itborg_viz.widgets.bundle import SCRIPTS, bundle

from itborg.organisation import write

APP = Path(__file__).parents[2] / "viz" / "itborg_viz"
LINKS = [
    "page=live&org=grab_at_pizza&strategy=itil%2Bbrm_style%40120&seed=9&days=480&day=77&person=daoud&presenter=1&theme=dark",
    "page=branch&strategy=none&then=brm_style&from=33&lever=board&lever_value=0.5",
    "page=compare&with=none,itil,bisl,cobit",
    "page=parameters&set=contact_rate:1.2,honesty:0.3",
    "org=synthetic_20",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_restores_the_same_view(link: str) -> None:
    visitor = Visitor.from_address(f"?{link}")
    assert visitor.problem.value == ""
    again = Visitor.from_address(visitor.link)
    assert again.link == visitor.link
    for part in link.split("&"):
        assert part.replace("%2B", "+").replace("%40", "@") in visitor.link.replace("%2B", "+").replace("%40", "@")


@pytest.mark.parametrize(
    "link",
    ["org=/etc", "org=..", "org=synthetic_999999", "strategy=./my.toml", "strategy=itill", "seed=-1", "seed=²", "day=x",
     "lever_value=nan", "set=honesty:-1", "set=no:1", "with=none,nothing", "seed=" + "9" * 300],
)  # fmt: skip
def test_an_invalid_field_of_an_address_is_named_and_replaced(link: str) -> None:
    visitor = Visitor.from_address(f"?{link}")
    assert visitor.problem.value.startswith(link.split("=")[0])
    assert Visitor.from_address(visitor.link).problem.value == ""


def test_a_link_of_another_version_is_named() -> None:
    assert "made with itborg 0.0.1;" in Visitor.from_address("?version=0.0.1").other_version.value
    for same in ("", f"?{Visitor().link}"):
        assert Visitor.from_address(same).other_version.value == ""


def test_a_link_never_opens_a_folder_of_the_server(tmp_path: Path) -> None:
    write(open_organisation("grab_at_pizza"), tmp_path / "secret")
    visitor = Visitor.from_address(f"?org={tmp_path / 'secret'}")
    assert visitor.org.value == "grab_at_pizza"
    assert "no organisation" in visitor.problem.value
    assert all(open_organisation(name) is open_organisation(name) for name in offered()[:1])


def test_a_view_that_had_files_states_after_a_restart_that_they_are_gone_until_there_are_new_ones() -> None:
    visitor = Visitor()
    assert "uploaded" not in visitor.link
    visitor.note_files(True)
    again = Visitor.from_address(visitor.link)
    assert "Upload them again" in again.problem.value
    assert Visitor.from_address(again.link).problem.value == ""
    again.note_files(True)
    assert again.problem.value == ""
    visitor.note_files(False)
    assert "uploaded" not in visitor.link
    visitor.open_uploaded(open_organisation("synthetic_20"))
    other = Visitor.from_address(visitor.link)
    assert "Upload them again" in other.problem.value
    other.open_uploaded(open_organisation("synthetic_20"))
    assert other.problem.value == ""


def test_two_visitors_share_no_state() -> None:
    one, other = Visitor(), Visitor()
    one.strategy.value, one.day.value, one.changes.value = "itil", 50, {"honesty": 0.2}
    assert (other.strategy.value, other.day.value, other.changes.value) == ("brm_style", 0, {})


def test_joined_scripts_define_no_name_twice() -> None:
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", bundle("player"), flags=re.MULTILINE)
    names += [
        n
        for line in re.findall(r"^const ([\w =\d,]+);", bundle("player"), re.M)
        for n in re.findall(r", (\w+) =", line)
    ]
    assert len(names) > 30
    assert sorted(names) == sorted(set(names))


def test_every_script_belongs_to_a_widget() -> None:
    joined = bundle("player") + bundle("link") + bundle("address") + bundle("upload")
    assert "import " not in re.sub(r"//.*", "", joined)
    for script in SCRIPTS.glob("*.js"):
        assert script.read_text(encoding="utf-8").splitlines()[0] in joined


@pytest.mark.parametrize("kind", ["js", "css", "py"])
def test_no_file_of_the_app_contains_an_address_of_another_machine(kind: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in APP.rglob(f"*.{kind}")]
    found = [url for text in texts for url in re.findall(r"https?://[^\s\"'`{)]+", text)]
    assert [url for url in found if not url.startswith(("http://127.0.0.1", "http://www.w3.org/2000/svg"))] == []


def test_no_file_of_the_app_has_more_than_300_lines() -> None:
    files = [path for kind in ("py", "js", "css") for path in APP.rglob(f"*.{kind}")]
    assert [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []


def paired(*means: float) -> PairedReplications:
    """Return paired replications of strategies with mean net values, kEUR/day; their differences vary by 0.5."""
    draws = np.random.default_rng(1)
    shared, own = draws.normal(0, 3, (60, 1)), draws.normal(0, 0.5, (60, len(means)))
    values = np.zeros((60, len(means), len(MAIN_MEASURES)))
    values[:, :, MAIN_MEASURES.index("net_value")] = np.array(means) + shared + own - own.mean(axis=0)
    return PairedReplications(MAIN_MEASURES, values, np.zeros((0, 0, 0, 0)))


def test_the_ranking_names_each_pair_of_neighbours_with_its_paired_difference() -> None:
    names = ["none", "itil", "brm_style"]
    text = compare.ranking_sentence(names, paired(1.0, 1.05, 8.6)).replace("\N{NO-BREAK SPACE}", " ")
    head, _, steps = text.partition(": ")
    above, equal = steps.split("; ")
    assert re.fullmatch(r"BRM style is above ITIL by 7\.5 ± 0\.\d", above)
    assert re.fullmatch(r"ITIL and No intervention cannot be told apart \(difference 0\.1 ± 0\.\d\)\.", equal)
    assert (
        head
        == "Net value over 60 paired replications, kEUR/day (± half of the 95 % interval, for all differences at once)"
    )


def test_every_value_of_the_ranking_has_its_uncertainty() -> None:
    html = compare.ranking(["none", "itil"], compare.net_values(paired(1.0, 9.0)))
    rows = re.findall(r"<li>.*?</li>", html.replace("\N{NO-BREAK SPACE}", " "))
    assert len(rows) == 2
    assert all(re.search(r"\d\.\d ± \d\.\d kEUR/day", row) for row in rows)


def test_continued_replications_of_the_parameters_page_equal_those_of_one_run() -> None:
    specification = parameters.Specification(open_organisation("synthetic_20"), "itil", (("honesty", 0.3),))
    begun = parameters.run_baseline_and_strategy(specification, range(parameters.FIRST_REPLICATIONS))
    complete = parameters.run_baseline_and_strategy(specification, range(parameters.REPLICATIONS))
    for before in (None, begun):
        result = parameters.all_replications(specification, before)
        np.testing.assert_array_equal(result.values, complete.values)
        np.testing.assert_array_equal(result.series, complete.series)


def test_continued_replications_of_the_compare_page_equal_those_of_one_run() -> None:
    requests = [RunRequest(open_organisation("synthetic_20"), name, seed=0, days=20) for name in ("none", "itil")]
    begun = compare.replications_of(requests, range(compare.FIRST_REPLICATIONS))
    complete, continued = compare.all_replications(requests, None), compare.all_replications(requests, begun)
    assert len(continued[0].values) == compare.REPLICATIONS
    np.testing.assert_array_equal(continued[0].values, complete[0].values)
    assert [band.data for band in continued[1]] == [band.data for band in complete[1]]
