"""The files and scripts of docs/own_behaviour.md, as a reader would write them down."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "own_behaviour.md"
MOST_LINES = 25


def blocks(language: str) -> list[str]:
    """Return the code blocks of a language in the page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def written(folder: Path) -> list[str]:
    """Write the blocks that begin with the name of a file, and return the others: scripts."""
    scripts = []
    for block in [*blocks("python"), *blocks("toml")]:
        named = re.match(r"# (\S+\.(?:py|toml))\n", block)
        if named:
            (folder / named[1]).write_text(block, encoding="utf-8")
        else:
            scripts.append(block)
    return scripts
