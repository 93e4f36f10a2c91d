"""Open a page from a file: no server, no network, no errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def opened(browser: Any, address: str, width: int = 1280, height: int = 720) -> Iterator[Any]:
    """Open the page of a file; fail at the end if it had an error or requested anything but itself."""
    problems: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True)
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.on("console", lambda m: problems.append(f"console: {m.text}") if m.type == "error" else None)
    page.on(
        "request",
        lambda r: problems.append(f"requested {r.url}") if r.url.split("#")[0] != address.split("#")[0] else None,
    )
    page.goto(address)
    yield page
    context.close()
    assert problems == []
