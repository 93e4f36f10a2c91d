"""Typography of the pages: real minus signs, and numbers that stay on one line with their unit."""

from __future__ import annotations

import re

from .figures import with_minus

#: Text between two tags; tags and their attributes are left alone.
TEXT = re.compile(r">[^<>]+<")
#: The space between a number and its unit, and around ±.
UNIT = re.compile(r"(?<=\d) (?=(?:%|±|kEUR\b|points\b))|(?<=±) (?=\d)")


def typeset(html: str) -> str:
    r"""Return HTML whose text has real minus signs before numbers, and no line break before a unit.

    >>> shown = typeset('<p title="-4 %">-4 %, 2026-11-27</p>')
    >>> shown == '<p title="-4 %">\N{MINUS SIGN}4\N{NO-BREAK SPACE}%, 2026-11-27</p>'
    True
    """
    return TEXT.sub(lambda found: UNIT.sub("\N{NO-BREAK SPACE}", with_minus(found[0])), html)
