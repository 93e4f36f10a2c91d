"""Every link of the built site, looked up in its files: pages, anchors, pictures, scripts, notebooks, replays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

NAMED = ("href", "src", "poster")


class _Names(HTMLParser):
    """Collects what a page links to, and the anchors that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.anchors |= {value for name in ("id", "name") if (value := known.get(name))}
        if not (tag == "link" and known.get("rel") in ("canonical", "preconnect")):
            self.links += [value for name in NAMED if (value := known.get(name))]


@cache
def names(path: Path) -> _Names:
    """Return links and anchors of a page."""
    found = _Names()
    found.feed(path.read_text(encoding="utf-8"))
    return found


def broken(site: Path) -> list[str]:
    """Return one line for each link that leads nowhere; addresses of other servers are not requested.

    site  folder of the built site
    """
    return [
        f"{page.relative_to(site)}: {link}" for page in sorted(site.rglob("*.html")) for link in _broken(page, site)
    ]


def _broken(page: Path, site: Path) -> Iterator[str]:
    if "replays" in page.parts or page.name == "404.html":  # a replay is one closed file; 404 has absolute links
        return
    for link in dict.fromkeys(names(page).links):
        address = urlsplit(link)
        if address.scheme or address.netloc:
            continue
        target = (page.parent / unquote(address.path)).resolve() if address.path else page
        if target.is_dir():
            target = target / "index.html"
        inside = target.is_relative_to(site.resolve())
        missing = not inside or not target.is_file()
        lost = address.fragment and target.suffix == ".html" and not missing and not _has(target, address.fragment)
        if missing or lost:
            yield link


def _has(page: Path, anchor: str) -> bool:
    return anchor.startswith("__") or unquote(anchor) in names(page).anchors
