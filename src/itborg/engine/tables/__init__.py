"""Change tables so that they stay consistent: queues, ties, trust, root causes, means.

The days and the initial state share these operations. Rows of incidents, changes and root causes are used
again; a key tells whether a row still holds the same thing.
"""
