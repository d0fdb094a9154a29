"""What an office sets for its papers, its Word templates and its phrases: read, and in words why one cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.wording_set import FILE as WORDING
from meeting_tui.domain.papers.wording_set import STANDARD, Wording, WordingFault, parse_wording
from meeting_tui.export import templates
from meeting_tui.export.templates import FOLDER, TemplateFault
from meeting_tui.language import N_, _
from meeting_tui.store.guides import profile_of

FAULTS = {
    "body_place": N_(
        "{file}, at “{place}”: the tag {{{{ {tag} }}}} must stand alone in its paragraph: not in a table, a box, the "
        "page's header or between for and endfor."
    ),
    "body_twice": N_("{file}: the tag {{{{ {tag} }}}} stands in it more than once. Keep one."),
    "expression": N_(
        "{file}, at “{place}”: “{tag}” is not carried out. Between braces stands one name, or for, if and their ends; "
        "see DOC-TRUOC.txt."
    ),
    "external": N_(
        "{file}: it fetches something from outside (a linked picture or another template). Put the picture into the file."
    ),
    "is_list": N_("{file}, at “{place}”: {tag} is a list. Go through it: {{%p for dong in {tag} %}}."),
    "lacks": N_(
        "{file}: the tag {{{{ {tag} }}}} is missing, so the paper would lose that text. Add it, or fetch the template "
        "of this version: meeting-tui templates FOLDER --restore"
    ),
    "macros": N_("{file}: it holds macros. Save it as a document without macros (.docx)."),
    "name_taken": N_("{file}, at “{place}”: “{tag}” is the name of a tag. Use another word after for."),
    "nested": N_("{file}, at “{place}”: “{tag}” stands inside another for."),
    "no_list": N_("{file}, at “{place}”: {tag} is a text, not a list; for cannot go through it."),
    "not_alone": N_(
        "{file}, at “{place}”: “{tag}” must stand alone in its paragraph (p) or row (tr), which goes with it."
    ),
    "not_word": N_("{file}: not a document of Word (.docx), or damaged. Save it again as .docx."),
    "private_letters": N_(
        "{file}: it holds letters of a private font (U+E000 to U+E003). Write them as a symbol or a picture."
    ),
    "stray": N_("{file}, at “{place}”: “{tag}” begins or ends a tag that is not whole."),
    "stray_file": N_(
        "{file}: no paper uses a template of this name. meeting-tui templates FOLDER shows the names that are used."
    ),
    "too_large": N_("{file}: too large for a template (5 MB at most). Make its pictures smaller."),
    "torn": N_(
        "{file}, at “{place}”: “{tag}” must end in the same paragraph, cell or table in which it begins."
    ),
    "unclosed": N_("{file}, at “{place}”: “{tag}” has no end."),
    "unknown_like": N_("{file}, at “{place}”: there is no tag “{tag}”. Did you mean “{like}”?"),
    "unknown_name": N_("{file}, at “{place}”: there is no tag “{tag}”. DOC-TRUOC.txt lists them all."),
    "unopened": N_("{file}, at “{place}”: “{tag}” ends something that was not begun."),
    "unreadable": N_("{file}: the file cannot be read."),
    "wrong_part": N_(
        "{file}, at “{place}”: tags are not filled in notes and comments. Move it into the text."
    ),
}


WORDING_FAULTS = {
    "braces": N_("{file}, {key}: a brace has no partner, or more than a name stands between two."),
    "empty": N_("{file}, {key}: no words. Take the line out to use the built-in phrase."),
    "missing_field": N_("{file}, {key}: {{{what}}} is missing, so the minutes would lose that fact."),
    "no_text": N_("{file}, {key}: not a text. Put it between quotation marks."),
    "not_toml": N_('{file}: this is no TOML ({what}). Each line is: key = "phrase"'),
    "too_long": N_("{file}, {key}: longer than {what} letters."),
    "unknown_field": N_("{file}, {key}: there is no {{{what}}} here."),
    "unknown_field_like": N_("{file}, {key}: there is no {{{what}}} here. Did you mean {{{like}}}?"),
    "unknown_key": N_("{file}: there is no phrase “{key}”."),
    "unknown_key_like": N_("{file}: there is no phrase “{key}”. Did you mean “{like}”?"),
    "unreadable": N_("{file}: cannot be read. Save it again as UTF-8."),
}


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """What papers are made with: the guide, templates by kind of paper, and phrases; and what to tell of those with a
    fault."""

    profile: Profile
    templates: Mapping[str, bytes]
    wording: Wording
    words: tuple[str, ...]


def office_of(folder: Path, meeting: Meeting, now: datetime) -> Office:
    """What the office has set for this meeting. What has a fault is told, and the built-in one stands in its place."""
    profile = profile_of(meeting.plan)
    found = templates.load(folder, meeting, now, profile)
    wording, faults = read_wording(folder)
    words = [fault_words(fault) for fault in found.faults]
    if any(fault.code != "stray_file" for fault in found.faults):
        words.append(_("Papers whose template has a fault are laid out as without it."))
    words += map(wording_words, faults)
    return Office(profile=profile, templates=found.usable, wording=wording, words=tuple(words))


def read_wording(folder: Path) -> tuple[Wording, tuple[WordingFault, ...]]:
    """The phrases in the meeting's folder, and everything that is wrong with them."""
    try:
        text = (folder / WORDING).read_text("utf-8-sig")
    except FileNotFoundError:
        return STANDARD, ()
    except (OSError, UnicodeDecodeError):
        return STANDARD, (WordingFault(code="unreadable"),)
    return parse_wording(text)


def wording_words(fault: WordingFault) -> str:
    code = f"{fault.code}_like" if fault.like else fault.code
    return _(WORDING_FAULTS[code]).format(file=WORDING, key=fault.key, what=fault.what, like=fault.like)


def fault_words(fault: TemplateFault) -> str:
    code = "unknown_like" if fault.code == "unknown_name" and fault.like else fault.code
    return _(FAULTS[code]).format(
        file=f"{FOLDER}/{fault.file}", place=fault.place, tag=fault.tag, like=fault.like
    )
