"""Simulate one working day, in eleven steps; `one_day` fixes their order.

A module is one step, or one part of step 6. All functions take the world `w` and change it in place. `day` is the
row of the day in `w.levers` and `w.history`, counted from the start of the burn-in. `i` and `j` are rows of
`w.people`; `m` is the row of a manager, that is of any business person.
"""
