"""Pages that are written from the registries agree with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from itborg.report.reference_tables import PAGES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("page", PAGES)
def test_the_page_is_what_the_registry_writes(page: str) -> None:
    written = PAGES[page]()
    assert (DOCS / page).read_text(encoding="utf-8") == written, (
        "run `uv run python -m itborg.report.reference_tables docs`"
    )
