"""Join several script files into one module: a widget is sent to the browser as a single text.

Used when a widget class is defined. Only imports of the form `import { name } from "./file.js";` on one line are
followed.
"""

from __future__ import annotations

import re
from pathlib import Path

SCRIPTS = Path(__file__).parent / "js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z_]+)\.js";\n', flags=re.MULTILINE)


def bundle(entry: str) -> str:
    """Return a script preceded by everything that it imports; its `render` becomes the default export.

    All scripts of a bundle share one namespace, so no two may define the same top-level name; a test checks that.

    entry  name of a file in js/ without its suffix; it must define a function `render`
    """
    order: list[str] = []
    _collect(entry, order)
    parts = []
    for name in order:
        text = _IMPORT.sub("", _source(name))
        parts.append(re.sub(r"^export (?=function|class|const)", "", text, flags=re.MULTILINE))
    return "\n".join([*parts, "export default { render };"])


def _source(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def _collect(name: str, order: list[str]) -> None:
    """Append a script to `order` after everything that it imports."""
    for needed in _IMPORT.findall(_source(name)):
        if needed not in order:
            _collect(needed, order)
    order.append(name)
