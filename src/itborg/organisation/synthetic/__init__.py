"""Synthetic organisations: people, teams, services and ties from a size and a seed; values of observed networks."""
