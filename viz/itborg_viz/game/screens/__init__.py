"""Screens of the workshop game, as Solara components."""
