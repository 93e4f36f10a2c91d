"""itborg."""
