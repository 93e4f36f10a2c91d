"""python -m itborg is the command itborg."""

from __future__ import annotations

from .cli import main

main()
