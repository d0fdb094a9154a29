"""Tags in a Word template: found, judged, and made ready to be filled. Imports python-docx.

    {{ so }}                            a text
    {{ noi_dung }}                      alone in a paragraph: what the paper says
    {% if ky_thay %} … {% endif %}      within one paragraph; also `if not`, `else`
    {% for dong in noi_nhan %} …        the same, for each of a list
    {%p … %}, {%tr … %}                 alone in their paragraph or row, which goes: around whole paragraphs or rows

Nothing else is carried out: no expression, no call, no attribute. Word cuts a tag into pieces as it likes; they are put
together here. Ready tags stand between letters that no template may contain, so whatever else looks like a tag, in a
picture's description for example, stays text.
"""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from typing import Any

import docx
import msgspec
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from meeting_tui.domain.text import clean_line
from meeting_tui.export.templates_names import BODY, LISTS, TAGS, TemplateFault

OPEN, CLOSE, BEGIN, END = "\ue000", "\ue001", "\ue002", "\ue003"
"""Around a ready name, and around a ready `for` or `if`."""
BODY_STYLE = "meeting-tui-body"
"""Marks the paragraph that the paper's text takes the place of."""
UNPACKED = 40 * 1024 * 1024
LONGEST_PART = 4 * 1024 * 1024
"""Bytes of all parts of a template, and of one part of text."""
MOST = 20
"""Faults that are told of one template: who made more sees the rest after putting these right."""
_SHOWN = 60

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_STRAY = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_ONE_BRACE = re.compile(r"\{\s*(\w+)\s*\}")
_NAME = re.compile(r"\{\{(?:p\s+)?\s*(\w+)\s*\}\}")
_ACT = re.compile(r"\{%(?:(?P<unit>p|tr)(?=\s))?\s*(?P<words>.*?)\s*%\}", re.DOTALL)
_FOR = re.compile(r"for ([a-z_]\w*) in (\w+)")
_IF = re.compile(r"if (?:not )?(\w+)")
_ENDS = {"endfor": "for", "endif": "if", "else": "if"}
_OTHER_PARTS = re.compile(r"/word/(?:footnotes|endnotes|comments)\.xml")
_TEXT_PARTS = re.compile(r"/word/(?:document|header\d*|footer\d*)\.xml")


class _Act(msgspec.Struct, frozen=True):
    """A `for`, `if`, `else` or their ends. `unit`: what goes with it, a paragraph `p` or a row `tr`."""

    unit: str
    words: str

    @property
    def verb(self) -> str:
        return self.words.partition(" ")[0]


class _Opened(msgspec.Struct, frozen=True):
    act: _Act
    around: Any
    """The element that must hold its end, too."""
    place: str
    variable: str = ""


def faults_of(data: bytes, file: str) -> list[TemplateFault]:
    """What is wrong with a template whatever it is filled with, the first `MOST`; none: it can be filled."""
    if fault := _package_fault(data):
        return [TemplateFault(code=fault, file=file)]
    try:
        document = docx.Document(io.BytesIO(data))
        parts = list(text_parts(document))
        others = list(_other_texts(document))
        if document.element.body.sectPr is None:
            raise ValueError("no page is described")
    except Exception:  # whatever python-docx stumbles over, it is not a document of Word
        return [TemplateFault(code="not_word", file=file)]
    if any(rel.is_external and rel.reltype != RELATIONSHIP_TYPE.HYPERLINK for rel in _relations(document)):
        return [TemplateFault(code="external", file=file)]
    judge = _Judge(file)
    for root in parts:
        judge.part(root)
    for text in others:
        if found := _TAG.search(text):
            judge.say("wrong_part", _around(text, *found.span()))
    if judge.bodies != 1:
        judge.say("body_twice" if judge.bodies else "no_body", tag=BODY)
    return judge.faults[:MOST]


def text_parts(document: Document) -> Iterator[Any]:
    """The roots of the document's body, headers and footers."""
    for part in document.part.package.iter_parts():
        if _TEXT_PARTS.fullmatch(str(part.partname)):
            yield part.element


def make_ready(root: Any) -> str:
    """The part as text in which every tag stands whole between its marks. For a template without faults."""
    for line in list(root.iter(qn("w:p"))):
        texts = _texts(line)
        whole = _joined(texts)
        tags = list(_TAG.finditer(whole))
        if not tags:
            continue
        first = tags[0][0]
        act = _act(first)
        if act is not None and act.unit:
            _replace(_unit(line, act), _ready(first))
        elif _name(first) == BODY:
            _replace_body(line)
        else:
            _write(texts, whole, tags)
    xml = serialize_part_xml(root).decode()
    return re.sub(r"<w:ready\b[^>]*>(.*?)</w:ready>", r"\1", xml)


class _Judge:
    """Goes through a template and notes what is wrong."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[TemplateFault] = []
        self.bodies = 0

    def say(self, code: str, place: str = "", tag: str = "", like: str = "") -> None:
        fault = TemplateFault(
            code=code, file=self.file, place=clean_line(place), tag=clean_line(tag)[:_SHOWN], like=like
        )
        if fault not in self.faults:
            self.faults.append(fault)

    def part(self, root: Any) -> None:
        xml = serialize_part_xml(root).decode()
        if any(mark in xml for mark in (OPEN, CLOSE, BEGIN, END)):
            self.say("private_letters")
        opened: list[_Opened] = []
        for line in root.iter(qn("w:p")):
            self._line(line, opened)
        for left in opened:
            self.say("unclosed", left.place, left.act.words)

    def _line(self, line: Any, opened: list[_Opened]) -> None:
        text = _joined(_texts(line))
        for found in _TAG.finditer(text):
            self._tag(found[0], line, _around(text, *found.span()), opened)
        rest = _TAG.sub("", text)
        if stray := _STRAY.search(rest):
            self.say("stray", _around(rest, *stray.span()), stray[0])
            return
        for single in _ONE_BRACE.finditer(rest):
            if single[1] in TAGS:
                self.say("one_brace", _around(rest, *single.span()), single[1])

    def _tag(self, tag: str, line: Any, place: str, opened: list[_Opened]) -> None:
        act, name = _act(tag), _name(tag)
        if name:
            self._printed(name, line, place, opened)
        elif act is None:
            self.say("expression", place, tag)
        else:
            if act.unit and not _is_alone(_unit(line, act), tag):
                self.say("not_alone", place, tag)
            self._act(act, line, place, opened)

    def _printed(self, name: str, line: Any, place: str, opened: list[_Opened]) -> None:
        if name == BODY:
            self._body(line, place, opened)
        elif name in LISTS:
            self.say("is_list", place, name)
        elif name not in {one.variable for one in opened}:
            self._known(name, place)

    def _body(self, line: Any, place: str, opened: list[_Opened]) -> None:
        self.bodies += 1
        text = _joined(_texts(line))
        if line.getparent().tag != qn("w:body") or _TAG.sub("", text).strip() or opened:
            self.say("body_place", place, BODY)
        elif not _is_alone(line, text.strip()):
            self.say("body_anchor", place, BODY)

    def _known(self, name: str, place: str, among: Collection[str] = TAGS) -> None:
        if name not in among:
            like = difflib.get_close_matches(name.lower(), among, 1)
            self.say("unknown_name", place, name, *like)

    def _act(self, act: _Act, line: Any, place: str, opened: list[_Opened]) -> None:
        around = _unit(line, act).getparent() if act.unit else line
        if begun := _ENDS.get(act.verb):
            last = opened[-1] if opened else None
            if last is None or last.act.verb != begun:
                self.say("unopened", place, act.words)
            elif last.around is not around or last.act.unit != act.unit:
                self.say("torn", place, last.act.words)
                opened.pop()
            elif act.verb != "else":
                opened.pop()
            return
        variable = ""
        if looped := _FOR.fullmatch(act.words):
            variable, name = looped[1], looped[2]
            if any(one.variable for one in opened):
                self.say("nested", place, act.words)
            if variable in TAGS:
                self.say("name_taken", place, variable)
            if name in TAGS and name not in LISTS:
                self.say("no_list", place, name)
            else:
                self._known(name, place, LISTS)
        elif asked := _IF.fullmatch(act.words):
            self._known(asked[1], place)
        opened.append(_Opened(act, around, place, variable))


def _around(text: str, start: int, end: int) -> str:
    """The letters in which something stands, so that it can be searched for in Word."""
    left = max(0, min(start - _SHOWN // 3, len(text) - _SHOWN))
    right = max(end, left + _SHOWN)
    return f"{'…' * (left > 0)}{text[left:right]}{'…' * (right < len(text))}"


def _act(tag: str) -> _Act | None:
    found = _ACT.fullmatch(tag)
    if found is None:
        return None
    words = " ".join(found["words"].split())
    known = words in _ENDS or _FOR.fullmatch(words) or _IF.fullmatch(words)
    return _Act(found["unit"] or "", words) if known else None


def _name(tag: str) -> str:
    found = _NAME.fullmatch(tag)
    return found[1] if found else ""


def _ready(tag: str) -> str:
    act = _act(tag)
    return f"{BEGIN} {act.words} {END}" if act else f"{OPEN} {_name(tag)} {CLOSE}"


def _texts(line: Any) -> list[Any]:
    """The pieces of text of a paragraph; a box in it has paragraphs of its own."""
    return [text for text in line.iter(qn("w:t")) if next(text.iterancestors(qn("w:p"))) is line]


def _joined(texts: Sequence[Any]) -> str:
    return "".join(text.text or "" for text in texts)


def _whole_text(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def _is_alone(element: Any, text: str) -> bool:
    """Whether nothing else would go with it: words, a picture, the end of a section."""
    return _whole_text(element).strip() == text and not element.xpath(
        ".//w:drawing | .//w:pict | .//w:sectPr"
    )


def _unit(line: Any, act: _Act) -> Any:
    """What goes with the tag: its paragraph or its row; without a row, its paragraph."""
    return next(line.iterancestors(qn("w:tr")), line) if act.unit == "tr" else line


def _replace(element: Any, ready: str) -> None:
    mark = parse_xml(f'<w:ready xmlns:w="{element.nsmap["w"]}"/>')
    mark.text = ready
    element.getparent().replace(element, mark)


def _replace_body(line: Any) -> None:
    """By a paragraph that no value can imitate; its font is the one that the tag was given."""
    mark = parse_xml(
        f'<w:p xmlns:w="{line.nsmap["w"]}"><w:pPr><w:pStyle w:val="{BODY_STYLE}"/></w:pPr><w:r/></w:p>'
    )
    look = next((run.rPr for run in line.iter(qn("w:r")) if "{" in _whole_text(run)), None)
    if look is not None:
        mark.r_lst[0].append(deepcopy(look))
    line.getparent().replace(line, mark)


def _write(texts: Sequence[Any], whole: str, tags: Sequence[re.Match[str]]) -> None:
    """Each tag in the piece that it begins in; all other letters stay where they are."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text.text or "")
    made = [""] * len(texts)
    at = 0
    for tag in tags:
        _spread(made, starts, whole, at, tag.start())
        made[bisect_right(starts, tag.start()) - 1] += _ready(tag[0])
        at = tag.end()
    _spread(made, starts, whole, at, len(whole))
    for text, words in zip(texts, made, strict=True):
        text.text = words
        text.set(qn("xml:space"), "preserve")


def _spread(made: list[str], starts: Sequence[int], whole: str, begin: int, end: int) -> None:
    for at in range(begin, end):
        made[bisect_right(starts, at) - 1] += whole[at]


def _package_fault(data: bytes) -> str:
    """What speaks against even opening it; empty: nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > UNPACKED or any(
                info.file_size > LONGEST_PART for info in infos if info.filename.endswith((".xml", ".rels"))
            ):
                return "too_large"
            types = archive.read("[Content_Types].xml")
            if any(
                _declares(archive.read(info)) for info in infos if info.filename.endswith((".xml", ".rels"))
            ):
                return "not_word"
    except Exception:  # zlib, a wrong header, no list of types: whatever it is, it is not a document of Word
        return "not_word"
    macros = b"macroEnabled" in types or any("vbaproject" in info.filename.lower() for info in infos)
    return "macros" if macros else ""


def _declares(part: bytes) -> bool:
    """Whether the XML declares entities, in whichever encoding: Word never does, and filling would stumble over them."""
    return b"<!DOCTYPE" in part.replace(b"\0", b"")


def _relations(document: Document) -> Iterator[Any]:
    for part in document.part.package.iter_parts():
        yield from part.rels.values()


def _other_texts(document: Document) -> Iterator[str]:
    """Paragraphs of notes and comments, where no tag is filled."""
    for part in document.part.package.iter_parts():
        if _OTHER_PARTS.fullmatch(str(part.partname)):
            for line in parse_xml(part.blob).iter(qn("w:p")):
                yield _whole_text(line)
