"""Limits of a server that everybody in the room can reach: how often, how much, and how many wrong tries."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

MAX_SOCKETS = 200
MAX_WORKSHOPS = 100
#: Longest message of a phone and of the console, characters.
LONGEST, LONGEST_OF_HOST = 4096, 16384
#: Messages a second of one socket, and how many may come at once.
MESSAGES, BURST = 20.0, 40.0
#: Wrong codes of one address within so many seconds, after which no new phone joins from there for a while. Many phones
#: of a classroom have one address, so nobody reaches it by hand; of 900 million codes it leaves few to try.
WRONG, WITHIN = 200, 60.0
#: Seconds that the answer to a wrong code is held back: for each one before, and at most.
HELD, LONGEST_HELD = 0.25, 5.0
ADDRESSES = 2000
#: A socket that is silent for so many seconds is closed; pages send a sign every four.
SILENT = 15.0
#: Seconds between two views of one page.
BETWEEN = 0.1


class Bucket:
    """Counts messages of one socket: so many a second, and a reserve."""

    def __init__(
        self, rate: float = MESSAGES, most: float = BURST, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with a full reserve."""
        self.rate, self.most, self.clock = rate, most, clock
        self.left, self.last = most, clock()

    def take(self) -> bool:
        """Return whether another message may come now, and count it."""
        now = self.clock()
        self.left = min(self.most, self.left + (now - self.last) * self.rate)
        self.last = now
        if self.left < 1.0:
            return False
        self.left -= 1.0
        return True


class Tries:
    """Counts events by address within the last seconds; the oldest addresses are forgotten."""

    def __init__(self, most: int = WRONG, within: float = WITHIN, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without events."""
        self.most, self.within, self.clock = most, within, clock
        self.times: OrderedDict[str, deque[float]] = OrderedDict()

    def full(self, address: str) -> bool:
        """Return whether an address has had too many."""
        times = self.times.get(_network(address))
        while times and times[0] < self.clock() - self.within:
            times.popleft()
        return times is not None and len(times) >= self.most

    def held(self, address: str) -> float:
        """Return the seconds for which the answer to one more wrong try is held back."""
        times = self.times.get(_network(address), ())
        recent = sum(one >= self.clock() - self.within for one in times)
        return min(LONGEST_HELD, HELD * max(0, recent - 1))

    def add(self, address: str) -> None:
        """Count one."""
        times = self.times.setdefault(_network(address), deque(maxlen=self.most))
        times.append(self.clock())
        self.times.move_to_end(_network(address))
        while len(self.times) > ADDRESSES:
            self.times.popitem(last=False)


def _network(address: str) -> str:
    """Return an address, or the first half of an IPv6 one, of which everybody has many.

    >>> _network("2001:db8:1:2:3:4:5:6"), _network("10.0.0.1")
    ('2001:db8:1:2', '10.0.0.1')
    """
    return ":".join(address.split(":")[:4]) if address.count(":") > 2 else address
