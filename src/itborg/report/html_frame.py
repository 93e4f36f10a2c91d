"""HTML pages: templates filled in, with one style sheet. Each page is one file that needs no network.

Relies on Jinja templates in `templates`. `base.html` is the frame of a page, `parts.html` writes tables and figures,
and `page.css` is the style sheet. Colours follow the setting of the reader's screen, light or dark.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .drawing import NIGHT, PRINT, variables

TEMPLATES = Path(__file__).parent / "templates"


class FigureBlock(NamedTuple):
    """A figure of a page.

    svg      the figure
    caption  text below it
    narrow   the same figure drawn for a phone; without it the figure is scrolled there
    """

    svg: Markup
    caption: str = ""
    narrow: Markup = Markup()


@cache
def _environment(folder: Path | None) -> Environment:
    """Return the Jinja environment that finds templates in a folder first, then in TEMPLATES; one for each folder.

    Text is escaped, and a value that a template uses but that is not given is an error.
    """
    folders = [TEMPLATES] if folder is None else [folder, TEMPLATES]
    found = Environment(
        loader=ChoiceLoader([FileSystemLoader(one) for one in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["style"] = style()
    return found


def render(template: str, folder: Path | None = None, /, **values: Any) -> str:
    """Return a page: a template with its values filled in. Text is escaped, `markupsafe.Markup` is not.

    template  name of a file in `templates`, such as "comparison.html"
    folder    where to look for templates first, for pages of other packages that extend `base.html`
    values    what the template uses, by name; `style`, the style sheet, is always there

    Raises jinja2.UndefinedError if the template uses a value that is not given, and jinja2.TemplateNotFound if there is
    no such template.
    """
    return _environment(folder).get_template(template).render(**values)


@cache
def style() -> Markup:
    """Return the style sheet of all pages, with the colours for light and for dark screens.

    The marks LIGHT and DARK in `page.css` are replaced by the variables of the palettes PRINT and NIGHT.
    """
    sheet = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    light = variables(PRINT) | {"--quiet": "#62676f"}
    dark = variables(NIGHT) | {"--quiet": "#a2a8b1"}
    for mark, colours in (("LIGHT", light), ("DARK", dark)):
        sheet = sheet.replace(mark, " ".join(f"{name}: {colour};" for name, colour in colours.items()))
    return Markup(sheet)
