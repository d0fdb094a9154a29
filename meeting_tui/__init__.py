"""meeting-tui: the day of a commune's public dialogue, run from one laptop's keyboard."""

__version__ = "0.1.0"
