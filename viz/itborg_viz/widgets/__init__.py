"""What draws in the browser: small scripts of ours, and the widgets that carry them there."""
