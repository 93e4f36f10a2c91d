"""One working day, in ten steps: one_day.py is their order."""
