"""The middle of the console: one pane for each kind of work."""
