"""Does the model bring about what it should, and does it look like real organisations?"""

from __future__ import annotations

from .document import document
from .plan import Plan, plan, tasks
from .result import Validation
from .run import validate

__all__ = ["Plan", "Validation", "document", "plan", "tasks", "validate"]
