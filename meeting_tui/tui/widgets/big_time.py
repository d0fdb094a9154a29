"""A time in digits that are read from the back of a hall. Letters are the terminal's own: no font here has `ế`."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content

from meeting_tui.tui.drawing import text

HEIGHT = 5
"""Lines at scale 1; a dot is two cells wide and one line high there."""
SHAPES = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": (" # ", "## ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
    "-": ("  ", "  ", "##", "  ", "  "),
}


@lru_cache(maxsize=4)
def big_time(time: str, scale: int, style: str = "") -> list[Content]:
    """`-02:19` in blocks, HEIGHT * `scale` lines high."""
    rows = [" ".join(SHAPES[sign][y] for sign in time) for y in range(HEIGHT)]
    drawn = [text("".join(("█" if dot == "#" else " ") * 2 * scale for dot in row), style) for row in rows]
    return [line for line in drawn for _ in range(scale)]


def width_of(time: str, scale: int) -> int:
    """Cells that `big_time` takes."""
    return 2 * scale * (sum(len(SHAPES[sign][0]) for sign in time) + len(time) - 1)
