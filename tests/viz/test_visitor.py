"""A visitor and its link, and the scripts that are sent: without a browser."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("solara", reason="the extra viz is not installed")
pytest.importorskip("anywidget", reason="the extra viz is not installed")

from itborg_viz.houses import known, opened
from itborg_viz.pages import compare
from itborg_viz.pages.what_if import PAIRS, QUICK, Asked, gone_on, pairs_of
from itborg_viz.scenes import Ask
from itborg_viz.visitor import Visitor
from itborg_viz.widgets.bundle import SCRIPTS, bundle

from itborg.organisation import write

ROOM = Path(__file__).parents[2] / "viz" / "itborg_viz"
LINKS = [
    "page=live&org=grab_at_pizza&strategy=itil%2Bbrm_style%40120&seed=9&days=480&day=77&person=daoud&presenter=1&theme=dark",
    "page=branch&strategy=none&then=brm_style&from=33&lever=board&held=0.5",
    "page=compare&with=none,itil,bisl,cobit",
    "page=whatif&set=contact_rate:1.2,honesty:0.3",
    "org=invented_20",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_comes_back_as_it_was(link: str) -> None:
    visitor = Visitor.from_address(f"?{link}")
    assert visitor.trouble.value == ""
    again = Visitor.from_address(visitor.link)
    assert again.link == visitor.link
    for part in link.split("&"):
        assert part.replace("%2B", "+").replace("%40", "@") in visitor.link.replace("%2B", "+").replace("%40", "@")


@pytest.mark.parametrize(
    "link",
    ["org=/etc", "org=..", "org=invented_999999", "strategy=./my.toml", "strategy=itill", "seed=-1", "seed=²", "day=x",
     "held=nan", "set=honesty:-1", "set=no:1", "with=none,nothing", "seed=" + "9" * 300],
)  # fmt: skip
def test_what_makes_no_sense_is_named_and_replaced(link: str) -> None:
    visitor = Visitor.from_address(f"?{link}")
    assert visitor.trouble.value.startswith(link.split("=")[0])
    assert Visitor.from_address(visitor.link).trouble.value == ""


def test_a_link_never_opens_a_folder_of_the_server(tmp_path: Path) -> None:
    write(opened("grab_at_pizza"), tmp_path / "secret")
    visitor = Visitor.from_address(f"?org={tmp_path / 'secret'}")
    assert visitor.org.value == "grab_at_pizza"
    assert "no organisation" in visitor.trouble.value
    assert all(opened(name) is opened(name) for name in known()[:1])


def test_two_visitors_share_nothing_that_can_be_set() -> None:
    one, other = Visitor(), Visitor()
    one.strategy.value, one.day.value, one.changes.value = "itil", 50, {"honesty": 0.2}
    assert (other.strategy.value, other.day.value, other.changes.value) == ("brm_style", 0, {})


def test_no_name_is_given_twice_in_the_scripts_that_are_joined() -> None:
    names = re.findall(r"^(?:async )?(?:function|class|const|let) (\w+)", bundle("player"), flags=re.MULTILINE)
    names += [
        n
        for line in re.findall(r"^const ([\w =\d,]+);", bundle("player"), re.M)
        for n in re.findall(r", (\w+) =", line)
    ]
    assert len(names) > 30
    assert sorted(names) == sorted(set(names))


def test_every_script_is_sent_with_one_of_the_widgets() -> None:
    joined = bundle("player") + bundle("link") + bundle("keys")
    assert "import " not in re.sub(r"//.*", "", joined)
    for script in SCRIPTS.glob("*.js"):
        assert script.read_text(encoding="utf-8").splitlines()[0] in joined


@pytest.mark.parametrize("kind", ["js", "css", "py"])
def test_no_address_of_elsewhere_is_written_in_the_room(kind: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in ROOM.rglob(f"*.{kind}")]
    found = [url for text in texts for url in re.findall(r"https?://[^\s\"'`{)]+", text)]
    assert [url for url in found if not url.startswith(("http://127.0.0.1", "http://www.w3.org/2000/svg"))] == []


def test_no_file_of_the_room_is_too_long() -> None:
    files = [path for kind in ("py", "js", "css") for path in ROOM.rglob(f"*.{kind}")]
    assert [path.name for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 300] == []


def test_pairs_that_were_begun_and_gone_on_with_are_those_of_one_go() -> None:
    asked = Asked(opened("invented_20"), "itil", (("honesty", 0.3),))
    begun, whole = pairs_of(asked, 0, QUICK), pairs_of(asked, 0, PAIRS)
    for before in (None, begun):
        found = gone_on(asked, before)
        np.testing.assert_array_equal(found.values, whole.values)
        np.testing.assert_array_equal(found.lines, whole.lines)


def test_a_verdict_that_was_begun_with_few_pairs_ends_as_that_of_one_go() -> None:
    asks = [Ask(opened("invented_20"), name, seed=0, days=20) for name in ("none", "itil")]
    begun = compare.pairs_of(asks, 0, compare.FEW)
    whole, grown = compare.over_many(asks, None), compare.over_many(asks, begun)
    assert len(grown[0].values) == compare.PAIRS
    np.testing.assert_array_equal(grown[0].values, whole[0].values)
    assert [band.data for band in grown[1]] == [band.data for band in whole[1]]
