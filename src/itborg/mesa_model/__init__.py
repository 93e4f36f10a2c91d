"""The engine as a Mesa model: Mesa's clock, agents and data collection around the same simulated days."""
