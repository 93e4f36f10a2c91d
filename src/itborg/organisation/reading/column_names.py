"""Names of columns as people write them, compared without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return a name in lower-case letters and digits only; accents are dropped, other scripts stay.

    >>> letters("# Reassignments"), letters("time:timestamp"), letters("Übergaben"), letters("Größe")
    ('reassignments', 'timetimestamp', 'ubergaben', 'grosse')
    """
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(one for one in plain if not unicodedata.combining(one)))
