"""The page of a replay: the player of the live room, its run packed in beside it."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from .pack import Packed

CHARTS = ("trust_business_to_it", "net_value", "open_incidents", "firefighting_share")


class Reel(NamedTuple):
    """A run as a page can show it.

    organisation, strategy, about  what is said above it
    run, band                      the run, and the band of many
    trust_changes                  by person: why trust moved
    """

    organisation: str
    strategy: str
    about: str
    run: Packed
    band: Packed
    trust_changes: Mapping[str, Sequence[Mapping[str, Any]]]


def replay_page(reel: Reel, player: str, sheet: str) -> str:
    """Return the whole replay as one HTML document that asks for nothing else.

    player  the script of the player, which gives its `render` as the default export
    sheet   the style sheet of the live room
    """
    title = f"{reel.organisation} under {reel.strategy}"
    frame = (Path(__file__).parent / "frame.html").read_text(encoding="utf-8")
    script = player.replace("export default { render };", "const player = { render };")
    stage = (Path(__file__).parent / "stage.js").read_text(encoding="utf-8")
    parts = {
        "TITLE": escape(title), "ABOUT": escape(reel.about), "SHEET": sheet, "REEL": _text(_reel(reel)),
        "SCRIPT": f"{script}\n{stage}".replace("</script", "<\\/script"),
    }  # fmt: skip
    for mark, text in parts.items():
        frame = frame.replace(f"@@{mark}@@", text)
    return frame


def _reel(reel: Reel) -> dict[str, Any]:
    def plain(packed: Packed) -> dict[str, Any]:
        return {"meta": packed.meta, "data": base64.b64encode(packed.data).decode("ascii")}

    return {
        "run": plain(reel.run), "band": plain(reel.band), "titles": [reel.strategy],
        "charts": list(CHARTS),
        "trust_changes": {key: list(map(dict, rows)) for key, rows in reel.trust_changes.items()},
    }  # fmt: skip


def _text(data: dict[str, Any]) -> str:
    """Return data as text that cannot end a script element: compressed, in 64 plain letters."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(plain, 9, mtime=0)).decode("ascii")
