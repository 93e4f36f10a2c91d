"""Upload of files: a button and an area to drop them on. Returns bytes; nothing is parsed here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara
import traitlets

from itborg.organisation.importing.uploaded_files import MAX_BYTES as MAX_IN_ZIP
from itborg.organisation.importing.uploaded_files import megabytes

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
    max_in_zip largest size of one file in a zip, unpacked
    too_large  why files are refused: if a zip may help, and if one of them is too large for a zip; SIZE is replaced
    files      the chosen files as {"name", "data"}
    problem    one sentence if the browser refused the files, "" otherwise
    """

    _esm = script("upload")
    label = traitlets.Unicode().tag(sync=True)
    accept = traitlets.Unicode().tag(sync=True)
    folder = traitlets.Bool(False).tag(sync=True)
    max_bytes = traitlets.Int(MAX_BYTES).tag(sync=True)
    max_in_zip = traitlets.Int(MAX_IN_ZIP).tag(sync=True)
    too_large = traitlets.List(traitlets.Unicode()).tag(sync=True)
    files: traitlets.List[dict[str, Any]] = traitlets.List().tag(sync=True, echo_update=False)
    problem = traitlets.Unicode().tag(sync=True)


def too_large(size: str, may_be_zipped: bool) -> str:
    """Return why files are refused, and what helps.

    size           of all files, with its unit
    may_be_zipped  whether each of them may be in a zip
    """
    in_zip = f"a file in a zip may have {megabytes(MAX_IN_ZIP)} unpacked"
    remedy = (
        f"Upload a zip of them; {in_zip}." if may_be_zipped
        else f"A zip does not help, as {in_zip}: upload fewer rows, such as those of one department."
    )  # fmt: skip
    return f"The upload has {size}; the limit is {megabytes(MAX_BYTES)}. {remedy}"


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
            on_problem(too_large(megabytes(size), max(map(len, content.values())) <= MAX_IN_ZIP))
        else:
            on_files(content)

    def report(text: str) -> None:
        if text:
            on_problem(text)

    UploadWidget.element(
        label=label, accept=accept, folder=folder, too_large=[too_large("SIZE", True), too_large("SIZE", False)],
        on_files=receive, on_problem=report,
    )  # fmt: skip
