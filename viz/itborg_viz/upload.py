"""Taking files from a visitor: a button and a place to drop them. Bytes only; nothing is looked into here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import solara
import traitlets

MOST_BYTES = 8_000_000  # of one upload; a zip of ten thousand people with their ties has half of it
MOST_FILES = 8
Files = dict[str, bytes]


class UploadWidget(anywidget.AnyWidget):
    """The browser's side of an upload."""

    _esm = Path(__file__).with_name("upload.js")
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    folder = traitlets.Bool(False).tag(sync=True)
    most = traitlets.Int(MOST_BYTES).tag(sync=True)
    files: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True, echo_update=False)
    wrong = traitlets.Unicode().tag(sync=True)


@solara.component
def Upload(
    label: str, accept: str, on_files: Callable[[Files], None], on_wrong: Callable[[str], None], folder: bool = False
) -> None:
    """Show the button; `on_files` gets what was chosen, `on_wrong` a sentence if it is too much.

    folder  whether a whole folder may be chosen as well
    """

    def taken(files: list[dict[str, Any]]) -> None:
        if not files:
            return
        found = {str(one.get("name", ""))[:200]: bytes(one.get("data", b"")) for one in files[:MOST_FILES]}
        size = sum(map(len, found.values()))
        if size > MOST_BYTES:
            on_wrong(f"these files have {size:,} bytes; at most {MOST_BYTES:,} are taken: zip the folder")
        else:
            on_files(found)

    def told(text: str) -> None:
        if text:
            on_wrong(text)

    UploadWidget.element(label=label, accept=accept, folder=folder, on_files=taken, on_wrong=told)
