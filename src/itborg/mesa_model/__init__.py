"""The engine as a Mesa model: clock, agents and data collection around the same days."""
