"""Lines of about one length for centred text: a page's automatic break leaves lone words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import ceil

WIDTH = 62
"""Letters of a line where nothing is measured."""
MOST = 8
"""Of more lines nobody sees whether they are even: the page breaks them."""
Measure = Callable[[str], float]
"""How wide a text is, in letters of middling width."""
_OPENS = frozenset({"giữa", "với", "của", "và", "trên", "tại", "về"})
"""A good line begins with one of these."""
_BODIES = frozenset({"hội đồng", "ủy ban", "mặt trận"})
"""So does one with the name of a body, whatever stands before it."""
_WORDS = "năm ngày tháng xã phường huyện tỉnh bản nhân chủ tịch bí thư đảng trực đối tiếp hội ubnd hđnd ủy mặt tổ việt"
_CLOSE = frozenset(_WORDS.split())
"""These stay with what follows them."""
_SINGLE = re.compile(r"(?<! ) (?! )")
"""Where a line may end: several spaces together are room for a pen."""


def balanced(text: str, width: int = WIDTH, measure: Measure = len) -> list[str]:
    """The text in the fewest lines of at most `width` letters, as even as they can be."""
    words = _SINGLE.split(text.strip()) if text.strip() else []
    if not words:
        return []
    if measure(text) > MOST * width or any(measure(word) > width for word in words):
        return [" ".join(words)]
    for count in range(max(1, ceil(measure(" ".join(words)) / width)), len(words) + 1):
        if (found := _split(tuple(words), count, width, measure)) is not None:
            more = _split(tuple(words), count + 1, width, measure) if _torn(found) else None
            return found if more is None or _torn(more) else more
    return words


def _torn(lines: list[str]) -> bool:
    """Whether a line ends in the middle of a name, `Chủ tịch | HĐND xã`: one line more is the smaller evil."""
    words = [line.split() for line in lines]
    return any(_splits_name(before[-1], after) for before, after in pairwise(words))


def _split(words: tuple[str, ...], count: int, width: int, measure: Measure) -> list[str] | None:
    target = measure(" ".join(words)) / count
    worth = (width / WIDTH) ** 2

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[str, ...]] | None:
        """The cheapest way to put the words from `start` on `left` lines."""
        if left == 0:
            return (0.0, ()) if start == len(words) else None
        found = None
        for end in range(start + 1, len(words) + 1):
            line = " ".join(words[start:end])
            wide = measure(line)
            if wide > width:
                break
            if (rest := best(end, left - 1)) is not None:
                cost = (wide - target) ** 2 + worth * _tear(words, start) + rest[0]
                if found is None or cost < found[0]:
                    found = (cost, (line, *rest[1]))
        return found

    answer = best(0, count)
    return list(answer[1]) if answer else None


def _splits_name(before: str, after: Sequence[str]) -> bool:
    """Whether a line that ends with `before` leaves what it should stay with: the words that begin the next."""
    if after[0].lower() in _OPENS:
        return False
    return before.lower() in _OPENS or (before.lower() in _CLOSE and not _is_body(after))


def _is_body(words: Sequence[str]) -> bool:
    return " ".join(words[:2]).lower() in _BODIES


def _tear(words: tuple[str, ...], at: int) -> float:
    """What it costs to begin a line there: the square of the letters that it may be worth, on a full page."""
    before, after = words[at - 1], words[at:]
    if at == 0 or after[0].lower() in _OPENS:
        return 0.0
    if after[0] == "-" or _splits_name(before, after):
        return 900.0
    if _is_body(after) or before.endswith((",", ";")):
        return 100.0
    return 900.0 if before == "-" else 400.0
