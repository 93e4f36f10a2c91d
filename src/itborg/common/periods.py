"""Spans of time in working days; the model knows no weekends."""

from __future__ import annotations

WEEK, MONTH, QUARTER = 5, 20, 60
