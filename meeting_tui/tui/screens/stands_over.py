"""A screen that stands over the main one for a while and shows the meeting, too."""

from __future__ import annotations


class StandsOver:
    """Put it before `Screen` among the bases: the App draws such a screen anew after every commit."""

    def show(self) -> None:
        """Draw the meeting after a change."""
        raise NotImplementedError
