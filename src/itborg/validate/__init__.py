"""Does the model bring about what it should, and does it look like real organisations?"""

from __future__ import annotations

from .result import Validation
from .run import validate

__all__ = ["Validation", "validate"]
