"""A panel of controls: one widget that draws many of them, because each widget costs the server a millisecond."""

from __future__ import annotations

from typing import Any

import ipyvuetify
import traitlets


class Panel(ipyvuetify.VuetifyTemplate):  # type: ignore[name-defined]
    """Draw controls and report what a visitor does with them.

    shown    what to draw, as JSON: see `itborg_viz.controls.panel`
    receive  function of the key of a control and its new value, called for each action of the visitor
    """

    template_file = (__file__, "panel.vue")
    shown = traitlets.Unicode("{}").tag(sync=True)
    receive = traitlets.Any(None)

    def vue_act(self, data: Any) -> None:
        """Pass on an action; called by the framework, with whatever the browser sent."""
        if self.receive is not None and isinstance(data, dict):
            self.receive(data.get("key"), data.get("value"))
