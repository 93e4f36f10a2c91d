"""Typography of the pages: real minus signs, and numbers that stay on one line with their unit."""

from __future__ import annotations

import re

#: Text between two tags; attributes and tags are left alone.
TEXT = re.compile(r">[^<>]+<")
MINUS = re.compile(r"(?<![\w.,:/+-])-(?=\d)")
UNIT = re.compile(r"(?<=\d) (?=(?:%|kEUR\b|points\b))")


def typeset(html: str) -> str:
    """Return HTML whose text has real minus signs before numbers, and no line break before a unit.

    >>> typeset('<p title="-4 %">by -4.0 % to -3 kEUR, 2026-11-27, A-1</p>')
    '<p title="-4 %">by −4.0\\xa0% to −3\\xa0kEUR, 2026-11-27, A-1</p>'
    """
    return TEXT.sub(lambda found: UNIT.sub("\N{NO-BREAK SPACE}", MINUS.sub("\N{MINUS SIGN}", found[0])), html)
