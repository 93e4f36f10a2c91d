"""Pages that are written from the program: commands from their help, names from registries, the Python interface."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

import itborg
from itborg.cli import itborg as command_line
from itborg.cli.list_command import KINDS

WIDTH = 88
#: Kind of `itborg list` -> title of its page.
LISTS = {
    "strategies": "Strategies",
    "measures": "Measures",
    "mechanisms": "Mechanisms",
    "organisations": "Organisations",
}


def commands(command: click.Command, name: str, parent: click.Context | None) -> Iterator[tuple[str, str, str]]:
    """Yield (full name, first sentence, help) of a command and of all its subcommands."""
    context = click.Context(command, info_name=name, parent=parent, max_content_width=WIDTH, terminal_width=WIDTH)
    yield context.command_path, command.get_short_help_str(200), command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from commands(found, inner, context)


def command_page() -> str:
    """Return the page of the command line: the help of every command."""
    found = list(commands(command_line, "itborg", None))
    head = "# The command line\n\nWritten from `--help` of the running program. Every command has it.\n\n"
    rows = "".join(f"| [`{name}`](#{name.replace(' ', '-')}) | {short} |\n" for name, short, _ in found[1:])
    table = f"| command | does |\n|---|---|\n{rows}\n"
    texts = (f"## {name} {{ #{name.replace(' ', '-')} }}\n\n```text\n{text}\n```\n\n" for name, _, text in found)
    return head + table + "".join(texts)


def python_page() -> str:
    """Return the page of the Python interface: the docstrings of all public names."""
    lines = ["# The Python interface", "", "Written from the docstrings of the public names of `itborg`.", ""]
    for name in itborg.__all__:
        value = getattr(itborg, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            lines += [f"::: {value.__module__}.{value.__qualname__}", ""]
    return "\n".join(lines)


def list_page(kind: str) -> str:
    """Return the page of one kind of names, as `itborg list KIND` prints them."""
    found, columns = KINDS[kind]
    rows = found()
    text = f"# {LISTS[kind]}\n\nWritten from the program: `itborg list {kind}`.\n\n"
    text += f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n"
    for row in rows:
        cells = [f"`{row['name']}`", *(str(row[name] if row[name] is not None else "") for name in columns[1:])]
        text += "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"
    return text


def glossary_page(contributing: str) -> str:
    """Return the glossary: the table of words that the project keeps to, then where the names of the model are.

    contributing  text of CONTRIBUTING.md, whose section Words has the table
    """
    section = contributing.split("\n## Words\n", 1)[1].split("\n## ", 1)[0]
    table = "\n".join(line for line in section.splitlines() if line.startswith("|"))
    return (
        "# Glossary\n\nOne word for one idea, on this site, in the program and in its code.\n\n"
        f"{table}\n\nNames of the model: [strategies](reference/strategies.md), [measures](reference/measures.md), "
        "[mechanisms](reference/mechanisms.md), [parameters](docs/mechanisms.md).\n"
    )


def write_reference(target: Path, root: Path) -> None:
    """Write all generated pages into the folder of pages.

    root  the repository
    """
    folder = target / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "commands.md").write_text(command_page(), encoding="utf-8")
    (folder / "python.md").write_text(python_page(), encoding="utf-8")
    for kind in LISTS:
        (folder / f"{kind}.md").write_text(list_page(kind), encoding="utf-8")
    contributing = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (target / "glossary.md").write_text(glossary_page(contributing), encoding="utf-8")
