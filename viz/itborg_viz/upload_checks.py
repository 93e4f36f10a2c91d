"""What is done with uploaded files, all in a worker with limits of time and memory: unpacked, recognised, checked.

The process of the web pages keeps the files compressed and never reads them. Nothing here knows Solara.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import NamedTuple

from itborg.common.errors import InputError
from itborg.organisation.importing.tables_and_graphs import ImportedTables
from itborg.organisation.importing.upload import Sheet, Upload, attributes, read_upload, sheet, teams
from itborg.organisation.importing.uploaded_files import Team, chosen_files, shown

from .fair_queue import Duration
from .incident_uploads import INCIDENTS, LogRead, LogSheet, log_sheet, read_log, with_incidents
from .workers import EndedError, ExceededError, Limit

#: 10,000 people with 25 ties each need 2 s and 60 MB.
LIMIT = Limit(seconds=30.0, megabytes=600)
#: Kinds of tables whose first rows are shown.
TABLES = ("people", "ties", "survey")
#: Size of files beyond which reading them may take longer than a second, bytes.
LONG_READ = 400_000
#: Largest number of files that a message names.
MOST_NAMED = 3
#: Compression that costs about as little time as sending the files.
LEVEL = 1


@dataclass(frozen=True)
class Kept:
    """Files of a visitor between two checks.

    upload  the files, compressed, and what the visitor stated about them
    sizes   of the files, bytes
    hash    of the files
    """

    upload: Upload = field(default_factory=Upload)
    sizes: Mapping[str, int] = field(default_factory=dict)
    hash: str = ""

    @property
    def duration(self) -> Duration:
        """How long reading the files may take."""
        return Duration.LONG if sum(self.sizes.values()) > LONG_READ else Duration.SHORT

    @property
    def of_organisation(self) -> Mapping[str, int]:
        """Sizes of the files from which an organisation is read, bytes; of all files if there are no such ones."""
        kinds = self.upload.kinds
        return {name: size for name, size in self.sizes.items() if kinds[name] not in ("", INCIDENTS)} or self.sizes


class Contents(NamedTuple):
    """What the page shows of the files.

    sheets      kind of a table -> its first rows, None if it cannot be read
    attributes  of a network file that can be the team and the contact
    teams       from which the visitor chooses those that are IT
    it_teams    those that are, as chosen or as their names suggest
    found       the organisation, problems and receipts
    """

    sheets: Mapping[str, Sheet | None]
    attributes: Mapping[str, Sequence[str]]
    teams: list[Team]
    it_teams: frozenset[str]
    found: ImportedTables


class LogContents(NamedTuple):
    """What the page shows of an incident log; `sheet` is None if it cannot be read."""

    sheet: LogSheet | None
    top: str
    read: LogRead


def receive(files: Mapping[str, bytes], before: Kept) -> Kept:
    """Return uploaded files with their kinds. Raises InputError for files that cannot be used.

    before  the files there are already; they stay beside the new ones if these are not complete by themselves
    """
    new = with_incidents(Upload.of(chosen_files(files)))
    complete = new.named("settings") or (
        new.named("people") and (new.named("ties") or new.named("network") or new.named("survey"))
    )
    if not complete:
        new = with_incidents(Upload.of({**unpacked(before.upload).files, **new.files}))
    packed = {name: zlib.compress(data, LEVEL) for name, data in new.files.items()}
    sizes = {name: len(data) for name, data in new.files.items()}
    digest = sha256(repr([(name, sha256(data).digest()) for name, data in new.files.items()]).encode())
    return Kept(replace(new, files=packed), sizes, digest.hexdigest())


def unpacked(upload: Upload) -> Upload:
    """Return an upload whose files are not compressed."""
    return replace(upload, files={name: zlib.decompress(data) for name, data in upload.files.items()})


def contents(packed: Upload, it_teams: frozenset[str] | None) -> Contents:
    """Return what the page shows of compressed files.

    it_teams  names of the teams that are IT; None: as the names suggest
    """
    upload = unpacked(packed)
    offered = teams(upload)
    chosen = frozenset(team.name for team in offered if team.suggests_it) if it_teams is None else it_teams
    sheets = {kind: sheet(upload, kind) for kind in TABLES}
    return Contents(sheets, attributes(upload), offered, chosen, read_upload(upload, chosen))


def log_contents(name: str, packed: bytes, columns: Mapping[str, str], order: str, top: str) -> LogContents:
    """Return what the page shows of an incident log; arguments are those of `read_log`, of a compressed file."""
    data = zlib.decompress(packed)
    found = log_sheet(name, data, columns)
    if found is not None and top not in found.priorities:
        top = ""
    return LogContents(found, top, read_log(name, data, columns, order, top))


def refusal(error: BaseException | None, sizes: Mapping[str, int]) -> str:
    """Return why files could not be checked, and what the visitor can do; "" for no error or a cancelled job.

    sizes  of the files, bytes
    """
    if error is None or isinstance(error, CancelledError):
        return ""
    if isinstance(error, InputError):
        return str(error)
    if isinstance(error, (ExceededError, EndedError)):
        needs = str(error) if isinstance(error, ExceededError) else f"more than {LIMIT.megabytes} MB of memory"
        remedy = "Upload fewer rows, such as those of one department or of a shorter period."
        return f"{largest(sizes)}: checking needs {needs}, the limit of this server. {remedy}"
    return f"{largest(sizes)}: an internal error occurred while checking."


def largest(sizes: Mapping[str, int]) -> str:
    """Return the names and sizes of the largest files; only one that has more than half of all bytes.

    >>> largest({"people.csv": 90_000, "ties.csv": 4_000_000})
    'ties.csv (4.00 MB)'
    """
    ordered = sorted(sizes.items(), key=lambda one: -one[1])
    alone = 2 * max(sizes.values(), default=0) > sum(sizes.values())
    named = ", ".join(
        f"{shown(name)} ({size / 1e6:.2f} MB)" if size >= 5_000 else f"{shown(name)} (under 0.01 MB)"
        for name, size in ordered[: 1 if alone else MOST_NAMED]
    )
    return named if alone or len(sizes) <= MOST_NAMED else f"{named} and {len(sizes) - MOST_NAMED} more"
