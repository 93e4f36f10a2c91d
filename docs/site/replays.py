"""The replays of the course: one HTML file a lesson, with the player and one recorded run."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from itborg_viz.course import Lesson, lesson_organisation, lessons

from itborg.cli.replay import player
from itborg.organisation.load import load
from itborg.report.playback import StoredRun, record_again, replay_page
from itborg.strategies.specification import strategy


def write_replays(target: Path, kept: Path, sources: str) -> None:
    """Write the replay of every lesson as NUMBER.html; unchanged ones come from the folder of kept ones.

    sources  hash of the package
    """
    script, sheet = player()
    target.mkdir(parents=True, exist_ok=True)
    kept.mkdir(parents=True, exist_ok=True)
    for lesson in lessons():
        known = json.dumps([lesson.replay, sources, script, sheet])
        file = kept / f"{hashlib.sha256(known.encode()).hexdigest()[:20]}.html"
        if not file.exists():
            file.write_text(replay_page(record_again(_run(lesson)), script, sheet), encoding="utf-8")
        (target / f"{lesson.number}.html").write_bytes(file.read_bytes())


def _run(lesson: Lesson) -> StoredRun:
    """Return what the replay of a lesson shows."""
    wanted = lesson.replay
    home = load(lesson_organisation(lesson))
    return StoredRun(home, strategy(wanted["strategy"]), wanted["days"], wanted["seed"], {}, (), "", "")
