"""An organisation without the names of its people."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from itborg.organisation.types import Organisation, Ties


def anonymous(organisation: Organisation, seed: int = 1) -> Organisation:
    """Return an organisation whose people are numbered in a random order and have no names of their own.

    Sides, roles, teams, services and traits stay: who is alone in a team or a role can still be guessed.
    """
    count = len(organisation.people)
    order = np.random.default_rng(seed).permutation(count)
    place = np.empty(count, dtype=np.int64)
    place[order] = np.arange(count)
    width = len(str(count))
    people = tuple(
        replace(organisation.people[old], id=f"p{new:0{width}}", name=f"Person {new}")
        for new, old in enumerate(order.tolist(), start=1)
    )
    old = organisation.ties
    source, target = place[old.source], place[old.target]
    rows = np.lexsort((target, source))
    ties = Ties(source[rows], target[rows], old.contact[rows], old.trust[rows])
    return replace(organisation, people=people, ties=ties)
