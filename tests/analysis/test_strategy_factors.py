"""Dose, start and ramp as factors of a study: of all strategies, or of one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from itborg.analysis.study import Design, Factor, Results, in_memory, plan_study, read_study
from itborg.analysis.study.study import Replications
from itborg.analysis.study.tasks import TaskRunner
from itborg.common.errors import InputError

DAYS = 12


def grid(**levels: tuple[float, ...]) -> Design:
    return Design("grid", tuple(Factor(name, min(of), max(of), of) for name, of in levels.items()))


def run(design: Design, names: list[str]) -> Results:
    return in_memory(
        plan_study(names, design=design, replications=Replications(2), days=DAYS, burn_in=4, measures=["net_value"])
    )


def test_a_dose_with_a_name_changes_that_strategy_only() -> None:
    found = run(grid(**{"dose.itil": (0.0, 1.0)}), ["none", "itil", "brm_style"])
    itil, brm = (found.array("net_value", name, versus="none") for name in ("itil", "brm_style"))
    assert np.all(itil[0] == 0.0)
    assert np.any(itil[1] != 0.0)
    assert np.array_equal(brm[0], brm[1])


def test_the_baseline_has_a_dose_if_it_is_named() -> None:
    found = run(grid(**{"dose.itil": (0.0, 1.0)}), ["itil", "none"])
    assert np.all(found.array("net_value", "itil", versus="none")[0] == 0.0)


def test_the_factor_of_one_strategy_takes_precedence() -> None:
    design = grid(dose=(0.5,), start=(3,), **{"dose.itil": (1.5,), "ramp.itil": (7.4,)})
    runner = TaskRunner(plan_study(["none", "itil", "brm_style"], design=design))
    point = runner.study.design_points[0]
    none, itil, brm = (runner.strategy(point, at) for at in range(3))
    assert (none.dose, none.start, none.ramp) == (1.0, 0, 0)
    assert (itil.dose, itil.start, itil.ramp) == (1.5, 3, 7)
    assert (brm.dose, brm.start, brm.ramp) == (0.5, 3, 0)


def test_a_study_file_names_the_strategy_behind_a_dot(tmp_path: Path) -> None:
    file = tmp_path / "when.toml"
    file.write_text(
        """question = "Which of two doses matters?"
strategies = ["itil", "brm_role@60"]
[design]
kind = "latin_hypercube"
samples = 4
[factors]
dose.itil = { low = 0.5, high = 1.0 }
dose."brm_role@60" = {}
start.itil = {}
ramp = { low = 0, high = 20 }
[settings]
ramp.itil = 5
""",
        encoding="utf-8",
    )
    study = read_study(file)
    assert study.design.factors[:3] == (
        Factor("dose.itil", 0.5, 1.0), Factor("dose.brm_role@60", 0.0, 1.5), Factor("start.itil", 0.0, 240.0)
    )  # fmt: skip
    assert study.settings == {"ramp.itil": 5.0}
    runner = TaskRunner(study)
    assert {runner.strategy(point, 1).ramp for point in study.design_points} == {5}


@pytest.mark.parametrize(
    ("name", "message"),
    [("dose.cobit", "no strategy 'cobit' in this study"), ("dosis.itil", "no factor 'dosis.itil'")],
)
def test_a_name_that_is_not_there_is_refused(name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        plan_study(["none", "itil"], design=grid(**{name: (0.5, 1.0)}))


def test_a_dose_below_zero_is_refused() -> None:
    with pytest.raises(InputError, match=r"dose\.itil = -1\.0 is not a number, 0 or more"):
        plan_study(["none", "itil"], design=grid(**{"dose.itil": (-1.0, 1.0)}))
