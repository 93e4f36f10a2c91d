"""The order of jobs: visitors take turns by the time their jobs have taken, and one worker stays free of long jobs.

Where two or more long jobs may run, one visitor never has all places for them, and neither have jobs of minutes, so
that one of seconds need not wait for them.

No threads and no processes here: `workers` asks for the next job and states when it has ended.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class Queued:
    """A job in the queue.

    visitor  whose turn it takes; "" for jobs of nobody in particular
    work     what is done, of any type
    heavy    True if it may take longer than a second
    huge     True if it may take minutes; it is then heavy as well
    """

    visitor: str
    work: Any
    heavy: bool = False
    huge: bool = False


@dataclass
class FairQueue:
    """Jobs that wait, by visitor, and what runs.

    most_heavy  heavy jobs that may run at the same time
    """

    most_heavy: int
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
        one visitor light jobs come before heavy ones.
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
        """Return the next job of a visitor that may start, light ones first."""
        return next((job for job in sorted(jobs, key=lambda one: one.heavy) if self._may_start(job)), None)

    def _may_start(self, job: Queued) -> bool:
        """Return whether a place is free for a job.

        The last place for heavy jobs is kept from a visitor who has all others, and from huge jobs if they have them.
        """
        heavy = [one for one in self.running if one.heavy]
        some = max(1, self.most_heavy - 1)
        own, huge = sum(one.visitor == job.visitor for one in heavy), sum(one.huge for one in heavy)
        return not job.heavy or (len(heavy) < self.most_heavy and own < some and not (job.huge and huge >= some))

    def _running(self, visitor: str) -> int:
        return sum(job.visitor == visitor for job in self.running)
