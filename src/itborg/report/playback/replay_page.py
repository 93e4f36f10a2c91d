"""The page of a replay: the player of the app and one recorded run in one HTML file.

Relies on the template `replay.html` and its script `replay.js`. Player and style sheet belong to the app and are passed
in, since this package does not import it.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from ..html_frame import TEMPLATES, render
from .pack import Packed

#: Indicators that are drawn beside the network.
CHARTS = ("trust_business_to_it", "net_value", "open_incidents", "firefighting_share")


class Replay(NamedTuple):
    """A run as a page can play it.

    organisation, strategy, about  what the head of the page shows
    run, band                      the run, and the band of many replications
    trust_changes                  why the trust of each person changed, by id of the person: `TrustChange` as
                                   dictionaries
    """

    organisation: str
    strategy: str
    about: str
    run: Packed
    band: Packed
    trust_changes: Mapping[str, Sequence[Mapping[str, Any]]]


def replay_page(replay: Replay, player: str, sheet: str) -> str:
    """Return a replay as one HTML document that needs no network.

    The recording is compressed and base64-encoded; the page decompresses it in the browser.

    player  the script of the player, with its `render` as the default export
    sheet   the style sheet of the app
    """
    script = player.replace("export default { render };", "const player = { render };")
    start = (TEMPLATES / "replay.js").read_text(encoding="utf-8")
    return render(
        "replay.html",
        title=f"{replay.organisation} under {replay.strategy}",
        about=replay.about,
        sheet=Markup(sheet),
        recording=_text(_document(replay), replay.run.data, replay.band.data),
        script=Markup(f"{script}\n{start}".replace("</script", "<\\/script")),
    )


def _document(replay: Replay) -> dict[str, Any]:
    """Return what the script of the page reads: both descriptions, titles, charts and changes of trust."""
    return {
        "run": {"meta": replay.run.meta, "bytes": len(replay.run.data)},
        "band": {"meta": replay.band.meta, "bytes": len(replay.band.data)},
        "titles": [replay.strategy],
        "charts": list(CHARTS),
        "trust_changes": {key: list(map(dict, rows)) for key, rows in replay.trust_changes.items()},
    }


def _text(document: dict[str, Any], *blocks: bytes) -> str:
    """Return a document and blocks of bytes as text that cannot end a script element: compressed and base64-encoded.

    Before compression: the length of the document as JSON (four bytes, little-endian), the document, then the blocks.
    """
    plain = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    joined = b"".join((len(plain).to_bytes(4, "little"), plain, *blocks))
    return base64.b64encode(gzip.compress(joined, 9, mtime=0)).decode("ascii")
