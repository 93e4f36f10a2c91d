"""What a worker has loaded before its first job: the kernel, compiled, and everything that pages run.

In the process from which workers are forked, importing this module runs one short simulation, which compiles the model
if it is new; anywhere else it only imports. Nothing is imported from here.
"""

import sys

from itborg.organisation.load import load

from . import pages  # noqa: F401
from .recorded_runs import RunRequest, record_run

#: The process that forks is started by the standard library as `python -c ...`.
if sys.argv[:1] == ["-c"]:
    record_run(RunRequest(load("grab_at_pizza"), "none", days=1))
