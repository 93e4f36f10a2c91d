"""An extension of griffe: docstrings of this project as Markdown.

A paragraph with examples becomes a block of Python, and one with aligned names (`name  meaning`) a block of text, so
that neither loses its lines.
"""

from __future__ import annotations

import re
from typing import Any

import griffe

_ALIGNED = re.compile(r"^\w[\w, ]*? {2,}\S", re.MULTILINE)


def as_markdown(docstring: str) -> str:
    r"""Return a docstring with its examples and its aligned lists in fences.

    >>> print(as_markdown("Return it.\n\nname  text"))
    Return it.
    <BLANKLINE>
    ```text
    name  text
    ```
    """
    return "\n\n".join(_fenced(paragraph) for paragraph in docstring.split("\n\n"))


def _fenced(paragraph: str) -> str:
    if paragraph.lstrip().startswith(">>>"):
        return f"```pycon\n{paragraph}\n```"
    return f"```text\n{paragraph}\n```" if _ALIGNED.search(paragraph) else paragraph


class Docstrings(griffe.Extension):
    """Change every docstring when it is read."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the docstring of one object."""
        if obj.docstring:
            obj.docstring.value = as_markdown(obj.docstring.value)
