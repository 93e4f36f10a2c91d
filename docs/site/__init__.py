"""Build the documentation site: `uv run --group docs python -m docs.site`. See `__main__`."""
