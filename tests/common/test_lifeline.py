"""A process that ends with the one that started it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from itborg.common.lifeline import end_with_parent

LAST = "print('still there')"


@pytest.mark.skipif(sys.platform != "linux", reason="a request to Linux")
@pytest.mark.parametrize(("ended", "code", "text"), [(False, 0, "still there\n"), (True, 1, "")])
def test_a_process_whose_parent_ended_before_it_was_ready_ends_at_once(ended: bool, code: int, text: str) -> None:
    parent = 1 if ended else os.getpid()  # process 1 takes over what has lost its parent
    lines = f"from {end_with_parent.__module__} import end_with_parent; end_with_parent({parent}); {LAST}"
    found = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (code, text)
