"""The live room: the app in the browser. It shows; what it shows is worked out in the package itborg."""
