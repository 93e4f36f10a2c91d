"""The relationship network of a world: its statistics, its brokers, and shocks to its ties."""

from __future__ import annotations
