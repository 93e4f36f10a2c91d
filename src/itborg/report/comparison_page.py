"""report.html: one file that explains itself, needs no network, and reads well on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from . import comparison_text as words
from .comparison_tables import full_table, money_table, ranking_table
from .drawing import picture
from .html_frame import figure_block, frame

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..analysis.comparison.result import Comparison
    from .drawing import Palette

#: Ids and names of the sections.
SECTIONS = {
    "ranking": "Ranking",
    "time": "Day by day",
    "why": "Why",
    "through": "Through what",
    "money": "Money",
    "handoffs": "Hand-offs",
    "all": "All measures",
    "repeat": "Repeat and cite",
}


def page(found: Comparison, command: str = "") -> str:
    """Return the whole report as one HTML document.

    command  the command line that gives the same numbers; it may be empty
    """
    writers: Mapping[str, _Writer] = dict(_COMPARING) if len(found.strategies) > 1 else {}
    writers = {key: write for key, write in writers.items() if key != "through" or found.decompositions}
    sections = {key: write(found) for key, write in {**writers, **_ALWAYS}.items()}
    sections["repeat"] = _repeat(found, command)
    body = [_head(found, sections), *(_section(key, text) for key, text in sections.items())]
    return frame(words.title(found), "\n".join(body))


def _head(found: Comparison, sections: Iterable[str]) -> str:
    links = " ".join(f'<a href="#{key}">{SECTIONS[key]}</a>' for key in sections)
    return (
        f'<header>\n<h1>{escape(words.title(found))}</h1>\n<p class="lead">{escape(words.question(found))}</p>\n'
        f'<p>{escape(words.answer(found))}</p>\n<p class="small">{escape(words.setting(found))}</p>\n'
        f"<nav>{links}</nav>\n</header>"
    )


def _section(key: str, content: str) -> str:
    return f'<section id="{key}">\n<h2>{SECTIONS[key]}</h2>\n{content}\n</section>'


def _twice(draw: Callable[[Palette, float], Figure], name: str, said: str) -> tuple[str, str]:
    """Return a figure for a screen, and the same for a phone; `draw` takes colours and inches."""
    from .drawing import NARROW, WIDTH

    wide = picture(lambda palette: draw(palette, WIDTH), name, said)
    return wide, picture(lambda palette: draw(palette, NARROW), f"{name}-narrow", said)


def _ranking(found: Comparison) -> str:
    from .comparison_figures import forest

    wide, narrow = _twice(
        lambda palette, width: forest(found, palette=palette, width=width), "forest", words.FOREST_SAID
    )
    return ranking_table(found) + figure_block(wide, words.FOREST, narrow)


def _time(found: Comparison) -> str:
    from .comparison_figures import paths

    drawn = picture(
        lambda palette: paths(found, palette=palette), "paths", "Daily difference of net value, by strategy"
    )
    return figure_block(drawn, words.PATHS)


def _why(found: Comparison) -> str:
    from .comparison_figures import panels
    from .explanation import lead

    names = [str(name) for name in found.ranking()["strategy"] if name != found.baseline]
    first = lead(found)
    drawn = picture(
        lambda palette: panels(found, palette), "panels", "Trust, understanding, labels and work, day by day"
    )
    return (
        (f"<p>{escape(first)}</p>\n" if first else "")
        + f'<p class="small">{escape(words.WHY)}</p>\n'
        + "<dl>\n" + "\n".join(_reasons(found, name) for name in names) + "\n</dl>\n"
        + f'<p class="small">{escape(words.WHY_CAUSE)}</p>\n' + figure_block(drawn, words.PANELS)
    )  # fmt: skip


def _reasons(found: Comparison, name: str) -> str:
    """Return one strategy of the section Why."""
    from .explanation import behind, money

    lines = [f"<p>{escape(money(found, name))}</p>"]
    lines += [f'<p class="{_side(line)}">{escape(line)}</p>' for line in behind(found, name)]
    return f"<dt>{escape(name)}</dt><dd>{_meaning(name)}{''.join(lines)}</dd>"


def _side(line: str) -> str:
    return {"Better": "better", "Worse": "worse"}.get(line.partition(":")[0], "small")


def _meaning(strategy: str) -> str:
    """Return what a built-in strategy is, on a line of its own; nothing for a combination or a user's own."""
    from ..strategies.registry import STRATEGIES

    known = STRATEGIES.get(strategy)
    return f'<span class="small">{escape(known.meaning)}</span>' if known else ""


def _through(found: Comparison) -> str:
    from .decomposition_section import CAPTION, channel_table, channels

    drawn = picture(lambda palette: channels(found.decompositions, palette), "through", "Parts of each gain by channel")
    return figure_block(drawn, CAPTION) + channel_table(found.decompositions)


def _money(found: Comparison) -> str:
    from .decomposition_section import money

    wide, narrow = _twice(lambda palette, width: money(found, palette, width), "money", words.MONEY_SAID)
    return figure_block(wide, words.MONEY, narrow) + money_table(found)


def _handoffs(found: Comparison) -> str:
    from .comparison_figures import handoffs

    drawn = picture(
        lambda palette: handoffs(found, palette), "handoffs", "Share and duration of incidents by hand-offs"
    )
    return figure_block(drawn, words.HANDOFFS)


def _all(found: Comparison) -> str:
    return f"<details><summary>Every measure of every strategy</summary>\n{full_table(found)}\n</details>"


def _repeat(found: Comparison, command: str) -> str:
    code = f"<pre><code>{escape(command)}</code></pre>\n" if command else ""
    notes = "\n".join(f"<li>{escape(line)}</li>" for line in words.method(found))
    return f"{code}<p>{escape(words.citation(found))}</p>\n<ul>\n{notes}\n</ul>"


_Writer = Callable[["Comparison"], str]
#: Sections that need something to compare with the baseline.
_COMPARING: Mapping[str, _Writer] = {
    "ranking": _ranking,
    "time": _time,
    "why": _why,
    "through": _through,
    "money": _money,
}
_ALWAYS: Mapping[str, _Writer] = {"handoffs": _handoffs, "all": _all}
