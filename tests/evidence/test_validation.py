"""A small validation: its document, its page, its output on screen, and mistakes of the user."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from itborg import cli
from itborg.analysis.plausible import SWITCHES, parameter_points
from itborg.evidence.validation import Validation, validate
from itborg.evidence.validation.patterns import PATTERNS
from itborg.evidence.validation.targets import assessed_targets, targets
from itborg.evidence.validation.validation_json import document
from itborg.evidence.validation.validation_plan import plan, tasks
from itborg.evidence.validation.validation_tasks import Size
from itborg.mechanisms.registry import CORE, PARAMETERS
from itborg.report.validation_page import summary, written

ROOT = Path(__file__).parents[2]
SMALL = Size("quick", 2, 0, 1, 2, 1, ((10**9, 1),))


def _reduce(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("itborg.evidence.validation.validation_plan.QUICK", SMALL)
    patch.setattr("itborg.evidence.validation.validation_tasks.SIZES", (20,))
    patch.setattr("itborg.evidence.validation.validation_tasks.REAL", ())


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    _reduce(monkeypatch)


@pytest.fixture(scope="module")
def found() -> Validation:
    with pytest.MonkeyPatch.context() as patch:
        _reduce(patch)
        return validate(quick=True, threads=2)


def test_every_pattern_and_every_target_has_a_result(found: Validation) -> None:
    table = document(found)
    assert [one["id"] for one in table["patterns"]] == [*PATTERNS, "P17"]
    assert {one["result"] for one in table["patterns"]} <= {"reproduced", "not reproduced", "assumed", "not judged"}
    assert [one["id"] for one in table["targets"]] == [one.id for one in assessed_targets()]
    for one in table["targets"]:
        low, high = one["band"]
        assert one["result"] == ("within" if low <= one["value"] <= high else "outside")
        assert isinstance(one["fitted"], bool)


def test_the_document_is_valid_json_and_robustness_is_a_share(found: Validation) -> None:
    text = json.dumps(document(found), allow_nan=False)
    for one in json.loads(text)["patterns"]:
        assert {"id", "name", "estimate", "low", "high", "result", "robustness"} <= one.keys()
        assert one["robustness"] is None or 0 <= one["robustness"] <= 1


def test_the_estimate_of_a_pattern_is_that_of_its_first_check(found: Validation) -> None:
    for one in document(found)["patterns"][:-1]:
        assert one["estimate"] == one["checks"][0]["estimate"]


def test_patterns_that_rules_contain_are_assumed(found: Validation) -> None:
    results = {one["id"]: one["result"] for one in document(found)["patterns"]}
    assert results["P9"] == "assumed"
    assert results["P10"] != "not reproduced"


def test_a_pattern_that_is_context_is_not_judged_and_has_a_reason(found: Validation) -> None:
    row = next(one for one in document(found)["patterns"] if one["id"] == "P8")
    assert row["result"] == "not judged"
    assert "Context, not judged" in written(found)


def test_the_page_names_every_pattern_check_and_target(found: Validation) -> None:
    page = written(found)
    for pattern in PATTERNS.values():
        assert f"### {pattern.id} {pattern.name}" in page
        assert all(check.statement in page for check in pattern.checks)
    assert all(one.statistic in page for one in assessed_targets())


def test_the_core_is_varied_by_default_and_every_parameter_on_request() -> None:
    assert set(parameter_points(4, 1)[0]) == {*CORE} - SWITCHES
    assert set(parameter_points(4, 1, "all")[0]) == {*PARAMETERS} - SWITCHES
    points = {
        group: [
            task.run_cache().parameter("article_gain") for task in tasks(plan(quick=True, varied=group)) if task.name
        ]
        for group in ("core", "all")
    }
    assert set(points["core"]) == {PARAMETERS["article_gain"].default}
    assert len({*points["all"]}) > 1


def test_the_number_of_threads_changes_no_number() -> None:
    one, two = (document(validate(quick=True, only=["P11"], threads=n)) for n in (1, 2))
    assert one == two


def test_the_command_prints_json_alone_and_writes_the_same_to_its_folder(
    working_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.execute(["validate", "--quick", "--only", "p11", "--format", "json", "--out", "here"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out) == json.loads((working_folder / "here" / "validation.json").read_text())
    assert [one["id"] for one in json.loads(printed.out)["patterns"]] == ["P11"]
    assert "written to here" in printed.err


@pytest.mark.parametrize("width", [80, 120])
def test_the_tables_fit_the_terminal(
    width: int, working_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert cli.execute(["validate", "--quick", "--only", "P5", "--quiet", "--markdown", "page.md"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert (working_folder / "page.md").read_text().startswith("# Validation")


def test_ctrl_c_keeps_the_tasks_that_are_finished(
    working_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from itborg.evidence.validation import validation_tasks

    run_tasks = validation_tasks.run_tasks

    def interrupted(tasks, finished, threads=None, progress=None):
        def stop(count: int, total: int) -> None:
            if count == 2:
                raise KeyboardInterrupt

        run_tasks(tasks, finished, 1, stop)

    monkeypatch.setattr(validation_tasks, "run_tasks", interrupted)
    assert cli.execute(["validate", "--quick", "--only", "P11", "--out", "here", "--format", "json"]) == 130
    printed = capsys.readouterr()
    assert "the 2 finished tasks" in printed.err
    assert json.loads(printed.out)["complete"] is False
    assert "interrupted" in (working_folder / "here" / "validation.md").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--only", "P71"], "no pattern 'P71'"),
        (["--org", "grab_at_pizzza"], "grab_at_pizza"),
        (["--set", "honesti=1"], "honesty"),
        (["--quik"], "--quick"),
    ],
)
def test_a_mistake_is_reported_in_one_line(
    arguments: list[str], message: str, working_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.execute(["validate", *arguments]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert len(error.strip().splitlines()) == 1
    assert list(working_folder.iterdir()) == []


def test_the_summary_names_every_pattern_that_is_not_reproduced() -> None:
    rows = [
        {"id": f"P{n}", "name": f"name {n}", "result": result}
        for n, result in enumerate(("reproduced", "not reproduced") * 2)
    ]
    rows.append({"id": "P9", "name": "built in", "result": "assumed"})
    text = summary(rows, [{"result": "within"}, {"result": "outside"}])
    assert text.startswith(
        "In short: 2 of 5 patterns are reproduced; P1 (name 1) and P3 (name 3) are not; P9 (built in) is an assumption "
        "of the rules. 1 of 2 empirical targets lies within its band."
    )
    assert summary([], []).startswith("How to use this")
    context = {"id": "P8", "name": "context", "result": "not judged"}
    assert summary([*rows, context], []) == summary(rows, [])


def test_the_summary_of_the_page_in_docs_agrees_with_its_tables() -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    patterns = re.findall(r"^\| ([PN]\d+) \| ([^|]+) \| \*\*([a-z ]+)\*\* \|", page, flags=re.MULTILINE)
    targets = re.findall(r"^\|[^|]+\|[^|]+\|[^|]+ to [^|]+\| \**(within|outside)\** \|", page, flags=re.MULTILINE)
    rows = [dict(zip(("id", "name", "result"), row, strict=True)) for row in patterns]
    assert summary(rows, [{"result": result} for result in targets]) in page


def test_the_page_in_docs_was_written_by_the_command() -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    assert re.search(r"Written by `itborg validate --markdown docs/validation\.md`", page)
    listed = re.findall(r"^\| ([PN]\d+) \| ([^|]+) \|", page, flags=re.MULTILINE)
    assert [name for name, _ in listed] == [*PATTERNS, "P17"]
    assert [title for _, title in listed[:-1]] == [one.name for one in PATTERNS.values()]
    for pattern in PATTERNS.values():
        assert pattern.claim in page
        assert all(check.statement in page for check in pattern.checks)
    assert all(one.statistic in page and one.source in page for one in assessed_targets())


def test_every_target_of_handoffs_names_its_definition() -> None:
    for one in targets():
        if one.theme == "handoffs" and one.id != "handoffs.reopened_share":
            assert re.search(r"changes? of team( or person)?\b", one.statistic), one.id
