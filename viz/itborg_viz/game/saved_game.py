"""A game as a JSON file: everything that decides it, and nothing that can be worked out again."""

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
from .predictions import Guess

KIND, SCHEMA = "itborg game", 1
MOST_BYTES = 20_000_000


class Resumed(NamedTuple):
    """A game that was read from a file, and what should be said about it ("" for nothing)."""

    game: Game
    remark: str


def saved(game: Game) -> str:
    """Return a game as JSON; resume() gives back the same game, which plays on in the same way."""
    data = {
        "kind": KIND,
        "schema": SCHEMA,
        "version": itborg_version(),
        "organisation": _organisation(game.organisation),
        "organisation_hash": organisation_hash(game.organisation),
        "seed": game.seed,
        "budget": game.budget,
        "decisions": [_decision(one) for one in game.decisions],
    }
    return json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def resume(text: str | bytes) -> Resumed:
    """Return the game of a file; InputError for a file that is not one."""
    data = _data(text)
    try:
        organisation = _read_organisation(data["organisation"])
        game = Game(organisation, _seed(data["seed"]), _budget(data["budget"]))
        for one in data["decisions"]:
            game = game.after(_read_decision(one))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"this saved game is damaged: {error!r}") from error
    return Resumed(game, _remark(data, organisation))


def _data(text: str | bytes) -> dict[str, Any]:
    if len(text) > MOST_BYTES:
        raise InputError(f"this file has {len(text)} bytes; a saved game has at most {MOST_BYTES}")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("this file is not JSON, so it is no saved game") from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise InputError(f'this is no saved game: "kind" is not "{KIND}"')
    if data.get("schema") != SCHEMA:
        raise InputError(f"this game has schema {data.get('schema')!r}; this version reads schema {SCHEMA}")
    return data


def _remark(data: Mapping[str, Any], organisation: Organisation) -> str:
    if data.get("organisation_hash") != organisation_hash(organisation):
        return "The organisation has changed since this game was saved, so its figures may differ."
    if data.get("version") != itborg_version():
        return f"Saved with itborg {data.get('version')!s:.40}; this is {itborg_version()}, so figures may differ."
    return ""


def _organisation(organisation: Organisation) -> str | dict[str, str]:
    """Return the name of an organisation that everybody has, or the three files of another."""
    if organisation.source in {one["name"] for one in names()}:
        return organisation.source
    with tempfile.TemporaryDirectory() as place:
        folder = write(organisation, Path(place) / "organisation")
        return {name: (folder / name).read_text(encoding="utf-8") for name in FILES}


def _read_organisation(data: Any) -> Organisation:
    if isinstance(data, str):
        if data not in {one["name"] for one in names()}:
            raise InputError(f"this game is about '{data[:80]}', which is no organisation that comes with itborg")
        return load(data)
    files = {name: data[name].encode() for name in FILES}
    organisation, problems = read_files(files)
    if organisation is None:
        raise InputError("\n".join(str(one) for one in problems if not one.warning))
    return organisation


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "interventions": list(one.interventions),
        "first": list(one.first),
        "held": list(one.held),
        "listed": one.listed,
        "guesses": {name: list(guess) for name, guess in one.guesses.items()},
    }


def _read_decision(data: Any) -> Decision:
    guesses = {str(name): Guess(*ends) for name, ends in data["guesses"].items()}
    return Decision(
        tuple(map(str, data["interventions"])), tuple(data["first"]), tuple(data["held"]), data["listed"], guesses
    )


def _seed(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 2**53:
        raise InputError(f"seed = {value!r} is not a whole number from 0 to {2**53}")
    return value


def _budget(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value <= 1e6:
        raise InputError(f"budget = {value!r} is not a number of kEUR from 0 to a million")
    return float(value)
