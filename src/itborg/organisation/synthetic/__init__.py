"""Generated organisations: people, teams and networks from a size and a seed."""
