"""The tools that build the site: pages from the program, links, docstrings."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("jupytext", reason="the group docs is not installed")

from docs.site import links, reference
from docs.site.__main__ import of_the_site
from docs.site.docstrings import as_markdown
from itborg.cli import COMMANDS

ROOT = Path(__file__).parents[2]


def test_the_page_of_the_command_line_has_every_command() -> None:
    page = reference.command_page()
    assert [name for name in COMMANDS if f"\n## itborg {name} " not in page] == []


def test_the_glossary_has_the_words_of_the_project() -> None:
    page = reference.glossary_page((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert "| common random numbers |" in page


def test_the_guide_links_to_the_python_interface_of_the_site() -> None:
    text = of_the_site((ROOT / "docs" / "how_to.md").read_text(encoding="utf-8"))
    assert "page [Python interface](../reference/python.md) of the site" in text
    assert "[lessons of the course](learn.md)" in text


@pytest.mark.parametrize(
    ("link", "lost"),
    [("b.html", False), ("b.html#there", False), ("b.html#nowhere", True), ("c.html", True), ("../out.html", True)],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path: Path, link: str, lost: bool) -> None:
    (tmp_path / "a.html").write_text(f'<a href="{link}">x</a>')
    (tmp_path / "b.html").write_text('<p id="there">x</p>')
    assert links.broken(tmp_path) == ([f"a.html: {link}"] if lost else [])


def test_examples_of_docstrings_become_python() -> None:
    assert as_markdown("Return it.\n\n>>> 1 + 1\n2") == "Return it.\n\n```pycon\n>>> 1 + 1\n2\n```"
