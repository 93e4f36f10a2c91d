"""Replay: a run of a results folder as one HTML file that plays and scrubs, without Python and without a network."""

from .found import Wanted, filmed, wanted
from .page import Reel, replay_page

__all__ = ["Reel", "Wanted", "filmed", "replay_page", "wanted"]
