"""Getting an organisation by name or path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypedDict

from ..common.errors import InputError, Problem, did_you_mean
from .importing import datasets
from .importing.tables_and_graphs import read_csvs
from .reading.folder import PEOPLE, SETTINGS, TIES, read_folder
from .reading.messages import listing
from .types import Organisation

_BUNDLED = Path(__file__).parent / "bundled"
_MEANING = {
    "grab_at_pizza": "a pizza company in the second half of its year, after a poor first half",
}


class Listed(TypedDict):
    """One line of the list of organisations; people is None where that is not known yet."""

    name: str
    meaning: str
    people: int | None


def load(name_or_path: str | Path) -> Organisation:
    """Return an organisation: bundled, a data set's, or a folder's.

    A name wins over a folder of the same name; write ./name for the folder. Without organisation.toml two tables do:
    "PEOPLE.csv,TIES.csv", or PEOPLE.csv alone with a ties.csv beside it; people.csv then says who is IT.

    Raises InputError: its message lists every problem, one a line, at most 20.

    >>> len(load("grab_at_pizza").people)
    40
    """
    organisation, problems = _read(name_or_path)
    errors = [problem for problem in problems if not problem.warning]
    if organisation is None:
        raise InputError(listing(errors))
    return organisation


def check(name_or_path: str | Path) -> list[Problem]:
    """Return everything that is wrong or odd with an organisation; errors have warning=False.

    >>> check("grab_at_pizza")
    []
    """
    return _read(name_or_path)[1]


def names() -> list[Listed]:
    """Return the organisations that have a name: the bundled ones, then the data sets."""
    bundled = [
        Listed(name=name, meaning=meaning, people=_heads(_BUNDLED / name / PEOPLE))
        for name, meaning in _MEANING.items()
    ]
    real = [Listed(name=name, meaning=known.meaning, people=known.people) for name, known in datasets.KNOWN.items()]
    return bundled + real


def _heads(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines()) - 1


def _read(name_or_path: str | Path) -> tuple[Organisation | None, list[Problem]]:
    """Return the organisation, or None, and what is wrong."""
    name = str(name_or_path)
    if isinstance(name_or_path, str) and name in _MEANING:
        return read_folder(_BUNDLED / name, name)
    try:
        if isinstance(name_or_path, str) and name in datasets.KNOWN:
            return datasets.dataset(name), []
        if tables := _tables(name):
            title = tables[0].absolute().parent.name
            found, problems = read_csvs(*tables, (), title, (str(tables[0]), str(tables[1])))
            return (replace(found, source=name) if found else None), problems
        return read_folder(*_folder(name_or_path))
    except (InputError, OSError, ValueError) as error:
        return None, [Problem(name, None, "", str(error))]


def _tables(shown: str) -> tuple[Path, Path] | None:
    """Return the two tables that a user names instead of a folder, None for anything else.

    >>> [str(path) for path in _tables("ours/people.csv") or ()]
    ['ours/people.csv', 'ours/ties.csv']
    >>> [str(path) for path in _tables("who.csv,whom.csv") or ()]
    ['who.csv', 'whom.csv']
    """
    first, comma, second = shown.rpartition(",")
    if comma and first.lower().endswith(".csv") and second.lower().endswith(".csv"):
        return Path(first.strip()), Path(second.strip())
    path = Path(shown)
    alone = shown.lower().endswith(".csv") and not path.is_dir() and not _in_a_folder(path)
    return (path, path.parent / TIES) if alone else None


def _in_a_folder(path: Path) -> bool:
    """Return whether a file is organisation.toml, or people.csv beside it: either means the whole folder."""
    return path.name in (SETTINGS, PEOPLE) and path.is_file() and (path.parent / SETTINGS).is_file()


def _folder(name_or_path: str | Path) -> tuple[Path, str]:
    """Return the folder a user means, and what to call it."""
    shown, path = str(name_or_path), Path(name_or_path)
    if _in_a_folder(path):
        return path.parent, str(path.parent)
    if path.is_dir():
        return path, shown
    if path.exists():
        raise InputError(f"this is a file; name the folder that holds {SETTINGS}")
    if isinstance(name_or_path, Path) or set(shown) & set("/\\."):
        raise InputError("there is no such folder")
    hint = did_you_mean(shown, [*_MEANING, *datasets.KNOWN])
    raise InputError(f"there is no such folder, and no organisation has this name; {hint}")
