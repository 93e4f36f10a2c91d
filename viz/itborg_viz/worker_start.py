"""What a worker has loaded before its first job: the kernel, compiled, and everything that pages run.

Importing this module runs one short simulation, which compiles the model if it is new; `workers` forks from the process
that has imported it. Nothing is imported from here.
"""

from itborg.organisation.load import load

from . import pages  # noqa: F401
from .recorded_runs import RunRequest, record_run

record_run(RunRequest(load("grab_at_pizza"), "none", days=1))
