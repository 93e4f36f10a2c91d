"""The base of widgets that one of our scripts draws."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from .bundle import bundle


def script(entry: str) -> Any:
    """Return the script of a widget as a trait of its class."""
    return traitlets.Unicode(bundle(entry)).tag(sync=True)


class Scripted(anywidget.AnyWidget):
    """A widget with a script as `_esm`.

    Its traits are those of the class, and it has no layout: by default each instance would get a class and a second
    widget of its own, which takes longer than all the rest.
    """

    _anywidget_id = traitlets.Unicode().tag(sync=True)
    layout = traitlets.Any(None).tag(sync=True)

    @traitlets.default("_anywidget_id")
    def _name(self) -> str:
        return f"{type(self).__module__}.{type(self).__name__}"

    def add_traits(self, **traits: Any) -> None:
        """Add traits that the class does not have."""
        more = {name: trait for name, trait in traits.items() if not self.has_trait(name)}
        if more:
            super().add_traits(**more)
