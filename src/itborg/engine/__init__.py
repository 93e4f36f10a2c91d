"""State and day: loops over people and things. Coefficients are in mechanisms."""
