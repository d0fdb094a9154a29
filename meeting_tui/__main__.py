"""`python -m meeting_tui`."""

from meeting_tui.cli import main

main()
