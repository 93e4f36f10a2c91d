"""Replays: the run of a results folder again, in one page that needs no network."""

from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from itborg.cli import execute
from itborg.common.errors import InputError
from itborg.organisation import generate, write
from itborg.report.playback import Replay, find_run, replay_page
from itborg.report.playback.find_run import BAND
from itborg.report.playback.replay_page import _text

DAYS = 10


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the results of `itborg run`."""
    folder = tmp_path_factory.mktemp("ran") / "results"
    order = ["run", "brm_style", "--days", str(DAYS), "--replications", "2", "--seed", "5", "--set", "honesty=0.2"]
    assert execute([*order, "--without", "shadow_it", "--out", str(folder), "--quiet", "--format", "json"]) == 0
    return folder


def test_itborg_run_can_write_the_replay_too(page: str, tmp_path: Path) -> None:
    order = ["run", "brm_style", "--days", str(DAYS), "--replications", "2", "--seed", "5", "--set", "honesty=0.2"]
    assert execute([*order, "--without", "shadow_it", "--out", str(tmp_path / "r"), "--quiet", "--replay"]) == 0
    assert (tmp_path / "r" / "replay.html").read_text(encoding="utf-8") == page


@pytest.fixture(scope="module")
def page(ran: Path) -> str:
    """Return what `itborg replay` writes."""
    assert execute(["replay", str(ran), "--quiet"]) == 0
    return (ran / "replay.html").read_text(encoding="utf-8")


def unpacked_text(text: str) -> tuple[dict[str, Any], bytes]:
    """Return the document and the bytes that are packed into a text."""
    plain = gzip.decompress(base64.b64decode(text))
    end = 4 + int.from_bytes(plain[:4], "little")
    document: dict[str, Any] = json.loads(plain[4:end])
    return document, plain[end:]


def unpacked(page: str) -> tuple[dict[str, Any], bytes]:
    """Return the document and the bytes that are packed into a page."""
    found = re.search(r'id="replay">([^<]*)<', page)
    assert found is not None
    return unpacked_text(found.group(1))


def test_the_replayed_run_is_the_saved_run(ran: Path, page: str) -> None:
    document, data = unpacked(page)
    run = document["run"]
    names = [indicator["name"] for indicator in run["meta"]["indicators"]]
    kind, first, shape = run["meta"]["arrays"]["indicators"]
    lines = np.frombuffer(data[: run["bytes"]], kind, int(np.prod(shape)), first).reshape(shape)
    saved = pd.read_parquet(ran / "history.parquet").query("strategy == 'brm_style'").tail(DAYS)
    for column in ("trust_business_to_it", "open_incidents"):
        assert np.array_equal(lines[names.index(column)], saved[column].to_numpy(np.float32))


def test_the_manifest_determines_the_run(ran: Path) -> None:
    stored = find_run(ran)
    assert (stored.seed, stored.days, stored.changed, stored.without) == (5, DAYS, {"honesty": 0.2}, ("shadow_it",))
    assert (stored.strategy.name, stored.organisation.name, stored.remark) == ("brm_style", "Grab@Pizza", "")


def test_the_page_needs_no_network(page: str) -> None:
    plain = re.sub(r'id="replay">[^<]*<', "<", page)
    assert set(re.findall(r"https?://[^\s\"'<)]+", plain)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<link|<img|<iframe|@import|url\((?!#)|\bfetch\(|XMLHttpRequest|WebSocket|import\(", plain)
    assert "default-src 'none'" in plain
    assert "{{" not in plain


def test_the_page_has_all_data_of_the_replay(page: str) -> None:
    data, blocks = unpacked(page)
    assert data["run"]["meta"]["days"] == DAYS
    assert len(blocks) == data["run"]["bytes"] + data["band"]["bytes"]
    assert len(data["run"]["meta"]["people"]) == 40
    assert set(data["trust_changes"]) == {person["id"] for person in data["run"]["meta"]["people"]}
    assert data["band"]["meta"]["runs"] == BAND


def test_equal_results_give_equal_pages(ran: Path, page: str, tmp_path: Path) -> None:
    target = tmp_path / "again.html"
    assert execute(["replay", str(ran), "--quiet", "--out", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == page


def test_the_braces_of_the_style_sheet_match() -> None:
    empty: Any = type("P", (), {"meta": {}, "data": b""})()
    text = replay_page(Replay("", "none", "", empty, empty, {}), "export default { render };", "")
    style = text.partition("<style>")[2].partition("</style>")[0]
    depth = np.cumsum([{"{": 1, "}": -1}.get(letter, 0) for letter in style])
    assert (depth.min(), depth[-1]) == (0, 0)


def test_the_page_shows_the_name_of_the_strategy() -> None:
    empty: Any = type("P", (), {"meta": {}, "data": b""})()
    text = replay_page(Replay("Ours", "brm_style", "", empty, empty, {}), "export default { render };", "")
    assert "<title>Ours under brm_style</title>" in text
    (packed,) = re.findall(r'id="replay">([^<]+)<', text)
    assert unpacked_text(packed)[0]["titles"] == ["brm_style"]


def test_names_are_escaped() -> None:
    evil = "</script><script>alert(1)</script>"
    packed = ({"people": [{"name": evil}]}, b"")
    one = Replay(evil, evil, evil, *(type("P", (), {"meta": packed[0], "data": b""})() for _ in range(2)), {evil: []})
    text = replay_page(one, "export default { render };", "")
    assert "alert(1)</script>" not in text
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", _text({"name": evil}))


def test_of_a_comparison_the_best_or_the_named_strategy_is_replayed(tmp_path: Path) -> None:
    folder = tmp_path / "compared"
    order = ["compare", "itil", "calendar", "--days", "10", "--replications", "2", "--out", str(folder), "--quiet"]
    assert execute([*order, "--format", "json"]) == 0
    means = json.loads((folder / "comparison.json").read_text())["strategies"]
    leader = max(means, key=lambda name: means[name]["measures"]["net_value"]["mean"])
    assert find_run(folder).strategy.name == leader
    assert find_run(folder, named="itil").strategy.name == "itil"
    with pytest.raises(InputError, match="'cobit' was not compared"):
        find_run(folder, named="cobit")


def test_a_moved_organisation_must_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    organisation = generate(12, seed=3)
    home = write(organisation, tmp_path / "home")
    folder = tmp_path / "results"
    order = ["run", "none", "--org", str(home), "--days", "5", "--replications", "2", "--out", str(folder), "--quiet"]
    assert execute([*order, "--format", "json"]) == 0
    capsys.readouterr()
    assert execute(["replay", str(folder), "--quiet"]) == 2
    assert "--org" in capsys.readouterr().err
    assert find_run(folder, organisation=str(home)).remark == ""
    people = home / "people.csv"
    people.write_text(people.read_text().replace(organisation.people[0].name, "Somebody Else"))
    assert "has changed since" in find_run(folder, organisation=str(home)).remark


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        (None, "no results of"),
        ("not json", "no results of"),
        ('{"kind": "study"}', "these are no results of"),
        ('{"kind": "run", "strategy": "itil"}', "older version"),
        ('{"kind": "run", "strategy": "itil", "provenance": {"organisation": "grab_at_pizza"}}', "damaged"),
    ],
)
def test_other_folders_are_refused_in_one_sentence(manifest: str | None, message: str, tmp_path: Path) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(InputError, match=message):
        find_run(tmp_path)
