"""Incident logs: a service desk's export becomes a log, and a log becomes indicators that runs have as well."""

from .log import IncidentLog, Indicator, indicators
from .read_log import ImportedLog, read_incidents

__all__ = ["ImportedLog", "IncidentLog", "Indicator", "indicators", "read_incidents"]
