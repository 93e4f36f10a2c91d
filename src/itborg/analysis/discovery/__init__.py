"""In which region of the factors does a strategy lose, or win? Scenario discovery, said in words."""

from .discover import Discovery, discover, discovery_of, discovery_study
from .regions import Region, Regions, regions

__all__ = ["Discovery", "Region", "Regions", "discover", "discovery_of", "discovery_study", "regions"]
