"""Lines of about one length for centred text: a page's automatic break leaves lone words."""

from __future__ import annotations

from functools import cache
from math import ceil

WIDTH = 62
"""Letters of a bold line of 14 pt that fit the page."""
_OPENS = frozenset({"giữa", "với", "của", "và", "trên", "tại", "về"})
"""A good line begins with one of these."""
_WORDS = "năm ngày tháng xã phường huyện tỉnh bản nhân chủ tịch bí thư đảng trực đối tiếp hội ubnd hđnd"
_CLOSE = frozenset(("-", *_WORDS.split()))
"""These stay with what follows them."""


def balanced(text: str, width: int = WIDTH) -> list[str]:
    """The text in the fewest lines of at most `width` letters, as even as they can be."""
    words = text.split()
    for count in range(max(1, ceil(len(text) / width)), len(words) + 1):
        if (found := _split(tuple(words), count, width)) is not None:
            return found
    return words


def _split(words: tuple[str, ...], count: int, width: int) -> list[str] | None:
    target = len(" ".join(words)) / count

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[str, ...]] | None:
        """The cheapest way to put the words from `start` on `left` lines."""
        if left == 0:
            return (0.0, ()) if start == len(words) else None
        found = None
        for end in range(start + 1, len(words) + 1):
            line = " ".join(words[start:end])
            if len(line) > width:
                break
            if (rest := best(end, left - 1)) is not None:
                cost = (len(line) - target) ** 2 + _tear(words, start) + rest[0]
                if found is None or cost < found[0]:
                    found = (cost, (line, *rest[1]))
        return found

    answer = best(0, count)
    return list(answer[1]) if answer else None


def _tear(words: tuple[str, ...], at: int) -> float:
    """What it costs to begin a line there: the square of the letters that it may be worth."""
    if at == 0 or words[at].lower() in _OPENS:
        return 0.0
    if words[at] == "-" or words[at - 1].lower() in _CLOSE | _OPENS:
        return 900.0
    return 100.0 if words[at - 1].endswith((",", ";")) else 400.0
