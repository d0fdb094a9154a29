"""Whether a word can be a Vietnamese syllable: what tells text from the same bytes read wrongly."""

from __future__ import annotations

import re
import unicodedata

_ONSET = "(?:ngh?|gh?|gi|kh|nh|ph|th|tr|ch|qu|[bcdđhklmnprstvx])?"
_OPEN = (
    "(?:o[ae]|u[yêơ]|[iuư]a|ya|uya|uyu|[ou]ao|oeo|iêu|yêu|uôi|ươ[iu]|u?ây|âu|o?ay|o?a[io]|[aêi]u|eo|[oôơuư]i|ưu"
    "|[aeêioôơuưy])"
)
_CLOSED = (
    "(?:o?a(?:c|ch|m|n|ng|nh|p|t)|o?ă(?:c|m|n|ng|p|t)|u?â(?:c|m|n|ng|p|t)|o?e(?:c|m|n|ng|p|t)|u?ê(?:ch|m|n|nh|p|t)"
    "|(?:u?yê|iê|yê)(?:c|m|n|ng|p|t)|u?y(?:ch|m|n|nh|p|t)|i(?:ch|m|n|nh|p|t)|oo(?:c|ng)|[oôu](?:c|m|n|ng|p|t)"
    "|uô(?:c|m|n|ng|p|t)|ơ(?:m|n|p|t)|ư(?:c|m|n|ng|t)|ươ(?:c|m|n|ng|p|t)|uơ(?:n|t))"
)
_SYLLABLE = re.compile(f"{_ONSET}(?:{_OPEN}|{_CLOSED})")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MISPLACED = re.compile("(?<![aeiouy\u0302\u0306\u031b])[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED = re.compile("(?:c|ch|p|t)$")
_TONES_OF_STOPPED = ("\u0301", "\u0323")
"""A syllable that ends in c, ch, p or t has the tone sắc or nặng and no other."""


def is_syllable(word: str) -> bool:
    """Whether a word in Unicode, in any case, is built like a Vietnamese syllable: `Nguyễn`, not `NguyÔn`."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(decomposed)
    letters = unicodedata.normalize("NFC", _TONES.sub("", decomposed))
    if len(tones) > 1 or _MISPLACED.search(decomposed) or not _SYLLABLE.fullmatch(letters):
        return False
    return not _STOPPED.search(letters) or bool(tones and tones[0] in _TONES_OF_STOPPED)
