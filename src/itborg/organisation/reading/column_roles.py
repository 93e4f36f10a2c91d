"""Which column of a table holds what: stated by the user, or found by usual names; everything else is ignored by name.

A role is what a reader needs, such as `team`; a column is what a file has, such as "Department". Names are compared in
letters and digits only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...common.errors import InputError, did_you_mean
from .column_names import letters

#: Smallest similarity of a column's name to a usual name of a role, 0 to 1, at which it is proposed. An assumption.
SIMILAR = 0.75


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of a table by role.

    columns  role -> column, as written in the header
    stated   roles that the user stated; the others were found by name
    ignored  columns without a role, in the order of the header
    """

    columns: Mapping[str, str]
    stated: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()

    def options(self) -> str:
        """Return the mapping as options of the command line, so that it can be repeated.

        >>> ColumnMapping({"team": "Org unit", "id": "Key"}).options()
        "--map 'team=Org unit' --map id=Key"
        """
        texts = (f"{role}={column}" for role, column in self.columns.items())
        return " ".join(f"--map '{text}'" if set(text) & set(" '()#&;|*?$") else f"--map {text}" for text in texts)


def map_columns(header: Sequence[str], usual: Mapping[str, Sequence[str]], stated: Mapping[str, str]) -> ColumnMapping:
    """Return the mapping of a header.

    header  names of the columns
    usual   role -> its usual names, the likeliest first; the name of the role itself counts before them
    stated  role -> column by the user, which comes first; a column "" leaves the role without one

    A column has at most one role; where two roles could have it, the one that comes first in `usual` gets it. Raises
    InputError for a stated role or column that does not exist.
    """
    found: dict[str, str] = {}
    for role, column in stated.items():
        if role not in usual:
            raise InputError(f"--map {role}=...: no role '{role}'; {did_you_mean(role, usual)}")
        if column:
            found[role] = the_column(column, header)
    free: dict[str, str] = {}
    for column in header:
        if column not in found.values():
            free.setdefault(letters(column), column)
    own: Mapping[str, Sequence[str]] = {role: (role,) for role in usual}
    for names in (own, usual):
        for role in usual:
            known = [letters(name) for name in names[role] if letters(name) in free]
            if known and role not in found and role not in stated:
                found[role] = free.pop(known[0])
    ordered = {role: found[role] for role in usual if role in found}
    return ColumnMapping(ordered, frozenset(stated), tuple(one for one in header if one not in found.values()))


def the_column(name: str, header: Sequence[str]) -> str:
    """Return the column that a user names, also in another spelling. Raises InputError if there is no single one."""
    if name in header:
        return name
    close = [one for one in header if letters(one) == letters(name)]
    if len(close) == 1:
        return close[0]
    raise InputError(f"there is no column '{name}'; {did_you_mean(name, header)}")


def stated_columns(texts: Iterable[str]) -> dict[str, str]:
    """Return ROLE=COLUMN texts as role -> column; roles and columns are checked later.

    Raises InputError for a text without "=".

    >>> stated_columns(["team=Assignment group"])
    {'team': 'Assignment group'}
    """
    found = {}
    for text in texts:
        role, equals, column = text.partition("=")
        if not equals:
            raise InputError(f"--map {text}: expected ROLE=COLUMN, such as team='Assignment group'")
        found[role.strip()] = column.strip()
    return found


def proposal(role: str, usual: Sequence[str], header: Sequence[str], free: Sequence[str]) -> str:
    """Return the end of a message about a missing column: the column with the most similar name, else all columns.

    role    what the column should hold
    usual   usual names of the role
    header  names of all columns
    free    columns without a role
    """
    known = [letters(name) for name in (role, *usual)]
    likeness = {column: max(SequenceMatcher(None, letters(column), name).ratio() for name in known) for column in free}
    likely = max(likeness, key=lambda column: likeness[column], default="")
    if likely and likeness[likely] >= SIMILAR:
        option = f"'{role}={likely}'" if " " in likely else f"{role}={likely}"
        return f"; if it is column '{likely}', add --map {option}"
    shown = ", ".join(header[:12]) + (f" and {len(header) - 12} more" if len(header) > 12 else "")
    return f"; name it with --map {role}=COLUMN; the columns are {shown}"


#: Usual names of the columns of a list of people and of a list of ties, in several languages.
PEOPLE_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": (
        "person id", "employee id", "employee number", "employee no", "emp id", "employee", "user id", "user name",
        "user", "login", "key", "node", "node id", "staff id", "member id", "personnel number", "personalnummer",
        "mitarbeiter id", "email", "email address", "e-mail", "mail", "matricule", "person",
    ),
    "name": ("full name", "display name", "employee name", "label", "person", "nom", "naam", "nombre"),
    "side": ("it or business", "business or it"),
    "role": ("job title", "title", "position", "job", "function", "job role", "rolle", "funktion", "poste", "functie"),
    "team": (
        "department", "dept", "department name", "unit", "group", "org unit", "organisational unit",
        "organizational unit",
        "organisation unit", "division", "area", "section", "team name", "abteilung", "bereich", "afdeling", "service",
        "département", "departamento", "equipo", "équipe", "modularity class", "partition", "community",
    ),
    "manager": (
        "manager id", "reports to", "line manager", "line manager id", "supervisor", "supervisor id", "manager name",
        "boss", "reports to id", "manager employee id", "manager email", "vorgesetzter", "vorgesetzte", "responsable",
        "leidinggevende",
    ),
}  # fmt: skip
TIES_NAMES: Mapping[str, tuple[str, ...]] = {
    "source": ("from", "sender", "src", "ego", "node 1", "person 1", "from id", "source id", "von"),
    "target": ("to", "receiver", "recipient", "dst", "alter", "node 2", "person 2", "to id", "target id", "nach"),
    "contact": ("weight", "strength", "frequency", "count", "mails", "messages", "emails", "gewicht", "häufigkeit"),
    "trust": (),
    "type": ("directed",),
}  # fmt: skip
