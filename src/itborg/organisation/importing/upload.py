"""Files that a visitor uploads, of any name: what each one holds, which columns it has, and the organisation in them.

The visitor may correct what is found: the kind of each file and the column of each role. Nothing stays on disk: files
are read from a temporary folder. Messages name the files as the visitor does, and remedies that the page offers.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from ...common.errors import InputError, Problem
from ..networks.read_network import is_network
from ..reading.column_roles import PEOPLE_NAMES, TIES_NAMES, map_columns
from ..reading.file_content import UnreadableError
from ..reading.folder import PEOPLE, SETTINGS, TIES, read_folder
from ..reading.raw_table import RawTable, read_raw
from ..reading.receipt import Receipt
from ..types import TRAITS
from .network_tables import NetworkTables, write_tables, write_ties
from .survey import SURVEY_NAMES, is_survey, read_survey, ties
from .survey import write_ties as write_survey_ties
from .tables_and_graphs import ImportedTables, Stated, read_people_table, read_tables
from .uploaded_files import Team, in_page, suggests_it

#: What a file can hold; "" is not used.
KINDS = ("settings", "people", "ties", "network", "survey", "incidents", "")
#: Roles of the columns of each kind that a visitor can choose; those that are needed come first.
ROLES: Mapping[str, tuple[str, ...]] = {
    "people": ("id", "team", "name", "side", "role", "manager"),
    "ties": ("source", "target", "contact", "trust"),
    "network": ("team", "contact"),
    "survey": ("respondent", "question", "about", "answer"),
}
#: Usual names of the columns of each kind of table.
_USUAL = {"people": PEOPLE_NAMES, "ties": TIES_NAMES, "survey": SURVEY_NAMES}
REQUIRED = ("id", "team", "source", "target")
#: Number of rows of a table that the page shows.
SHOWN_ROWS = 3


@dataclass(frozen=True)
class Upload:
    """Uploaded files and what the visitor stated about them.

    files    content by plain name
    kinds    name -> one of KINDS, for every file
    columns  kind -> role -> column, as stated; roles that are absent are found by name
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: Mapping[str, bytes]) -> Upload:
        """Return an upload in which each file has the kind that its content suggests; at most one file of each kind."""
        kinds: dict[str, str] = {}
        for name, data in files.items():
            kind = kind_of(name, data)
            kinds[name] = "" if kind in kinds.values() else kind
        if "ties" in kinds.values():
            kinds = {name: "" if kind in ("network", "survey") else kind for name, kind in kinds.items()}
        return cls(files, kinds)

    def named(self, kind: str) -> str:
        """Return the name of the file of a kind, "" if there is none."""
        return next((name for name, one in self.kinds.items() if one == kind), "")

    def as_kind(self, name: str, kind: str) -> Upload:
        """Return the upload in which a file has another kind; the file that had it is not used."""
        kinds = {other: "" if one == kind else one for other, one in self.kinds.items()}
        return replace(self, kinds={**kinds, name: kind}, columns={})

    def with_column(self, kind: str, role: str, column: str) -> Upload:
        """Return the upload in which a role has another column; "" leaves it without one."""
        return replace(self, columns={**self.columns, kind: {**self.columns.get(kind, {}), role: column}})

    @property
    def stated(self) -> Stated:
        """What the visitor stated about the two tables."""
        return Stated({**self.columns.get("people", {}), **self.columns.get("ties", {})})


class Sheet(NamedTuple):
    """What the page shows of a table: header, the first rows, the column of each role, and how it is written."""

    header: tuple[str, ...]
    rows: list[list[str]]
    columns: Mapping[str, str]
    form: str


def kind_of(name: str, data: bytes) -> str:
    """Return the kind of a file: by its extension, or by the columns of its header."""
    if name.lower().endswith(".toml"):
        return "settings"
    if is_network(Path(name)):
        return "network"
    if name in (PEOPLE, TIES):
        return name.removesuffix(".csv")
    try:
        raw = _raw(name, data)
    except (UnreadableError, InputError):
        return "people" if re.search(r"people|staff|person|employee|mitarbeiter", name.lower()) else ""
    if is_survey(raw):
        return "survey"
    header = raw.header
    if {"source", "target"} <= map_columns(header, TIES_NAMES, {}).columns.keys():
        return "ties"
    return "people" if map_columns(header, PEOPLE_NAMES, {}).columns else ""


def sheet(upload: Upload, kind: str) -> Sheet | None:
    """Return what the page shows of the table of a kind, None if there is none or it cannot be read."""
    name = upload.named(kind)
    if not name or kind not in _USUAL:
        return None
    try:
        return _sheet(name, upload.files[name], kind, upload.columns.get(kind, {}))
    except (UnreadableError, InputError):
        return None


def _sheet(name: str, data: bytes, kind: str, stated: Mapping[str, str]) -> Sheet:
    """Return the sheet of a table. Raises UnreadableError if it cannot be read, InputError for a column it lacks."""
    raw = _raw(name, data)
    mapping = map_columns(
        raw.header, {**_USUAL[kind], **(dict.fromkeys(TRAITS, ()) if kind == "people" else {})}, stated
    )
    rows = [raw.row(at) for at in range(min(SHOWN_ROWS, len(raw)))]
    return Sheet(raw.header, rows, mapping.columns, raw.form.sentence())


def _raw(name: str, data: bytes) -> RawTable:
    """Return a table as it is in the file. Raises UnreadableError if it cannot be read."""
    known = [*TRAITS, *(one for names in _USUAL.values() for role in names for one in (role, *names[role]))]
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "table"
        path.write_bytes(data)
        return read_raw(path, name, known)


def read_upload(upload: Upload, it_teams: Collection[str] = ()) -> ImportedTables:
    """Return the organisation in an upload (None after an error), all problems, and the receipts.

    it_teams  the teams that are IT, for files without a side
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        try:
            found = _read(upload, folder, it_teams)
        except InputError as error:
            found = ImportedTables(None, [Problem("", None, "", str(error))], [])
        places = {str(folder / f"{number}{_suffix(name)}"): name for number, name in enumerate(upload.files)}
    unused = [] if found.organisation else _unreadable(upload)
    of_folder = ((SETTINGS, "settings"), (PEOPLE, "people"), (TIES, "ties")) if upload.named("settings") else ()
    own = {file: upload.named(kind) for file, kind in of_folder}
    return found._replace(problems=[*unused, *(in_page(one, places, own) for one in found.problems)])


def _unreadable(upload: Upload) -> list[Problem]:
    """Return why files that are not used cannot be read; these are warnings if people are known from another file."""
    problems = []
    warning = bool(upload.named("people") or upload.named("network"))
    for name, kind in upload.kinds.items():
        if kind or is_network(Path(name)) or name.lower().endswith(".toml"):
            continue
        try:
            _raw(name, upload.files[name])
        except UnreadableError as error:
            problems.append(Problem(name, error.line, error.column, str(error), warning))
        except InputError as error:
            problems.append(Problem(name, None, "", str(error), warning))
    return problems


def _read(upload: Upload, folder: Path, it_teams: Collection[str]) -> ImportedTables:
    """Return the organisation in an upload; InputError for a network that cannot be read."""
    if upload.named("survey") and upload.named("people"):
        return _read_survey(upload, folder, it_teams)
    if upload.named("settings"):
        for kind, name in (("settings", SETTINGS), ("people", PEOPLE), ("ties", TIES)):
            if upload.named(kind):
                (folder / name).write_bytes(upload.files[upload.named(kind)])
        return ImportedTables(*read_folder(folder, ""), [])
    if not (upload.named("people") or upload.named("network")):
        return ImportedTables(None, [Problem("", None, "", "there is no table of people yet; upload one")], [])
    with _written(upload, folder) as (people, ties, network):
        names = upload.named("people") or upload.named("network"), upload.named("ties") or upload.named("network")
        shown_as = names[0] or PEOPLE, names[1] or names[0] or TIES
        found = read_tables(people, ties, it_teams, "My organisation", shown_as, upload.stated)
    if network is not None:
        note = replace(network.receipt, file=upload.named("network"))
        return found._replace(receipts=[note, *found.receipts[: 1 if upload.named("people") else 0]])
    return found


def _read_survey(upload: Upload, folder: Path, it_teams: Collection[str]) -> ImportedTables:
    """Return the organisation whose ties are the answers to a survey, as `itborg org import --survey` makes it."""
    paths = _paths(upload, folder)
    people, survey = upload.named("people"), upload.named("survey")
    of_people, of_survey = (Stated(upload.columns.get(kind, {})) for kind in ("people", "survey"))
    problems: list[Problem] = []
    receipts: list[Receipt] = []
    table = read_people_table(paths[people], people, problems, of_people)
    if table is None:
        return ImportedTables(None, problems, [])
    answers: list[Problem] = []
    ids, names = table.column("id"), table.column("name")
    network = ties(read_survey(paths[survey], survey, ids, answers, names, of_survey, receipts))
    if upload.named("settings"):
        write_survey_ties(network, folder / TIES)
        (folder / SETTINGS).write_bytes(upload.files[upload.named("settings")])
        (folder / PEOPLE).write_bytes(upload.files[people])
        found = ImportedTables(*read_folder(folder, ""), [])
    else:
        written = write_survey_ties(network, folder / "answers.csv")
        found = read_tables(paths[people], written, it_teams, "My organisation", (people, survey), of_people)
    organisation = None if any(not problem.warning for problem in answers) else found.organisation
    return ImportedTables(organisation, [*answers, *found.problems], [*found.receipts[:1], *receipts])


def _paths(upload: Upload, folder: Path) -> dict[str, Path]:
    """Write the files of an upload under names that are safe, and return their paths by name."""
    paths = {name: folder / f"{number}{_suffix(name)}" for number, name in enumerate(upload.files)}
    for name, path in paths.items():
        path.write_bytes(upload.files[name])
    return paths


@contextmanager
def _written(upload: Upload, folder: Path) -> Iterator[tuple[Path, Path | None, NetworkTables | None]]:
    """Yield the paths of the tables of people and ties, and what a network file gave; None without a table of ties."""
    paths = _paths(upload, folder)
    people, ties, network = (upload.named(kind) for kind in ("people", "ties", "network"))
    if not network:
        yield paths[people], paths[ties] if ties else None, None
        return
    stated = upload.columns.get("network", {})
    (folder / "network").mkdir()
    if people:
        tables = write_ties(paths[network], paths[people], folder / "network", stated.get("contact", ""), upload.stated)
    else:
        tables = write_tables(paths[network], folder / "network", stated.get("team", ""), stated.get("contact", ""))
    yield tables.people, tables.ties, tables


def _suffix(name: str) -> str:
    """Return the extension of a file in a form that is safe in a path; readers of networks need it."""
    return "".join(re.findall(r"\.[a-z]{1,8}", name.lower())[-2:])


def teams(upload: Upload) -> list[Team]:
    """Return the teams, largest first, if the visitor has to choose which are IT; else an empty list."""
    if upload.named("settings"):
        return []
    with tempfile.TemporaryDirectory() as temporary:
        try:
            with _written(upload, Path(temporary)) as (people, _, network):
                stated = upload.stated if upload.named("people") else Stated()
                table = read_people_table(people, "", [], stated)
        except (InputError, KeyError):
            return []
    del network
    if table is None or all(table.column("side")):
        return []
    counted = Counter(team for team in table.column("team") if team)
    return [Team(name, count, suggests_it(name)) for name, count in counted.most_common()]


def attributes(upload: Upload) -> Mapping[str, Sequence[str]]:
    """Return the attributes of a network file that can be the team and the contact; {} without one."""
    from ..networks.network import NetworkFileError
    from ..networks.read_network import parse_network

    name = upload.named("network")
    if not name:
        return {}
    try:
        network = parse_network(name, upload.files[name])
    except NetworkFileError:
        return {}
    return {
        "team": sorted({key for node in network.nodes.values() for key in node}),
        "contact": sorted({key for edge in network.edges for key in edge.attributes}),
    }
