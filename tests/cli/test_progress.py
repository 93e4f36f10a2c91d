"""A step of a command: one line as it begins, a bar below it in a terminal, nothing with --quiet."""

from __future__ import annotations

import sys

import pytest

from itborg.cli import progress
from itborg.cli.progress import step


def test_without_a_terminal_a_step_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "INTERVAL", 0.0)
    with step("other sizes", 4, 6) as advance:
        advance(1, 12)
        advance(12, 12)
    assert capsys.readouterr() == ("", "step 4 of 6: other sizes\n")


def test_in_a_terminal_a_step_has_a_bar_below_its_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with step("other sizes", 4, 6) as advance:
        advance(7, 12)
    shown = capsys.readouterr().err
    assert shown.startswith("step 4 of 6: other sizes\n")
    assert "7/12" in shown


def test_a_quiet_step_shows_nothing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with step("other sizes", 4, 6, quiet=True) as advance:
        advance(7, 12)
    assert capsys.readouterr() == ("", "")
