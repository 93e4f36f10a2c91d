"""Fixtures for all tests; being here also lets tests import the helpers beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.toy import Toy, install


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Toy:
    """Put a toy in the place of the model: a run takes a millisecond and its truth is known."""
    return install(monkeypatch)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
