"""Replay: a run of a results folder as one HTML file that plays and scrubs, without Python and without a network."""

from .page import Reel, replay_page
from .found import Wanted, filmed, wanted

__all__ = ["Reel", "Wanted", "filmed", "replay_page", "wanted"]
