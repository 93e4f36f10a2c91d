"""Studies: design points x strategies x replications, with common random numbers."""

from .design import Design
from .evaluate import evaluate
from .factors import Factor
from .results import Results
from .runner import in_memory, neighbours, run_study
from .shard_lock import Shard
from .study import Replications, Study, plan_study
from .study_file import read_study

__all__ = [
    "Design",
    "Factor",
    "Replications",
    "Results",
    "Shard",
    "Study",
    "evaluate",
    "in_memory",
    "neighbours",
    "plan_study",
    "read_study",
    "run_study",
]
