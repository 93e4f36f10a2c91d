"""Uploaded files are read in a worker within limits; what goes wrong is one sentence that names the files."""

from __future__ import annotations

from concurrent.futures import CancelledError

import pytest

from itborg.common.errors import InputError

pytest.importorskip("solara", reason="the extra viz is not installed")

from itborg_viz.upload_checks import Kept, contents, log_contents, receive, refusal, unpacked
from itborg_viz.workers import EndedError, ExceededError

PEOPLE = b"id,name,team\n" + b"".join(
    b"p%d,N%d,%s\n" % (n, n, b"Service Desk" if n < 3 else b"Sales") for n in range(8)
)
TIES = b"source,target,contact\n" + b"".join(b"p%d,p%d,0.5\n" % (n, (n + 3) % 8) for n in range(8))
LOG = b"Ticket,Opened,Closed\n" + b"".join(
    b"%d,2026-02-0%d 08:00,2026-02-09 10:00\n" % (n, 1 + n % 8) for n in range(40)
)


def test_files_are_kept_compressed_and_a_second_upload_comes_to_the_first() -> None:
    people = receive({"people.csv": PEOPLE}, Kept())
    both = receive({"ties.csv": TIES}, people)
    assert dict(unpacked(both.upload).files) == {"people.csv": PEOPLE, "ties.csv": TIES}
    assert both.sizes == {"people.csv": len(PEOPLE), "ties.csv": len(TIES)}
    assert sum(map(len, both.upload.files.values())) < len(PEOPLE) + len(TIES)
    assert both.hash != people.hash
    again = receive({"people.csv": PEOPLE, "ties.csv": TIES}, both)
    assert again == both


def test_contents_have_tables_suggested_teams_and_the_organisation() -> None:
    kept = receive({"people.csv": PEOPLE, "ties.csv": TIES}, Kept())
    suggested = contents(kept.upload, None)
    assert suggested.it_teams == {"Service Desk"}
    assert suggested.found.organisation is not None
    assert suggested.sheets["people"] is not None
    assert suggested.sheets["survey"] is None
    assert contents(kept.upload, frozenset()).found.organisation is None


def test_a_log_is_read_from_its_compressed_file() -> None:
    kept = receive({"log.csv": LOG}, Kept())
    assert kept.upload.kinds == {"log.csv": "incidents"}
    found = log_contents("log.csv", kept.upload.files["log.csv"], {}, "", "no such")
    assert found.top == ""
    assert found.sheet is not None
    assert found.read.indicators


def test_a_refusal_names_the_files_and_the_limit() -> None:
    exceeded = refusal(ExceededError("more than 40 s"), ["people.csv", "a\nb.csv"])
    assert exceeded == "people.csv, ab.csv: checking needs more than 40 s, the limit of this server. Upload fewer rows."
    assert "MB of memory" in refusal(EndedError("a worker process has ended"), ["a.csv"])
    assert refusal(InputError("a.csv has no rows"), ["a.csv"]) == "a.csv has no rows"
    assert "internal error" in refusal(ZeroDivisionError(), ["a.csv"])
    assert refusal(None, ["a.csv"]) == refusal(CancelledError(), ["a.csv"]) == ""
