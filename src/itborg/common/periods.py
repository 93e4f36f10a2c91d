"""Spans of time in working days; the model knows no weekends.

WEEK, MONTH and QUARTER are the periods of all tables, reports and calendars.
"""

from __future__ import annotations

WEEK, MONTH, QUARTER = 5, 20, 60
#: To turn working days into hours of the clock: hours of a day, days of a weekend.
CLOCK_DAY, WEEKEND = 24, 2
