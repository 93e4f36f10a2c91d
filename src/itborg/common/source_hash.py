"""Hashes of sources: what a module depends on is found by following its imports, so that no list has to be kept.

Used for the cache of machine code, and wherever a result is valid only for the sources that computed it.
"""

from __future__ import annotations

import ast
import hashlib
import io
import tokenize
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

_LEFT_OUT = {tokenize.COMMENT, tokenize.NL, tokenize.ENCODING}
_STARTS = {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}


def source_hash(package: Path, entries: Iterable[str]) -> str:
    """Return a hash of all files of a package that some of its files import, directly or indirectly.

    Comments, docstrings and the layout of lines do not count; every other character does.

    package  folder of the package
    entries  files to start from, relative to `package`
    """
    text = hashlib.sha256()
    for file in imported_files(package, entries):
        text.update(file.encode())
        text.update("\0".join(code_of((package / file).read_text(encoding="utf-8"))).encode())
    return text.hexdigest()


def imported_files(package: Path, entries: Iterable[str]) -> list[str]:
    """Return `entries` and the files of the package that they import, directly or indirectly, in alphabetical order.

    Imports inside functions count, imports for type checkers do not.

    Raises OSError for an entry that does not exist and SyntaxError for a file that is not Python.
    """
    found: set[str] = set()
    waiting = set(entries)
    while waiting:
        found |= waiting
        waiting = {target for file in waiting for target in _imports(package, file)} - found
    return sorted(found)


def code_of(source: str) -> Iterator[str]:
    """Yield the tokens that decide what a source does: no comments, no docstrings, no line breaks inside brackets.

    Line ends and indentation are yielded by kind only, so that reformatting does not change a hash.
    """
    tokens = [one for one in tokenize.generate_tokens(io.StringIO(source).readline) if one.type not in _LEFT_OUT]
    before = tokenize.NEWLINE
    for token, after in pairwise(tokens):
        docstring = token.type == tokenize.STRING and before in _STARTS and after.type == tokenize.NEWLINE
        before = token.type
        if not docstring:
            yield tokenize.tok_name[token.type] if token.type in _STARTS else token.string


def _imports(package: Path, file: str) -> Iterator[str]:
    """Yield the files of the package that one of its files imports."""
    here = (package.name, *Path(file).parent.parts)
    for node in _statements(ast.parse((package / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            targets = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) + 1 - node.level] if node.level else ()
            base += tuple(node.module.split(".")) if node.module else ()
            targets = [(*base, alias.name) for alias in node.names]
        else:
            continue
        for target in targets:
            if target[0] == package.name:
                yield from _file(package, target[1:])


def _file(package: Path, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the file that defines a dotted name: a module, a package, or something inside one of them."""
    for end in (len(names), len(names) - 1):
        path = "/".join(names[: max(end, 0)])
        for file in (f"{path}.py", f"{path}/__init__.py".lstrip("/")):
            if (package / file).is_file():
                yield file
                return


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all statements below a node, those for type checkers left out."""
    for block in ("body", "orelse", "finalbody", "handlers", "cases"):
        for child in getattr(node, block, ()):
            if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
                yield child
                yield from _statements(child)
