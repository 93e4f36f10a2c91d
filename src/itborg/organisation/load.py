"""Load an organisation by name or path.

The only module that knows where organisations come from; `reading` and `importing` read them. Bundled ones are folders
beside this file.
"""

from __future__ import annotations

from dataclasses import replace
from os.path import exists
from pathlib import Path
from typing import TypedDict

from ..common.errors import InputError, Problem, did_you_mean
from .importing import datasets
from .importing.tables_and_graphs import read_csvs
from .reading.folder import PEOPLE, SETTINGS, TIES, read_folder
from .reading.messages import listing
from .structures import STRUCTURES, restructured
from .types import Organisation

_BUNDLED = Path(__file__).parent / "bundled"
_MEANING = {
    "grab_at_pizza": "a pizza company in the second half of its year, after a poor first half",
}


class Listed(TypedDict):
    """One line of the list of organisations; people is the number of people, None if unknown."""

    name: str
    meaning: str
    people: int | None


def load(name_or_path: str | Path) -> Organisation:
    """Return an organisation by the name of a bundled one or of a data set, or by the path of a folder.

    A name has priority over a folder of the same name; write ./name for the folder. Without organisation.toml, two
    tables are enough: "PEOPLE.csv,TIES.csv", or PEOPLE.csv with a ties.csv beside it; the column `side` of the people
    then states who is IT. NAME@silo and the like load another structure of the network, see `structures`.

    Raises InputError, whose message lists the problems, one per line, at most 20.

    Warnings are not raised; `check` returns them. A data set needs the optional data package and raises InputError
    without it.

    >>> len(load("grab_at_pizza").people)
    40
    """
    name, structure = _structure(name_or_path)
    organisation, problems = _read(name)
    errors = [problem for problem in problems if not problem.warning]
    if organisation is None:
        raise InputError(listing(errors))
    return restructured(organisation, structure)


def _structure(name_or_path: str | Path) -> tuple[str | Path, str]:
    """Return a name or path without the structure behind its last "@", and the structure, "" if there is none.

    A path that exists, and a name with anything but a structure behind "@", stay as they are.

    >>> _structure("grab_at_pizza@silo"), _structure("home@work")
    (('grab_at_pizza', 'silo'), ('home@work', ''))
    """
    name, at, structure = str(name_or_path).rpartition("@")
    if at and structure in STRUCTURES and isinstance(name_or_path, str) and not exists(name_or_path):
        return name, structure
    return name_or_path, ""


def check(name_or_path: str | Path) -> list[Problem]:
    """Return the errors and warnings of an organisation; errors have warning=False.

    name_or_path  as for `load`

    An organisation that cannot be found is one error too; InputError is not raised.

    >>> check("grab_at_pizza")
    []
    """
    return _read(_structure(name_or_path)[0])[1]


def names() -> list[Listed]:
    """Return the organisations that can be loaded by name: the bundled ones, then the data sets."""
    bundled = [
        Listed(name=name, meaning=meaning, people=_count_people(_BUNDLED / name / PEOPLE))
        for name, meaning in _MEANING.items()
    ]
    real = [Listed(name=name, meaning=known.meaning, people=known.people) for name, known in datasets.KNOWN.items()]
    return bundled + real


def _count_people(path: Path) -> int:
    """Return the number of people of a bundled organisation: the lines of people.csv without the header."""
    return len(path.read_text(encoding="utf-8").splitlines()) - 1


def _read(name_or_path: str | Path) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation, or None after an error, and all problems."""
    name = str(name_or_path)
    if isinstance(name_or_path, str) and name in _MEANING:
        return read_folder(_BUNDLED / name, name)
    try:
        if isinstance(name_or_path, str) and name in datasets.KNOWN:
            return datasets.dataset(name), []
        if tables := _tables(name):
            title = tables[0].absolute().parent.name
            organisation, problems = read_csvs(*tables, (), title, (str(tables[0]), str(tables[1])))
            return (replace(organisation, source=name) if organisation else None), problems
        return read_folder(*_folder(name_or_path))
    except (InputError, OSError, ValueError) as error:
        return None, [Problem(name, None, "", str(error))]


def _tables(name: str) -> tuple[Path, Path] | None:
    """Return the paths of the two tables that a user names instead of a folder, None for anything else.

    >>> [str(path) for path in _tables("ours/people.csv") or ()]
    ['ours/people.csv', 'ours/ties.csv']
    >>> [str(path) for path in _tables("staff.csv,contacts.csv") or ()]
    ['staff.csv', 'contacts.csv']
    """
    first, comma, second = name.rpartition(",")
    if comma and first.lower().endswith(".csv") and second.lower().endswith(".csv"):
        return Path(first.strip()), Path(second.strip())
    path = Path(name)
    alone = name.lower().endswith(".csv") and not path.is_dir() and not _in_a_folder(path)
    return (path, path.parent / TIES) if alone else None


def _in_a_folder(path: Path) -> bool:
    """Return whether a path is organisation.toml, or people.csv beside it; both stand for their folder."""
    return path.name in (SETTINGS, PEOPLE) and path.is_file() and (path.parent / SETTINGS).is_file()


def _folder(name_or_path: str | Path) -> tuple[Path, str]:
    """Return the folder of a name or path, and its name for messages. Raises InputError if there is none."""
    shown, path = str(name_or_path), Path(name_or_path)
    if _in_a_folder(path):
        return path.parent, str(path.parent)
    if path.is_dir():
        return path, shown
    if path.exists():
        raise InputError(f"this is a file; name the folder that holds {SETTINGS}")
    if isinstance(name_or_path, Path) or set(shown) & set("/\\."):
        raise InputError("there is no such folder")
    name, at, structure = shown.rpartition("@")
    if at and (name in _MEANING or name in datasets.KNOWN):
        raise InputError(f"no structure has the name {structure!r}; {did_you_mean(structure, STRUCTURES)}")
    hint = did_you_mean(shown, [*_MEANING, *datasets.KNOWN])
    raise InputError(f"there is no such folder, and no organisation has this name; {hint}")
