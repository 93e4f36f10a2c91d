"""Studies: points x organisations x strategies x replicates, lived on common luck."""

from .design import Design
from .evaluate import evaluate, in_memory
from .factors import Factor
from .read import read_study
from .results import Results
from .study import Replicates, Study, plan_study

__all__ = ["Design", "Factor", "Replicates", "Results", "Study", "evaluate", "in_memory", "plan_study", "read_study"]
