"""The whole validation on a small scale: what comes out, on screen, as JSON, as a page; and what goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from itborg import cli
from itborg.evidence.validation import validate
from itborg.evidence.validation.patterns import PATTERNS
from itborg.evidence.validation.run_cache import Size
from itborg.evidence.validation.targets import judged
from itborg.evidence.validation.validation_json import document
from itborg.report.validation_page import in_short, written

ROOT = Path(__file__).parents[2]
SMALL = Size("quick", 2, 0, 1, 2, 1, ((10**9, 1),))


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itborg.evidence.validation.validation_plan.QUICK", SMALL)
    monkeypatch.setattr("itborg.evidence.validation.validation_tasks.SIZES", (20,))
    monkeypatch.setattr("itborg.evidence.validation.validation_tasks.REAL", ())


@pytest.fixture(scope="module")
def found() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("itborg.evidence.validation.validation_plan.QUICK", SMALL)
        patch.setattr("itborg.evidence.validation.validation_tasks.SIZES", (20,))
        patch.setattr("itborg.evidence.validation.validation_tasks.REAL", ())
        return validate(quick=True, threads=2)


def test_every_pattern_and_every_target_gets_a_verdict(found) -> None:
    table = document(found)
    assert [one["id"] for one in table["patterns"]] == [*PATTERNS, "P17"]
    assert {one["verdict"] for one in table["patterns"]} <= {"emerges", "does not", "assumption"}
    assert [one["id"] for one in table["targets"]] == [one.id for one in judged()]
    for one in table["targets"]:
        low, high = one["band"]
        assert one["verdict"] == ("within" if low <= one["value"] <= high else "outside")
        assert isinstance(one["fitted"], bool)


def test_the_json_has_no_number_that_is_none(found) -> None:
    text = json.dumps(document(found), allow_nan=False)
    for one in json.loads(text)["patterns"]:
        assert {"id", "name", "estimate", "low", "high", "verdict", "robustness"} <= one.keys()
        assert one["robustness"] is None or 0 <= one["robustness"] <= 1


def test_the_estimate_of_a_pattern_is_that_of_its_first_check(found) -> None:
    for one in document(found)["patterns"][:-1]:
        assert one["estimate"] == one["checks"][0]["estimate"]


def test_assumptions_are_called_so(found) -> None:
    said = {one["id"]: one["verdict"] for one in document(found)["patterns"]}
    assert said["P9"] == "assumption"
    assert said["P10"] != "does not"


def test_the_page_tells_every_pattern_check_and_target(found) -> None:
    page = written(found)
    for pattern in PATTERNS.values():
        assert f"### {pattern.id} {pattern.name}" in page
        assert all(check.says in page for check in pattern.checks)
    assert all(one.statistic in page for one in judged())


def test_the_number_of_threads_moves_no_number() -> None:
    one, two = (document(validate(quick=True, only=["P11"], threads=n)) for n in (1, 2))
    assert one == two


def test_the_command_prints_json_alone_and_writes_what_it_printed(place, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["validate", "--quick", "--only", "p11", "--format", "json", "--out", "here"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out) == json.loads((place / "here" / "validation.json").read_text())
    assert [one["id"] for one in json.loads(told.out)["patterns"]] == ["P11"]
    assert "written to here" in told.err


@pytest.mark.parametrize("width", [80, 120])
def test_the_tables_fit_the_terminal(
    width: int, place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert cli.execute(["validate", "--quick", "--only", "P5", "--quiet", "--markdown", "page.md"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert (place / "page.md").read_text().startswith("# What emerges")


def test_ctrl_c_keeps_the_labs_that_are_finished(
    place, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import itborg.evidence.validation.validation_tasks as work

    collect = work.collect

    def interrupted(tasks, done, threads=None, progress=None):
        def stop(count: int, total: int) -> None:
            if count == 2:
                raise KeyboardInterrupt

        collect(tasks, done, 1, stop)

    monkeypatch.setattr(work, "collect", interrupted)
    assert cli.execute(["validate", "--quick", "--only", "P11", "--out", "here", "--format", "json"]) == 130
    told = capsys.readouterr()
    assert "keeping the 2 labs" in told.err
    assert json.loads(told.out)["complete"] is False
    assert "interrupted" in (place / "here" / "validation.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "P71"], "no pattern 'P71'"),
        (["--org", "grab_at_pizzza"], "grab_at_pizza"),
        (["--set", "honesti=1"], "honesty"),
        (["--quik"], "--quick"),
    ],
)
def test_a_mistake_is_told_in_a_line(
    arguments: list[str], said: str, place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.execute(["validate", *arguments]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert list(place.iterdir()) == []


def test_the_page_in_docs_comes_to_what_its_own_table_says() -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    patterns = re.findall(r"^\| (P\d+) \| ([^|]+) \| \*\*([a-z ]+)\*\* \|", page, flags=re.MULTILINE)
    targets = re.findall(r"^\|[^|]+\|[^|]+\|[^|]+ to [^|]+\| \**(within|outside)\** \|", page, flags=re.MULTILINE)
    rows = [dict(zip(("id", "name", "verdict"), row, strict=True)) for row in patterns]
    assert in_short(rows, [{"verdict": said} for said in targets]) in page


def test_every_pattern_that_does_not_emerge_is_named_in_short() -> None:
    rows = [{"id": f"P{n}", "name": f"name {n}", "verdict": said} for n, said in enumerate(("emerges", "does not") * 2)]
    rows.append({"id": "P9", "name": "put in", "verdict": "assumption"})
    told = in_short(rows, [{"verdict": "within"}, {"verdict": "outside"}])
    assert told.startswith(
        "In short: 2 of 5 patterns emerge; P1 (name 1) and P3 (name 3) do not; P9 (put in) is an assumption of the rules. "
        "1 of 2 figures of real organisations lies within its band."
    )
    assert in_short([], []).startswith("What to make of it")


def test_the_page_in_docs_was_written_by_the_command() -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    assert "Written by `itborg validate --markdown docs/validation.md`" in page
    listed = re.findall(r"^\| (P\d+) \| ([^|]+) \|", page, flags=re.MULTILINE)
    assert [name for name, _ in listed] == [*PATTERNS, "P17"]
    assert [title for _, title in listed[:-1]] == [one.name for one in PATTERNS.values()]
