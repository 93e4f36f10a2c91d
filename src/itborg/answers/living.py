"""How an answer gets its runs: in memory, or kept in a folder so that they are never run twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..studies import Results, Study, in_memory, run_study
from ..studies.life import Model
from ..studies.store import collect
from ..studies.workers import Workers

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Living:
    """Lives studies.

    folder    where runs are kept, one folder a study; None: nowhere
    workers   who lives them; None: a thread for each core
    threads   for studies in memory; None for all cores
    progress  called with (runs done, runs planned) of the study at hand
    model     a function in place of the model, for tests against known truth
    """

    folder: Path | None = None
    workers: Workers | None = None
    threads: int | None = None
    progress: Progress | None = None
    model: Model | None = None

    def __call__(self, study: Study, name: str = "runs") -> Results:
        """Return the results of a study; what lies in its folder already is not run again."""
        if self.folder is None:
            return in_memory(study, threads=self.threads, progress=self.progress, model=self.model)
        place = self.folder / name
        run_study(study, place, workers=self.workers, progress=self.progress, model=self.model)
        return collect(study, place)[1]


def asked_of(study: Study) -> dict[str, Any]:
    """Return what a study says to a question that is not about its own runs: its first organisation, days, luck."""
    name, organisation = next(iter(study.organisations.items()))
    return {
        "organisation": name if organisation is None else organisation,
        "days": study.days,
        "seed": study.seed,
        "replicates": study.replicates.most,
    }
