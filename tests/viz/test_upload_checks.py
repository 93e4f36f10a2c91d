"""Uploaded files are read in a worker within limits; what goes wrong is one sentence that names the file that matters."""

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


def test_a_refusal_names_the_file_that_has_most_of_the_bytes_and_the_limit_that_was_exceeded() -> None:
    sizes = {"people.csv": 400_000, "a\nb.csv": 7_200_000, "survey.csv": 300_000}
    assert refusal(ExceededError("more than 30 s"), sizes) == (
        "ab.csv (7.20 MB): checking needs more than 30 s, the limit of this server. "
        "Upload fewer rows, such as those of one department or of a shorter period."
    )
    memory = refusal(EndedError("a worker process has ended"), {"a.csv": 900})
    assert memory.startswith("a.csv (under 0.01 MB): checking needs more than 600 MB of memory, the limit")


def test_a_refusal_names_the_largest_files_if_none_has_most_of_the_bytes() -> None:
    sizes = {"a.csv": 100_000, "b.csv": 1_500_000, "c.csv": 50_000, "d.csv": 1_400_000, "e.csv": 40_000}
    found = refusal(ExceededError("more than 600 MB of memory"), sizes)
    assert found.startswith(
        "b.csv (1.50 MB), d.csv (1.40 MB), a.csv (0.10 MB) and 2 more: checking needs more than 600 MB"
    )
    assert refusal(ExceededError("more than 30 s"), {"a.csv": 1, "b.csv": 1}).count("MB") == 2


def test_other_refusals_are_one_sentence_too() -> None:
    sizes = {"a.csv": 20_000}
    assert refusal(InputError("a.csv has no rows"), sizes) == "a.csv has no rows"
    assert refusal(ZeroDivisionError(), sizes) == "a.csv (0.02 MB): an internal error occurred while checking."
    assert refusal(None, sizes) == refusal(CancelledError(), sizes) == ""


def test_a_log_is_not_among_the_files_that_an_organisation_is_read_from() -> None:
    both = receive({"people.csv": PEOPLE, "log.csv": LOG}, Kept())
    assert both.of_organisation == {"people.csv": len(PEOPLE)}
    alone = receive({"log.csv": LOG}, Kept())
    assert alone.of_organisation == {"log.csv": len(LOG)}
