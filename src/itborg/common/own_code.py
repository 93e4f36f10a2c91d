"""Code of a user: found by name, and identified by a hash of its source.

Results that depend on a function of a user are valid only for the text that computed them, so run ids and manifests
hold a hash of it: of the whole file, without comments and docstrings, and of the files beside it that it imports.
"""

from __future__ import annotations

import ast
import hashlib
import importlib
import inspect
import sys
import textwrap
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from .errors import InputError, did_you_mean
from .source_hash import code_of

#: Prefix of the names of modules that were loaded from a file.
FROM_FILE = "itborg_file_"
_DIGITS = 12


def names_code(spec: object) -> bool:
    """Return whether a text names code of a user: FILE.py:NAME or MODULE:NAME.

    >>> names_code("mine.py:calm_days"), names_code("itil@120")
    (True, False)
    """
    place, _, name = spec.rpartition(":") if isinstance(spec, str) else ("", "", "")
    return name.isidentifier() and (place.endswith(".py") or all(part.isidentifier() for part in place.split(".")))


def named_code(spec: str, folder: Path | None = None) -> Any:
    """Return the object that a text names.

    spec    "mine.py:calm_days", a file, or "package.module:calm_days", a module that Python finds
    folder  for relative files, before the working directory; None: none

    A file is loaded once for each text that it has. Raises InputError if there is no such file, module or name, and if
    loading it raises an error.
    """
    place, _, name = spec.rpartition(":")
    module = _from_file(place, folder) if place.endswith(".py") else _imported(place)
    if not hasattr(module, name):
        known = [one for one in vars(module) if not one.startswith("_")]
        raise InputError(f"{spec}: {place} has no '{name}'; {did_you_mean(name, known)}")
    return getattr(module, name)


def _imported(place: str) -> ModuleType:
    try:
        return importlib.import_module(place)
    except ImportError as error:
        raise InputError(f"{place}: this module cannot be imported ({error}); a file is written FILE.py:NAME") from None


def _from_file(place: str, folder: Path | None) -> ModuleType:
    """Return the module in a file; files beside it can be imported by it."""
    path = folder / place if folder is not None and (folder / place).is_file() else Path(place)
    if not path.is_file():
        raise InputError(f"{place}: no such file")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS]
    name = f"{FROM_FILE}{path.stem}_{digest}"
    if name in sys.modules:
        return sys.modules[name]
    spec = spec_from_file_location(name, path.resolve())
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[name] = module_from_spec(spec)
    sys.path.insert(0, str(path.resolve().parent))
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        if isinstance(error, InputError):
            raise
        raise InputError(f"{place}: {type(error).__name__}: {error}") from error
    finally:
        sys.path.pop(0)
    return module


def identity_of(thing: Any) -> str:
    """Return a hash of the source of a function or class of a user, with its name: NAME-12 digits.

    Defaults and values that a function took from where it was made count if they are numbers or texts. Code without a
    file, as in a notebook, is identified by its own text and that of the functions beside it that it calls.
    """
    name = str(getattr(thing, "__qualname__", None) or type(thing).__qualname__).replace("<locals>.", "")
    text = hashlib.sha256()
    for part in (_source_once(thing if isinstance(thing, type | FunctionType) else type(thing)), *_captured(thing)):
        text.update(part.encode())
    return f"{name}-{text.hexdigest()[:_DIGITS]}"


@cache
def _source_once(kind: Any) -> str:
    """Return the code of a function or class as of the first time that it was asked for: as it was loaded."""
    return _source(kind, set())


def _source(kind: Any, seen: set[Any]) -> str:
    """Return the code that decides what a function or class does."""
    module = sys.modules.get(kind.__module__)
    file = getattr(module, "__file__", None)
    if file and Path(file).is_file():
        return "\0".join(_tokens(Path(file), seen))
    if kind in seen:
        return ""
    seen.add(kind)
    try:
        own = "\0".join(code_of(textwrap.dedent(inspect.getsource(kind))))
    except (OSError, TypeError):
        own = repr((kind.__code__.co_code, kind.__code__.co_consts)) if isinstance(kind, FunctionType) else repr(kind)
    called = getattr(kind, "__globals__", {})
    names = kind.__code__.co_names if isinstance(kind, FunctionType) else ()
    beside = [called[one] for one in names if isinstance(called.get(one), FunctionType)]
    return own + "".join(_source(one, seen) for one in beside if one.__module__ == kind.__module__)


def _tokens(file: Path, seen: set[Any]) -> list[str]:
    """Return the code of a file and of the files beside it that it imports, directly or indirectly."""
    return [token for one in files_of(file, seen) for token in code_of(one.read_text(encoding="utf-8"))]


def files_of(file: Path, seen: set[Any] | None = None) -> list[Path]:
    """Return a file of code and the files beside it that it imports, directly or indirectly.

    seen  files that are left out; those that are returned are added to it
    """
    seen = set() if seen is None else seen
    if file in seen:
        return []
    seen.add(file)
    found = [file]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
        for name in names:
            beside = file.parent / f"{name.replace('.', '/')}.py"
            found += files_of(beside, seen) if name and beside.is_file() else []
    return found


def _captured(thing: Any) -> list[str]:
    """Return defaults and captured values of a function, as far as they are numbers, texts or tuples of them."""
    cells = [cell.cell_contents for cell in getattr(thing, "__closure__", None) or ()]
    values = [*cells, *(getattr(thing, "__defaults__", None) or ()), *getattr(thing, "args", ())]
    return [repr(one) for one in values if isinstance(one, int | float | str | tuple | None)]


def portable(thing: Any) -> bytes:
    """Return a thing pickled for another process; code of a user that it cannot import goes along as it is.

    Raises ImportError without cloudpickle, which Dask brings along.
    """
    import cloudpickle  # type: ignore[import-untyped]

    for name, module in list(sys.modules.items()):
        if name.startswith(FROM_FILE):
            cloudpickle.register_pickle_by_value(module)
    data: bytes = cloudpickle.dumps(thing)
    return data
