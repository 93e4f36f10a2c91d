"""Does the model bring about what it should, and does it look like real organisations?"""

from __future__ import annotations

from .assessment import Validation
from .validate import validate

__all__ = ["Validation", "validate"]
