"""itborg explain: why one strategy beats another, how sure that is, and when not.

`itborg.analysis.comparison.explain` does the work, `report.pair_text` has the sentences, and `report.pair_page` writes
the page.
"""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..analysis.comparison.explain import Explanation


@click.command(
    epilog=options.examples(
        "itborg explain csi_programme itil       why, how sure, and when not",
        "itborg explain brm_style                against doing nothing",
        "itborg explain itil vs itil_as_means    what the objective does",
    )
)
@click.argument("strategies", nargs=-1, required=True, metavar="A [B]")
@options.organisation()
@options.replications(2, 100, "Number of paired replications of the comparison; other steps have fewer.")
@options.run_inputs
@options.output_format()
@options.out("Folder for the page and the numbers")
@options.quiet()
def explain(
    strategies: tuple[str, ...], changes: tuple[str, ...], output_format: str, out: str | None, quiet: bool,
    **arguments: Any,
) -> None:  # fmt: skip
    """Explain why strategy A beats strategy B, or doing nothing.

    One page answers: by how much, through which mediators, what moved first, how sure (random variation and plausible
    parameters), and when not: over which horizon, load, size, parameters and at equal spend. It takes about as long as
    a comparison.
    """
    from ..analysis.comparison.explain import explain as computed
    from ..common.errors import InputError
    from ..report.pair_page import document, save
    from ..report.results_folder import default_folder
    from .output import note, print_csv, print_json, warn_implausible
    from .progress import announce_compiling, step

    named = options.strategy_words(strategies)
    if len(named) > 2:
        raise InputError(f"explain takes one or two strategies, not {len(named)}; combine strategies with +")
    options.check_writable(out)
    parameters = options.settings(changes)
    announce_compiling(quiet)
    found = computed(
        *named,
        step=partial(step, quiet=quiet),
        parameters=parameters,
        **arguments,
    )
    warn_implausible(found.comparison.provenance.parameters, quiet)
    folder = save(found, out or default_folder(f"{found.a} {found.b}", "explain"), _command(found))
    if output_format == "json":
        print_json(document(found))
    elif output_format == "csv":
        print_csv(document(found)["conditions"])
    else:
        _show(found)
    note(f"written to {folder}; {folder}/report.html has the figure and all tables", quiet)


def _command(found: Explanation) -> str:
    """Return the command line that repeats an explanation."""
    known = found.comparison.provenance
    words = ["itborg", "explain", found.a, found.b, "--org", known.organisation, "--days", str(known.days)]
    words += ["--replications", str(found.comparison.replications), "--seed", str(known.seed)]
    for name, value in known.parameters.items():
        words += ["--set", f"{name}={value!r}"]
    for name in known.without:
        words += ["--without", name]
    return shlex.join([*words, *(["--demand", f"{known.demand:g}"] if known.demand != 1.0 else [])])


def _show(found: Explanation) -> None:
    """Print the answer in paragraphs, and the difference under every condition as a table."""
    from ..report.formatting import plus_minus
    from ..report.pair_text import lines
    from .output import blank_table, console

    screen = console()
    before = ""
    for heading, line in lines(found):
        if heading != before:
            screen.print()
        screen.print(line if heading == before else f"{heading}: {line}", markup=False)
        before = heading
    table = blank_table()
    table.add_column(f"\n{found.a} minus {found.b}", no_wrap=True)
    table.add_column("difference\nkEUR/day", justify="right", no_wrap=True)
    step = found.comparison.difference(found.a)
    table.add_row("as described", plus_minus(step.mean, step.low, step.high, 2, signed=True))
    for one in found.conditions:
        style = "" if one.difference.excludes_zero else "dim"
        table.add_row(one.name, plus_minus(*one.difference, 2, signed=True), style=style)
    screen.print()
    screen.print(table)
