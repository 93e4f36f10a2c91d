"""Study files: every bundled one runs; every broken one gives a message with its line."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from itborg import cli
from itborg.analysis.study import Design, Factor, Replications, in_memory, read_study
from itborg.analysis.study.design import KINDS
from itborg.analysis.study.findings import strategy_effects
from itborg.analysis.study.point_table import read_points
from itborg.common.errors import InputError
from itborg.mechanisms.registry import CORE, PARAMETERS
from itborg.report.study_text import answer

ROOT = Path(__file__).parents[2]
BUNDLED = sorted((ROOT / "experiments").glob("*.toml"))
BROKEN = Path(__file__).parent / "broken"
#: Broken file -> (line, part of the message).
EXPECTED = {
    "auto_without_half_width": (3, "auto needs half_width"),
    "baseline_unknown": (3, "did you mean 'none'?"),
    "days_negative": (3, "-1 is not an integer number of working days, 1 or more"),
    "design_unknown": (4, "did you mean 'grid'?"),
    "design_without_factors": (None, "a design of kind 'grid' needs [factors]"),
    "dose_of_a_strategy_that_is_not_there": (6, "no strategy 'cobit' in this study"),
    "factor_is_a_number": (6, "expected levels [a, b, ...] or { low = ..., high = ... }"),
    "factor_key_unknown": (6, "did you mean 'low'?"),
    "factor_out_of_range": (6, "expected 0 to 1"),
    "factor_unknown": (6, "did you mean 'honesty'?"),
    "factors_without_design": (None, "a design with factors needs a kind"),
    "half_width_without_auto": (3, 'half_width needs replications = "auto"'),
    "generated_factor_in_a_real_organisation": (6, 'organisations = ["generated"]'),
    "key_unknown": (3, "did you mean 'replications'?"),
    "level_is_a_text": (6, "'much' is not a number"),
    "low_above_high": (6, "low = 0.3 is above high = 0.1"),
    "measure_unknown": (3, "did you mean 'net_value'?"),
    "mechanism_unknown": (3, "did you mean 'shadow_it'?"),
    "no_question": (None, "a study needs a question"),
    "not_toml": (1, "this is not TOML"),
    "number_without_leading_zero": (3, "write 0.5, not .5"),
    "organisation_unknown": (3, "did you mean 'grab_at_pizza'?"),
    "replications_zero": (3, "0 is not an integer number of replications, 1 or more"),
    "setting_unknown": (4, "did you mean 'honesty'?"),
    "strategies_is_a_text": (2, "is not a list of names"),
    "strategies_missing": (None, 'or "all"'),
    "strategy_unknown": (2, "did you mean 'itil'?"),
    "table_file_missing": (5, "no such file"),
    "table_without_file": (4, 'a table needs file = "points.csv"'),
    "table_wrong": (5, "1 fields where the header has 2"),
}


@pytest.mark.parametrize("name", sorted(path.stem for path in BROKEN.glob("*.toml")))
def test_a_broken_study_file_gives_a_message_with_its_line(name):
    line, message = EXPECTED[name]
    with pytest.raises(InputError) as error:
        read_study(BROKEN / f"{name}.toml")
    first = str(error.value).splitlines()[0]
    assert first.startswith(f"{BROKEN / name}.toml" + (f":{line}" if line else " ["))
    assert message in str(error.value)


def test_every_mistake_in_a_table_of_points_is_reported():
    with pytest.raises(InputError) as error:
        read_study(BROKEN / "table_wrong.toml")
    assert "wrong_points.csv:4 [demand]: 'much' is not a number" in str(error.value)


def test_there_are_at_least_six_bundled_studies():
    assert len(BUNDLED) >= 6


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_bundled_study_has_a_question_and_runs(path):
    text = path.read_text(encoding="utf-8")
    if "workfrance" in text:
        pytest.importorskip("importlib.util").find_spec("onadata") or pytest.skip("needs the extra data")
    study = read_study(path)
    assert study.question.endswith("?")
    assert study.max_runs * study.days <= 2_500_000, "longer than a minute on two cores"
    first, last = study.points[0], study.points[-1]
    rows = tuple(tuple(point.values()) for point in (first, last)) if study.design.factors else ()
    tiny = replace(
        study, design=replace(study.design, rows=rows), replications=Replications(2), days=3, burn_in=2,
        names=study.names[:3], strategies=study.strategies[:3],
    )  # fmt: skip
    found = in_memory(tiny)
    assert len(found.failures) == 0
    assert len(found.runs) == tiny.max_runs
    assert np.isfinite(strategy_effects(found)[0].level.mean)
    assert study.baseline in answer(found) or "baseline" in answer(found)


def test_a_minimal_study_needs_a_question_and_strategies(tmp_path):
    (tmp_path / "s.toml").write_text('question = "Why?"\nstrategies = ["itil"]\n')
    study = read_study(tmp_path / "s.toml")
    assert study.names == ("none", "itil")
    assert (study.name, len(study.design_points), study.days) == ("s", 1, 480)


def test_strategies_and_points_may_be_files_next_to_the_study(tmp_path):
    mine = 'name = "mine"\n[[intervention]]\nlever = "visits"\nvalue = 0.1\n'
    (tmp_path / "mine.toml").write_text(mine)
    (tmp_path / "points.csv").write_text("demand,phi0\n1,0.2\n0.9,0.1\n")
    (tmp_path / "s.toml").write_text(
        'question = "Why?"\nstrategies = ["mine.toml"]\n[design]\nkind = "table"\nfile = "points.csv"\n'
    )
    study = read_study(tmp_path / "s.toml")
    assert study.names == ("none", "mine")
    assert study.points == ({"demand": 1.0, "honesty": 0.2}, {"demand": 0.9, "honesty": 0.1})


@pytest.mark.parametrize("text", ["demand;phi0\n1,0;0,2\n0,9;0,1\n", "sep=;\ndemand;phi0\n1;0,2\n0,9;0,1\n"])
def test_points_from_a_spreadsheet_may_have_semicolons_and_decimal_commas(text, tmp_path):
    (tmp_path / "points.csv").write_text(text, encoding="utf-16")
    factors, points = read_points(tmp_path / "points.csv")
    assert [one.name for one in factors] == ["demand", "honesty"]
    assert points == ((1.0, 0.2), (0.9, 0.1))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("demand,phi0\n1\n", "points.csv:2: 1 fields where the header has 2"),
        ("demand,phi0\n1,2,3\n", "points.csv:2: 3 fields where the header has 2"),
        ("demand,demand\n1,1\n", "points.csv:1 [demand]: column 'demand' is repeated"),
        ("demand,fi0\n1,1\n", "points.csv:1 [fi0]: "),
        ("demand\n", "expected a header of factor names and at least one point"),
        ("demand\n1\x001\n", "points.csv:2: byte 8 is NUL"),
    ],
)
def test_a_table_of_points_that_cannot_be_read_is_reported_with_its_place(text, message, tmp_path):
    (tmp_path / "points.csv").write_text(text)
    with pytest.raises(InputError) as error:
        read_points(tmp_path / "points.csv")
    assert message in str(error.value)


def test_default_bounds_are_those_of_the_registry(tmp_path):
    (tmp_path / "s.toml").write_text(
        'question = "Why?"\nstrategies = ["itil"]\nfactors = ["honesty", "demand"]\n[design]\nkind = "latin_hypercube"\n'
    )
    assert read_study(tmp_path / "s.toml").design.factors == (Factor("honesty", 0.05, 0.35), Factor("demand", 0.6, 1.4))


@pytest.mark.parametrize(
    ("text", "group", "low"),
    [
        ('factors = ["core"]\n', CORE, 0.05),
        ("[factors]\nall = {}\nhonesty = { low = 0.1 }\n", tuple(PARAMETERS), 0.1),
    ],
)
def test_core_and_all_stand_for_parameters_and_own_bounds_take_precedence(text, group, low, tmp_path):
    head = 'question = "Why?"\nstrategies = ["itil"]\n'
    design = '[design]\nkind = "morris"\n'
    (tmp_path / "s.toml").write_text(head + (text + design if text.startswith("factors") else design + text))
    factors = {one.name: one for one in read_study(tmp_path / "s.toml").design.factors}
    assert set(factors) == set(group)
    assert factors["honesty"].low == low
    assert factors["hazard"] == Factor("hazard", PARAMETERS["hazard"].low, PARAMETERS["hazard"].high)


FACTORS = (Factor("honesty", 0.1, 0.3), Factor("demand", 0.5, 1.5), Factor("dummy", 0.0, 1.0))


@pytest.mark.parametrize(
    ("kind", "count"), [("grid", 5**3), ("latin_hypercube", 16), ("sobol", 16 * 5), ("morris", 16 * 4)]
)
def test_a_design_is_reproducible_with_the_expected_number_of_points_inside_its_bounds(kind, count):
    design = Design(kind, FACTORS, samples=16)
    points = design.matrix()
    assert points.shape == (count, 3)
    for column, factor in zip(points.T, FACTORS, strict=True):
        assert factor.low <= column.min() < column.max() <= factor.high
    assert (Design(kind, FACTORS, samples=16).matrix() == points).all()


def test_a_latin_hypercube_has_one_point_in_every_slice():
    points = Design("latin_hypercube", FACTORS, samples=32).matrix()
    for column, factor in zip(points.T, FACTORS, strict=True):
        slices = np.floor((column - factor.low) / (factor.high - factor.low) * 32).astype(int)
        assert sorted(slices) == list(range(32))


def test_a_grid_has_every_combination():
    factors = (Factor("honesty", 0.1, 0.3, (0.1, 0.3)), Factor("demand", 0.5, 1.5, (0.5, 1.0, 1.5)))
    wanted = set(itertools.product((0.1, 0.3), (0.5, 1.0, 1.5)))
    assert set(map(tuple, Design("grid", factors).matrix().tolist())) == wanted


def test_every_kind_of_design_has_a_text():
    from itborg.report.study_text import _DESIGNS

    assert set(_DESIGNS) == set(KINDS)


def test_every_factor_has_an_effect():
    def net_value(**values: float) -> float:
        names = list(values)
        rows = (tuple(values.values()),)
        factors = tuple(Factor(name, values[name], values[name]) for name in names)
        from itborg.analysis.study import plan_study

        design = Design("table", factors, rows=rows)
        generated = any(name.startswith("generated.") for name in names)
        where = ["generated"] if generated else ["grab_at_pizza"]
        study = plan_study(
            ["none", "brm_style"], design=design, organisations=where, replications=Replications(1),
            days=30, burn_in=5, measures=["net_value"],
        )  # fmt: skip
        return float(in_memory(study, threads=1).runs["net_value"].sum())

    default = net_value(dummy=0.3)
    assert net_value(dummy=0.9) == default
    assert net_value(demand=1.0, dose=1.0, start=0, ramp=0) == default
    assert net_value(hazard=0.29) == default
    others = [
        net_value(demand=1.3),
        net_value(dose=0.5),
        net_value(start=20),
        net_value(ramp=20),
        net_value(hazard=0.4),
    ]
    assert len({default, *others}) == 6
    generated = net_value(**{"generated.people": 30})
    assert generated != net_value(**{"generated.people": 30, "generated.silo_ratio": 15.0})
    assert generated != net_value(**{"generated.people": 31})


@pytest.mark.parametrize(
    ("named", "meant"),
    [("compare_al", "experiments/compare_all.toml"), ("mine", "mine.toml"), ("experiments/compare_all", "experiments/compare_all.toml")],
)  # fmt: skip
def test_the_file_of_a_study_is_suggested(tmp_path, monkeypatch, named, meant):
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "compare_all.toml").write_text("")
    (tmp_path / "mine.toml").write_text("")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=f"did you mean '{meant}'"):
        read_study(named)


def test_a_setting_outside_its_plausible_range_gives_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = 'question = "?"\nstrategies = ["itil"]\nreplications = 2\ndays = 20\n[design]\nkind = "grid"\n'
    (tmp_path / "mine.toml").write_text(text + "[settings]\nhonesty = 3.0\n[factors]\ndemand = [0.9, 1.0]\n")
    assert cli.execute(["sweep", str(tmp_path / "mine.toml"), "--out", str(tmp_path / "out")]) == 0
    line = "warning: honesty = 3 lies outside its plausible range, 0.05 to 0.35 utility"
    assert line in capsys.readouterr().err.splitlines()
    assert json.loads((tmp_path / "out/manifest.json").read_text())["outside_plausible_range"] == {
        "honesty": [0.05, 0.35]
    }


def test_a_ready_study_is_found_by_its_name_outside_the_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("trust_and_demand", "trust_and_demand.toml", "experiments/trust_and_demand.toml"):
        assert read_study(name).name == "trust_and_demand"
    with pytest.raises(InputError, match=r"did you mean .experiments/trust_and_demand\.toml."):
        read_study("trust_and_demnd")
    (tmp_path / "trust_and_demand.toml").write_text('name = "mine"\nquestion = "?"\nstrategies = ["itil"]\n')
    assert read_study("trust_and_demand.toml").name == "mine"


def test_the_wheel_holds_every_ready_study():
    import tomllib

    root = Path(__file__).parents[2]
    wheel = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    studies = {path.name for path in (root / "experiments").glob("*.toml")}
    held = {source: target for source, target in wheel["force-include"].items() if source.startswith("experiments/")}
    assert held == {f"experiments/{name}": f"itborg/experiments/{name}" for name in studies}
