"""What every other folder may use; nothing here knows about organisations or strategies."""
