"""Run the model: the tables of the state, the initial state, the order of a day, and one run or many.

Loops over people and things are here; every coefficient and every formula is in `itborg.mechanisms`.
`state` defines the tables, `initial_state` draws what the data leave open, `day.one_day` fixes the order of
the steps, `simulation` runs replications, and `history` names what is recorded of each day.
"""
