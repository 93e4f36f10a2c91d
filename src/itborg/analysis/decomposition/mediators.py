"""Mediators: the states through which a strategy may work, each with a way to fix it at its baseline trajectory.

A mediator is fixed by copying, at the end of every day, its state in the matched baseline run (no intervention, same
random numbers) into the run with the strategy. The strategy goes on acting, but its effect on that mediator never
lasts until the next morning. So the effect within a single day is not removed; it counts as direct.

The list of mediators is our choice: every state that a lever acts on belongs to one of them. Functions change the world
of the run in place, never that of the baseline, and draw no random numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...engine.history import COLUMNS
from ...engine.state import World
from ...engine.table import array_of, column
from ...mechanisms import resistance

Rows = NDArray[np.int64]


class StatedLabels:
    """Priority labels of all incidents and changes of a baseline run since the strategy's start.

    Labels are found again by the key of the incident or change, which is the same in every run with the same random
    numbers. Work that only the run with the strategy has keeps its own label.
    """

    def __init__(self) -> None:
        """Start without any label."""
        self._labels: dict[str, dict[int, int]] = {"incident": {}, "change": {}}

    def record(self, baseline: World, closed_before: int) -> None:
        """Record labels of open work, and of the incidents closed today.

        baseline       the baseline run at the end of a day
        closed_before  number of incidents closed by the end of the day before
        """
        o = baseline.organisation[0]
        self._add("incident", array_of(baseline.closed)[closed_before : o.closed])
        self._add("incident", _open(array_of(baseline.incidents)[: o.incident_rows]))
        self._add("change", _open(array_of(baseline.changes)[: o.change_rows]))

    def _add(self, kind: str, rows: Any) -> None:
        self._labels[kind].update(zip(rows["key"].tolist(), rows["label"].tolist(), strict=True))

    def write(self, kind: str, rows: Any) -> None:
        """Overwrite the label of each open row that the baseline run had as well; `kind` is incident or change."""
        labels = self._labels[kind]
        here = (rows["open"] == 1).nonzero()[0]
        keys, own = rows["key"][here].tolist(), rows["label"][here].tolist()
        rows["label"][here] = [labels.get(key, label) for key, label in zip(keys, own, strict=True)]


def _open(rows: Any) -> Any:
    return rows[rows["open"] == 1]


class BaselineTies:
    """Ties in use in a baseline run at the end of a day, ordered by the two people they join.

    Rows of ties differ between runs, because ties appear and decay; the pair of people identifies a tie.
    """

    def __init__(self, baseline: World) -> None:
        """Read and order the ties of a baseline run."""
        rows, keys = _keys(baseline)
        order = np.argsort(keys)
        self._rows, self._keys = rows[order], keys[order]

    def match(self, w: World) -> tuple[Rows, Rows, Rows]:
        """Return the rows of the ties that two runs share, and of those that only one has.

        w  a run with the same people at the end of the same day

        Returns three arrays of row numbers: shared ties in `w`; the same ties in the baseline run, in the same order;
        ties that only `w` has.
        """
        rows, keys = _keys(w)
        if not len(self._keys):
            return rows[:0], rows[:0], rows
        nearest = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        shared = self._keys[nearest] == keys
        return rows[shared], self._rows[nearest[shared]], rows[~shared]


def _keys(w: World) -> tuple[Rows, Rows]:
    """Return the rows of ties in use, and a number for each that identifies both people."""
    counts = np.asarray(column(w.people, "ties"))
    owner = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.asarray(column(w.people, "first_tie"))[owner] + within
    return rows, owner * len(counts) + np.asarray(column(w.ties, "target"))[rows]


class BaselineDay(NamedTuple):
    """The matched baseline run at the end of a day.

    world             its state
    ties              its ties by the people they join
    labels            all labels stated in it so far
    working_round_it  share of managers who work round IT, or do more
    """

    world: World
    ties: BaselineTies
    labels: StatedLabels
    working_round_it: float


class Mediator(NamedTuple):
    """One mediator.

    name     key in tables and JSON
    meaning  the state that is fixed, one line
    fix      copies that state from the baseline run into a run, in place, at the end of a day
    """

    name: str
    meaning: str
    fix: Callable[[World, BaselineDay], None]


def _copy(source: Any, target: Any, names: Sequence[str]) -> None:
    for name in names:
        column(target, name)[:] = column(source, name)


def fix_trust(w: World, baseline: BaselineDay) -> None:
    """Set trust in both sides and along shared ties to the baseline run's; other ties become neutral.

    Copied are the stereotype of each side, the three components of trust (ability, benevolence, integrity) and the
    deviation of each shared tie. A tie that only this run has gets the deviation 0: trust equals the stereotype.

    w         the run, changed in place
    baseline  the baseline run at the end of the same day
    """
    world = baseline.world
    w.stereotype[:] = world.stereotype
    _copy(world.people, w.people, ("trust", "ability", "benevolence", "integrity"))
    ours, theirs, only_ours = baseline.ties.match(w)
    w.deviation[ours] = world.deviation[theirs]
    w.deviation[only_ours] = 0.0
    for name in ("trust", "draw", "accept"):
        column(w.ties, name)[ours] = column(world.ties, name)[theirs]


def fix_understanding(w: World, baseline: BaselineDay) -> None:
    """Set mutual understanding and language of both sides to the baseline run's.

    Copied are the understanding of each service by each IT person, the managers' understanding of IT, shared language,
    and how far a framework works on the records of people who understand. Arguments as in `fix_trust`.
    """
    world = baseline.world
    w.understanding[:] = world.understanding
    _copy(world.people, w.people, ("it_understanding", "language"))
    _copy(world.services, w.services, ("understood",))
    _copy(world.organisation, w.organisation, ("understanding", "business_understanding", "records"))


def fix_labels(w: World, baseline: BaselineDay) -> None:
    """Set the label of every open incident and change that the baseline run had as well.

    Work that exists only because of the strategy keeps its label. Arguments as in `fix_trust`.
    """
    o = w.organisation[0]
    baseline.labels.write("incident", array_of(w.incidents)[: o.incident_rows])
    baseline.labels.write("change", array_of(w.changes)[: o.change_rows])


def fix_root_causes(w: World, baseline: BaselineDay) -> None:
    """Set root causes and components of all services to the baseline run's.

    w         the run, changed in place; its tables have room for at least as many root causes (see `growing.enlarged`)
    baseline  the baseline run at the end of the same day
    """
    world = baseline.world
    for name in ("causes", "components"):
        ours, theirs = getattr(w, name), getattr(world, name)
        ours[: len(theirs)] = theirs[:]
    _copy(world.services, w.services, ("causes", "first_component", "loose"))
    _copy(
        world.organisation, w.organisation, ("active_causes", "cause_rows", "components", "causes_ever", "free_cause")
    )


def fix_shadow_it(w: World, baseline: BaselineDay) -> None:
    """Set what managers know when they choose between IT and shadow IT: expected lead time and ability of IT.

    The premium on shadow IT is lowered by what enforcement, audits and mandates add to that choice on the next day
    (mandates: at the mean distrust of managers) and by the mean of what resistance adds to it. So the choice is that of
    the baseline run, apart from individual differences in distrust. Arguments as in `fix_trust`; `w` needs a copy of
    the parameters of its own.
    """
    world = baseline.world
    _copy(world.people, w.people, ("expected_lead", "ability"))
    day = int(column(w.organisation, "day")[0])
    if day < len(w.levers):
        distrust = 1.0 - float(column(w.people, "trust")[int(column(w.organisation, "it")[0]) :].mean())
        enforcement, audit, mandate, rectify = (
            column(w.levers, name).item(day) for name in ("enforcement", "audit", "mandate", "rectify")
        )
        by_enforcement, by_audit, by_mandate, by_workaround = (
            column(w.parameters, name).item(0)
            for name in ("shadow_enforcement", "shadow_audit", "shadow_mandate", "workaround")
        )
        pushed = by_enforcement * enforcement + by_audit * audit
        in_force = resistance.in_force(mandate, rectify, column(w.organisation, "heard").item(0), w.parameters[0])
        pushed -= by_mandate * in_force * distrust
        pushed -= by_workaround * (working_round_it(w) - baseline.working_round_it)
        column(w.parameters, "shadow_premium")[:] = column(world.parameters, "shadow_premium") - pushed


def working_round_it(w: World) -> float:
    """Return the share of managers who work round IT, or do more."""
    managers = column(w.people, "stage")[int(column(w.organisation, "it")[0]) :]
    return float((managers >= resistance.WORKAROUND).mean())


def fix_nothing(w: World, baseline: BaselineDay) -> None:
    """Leave the state as it is: capacity is fixed while the day is simulated."""
    del w, baseline


CAPACITY = "capacity"
_ALL = (
    Mediator("trust", "trust of both sides in each other", fix_trust),
    Mediator("understanding", "understanding of each other, language", fix_understanding),
    Mediator("labels", "priority labels", fix_labels),
    Mediator("root_causes", "active root causes", fix_root_causes),
    Mediator(CAPACITY, "working hours of IT", fix_nothing),
    Mediator("shadow_it", "choice to bypass IT", fix_shadow_it),
)
MEDIATORS: dict[str, Mediator] = {one.name: one for one in _ALL}
_DESK, _OTHERS = (list(COLUMNS).index(name) for name in ("desk_capacity", "not_desk_capacity"))


def capacity(w: World, day: int) -> float:
    """Return the working capacity of IT on a simulated day, in person-days, desk included.

    day  number of the day in the run, burn-in included; it must have been simulated
    """
    return float(w.columns[day, _DESK] + w.columns[day, _OTHERS])
