"""The game on the table: what the page Play is made of."""
