"""A user's error is one plain line on stderr and exit code 2, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from itborg import cli
from tests.toy import Toy

pytestmark = pytest.mark.usefixtures("toy")

ERRORS = [
    (["compar"], "itborg: no command 'compar'; did you mean 'compare'?"),
    (["study"], "itborg: no command 'study'; did you mean 'sweep'?"),
    (["show"], "itborg: no command 'show'; did you mean 'org show'?"),
    (["org", "chek"], "itborg org: no command 'chek'; did you mean 'check'?"),
    (["compare", "--replicatoins", "3"], "itborg compare: no option '--replicatoins'; did you mean '--replications'?"),
    (["compare", "itill"], "itborg: no strategy 'itill'; did you mean 'itil'?"),
    (
        ["compare", "--replications", "many"],
        "itborg: --replications = 'many' is not an integer; expected 1 to 1000000 or auto",
    ),
    (["compare", "--replications", "0"], "itborg: --replications = 0 is out of range; expected 1 to 1000000 or auto"),
    (["compare", "--days", "1.5"], "itborg: --days = '1.5' is not an integer; expected 1 to 100000"),
    (["compare", "--seed", "-1"], "itborg: --seed = -1 is out of range; expected 0 to 4611686018427387904"),
    (["compare", "--format", "jsn"], "itborg: --format 'jsn' is not known; did you mean 'json'?"),
    (["compare", "--set", "honesty"], "itborg: --set honesty: expected NAME=VALUE, such as honesty=0.2"),
    (["compare", "--set", "honest=1"], "itborg: no parameter 'honest'; did you mean 'honesty'?"),
    (["compare", "--without", "readines"], "itborg: no mechanism 'readines'; did you mean 'readiness'?"),
    (["compare", "--replications"], "itborg: option '--replications' requires an argument"),
    (["run"], "itborg run: STRATEGY is missing; see --help"),
    (["run", "itil", "brm_style"], "itborg run: got unexpected extra argument (brm_style)"),
    (["list", "strategy"], "itborg: 'strategy' is not known; did you mean 'strategies'?"),
    (
        ["list"],
        "itborg list: KIND is missing; known: strategies, parameters, measures, mechanisms, organisations, practices, "
        "observables, studies",
    ),
    (["optimise", "--budget", "lots"], "itborg optimise: --budget: 'lots' is not a number"),
    (["report", "nowhere"], "itborg: nowhere: no results of `itborg compare` (no readable manifest.json)"),
    (["org", "generate", "3", "--out", "x"], "itborg: PEOPLE = 3 is out of range; expected 6 to 1000000"),
    (["org", "generate", "30"], "itborg org generate: --out is missing; see --help"),
]


@pytest.mark.usefixtures("working_folder")
@pytest.mark.parametrize(("arguments", "line"), ERRORS, ids=[" ".join(a) for a, _ in ERRORS])
def test_a_user_error_is_one_plain_line_and_exit_code_two(
    arguments: list[str], line: str, capsys: pytest.CaptureFixture[str], toy: Toy
) -> None:
    assert cli.execute(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err == line + "\n"
    assert captured.out == ""
    assert not toy.calls


@pytest.mark.usefixtures("working_folder")
def test_an_organisation_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.execute(["compare", "--org", "./nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_reported_before_anything_is_run(
    working_folder: Path, capsys: pytest.CaptureFixture[str], toy: Toy
) -> None:
    (working_folder / "file").write_text("")
    assert cli.execute(["compare", "itil", "--replications", "3", "--days", "20", "--out", "file/here"]) == 2
    assert "file/here: cannot be written" in capsys.readouterr().err
    assert not toy.calls
    assert [path.name for path in working_folder.iterdir()] == ["file"]


@pytest.mark.usefixtures("working_folder")
@pytest.mark.parametrize(
    "command", [["compare", "itil", "--replications", "3"], ["run", "itil", "--replications", "2"]], ids=" ".join
)
@pytest.mark.parametrize(("value", "warned"), [("3", True), ("0.36", True), ("0.35", False), ("0.05", False)])
def test_a_value_outside_its_plausible_range_is_run_with_a_warning(
    command: list[str], value: str, warned: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.execute([*command, "--days", "40", "--out", "out", "--set", f"honesty={value}"]) == 0
    line = f"warning: honesty = {value} lies outside its plausible range, 0.05 to 0.35 utility"
    assert (line in capsys.readouterr().err.splitlines()) is warned
    manifest = json.loads(Path("out/manifest.json").read_text())
    assert manifest["outside_plausible_range"] == ({"honesty": [0.05, 0.35]} if warned else {})
    assert manifest["provenance"]["parameters"] == {"honesty": float(value)}


def test_an_error_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itborg.strategies.specification.strategy", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cli.execute(["compare"])
