"""Scenario discovery: regions of the factors in which a strategy underperforms or outperforms another."""

from .discover import Discovery, discover, discovery_of, discovery_study
from .regions import Region, Regions, regions

__all__ = ["Discovery", "Region", "Regions", "discover", "discovery_of", "discovery_study", "regions"]
