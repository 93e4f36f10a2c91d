"""Widgets that draw in the browser: their scripts (js/), and the classes that send the scripts there."""
