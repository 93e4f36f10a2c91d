"""A service desk's export becomes an incident log, and the log figures that a run can be held against."""

from .log import Figure, IncidentLog, figures
from .read_log import Imported, read_incidents

__all__ = ["Figure", "Imported", "IncidentLog", "figures", "read_incidents"]
