"""A saved game: a JSON file with the team's decisions, from which all results can be computed again.

The file has the decisions, not the results: they are computed again when it is opened. An uploaded organisation is part
of the file, a bundled one is named. Anybody may have written a file, so every field is checked.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from itborg.analysis.comparison.provenance import organisation_hash
from itborg.common.errors import InputError
from itborg.common.version import itborg_version
from itborg.organisation.importing.uploaded_files import FILES, read_files
from itborg.organisation.load import load, names
from itborg.organisation.types import Organisation
from itborg.organisation.write import write

from .game import Decision, Game
from .predictions import Prediction

KIND, SCHEMA_VERSION = "itborg game", 4
MAX_BYTES = 20_000_000


class LoadedGame(NamedTuple):
    """A game from a file.

    remark  one sentence about a difference in version or organisation, or ""

    The game is at its next decision, or over; its organisation has been read again and checked.
    """

    game: Game
    remark: str


def game_to_json(game: Game) -> str:
    """Return a game as JSON; game_from_json() returns the same game.

    The keys are kind, schema_version, version, organisation (a name, or the texts of its three files by name),
    organisation_hash, seed, budget (kEUR) and decisions. A decision has interventions, initiatives, events (names),
    first and deferred (ranks), listed, predictions (indicator -> low and high) and talks (pairs of ids of people).
    """
    data = {
        "kind": KIND,
        "schema_version": SCHEMA_VERSION,
        "version": itborg_version(),
        "organisation": organisation_to_json(game.organisation),
        "organisation_hash": organisation_hash(game.organisation),
        "seed": game.seed,
        "budget": game.budget,
        "decisions": [decision_to_json(one) for one in game.decisions],
    }
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def game_from_json(text: str | bytes) -> LoadedGame:
    """Return the game of a file.

    Raises InputError for a file that is not a saved game, is damaged, or has another schema version.

    text  content of the file, at most MAX_BYTES

    Decisions are checked month by month, as if the team made them now: budget, names and ranks must be valid.
    """
    data = _parse(text)
    try:
        organisation = organisation_from_json(data["organisation"])
        game = Game(organisation, _seed(data["seed"]), _budget(data["budget"]))
        for one in data["decisions"]:
            game = game.after(decision_from_json(one))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"this saved game is damaged: {error!r}") from error
    return LoadedGame(game, _remark(data, organisation))


def _parse(text: str | bytes) -> dict[str, Any]:
    """Return the top object of a saved game. Raises InputError for anything else.

    The file must have at most MAX_BYTES, be JSON, name this kind, and have the current schema version.
    """
    if len(text) > MAX_BYTES:
        raise InputError(f"this file has {len(text)} bytes; the limit for a saved game is {MAX_BYTES}")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("this file is not JSON and therefore not a saved game") from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise InputError(f'this is not a saved game: "kind" is not "{KIND}"')
    version = data.get("schema_version", data.get("schema"))  # version 1 named the key "schema"
    if version != SCHEMA_VERSION:
        raise InputError(
            f"this game has schema version {version!r}; this version of itborg reads version {SCHEMA_VERSION} only"
        )
    return data


def _remark(data: Mapping[str, Any], organisation: Organisation) -> str:
    """Return why results may differ from those when the game was saved, "" if they should not."""
    if data.get("organisation_hash") != organisation_hash(organisation):
        return "The organisation has changed since this game was saved; results may differ."
    if data.get("version") != itborg_version():
        return f"Saved with itborg {data.get('version')!s:.40}; this is {itborg_version()}, and results may differ."
    return ""


def organisation_to_json(organisation: Organisation) -> str | dict[str, str]:
    """Return the name of a bundled organisation, or the texts of the three files of another one.

    The texts are those that `write` gives, so the file holds names of people; treat it like the organisation itself.
    """
    if organisation.source in {one["name"] for one in names()}:
        return organisation.source
    with tempfile.TemporaryDirectory() as path:
        folder = write(organisation, Path(path) / "organisation")
        return {name: (folder / name).read_text(encoding="utf-8") for name in FILES}


def organisation_from_json(data: Any) -> Organisation:
    """Return the organisation that a saved game names or contains. Raises InputError if it is unknown or has errors.

    data  a name, or an object of three texts by the name of the file
    """
    if isinstance(data, str):
        if data not in {one["name"] for one in names()}:
            raise InputError(f"this game is about '{data[:80]}', which is not an organisation bundled with itborg")
        return load(data)
    if not isinstance(data, dict) or not all(isinstance(data.get(name), str) for name in FILES):
        raise InputError(f"this saved game is damaged: it does not contain {', '.join(FILES)} of its organisation")
    files = {name: data[name].encode() for name in FILES}
    organisation, problems = read_files(files)
    if organisation is None:
        raise InputError("\n".join(str(one) for one in problems if not one.warning))
    return organisation


def decision_to_json(one: Decision) -> dict[str, Any]:
    """Return a decision as JSON types."""
    return {
        "interventions": list(one.interventions),
        "initiatives": list(one.initiatives),
        "first": list(one.first),
        "deferred": list(one.deferred),
        "listed": one.listed,
        "predictions": {name: list(ends) for name, ends in one.predictions.items()},
        "events": list(one.events),
        "talks": [list(pair) for pair in one.talks],
    }


def decision_from_json(data: Any) -> Decision:
    """Return the decision of a JSON object. Raises KeyError, TypeError or AttributeError for one that is damaged."""
    predictions = {str(name): Prediction(*ends) for name, ends in data["predictions"].items()}
    interventions = tuple(map(str, data["interventions"]))
    initiatives = tuple(map(str, data["initiatives"]))
    rulings = tuple(data["first"]), tuple(data["deferred"]), data["listed"]
    talks = tuple(_pair(one) for one in data["talks"])
    return Decision(interventions, *rulings, predictions, initiatives, tuple(map(str, data["events"])), talks)


def _pair(data: Any) -> tuple[str, str]:
    """Return the ids of two people who talk. Raises InputError for anything else."""
    if not isinstance(data, list) or len(data) != 2:
        raise InputError(f"this saved game is damaged: {data!r:.80} are not two people who talk")
    return str(data[0]), str(data[1])


def _seed(value: object) -> int:
    """Return a valid seed, an integer from 0 to 2**53. Raises InputError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 2**53:
        raise InputError(f"seed = {value!r} is not an integer from 0 to {2**53}")
    return value


def _budget(value: object) -> float:
    """Return a valid budget, kEUR. Raises InputError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1e6:
        raise InputError(f"budget = {value!r} is not a number of kEUR from 0 to a million")
    return float(value)
