"""Upload of files: a button and an area to drop them on. Returns bytes; nothing is parsed here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara
import traitlets

from .scripted import Scripted, script

MAX_BYTES = 8_000_000  # per upload; a zip of ten thousand people with their ties has about half of that
MAX_FILES = 8
#: Uploaded files: file name -> content.
Files = dict[str, bytes]


class UploadWidget(Scripted):
    """Browser side of an upload.

    label      text of the button
    accept     file suffixes, separated by commas
    folder     whether a folder can be chosen as well
    max_bytes  largest total size; larger uploads are refused in the browser
    files      the chosen files as {"name", "data"}
    problem    one sentence if the browser refused the files, "" otherwise
    """

    _esm = script("upload")
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    folder = traitlets.Bool(False).tag(sync=True)
    max_bytes = traitlets.Int(MAX_BYTES).tag(sync=True)
    files: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True, echo_update=False)
    problem = traitlets.Unicode().tag(sync=True)


@solara.component
def Upload(
    label: str, accept: str, on_files: Callable[[Files], None], on_problem: Callable[[str], None], folder: bool = False
) -> None:
    """Show the upload button.

    label       text of the button
    accept      file suffixes, separated by commas: ".zip,.csv"
    on_files    receives the chosen files
    on_problem  receives one sentence if the files are too large or cannot be read
    folder      whether a folder can be chosen as well
    """

    def receive(files: list[dict[str, Any]]) -> None:
        if not files:
            return
        content = {str(one.get("name", ""))[:200]: bytes(one.get("data", b"")) for one in files[:MAX_FILES]}
        size = sum(map(len, content.values()))
        if size > MAX_BYTES:
            on_problem(f"The files have {size:,} bytes; the limit is {MAX_BYTES:,}. Upload a zip of the folder.")
        else:
            on_files(content)

    def report(text: str) -> None:
        if text:
            on_problem(text)

    UploadWidget.element(label=label, accept=accept, folder=folder, on_files=receive, on_problem=report)
