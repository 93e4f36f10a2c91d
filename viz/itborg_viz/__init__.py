"""The app in the browser. It shows results; the package itborg computes them."""
