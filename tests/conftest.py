"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.toy import Toy, install


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Toy:
    """Replace the model by a toy with known effects; a run takes a millisecond."""
    return install(monkeypatch)


@pytest.fixture
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty folder the working directory and return it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
