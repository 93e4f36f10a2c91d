"""Several script files as one module: a widget is sent to the browser as a single text."""

from __future__ import annotations

import re
from pathlib import Path

SCRIPTS = Path(__file__).parent / "js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z_]+)\.js";\n', flags=re.MULTILINE)


def bundle(entry: str) -> str:
    """Return a script with all that it imports in front of it; its `render` becomes the default export.

    Our scripts share one namespace once they are joined, so no two may give the same name to two things at the top;
    a test sees to that.
    """
    order: list[str] = []
    _collect(entry, order)
    parts = []
    for name in order:
        text = _IMPORT.sub("", _read(name))
        parts.append(re.sub(r"^export (?=function|class|const)", "", text, flags=re.MULTILINE))
    return "\n".join([*parts, "export default { render };"])


def _read(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def _collect(name: str, order: list[str]) -> None:
    for needed in _IMPORT.findall(_read(name)):
        if needed not in order:
            _collect(needed, order)
    order.append(name)
