"""Branch: from any day on another strategy or lever, with the same luck; the old future stays as a ghost."""

from __future__ import annotations

from functools import partial
from html import escape

import solara
from solara.alias import rv

from itborg.report.playback.divergence import Divergence, divergence
from itborg.report.playback.pack import Packed
from itborg.strategies.levers import LEVER, LEVERS

from ..jobs import use_job
from ..pieces import Trouble, Waiting
from ..scenes import Ask, Scene, bands_of, of_all, paired, recorded
from ..setting import Choice, Helped, Settings, Strategies, spoken, titled
from ..stage import Stage, use_last
from ..tables import differences, plus_minus
from ..visitor import Visitor

CHARTS = ("trust_business_to_it", "net_value", "open_incidents", "business_rating")
MEASURES = ("net_value", "business_rating", "trust_business_to_it")
PAIRS = 40
TURN = "Up to this day both futures are the same; from then on something else is done, with the same luck"
HOLD = "A lever is what strategies turn; one can be held by hand from the day of the turn on"


@solara.component
def BranchPage(visitor: Visitor) -> None:
    """Show the page."""
    old = Ask(visitor.organisation.value, visitor.strategy.value, visitor.seed.value, visitor.days.value)
    day = min(visitor.turn.value, old.days - 1)
    lever = visitor.lever.value
    levers = ((lever, visitor.held.value),) if lever else ()
    new = old._replace(turn=(day, visitor.then.value), levers=levers)
    before = use_job(("run", old), lambda: recorded(old))
    after = use_job(("branch", new), lambda: recorded(new))
    every = of_all(new)
    sure = use_job(("pairs", every), partial(pairs_of, every), after=after, slow=True)
    both = use_last((after, before))
    with solara.Div(classes=["itb-setting"]):
        Settings(visitor)
        Turning(visitor, old.days)
    failed = next((task for task in (before, after) if task.error), None)
    if failed:
        Trouble(failed.exception)
    elif both is None:
        Waiting("Two futures are being lived…")
    else:
        Futures(visitor, both[0], both[1], day, sure.value)


@solara.component
def Futures(visitor: Visitor, new: Scene, old: Scene, day: int, sure: tuple[str, Packed] | None) -> None:
    """Show the new future over the old one."""
    then = titled(visitor.then.value)
    scenes = solara.use_memo(lambda: told(new, old, day, then), [id(new), id(old), day, then])
    said, band = sure or (None, None)
    Parting(scenes[2], said)
    titles = [f"{then} from day {day}", f"{titled(visitor.strategy.value)} (the old future)"]
    Stage(visitor, scenes[:2], [band, None], titles, "branch", CHARTS)


def pairs_of(ask: Ask) -> tuple[str, Packed]:
    """Return in one line how the two futures differ over many pairs, and the band of the new one."""
    found = paired(
        ask.organisation,
        [ask._replace(turn=None).plan(), ask.plan()],
        MEASURES,
        days=ask.days,
        replications=PAIRS,
        threads=1,
    )
    names = {
        "net_value": "net value",
        "business_rating": "the business's rating",
        "trust_business_to_it": "trust in IT",
    }
    said = [
        f"{names[one.measure]} {plus_minus(one)}{'' if one.clear else ' (not clear)'}"
        for one in differences(found.values, MEASURES, 1, 0)
    ]
    text = f"Over {PAIRS} pairs with the same luck the new future makes a difference of: {'; '.join(said)}."
    return text, bands_of(found.lines)[1]


def told(new: Scene, old: Scene, day: int, then: str) -> tuple[Scene, Scene, Divergence]:
    """Return the two futures with the turn written into the story, and where they part."""
    apart = divergence(new.recording, old.recording)
    lines = [[day, "turn", f"Here the old future ends: from now on {then}.", []]]
    if apart.day is not None:
        lines.append([apart.day + 0.5, "turn", f"The futures part. {apart.what}. {apart.text}", []])
    news = sorted([*new.packed.meta["news"], *lines], key=lambda one: one[0])
    packed = new.packed._replace(meta={**new.packed.meta, "news": news})
    return new._replace(packed=packed), old, apart


@solara.component
def Turning(visitor: Visitor, days: int) -> None:
    """Show from which day on what is done instead."""
    lever = LEVER.get(visitor.lever.value)
    with solara.Div(classes=["itb-turning"]):
        with Helped("the day of the turn", TURN, "max-width:5.6em"):
            rv.TextField(
                v_model=visitor.turn.value, type="number", label="from day", dense=True, outlined=True,
                hide_details=True, on_v_model=lambda text: _set_day(visitor, text, days), style_="max-width:5.6em",
                attributes={"aria-label": "Day of the turn", "min": 0, "max": days - 1, "data-testid": "turn-day"},
            )  # fmt: skip
        solara.Button(
            f"now: {visitor.day.value}", text=True, classes=["itb-small-button"],
            on_click=lambda: visitor.turn.set(min(visitor.day.value, days - 1)),
            attributes={
                "data-testid": "branch-now", "aria-label": f"Turn on the day of the playhead, {visitor.day.value}",
            },
        )  # fmt: skip
        Strategies("do instead", visitor.then.value, visitor.then.set)
        levers = [{"text": "no lever", "value": ""}]
        levers += [{"text": spoken(one.name), "value": one.name} for one in LEVERS if one.high <= 60]
        Choice("and hold", visitor.lever.value, levers, lambda name: _set_lever(visitor, name), "11.5em", help=HOLD)
        if lever is not None:
            rv.Slider(
                v_model=visitor.held.value, min=lever.low, max=lever.high, step=(lever.high - lever.low) / 50,
                label=f"{visitor.held.value:g} {lever.unit}", hide_details=True, inverse_label=True, dense=True,
                on_v_model=lambda value: visitor.held.set(float(value)), style_="min-width:14em;max-width:20em",
                attributes={"aria-label": lever.meaning},
            )  # fmt: skip
            solara.Text(lever.meaning, classes=["itb-soft", "itb-small"])


def _set_day(visitor: Visitor, text: object, days: int) -> None:
    if str(text).isdecimal():
        visitor.turn.value = min(int(str(text)[:6]), days - 1)


def _set_lever(visitor: Visitor, name: str) -> None:
    visitor.lever.value = name
    if name:
        visitor.held.value = LEVER[name].high if LEVER[name].rest != LEVER[name].high else LEVER[name].low


@solara.component
def Parting(apart: Divergence, sure: str | None) -> None:
    """Say where the futures part, and what many pairs say of the difference."""
    if apart.day is None:
        text = "The two futures are the same to the last bit: nothing that was turned matters before the end."
    else:
        text = f"<b>They part on day {apart.day + 1}.</b> {escape(apart.what)}. {escape(apart.text)}"
    more = escape(sure or "How sure this is, over many pairs, is on its way…")
    body = f"<p data-testid='divergence'>{text}</p><p class='itb-soft'>{more}</p>"
    solara.HTML(tag="div", unsafe_innerHTML=body, classes=["itb-parting"])
