"""The examples of docs/ecosystem.md, run as a reader would."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import itborg

PAGE = Path(__file__).parents[2] / "docs" / "ecosystem.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
#: What an example prints, by a word of it.
PRINTED = {
    "saltelli": "dose.itil",
    "ema_workbench": "net_value",
    "batch_run": "strategy",
    "stop_when": "False",
    "days_of_trust": "±",
    "Factor": "organisation",
}


def block(word: str) -> str:
    """Return the one example with a word."""
    (found,) = [one for one in BLOCKS if re.search(rf"\b{word}\b", one)]
    return found


@pytest.mark.parametrize("word", PRINTED)
def test_an_example_of_the_page_runs(word: str, tmp_path: Path) -> None:
    text = block(word)
    needed = set(re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE))
    if missing := [name for name in sorted(needed) if not find_spec(name)]:
        pytest.skip(f"{missing[0]} is not installed")
    done = subprocess.run([sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert PRINTED[word] in done.stdout
    assert "nan%" not in done.stdout


def test_no_example_of_the_page_is_left_out() -> None:
    assert len(BLOCKS) == len(PRINTED) + 1  # SolaraViz, below


@pytest.mark.filterwarnings("ignore")
def test_the_page_of_solaraviz_steps_and_starts_again_with_another_strategy() -> None:
    pytest.importorskip("altair", reason="mesa[viz] is not installed")
    solara = pytest.importorskip("solara")
    vuetify = pytest.importorskip("ipyvuetify")
    namespace: dict[str, object] = {}
    exec(block("SolaraViz"), namespace)
    _, page = solara.render(solara.AppLayout(children=[namespace["page"]]), handle_error=False)

    def click(label: str) -> None:
        (button,) = [one for one in page.find(vuetify.Btn).widgets if label in str(one.children)]
        button.click()

    def models() -> set[tuple[str, float]]:
        return {(one.strategy.name, one.time) for one in gc.get_objects() if isinstance(one, itborg.Model)}

    try:
        click("Step")
        click("Step")
        assert ("none", 2.0) in models()
        (choice,) = page.find(vuetify.Select).widgets
        choice.v_model = "itil"
        click("Reset")
        assert ("itil", 0.0) in models()
    finally:
        page.close()
