"""Runs in, numbers out: measures, comparisons, studies and the analyses built on them. Draws and prints nothing.

measures       numbers of a single run
comparison     strategies against a baseline, by paired replications
decomposition  an effect by the states through which it comes about
study          design points x strategies x replications, on disk
sensitivity    which factors matter
discovery      where a strategy loses or wins
optimisation   which interventions are best under a budget

The last three use the runs of a study.
"""

from .discovery.discover import discover
from .optimisation.optimise import optimise
from .sensitivity.sensitivity import sensitivity

__all__ = ["discover", "optimise", "sensitivity"]
