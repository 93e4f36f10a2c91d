"""Play page: the door to the workshop game. It begins a game or goes on with one; the game has pages of its own.

A game is hosted by the server and saved there with every step, so its address can be opened again at any time. The
rules are in docs/play.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from html import escape

import solara

from itborg.common.errors import InputError

from ..components import Block, Box, Card, Grid, Note
from ..controls import Group, button, choice, number, panel, text
from ..game.game import BUDGET, MONTHS
from ..game.saved_game import decision_to_json, game_from_json
from ..organisations import offered, open_organisation, title
from ..visitor import Visitor
from ..widgets.file_upload import Files, Upload
from ..widgets.page_widgets import Address
from ..workshop.hosting import Hosting, hosting
from ..workshop.scene import PHASES
from ..workshop.state import FORMS, WorkshopState

STORY = (
    "The first half of the year went badly, and business and IT blame each other. You are the management team: each "
    "month decide what starts, predict what will happen, watch the month run on the network of your people, and agree "
    "on one thing to do better."
)
BUDGETS = (90.0, BUDGET, 300.0)  # kEUR
MAX_SEED = 2**53
OWN = ""  # the uploaded organisation, in the list of organisations
FILE_FORM = "180"  # a month in each round
LENGTHS = {
    "60": "one hour, three rounds", "90": "90 minutes, five rounds", "180": "half a day, six rounds",
}  # fmt: skip
SCREENS = {True: "with phones: a wall, a console, up to 60 phones", False: "on one screen, alone or in a room"}
ORGANISATION_HELP = "The company that you manage."
BUDGET_HELP = "Total cost of initiatives and ways of working; each is paid in full when it starts."
SEED_HELP = "Teams that play with the same seed face the same outages and requests."
LENGTH_HELP = "The game always has six months; in shorter forms some months are decided together."
SCREENS_HELP = "With phones, everybody has a role and a secret vote. Phones need the same network as this computer."
EVERYWHERE = (
    "Anybody who can reach this server could see saved games, so none are listed. Use the address of your console."
)


@solara.component
def PlayPage(visitor: Visitor) -> None:
    """Show how to begin a game and the games that can go on; nothing where no games are hosted."""
    hosted = hosting()
    address, set_address = solara.use_state("")
    with Box("play"):
        Address.element(path=address)
        if hosted is None:
            Note("This server hosts no games. Start it with: itborg app")
            return
        with Grid("1.3fr 1fr"):
            NewGame(visitor, hosted, lambda state: set_address(hosted.console(state).lstrip("/")))
            with Box():
                SavedGames(hosted)
                OpenFile(hosted, lambda state: set_address(hosted.console(state).lstrip("/")))


@solara.component
def NewGame(visitor: Visitor, hosted: Hosting, opened: Callable[[WorkshopState], None]) -> None:
    """Show the choices of a new game; "Start game" creates it and opens its console.

    opened  called with the new game
    """
    own = visitor.uploaded.value
    texts = ({OWN: own.name} if own else {}) | {one: title(one) for one in offered()}
    names = list(texts)
    organisation, set_organisation = solara.use_state(visitor.org.value if visitor.org.value in names else names[0])
    budget, set_budget = solara.use_state(BUDGET)
    seed, set_seed = solara.use_state(visitor.seed.value)
    form, set_form = solara.use_state("90")
    phones, set_phones = solara.use_state(False)
    problem, set_problem = solara.use_state("")

    def begin() -> None:
        try:
            played = own if organisation == OWN and own else open_organisation(organisation)
            opened(hosted.create(played, seed=seed, budget=budget, form=form, phones=phones))
        except InputError as error:
            set_problem(str(error))

    organisations = [{"text": texts[one], "value": one} for one in names]
    ways = [{"text": text, "value": one} for one, text in SCREENS.items()]
    lengths = [{"text": LENGTHS[one], "value": one} for one in sorted(FORMS, key=int)]
    budgets = [{"text": f"{one:.0f} kEUR", "value": one} for one in BUDGETS]
    form_of_game = [
        choice("Organisation", organisation, organisations, set_organisation, "100%", ORGANISATION_HELP),
        choice("How you play", phones, ways, set_phones, "100%", SCREENS_HELP),
        choice("Length", form, lengths, set_form, "100%", LENGTH_HELP),
        choice("Budget for six months", budget, budgets, set_budget, "100%", BUDGET_HELP),
        number("Random seed", seed, lambda typed: set_seed(parse_seed(typed)), SEED_HELP, "Random seed", min=0,
               data_testid="game-seed"),
    ]  # fmt: skip
    begins = button("Start game", begin, "", "play-go", attributes={"data-testid": "begin"})
    with Card():
        panel(Group([text(STORY, "play-text")]), Group(form_of_game, "play-form"), title="A new game")
        Note(problem, kind="bad")
        if phones and hosted.warning:
            Note(hosted.warning)
        elif phones:
            Note("Only this machine can reach the server. Start it with --host 0.0.0.0 so that phones can.", kind="bad")
        panel(Group([begins]), classes="play-next")


@solara.component
def SavedGames(hosted: Hosting) -> None:
    """Show the games of this server with links to go on; none where others can reach the server."""
    with Card("Go on"):
        if hosted.warning:
            Note(EVERYWHERE)
            return
        rows = "".join(_row(hosted, one) for one in hosted.saved()[:12])
        if not rows:
            Note("Games appear here as soon as they have begun; every step is saved.")
        Block(rows, "play-saved", "ul")


def _row(hosted: Hosting, state: WorkshopState) -> str:
    """Return a saved game as an item of a list."""
    months, people = len(state.decisions), len(state.players)
    where = f"{PHASES.get(state.phase, state.phase)}, {months} of {MONTHS} months played"
    with_whom = f", {people} people" if state.phones else ", one screen"
    path = escape(hosted.console(state).lstrip("/"), quote=True)
    about = f"{where}{with_whom}, seed {state.seed}, {state.budget:.0f} kEUR{_when(hosted, state)}"
    name = escape(hosted.organisation_of(state))
    return f'<li><a href="{path}"><b>{name}</b><span>{escape(about)}</span></a></li>'


def _when(hosted: Hosting, state: WorkshopState) -> str:
    """Return when a game was last saved, as in ", 27 November 14:05"."""
    try:
        saved = dt.datetime.fromtimestamp(hosted.store.path(state.id).stat().st_mtime)
    except OSError:
        return ""
    return f", {saved.day} {saved:%B %H:%M}"


@solara.component
def OpenFile(hosted: Hosting, opened: Callable[[WorkshopState], None]) -> None:
    """Let somebody open a saved game from a file, as a new game of six rounds at its next month.

    A file with a mistake is refused with the reason.
    """
    problem, set_problem = solara.use_state("")

    def receive(files: Files) -> None:
        try:
            opened(from_file(hosted, next(iter(files.values()))))
        except InputError as error:
            set_problem(str(error))

    with Card("Open a file"):
        Upload("Choose or drop a saved game (.json)", ".json", receive, set_problem)
        Note(problem, kind="bad")


def from_file(hosted: Hosting, text: bytes | str) -> WorkshopState:
    """Return a new hosted game with the months of a saved one, on one screen, and save it.

    Raises InputError for a file that is not a saved game.
    """
    game = game_from_json(text).game
    state = hosted.create(game.organisation, seed=game.seed, budget=game.budget, form=FILE_FORM, phones=False)
    state.decisions = [decision_to_json(one) for one in game.decisions]
    state.past_predictions = [{"host": one["predictions"]} if one["predictions"] else {} for one in state.decisions]
    if state.decisions:
        state.round = min(len(state.decisions), MONTHS - 1)
        state.phase = "debrief" if game.over else "decide"
    hosted.store.save(state)
    return state


def parse_seed(text: object) -> int:
    """Return a typed number as a seed, at most 2**53; 0 for anything else.

    >>> parse_seed("12"), parse_seed("x"), parse_seed("9" * 30) == 2**53
    (12, 0, True)
    """
    typed = str(text)
    return min(int(typed[:18]), MAX_SEED) if typed.isascii() and typed.isdecimal() else 0
