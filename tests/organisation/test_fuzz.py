"""Any edit of the files gives a complete organisation or problems, never an exception."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from itborg.common.errors import InputError
from itborg.organisation import IT_ROLES, RHYTHMS, Organisation, check, load

GOOD = Path(__file__).parent / "good"
files = st.sampled_from(["organisation.toml", "people.csv", "ties.csv"])
#: Pieces that break files in practice, and any bytes at all.
pieces = st.binary(max_size=4) | st.sampled_from(
    b"\n|\r|,|;|\t|\"|'|[|]]|{|=|#|\x00|\xff|\xef\xbb\xbf|nan|-1|1e999|ann|it| |[[service]]".split(b"|")
)
edits = st.lists(st.tuples(files, st.floats(0, 1), st.integers(0, 30), pieces), max_size=4)


def assert_complete(org: Organisation) -> None:
    """Check the invariants of organisations that other modules rely on."""
    count = len(org.people)
    assert count >= 6
    assert org.it
    assert org.business
    assert len({p.id for p in org.people}) == count
    assert all(p.id and p.name and p.team for p in org.people)
    assert {p.role for p in org.it} <= set(IT_ROLES)
    assert {s.owner for s in org.services} <= {p.team for p in org.business}
    assert {s.rhythm for s in org.services} <= set(RHYTHMS)
    assert all(s.value_per_day is None or 0 < s.value_per_day < np.inf for s in org.services)
    ends = np.concatenate([org.ties.source, org.ties.target])
    assert ((ends >= 0) & (ends < count)).all()
    assert ((org.ties.contact >= 0) & (org.ties.contact <= 1)).all()
    assert not ((org.ties.trust < 0) | (org.ties.trust > 1)).any()


@settings(max_examples=300, deadline=None)
@given(edits)
def test_any_edit_gives_a_complete_organisation_or_problems(changes):
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(shutil.copytree(GOOD, Path(parent) / "org"))
        for name, position, cut, piece in changes:
            data = (folder / name).read_bytes()
            at = int(position * len(data))
            (folder / name).write_bytes(data[:at] + piece + data[at + cut :])
        errors = [str(problem) for problem in check(folder) if not problem.warning]
        reported = ""
        try:
            assert_complete(load(folder))
        except InputError as error:
            reported = str(error)
        assert reported.split("\n")[:20] == (errors[:20] or [""])
