"""Live page: one run in the player, with the band of many replications behind its charts.

The run is recorded first and shown as soon as it is ready. Then 60 replications with other seeds run in
a separate process; their 5 % and 95 % quantiles by day are the band.
"""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

import solara

from ..components import Box, ErrorNote, Waiting
from ..controls import meaning_text, run_controls, run_panel
from ..jobs import submit, use_job
from ..player_view import PlayerView, use_last
from ..recorded_runs import RecordedRun, RunRequest, record_run, replication_band
from ..text import strategy_title
from ..visitor import Visitor

CHARTS = ("trust_business_to_it", "net_value", "open_incidents", "firefighting_share")


def request_of(visitor: Visitor) -> RunRequest:
    """Return the run that the visitor has chosen with the controls: organisation, strategy, seed and length.

    The Branch page starts from the same request, so both pages share the run.
    """
    return RunRequest(visitor.organisation.value, visitor.strategy.value, visitor.seed.value, visitor.days.value)


def start_live(visitor: Visitor) -> Future[RecordedRun]:
    """Start the run and its band before the page is opened; return the future of the run.

    Both are found by their keys when the page is
    opened.
    """
    request = request_of(visitor)
    band = request.for_all_seeds()
    run = submit(("run", request), partial(record_run, request), duration=request.duration)
    submit(("band", band), partial(replication_band, band), duration=request.duration.of_many())
    return run


@solara.component
def LivePage(visitor: Visitor) -> None:
    """Show the controls and the player; a message while the first run is not ready, or if it failed.

    Reads organisation, strategy, seed and length. A new seed starts a new run and keeps the band, which does not depend
    on it. Day and selected person are those of the player.
    """
    request = request_of(visitor)
    band_request = request.for_all_seeds()
    run = use_job(("run", request), partial(record_run, request), duration=request.duration)
    band = use_job(
        ("band", band_request), partial(replication_band, band_request), after=run, duration=request.duration.of_many()
    )
    shown = use_last(run)
    with Box("itb-page"):
        run_panel(*run_controls(visitor), meaning_text(visitor))
        if run.error:
            ErrorNote(run.exception)
        elif shown is None:
            Waiting("Running the simulation…")
        else:
            PlayerView(visitor, [shown], [band.value], [strategy_title(request.strategy)], "live", CHARTS)
