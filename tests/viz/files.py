"""Opening a page from a file, as somebody would who was sent it: no server, no network, no errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def opened(browser: Any, address: str, width: int = 1280, height: int = 720) -> Iterator[Any]:
    """Give the page of a file; afterwards fail if it said an error or asked for anything but itself."""
    wrong: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda m: wrong.append(f"console: {m.text}") if m.type == "error" else None)
    page.on(
        "request",
        lambda r: wrong.append(f"asked for {r.url}") if r.url.split("#")[0] != address.split("#")[0] else None,
    )
    page.goto(address)
    yield page
    context.close()
    assert wrong == []
