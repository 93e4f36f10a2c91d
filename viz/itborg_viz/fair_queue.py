"""The order of jobs: visitors take turns by the time their jobs have taken, and one worker stays free of long jobs.

Where two or more long jobs may run, one visitor never has all places for them, and neither have very long jobs, so
that one of seconds need not wait for them.

No threads and no processes here: `workers` asks for the next job and states when it has ended.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any


class Duration(IntEnum):
    """How long a job may take: a second, longer than that, or minutes."""

    SHORT = 0
    LONG = 1
    VERY_LONG = 2

    def of_few(self) -> Duration:
        """Return the duration of some ten jobs like this, one after the other; short ones stay short."""
        return Duration.VERY_LONG if self >= Duration.LONG else Duration.SHORT

    def of_many(self) -> Duration:
        """Return the duration of hundreds of jobs like this, one after the other."""
        return max(Duration.LONG, self.of_few())


@dataclass(eq=False)
class Queued:
    """A job in the queue.

    visitor   whose turn it takes; "" for jobs of nobody in particular
    work      what is done, of any type
    duration  how long it may take
    """

    visitor: str
    work: Any
    duration: Duration = Duration.SHORT


@dataclass
class FairQueue:
    """Jobs that wait, by visitor, and what runs.

    most_long  long jobs that may run at the same time, very long ones included
    """

    most_long: int
    waiting: dict[str, deque[Queued]] = field(default_factory=dict)
    used: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    running: list[Queued] = field(default_factory=list)

    def __len__(self) -> int:
        """Return the number of jobs that wait."""
        return sum(map(len, self.waiting.values()))

    def put(self, job: Queued) -> None:
        """Add a job. A visitor who had none starts with the least time used of those who wait, not with a credit."""
        if job.visitor not in self.waiting:
            least = min((self.used[name] for name in self.waiting), default=0.0)
            self.used[job.visitor] = max(self.used[job.visitor], least)
        self.waiting.setdefault(job.visitor, deque()).append(job)

    def take(self) -> Queued | None:
        """Return the next job and count it as running; None if none may start.

        It is of the visitor with the fewest running jobs, and of those the one whose jobs have taken the least time. Of
        one visitor short jobs come before long ones.
        """
        found = [job for jobs in self.waiting.values() if (job := self._first(jobs)) is not None]
        if not found:
            return None
        job = min(found, key=lambda one: (self._running(one.visitor), self.used[one.visitor]))
        self.drop(job)
        self.running.append(job)
        return job

    def ended(self, job: Queued, seconds: float) -> None:
        """Count the time of a job that has run."""
        self.running.remove(job)
        self.used[job.visitor] += seconds
        if not self.waiting and not self.running:
            self.used.clear()

    def drop(self, job: Queued) -> bool:
        """Remove a job that waits; return whether it did."""
        jobs = self.waiting.get(job.visitor, deque())
        if job not in jobs:
            return False
        jobs.remove(job)
        if not jobs:
            del self.waiting[job.visitor]
        return True

    def _first(self, jobs: deque[Queued]) -> Queued | None:
        """Return the next job of a visitor that may start, short ones first."""
        return next(filter(self._may_start, sorted(jobs, key=lambda one: one.duration > Duration.SHORT)), None)

    def _may_start(self, job: Queued) -> bool:
        """Return whether a place is free for a job.

        The last place for long jobs is kept from a visitor with all others, and from very long jobs if they have them.
        """
        if job.duration is Duration.SHORT:
            return True
        running = [one for one in self.running if one.duration > Duration.SHORT]
        own = sum(one.visitor == job.visitor for one in running)
        very_long = sum(one.duration is Duration.VERY_LONG for one in running)
        counted = own if job.duration is Duration.LONG else max(own, very_long)
        return len(running) < self.most_long and counted < max(1, self.most_long - 1)

    def _running(self, visitor: str) -> int:
        return sum(job.visitor == visitor for job in self.running)
