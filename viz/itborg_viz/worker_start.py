"""What a worker has loaded before its first job: the kernel, compiled, and everything that pages run.

In the process from which workers are forked, importing this module runs one short simulation, which compiles the model
if it is new, and the process then ends with the server; anywhere else it only imports. Nothing is imported from here.
"""

import sys

from itborg.common.lifeline import end_with_parent

#: The process that forks is started by the standard library as `python -c ...`.
FORKS = sys.argv[:1] == ["-c"]
if FORKS:
    end_with_parent()

from itborg.common.numba_support import is_cached  # noqa: E402
from itborg.engine.compilation import compile_kernels  # noqa: E402
from itborg.organisation.load import load  # noqa: E402

from . import pages  # noqa: E402, F401
from .recorded_runs import RunRequest, record_run  # noqa: E402

if FORKS:
    if not is_cached():
        compile_kernels()
    record_run(RunRequest(load("grab_at_pizza"), "none", days=1))
