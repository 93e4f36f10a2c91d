"""Mutated inputs for every front door: `uv run python -m tests.fuzz --inputs 100000`."""
