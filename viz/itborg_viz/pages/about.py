"""About: what this is, how to read it, which keys there are, where the numbers come from."""

from __future__ import annotations

import solara

from itborg.common.version import itborg_version

from ..pieces import Card, Grid, Prose
from ..visitor import Visitor

WHAT = """
itborg is a model of how business people and IT people of one organisation come to work together, or fail to.
People talk, label their wishes, hand work over, keep or break promises; trust and understanding follow. Strategies
turn levers; whether they help is what comes out, not what was put in.
"""
READ = """
- **Business left (orange), IT right (blue)**, teams together. The ring around a person is its trust in the other side.
- **Ties** are as wide as contact is close. Those across the sides are coloured by trust: grey is the usual trust of the
  first evening, blue is more, vermilion and dashed is less; the scale stands below the picture.
- **Dots are incidents, squares are changes**, large and vermilion the ones with the top label. They wait around the
  person who has them or under the team in whose queue they lie, and travel when they are handed over. The order of
  hands and the day are recorded; the hour of a hand-over before the last of a day is not, and is spread evenly.
- **A ring that opens** is an end: blue in time, orange late, vermilion a loss far above what a manager puts up with.
- **The watermelon**: green outside is what IT reports, red inside is what the business is not content with.
- **The band** behind a line holds nine of ten runs with luck of their own. One run is one throw of the dice.
- **Differences** are paired: both meet the same luck. ± is half of a 95 % interval; "not clear" means just that.
"""
KEYS = """
| key | does |
|---|---|
| space | play, pause |
| ← → | a day back, a day on; with shift a month |
| Home, End | first day, last day |
| + - | faster, slower |
| Esc | let the person go |
| Ctrl + Enter | in the game: on to the next step |
"""
LINKS = """
The address bar restores the view: organisation, strategy, luck, day, person, and light or dark
if you chose one. Pass it on. With the same version of
itborg the picture is the same to the last bit. An organisation that was brought along stays in its own browser tab and
in no link.
"""
NOT = """
Numbers are those of a model. `itborg list parameters` names every number with its source or calls it an assumption;
`itborg validate` says which patterns of the literature come out and which do not. Nothing here leaves this machine: no
account, no tracking, no address but this one.
"""


@solara.component
def AboutPage(visitor: Visitor) -> None:
    """Show the page."""
    del visitor
    with Grid("minmax(0, 1.3fr) minmax(0, 1fr)"):
        with solara.Div():
            with Card(f"itborg {itborg_version()}"):
                Prose(WHAT)
            with Card("How to read the picture"):
                Prose(READ)
        with solara.Div():
            with Card("Keys"):
                Prose(KEYS)
            with Card("Links"):
                Prose(LINKS)
            with Card("What it is not"):
                Prose(NOT)
