"""Which parameters decide: influence indices with intervals, and a floor below which nothing is ranked."""

from .influence import Influence, influence

__all__ = ["Influence", "influence"]
