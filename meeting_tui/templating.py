"""What an office sets for its papers, its Word templates and its phrases: read, and in words why one cannot be used."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from meeting_tui.domain.meeting import Meeting
from meeting_tui.domain.papers.profile import Profile
from meeting_tui.domain.papers.wording_set import FILE as WORDING
from meeting_tui.domain.papers.wording_set import STANDARD, Wording, WordingFault, parse_wording
from meeting_tui.export import templates
from meeting_tui.export.templates_names import FILES, FOLDER, TemplateFault, paper_of
from meeting_tui.language import N_, _
from meeting_tui.store.guides import profile_of

FAULTS = {
    "body_anchor": N_(
        "{file}, at “{place}”: a picture, a box or the end of a section hangs on the paragraph of {{{{ {tag} }}}}. Move it "
        "to another paragraph."
    ),
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
    "fails": N_(
        "{file}: it cannot be filled. Save it again in Word as .docx, or delete the file and fetch the original: "
        "meeting-tui templates FOLDER"
    ),
    "loses": N_(
        "{file}: “{place}” would not be printed: the tag {tag} is missing, or an if or a for hides it. Add it, or delete the "
        "file and fetch the original: meeting-tui templates FOLDER"
    ),
    "loses_words": N_(
        "{file}: “{place}” is missing. Write it into the template, or delete the file and fetch the original: "
        "meeting-tui templates FOLDER"
    ),
    "macros": N_("{file}: it holds macros. Save it as a document without macros (.docx)."),
    "name_taken": N_("{file}, at “{place}”: “{tag}” is the name of a tag. Use another word after for."),
    "nested": N_("{file}, at “{place}”: “{tag}” stands inside another for."),
    "no_body": N_(
        "{file}: the tag {{{{ {tag} }}}} is missing, so the paper would lose its whole text. Add it, or delete the file and "
        "fetch the original: meeting-tui templates FOLDER"
    ),
    "no_file": N_("{file}: this is no file, perhaps a folder. Rename it."),
    "no_list": N_("{file}, at “{place}”: {tag} is a text, not a list; for cannot go through it."),
    "no_number": N_(
        "{file}: its pages have no number. In Word: Insert, Page Number, Top of Page; not on the first page."
    ),
    "not_alone": N_(
        "{file}, at “{place}”: “{tag}” must stand alone in its paragraph (p) or row (tr), which goes with it."
    ),
    "not_word": N_("{file}: not a document of Word (.docx), or damaged. Save it again as .docx."),
    "one_brace": N_(
        "{file}, at “{place}”: “{tag}” stands between single braces and would be printed as it is. Write {{{{ {tag} }}}}."
    ),
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
    "unreadable": N_("{file}: the file cannot be read. Close it in Word, or copy it here again."),
    "upright": N_(
        "{file}: this paper is a wide table and needs the page on its side. In Word: Layout, Orientation, Landscape."
    ),
    "wrong_part": N_(
        "{file}, at “{place}”: tags are not filled in notes and comments. Move it into the text."
    ),
}


WORDING_FAULTS = {
    "braces": N_("{file}, {key}: a brace has no partner, or more than a name stands between two."),
    "empty": N_("{file}, {key}: no words. Take the line out to use the built-in phrase."),
    "missing_field": N_("{file}, {key}: {what} is missing, so the minutes would lose that fact."),
    "no_text": N_("{file}, {key}: not a text. Put it between quotation marks."),
    "not_toml": N_(
        '{file}, line {what}: not understood. Each line is: key = "phrase", between two straight quotation marks (") and '
        "with none of them inside."
    ),
    "too_long": N_("{file}, {key}: longer than {what} letters."),
    "twice": N_("{file}, line {what}: “{key}” stands there a second time. The first one is used."),
    "unknown_field": N_("{file}, {key}: there is no {{{what}}} here."),
    "unknown_field_like": N_("{file}, {key}: there is no {{{what}}} here. Did you mean {{{like}}}?"),
    "unknown_key": N_("{file}: there is no phrase “{key}”."),
    "unknown_key_like": N_("{file}: there is no phrase “{key}”. Did you mean “{like}”?"),
    "unreadable": N_("{file}: cannot be read. Save it again as UTF-8."),
}


TOLD = 3
"""Faults that are told when a paper is written; `check` tells all."""


class Office(msgspec.Struct, frozen=True, kw_only=True):
    """What papers are made with: the guide, templates by kind of paper, and phrases; and what to tell of those with a
    fault."""

    profile: Profile
    templates: Mapping[str, bytes]
    wording: Wording
    words: tuple[str, ...]
    """The first `TOLD` faults, how many more there are, and what is done about them: a sentence each."""
    in_short: str
    """The same where there is room for one sentence; empty: nothing is wrong."""


def office_of(folder: Path, meeting: Meeting, now: datetime, papers: Collection[str] | None = None) -> Office:
    """What the office has set for these papers of the meeting; None: for all. What has a fault is told, and the built-in
    one stands in its place."""
    profile = profile_of(meeting.plan)
    kinds = [kind for kind in FILES if papers is None or paper_of(kind) in papers]
    found = templates.load(folder, meeting, now, profile, kinds)
    wording, faults = read_wording(folder)
    if papers is not None and "minutes" not in papers:
        faults = ()
    words = [*map(fault_words, found.faults), *map(wording_words, faults)]
    told = words[:TOLD]
    if more := len(words) - len(told):
        told.append(_("And {n} more: meeting-tui check {folder}").format(n=more, folder=folder.name))
    if faults or not all(fault.is_note for fault in found.faults):
        told.append(_("What has a fault is not used; the built-in layout or phrase stands in its place."))
    return Office(
        profile=profile,
        templates=found.usable,
        wording=wording,
        words=tuple(told),
        in_short=in_short(folder, words),
    )


def in_short(folder: Path, words: Sequence[str]) -> str:
    """One sentence for all that is wrong."""
    if len(words) < 2:
        return "".join(words)
    return _(
        "{n} faults in the office's templates and phrases. They are named by: meeting-tui check {folder}"
    ).format(n=len(words), folder=folder.name)


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
