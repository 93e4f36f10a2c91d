"""What every other folder may use; it knows nothing of organisations."""
