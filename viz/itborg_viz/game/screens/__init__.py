"""Screens of the workshop game."""
