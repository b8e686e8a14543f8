"""Change some words of a file and nothing else: text, Markdown, HTML, DOCX.

A file is looked at as the characters that people read, each with its place in the file's own bytes. The words to be
changed are found there again by what stands around them, and only their characters are replaced: tags, runs, styles
and every other part of the file stay as they are. What cannot be found for certain is left alone and told.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from itertools import count

from compactx.errors import UsageError
from compactx.intake.readers import load
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_CONTEXTS = (80, 40, 20, 8)
# What never ends goes to the end of the page, as readers of pages have it.
_SKIPPED = re.compile(
    r"<!--(?:.*?-->|.*\Z)|<(script|style|title|template)\b[^<>]*>(?:.*?</\1\s*>|.*\Z)|<[^<>]*>|&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{1,8});")
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u|wbr)\b", re.IGNORECASE)
_RUN = re.compile(r"<(w:r)(?:\s[^<>]*)?>")
_INSERTED = re.compile(r"<w:ins\s[^<>]*>")
_ID = re.compile(rb'\sw:id="([0-9]{1,9})"')
_ID_TEXT = re.compile(r'w:id="[^"]*"')
_FIRST_ID, _LAST_ID = 90_000, 2_000_000_000  # ids of changes that are made, and the largest that is looked at


class Correction(Record):
    """Words of the text as it was read, and what is to stand there."""

    start: int
    end: int
    text: str


class _ShownText:
    """The characters that people read in a source, and the range of the source that each stands for."""

    def __init__(self) -> None:
        self.characters: list[str] = []
        self.ranges: list[tuple[int, int]] = []

    def put(self, char: str, start: int, end: int) -> None:
        """Add a character; white space is one space, however much there is."""
        if char.isspace():
            if self.characters and self.characters[-1] == " ":
                return
            char = " "
        self.characters.append(char)
        self.ranges.append((start, end))


def mend(data: bytes, name: str, read: str, changes: Sequence[Correction], *, track: bool = False) -> tuple[bytes, int]:
    """Return the bytes of a file with words changed, and how many changes could be made.

    ``read`` is the text of the file as its reader found it, in which the changes are counted; ``track`` writes them as
    tracked changes, in DOCX alone.

    Raises:
        UsageError: files of this format are not changed.
    """
    form = load.binary_format(data, name)
    if form == "docx":
        return _docx(data, read, changes, track=track)
    if track:
        raise UsageError("tracked changes are written in DOCX only")
    if form:
        raise UsageError(f"files like {name} are not changed", hint="text, Markdown, HTML and DOCX are")
    text, _ = load.decode(data, name)
    kind = load.text_format(text, name)
    if kind == "akn":
        raise UsageError(f"files like {name} are not changed", hint="text, Markdown, HTML and DOCX are")
    encoding = _encoding(data, text)
    mended, count = _source(
        text, read, changes, _html_shown(text) if kind == "html" else _plain_shown(text), kind == "html"
    )
    return mended.encode(encoding, "surrogatepass" if encoding == "utf-8" else "strict"), count


def _encoding(data: bytes, text: str) -> str:
    """Return the encoding that gives the bytes back.

    Raises:
        UsageError: none does, so that more than the changed words would change.
    """
    for encoding in ("utf-8", "cp1252", "utf-16", "utf-32"):
        try:
            if text.encode(encoding) == data:
                return encoding
        except UnicodeEncodeError:
            continue
    raise UsageError("the encoding of this file cannot be written back", hint="save it as UTF-8")


def _source(text: str, read: str, changes: Iterable[Correction], shown: _ShownText, escaped: bool) -> tuple[str, int]:  # noqa: FBT001 - internal
    """Change a source of which the shown characters are known; from the end, so that places stay right."""
    edits: list[tuple[int, int, str]] = []
    count = 0
    for change in changes:
        at = _find(shown, read, change)
        if at is None:
            continue
        count += 1
        edits += _edits(shown.ranges[at[0] : at[1]], html.escape(change.text, quote=False) if escaped else change.text)
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text, count


def _edits(ranges: Sequence[tuple[int, int]], new: str) -> list[tuple[int, int, str]]:
    """Return the edits of a source: the new words where the old ones begin, and no old characters."""
    pieces: list[list[int]] = []
    for start, end in ranges:
        if pieces and pieces[-1][1] == start:
            pieces[-1][1] = end
        else:
            pieces.append([start, end])
    return [(start, end, "" if n else new) for n, (start, end) in enumerate(pieces)]


def _find(shown: _ShownText, read: str, change: Correction) -> tuple[int, int] | None:
    """Return where the words of a change stand among the shown characters: where they stand once with their context."""
    whole = "".join(shown.characters)
    old = " ".join(read[change.start : change.end].split())
    for reach in _CONTEXTS:
        before = _squeezed(read[max(0, change.start - reach) : change.start])
        after = _squeezed(read[change.end : change.end + reach])
        for left, right in ((before, after), (before, ""), ("", after)):
            wanted = left + old + right
            if len(wanted) > len(old) and whole.count(wanted) == 1:
                at = whole.find(wanted) + len(left)
                return at, at + len(old)
    if whole.count(old) == read.count(old) and old == read[change.start : change.end]:
        at = -1
        for _ in range(read.count(old, 0, change.end)):
            at = whole.find(old, at + 1)
        return at, at + len(old)
    return None


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _plain_shown(text: str) -> _ShownText:
    shown = _ShownText()
    for at, char in enumerate(text):
        shown.put(char, at, at + 1)
    return shown


def _html_shown(text: str) -> _ShownText:
    shown, at = _ShownText(), 0
    for found in _SKIPPED.finditer(text):
        for place in range(at, found.start()):
            shown.put(text[place], place, place + 1)
        at = found.end()
        if found.group().startswith("&"):
            for char in html.unescape(found.group())[:1]:
                shown.put(char, *found.span())
        elif not _INLINE.match(found.group()):
            shown.put(" ", at, at)
    for place in range(at, len(text)):
        shown.put(text[place], place, place + 1)
    return shown


def _docx(data: bytes, read: str, changes: Sequence[Correction], *, track: bool) -> tuple[bytes, int]:
    """Change the words of a Word document part by part; every other part is copied as it is."""
    out, placed, waiting = io.BytesIO(), 0, list(changes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copy:
        ids = _free_ids(archive) if track else None
        for entry in archive.infolist():
            inside = archive.read(entry)
            if entry.filename in _PARTS and waiting:
                inside, done = _part(inside, read, waiting, ids)
                placed += len(done)
                waiting = [change for change in waiting if change not in done]
            copy.writestr(entry, inside, compress_type=entry.compress_type)
    return out.getvalue(), placed


def _free_ids(archive: zipfile.ZipFile) -> Iterator[int]:
    """Return numbers that no part of a Word document uses for its own changes, comments and bookmarks."""
    held = [archive.read(name) for name in archive.namelist() if name in _PARTS]
    used = [int(number) for part in held for number in _ID.findall(part)]
    return count(max([_FIRST_ID, *(number + 1 for number in used if number < _LAST_ID)]))


def _part(
    data: bytes, read: str, changes: Sequence[Correction], ids: Iterator[int] | None
) -> tuple[bytes, list[Correction]]:
    """Change the words of one part; with numbers for them as changes that Word can accept or refuse."""
    text = data.decode("utf-8")
    shown = _word_shown(text)
    found = [(at, change) for change in changes if (at := _find(shown, read, change))]
    for at, change in sorted(found, key=lambda one: one[0], reverse=True):
        new = html.escape(change.text, quote=False)
        edits = _edits(shown.ranges[at[0] : at[1]], new)
        for start, end, words in reversed(edits):
            text = _tracked(text, start, end, words, ids) if ids else text[:start] + words + text[end:]
    return text.encode("utf-8"), [change for _, change in found]


def _word_shown(text: str) -> _ShownText:
    """Return what is read in a part of a Word document: the text of its runs, a space between paragraphs."""
    shown = _ShownText()
    for found in re.finditer(
        r"<w:t(?:\s[^<>]*)?>([^<]*)</w:t>|<w:(?:tab|br|cr)\s*/>|</w:p>|<w:noBreakHyphen\s*/>", text
    ):
        if found.group(1) is None:
            shown.put("\u2011" if "Hyphen" in found.group() else " ", found.end(), found.end())
            continue
        at = found.start(1)
        while at < found.end(1):
            entity = _ENTITY.match(text, at, found.end(1)) if text[at] == "&" else None
            end = entity.end() if entity else at + 1
            shown.put(html.unescape(entity.group())[:1] if entity else text[at], at, end)
            at = end
    return shown


def _tracked(text: str, start: int, end: int, new: str, ids: Iterator[int]) -> str:
    """Write a change inside a run as one that Word can accept or refuse.

    Words that somebody else has put in are crossed out where they stand, and the new ones put in beside.
    """
    run = next(reversed(list(_RUN.finditer(text, max(0, start - 20000), start))), None)
    if run is None:
        return text[:start] + new + text[end:]
    style = re.compile(r"<w:rPr>.*?</w:rPr>", re.DOTALL).match(text, run.end())
    opened = f"<w:r>{style.group() if style else ''}"
    mark, other = (f'w:id="{next(ids)}" w:author="compactx"' for _ in range(2))
    gone = f'<w:del {mark}>{opened}<w:delText xml:space="preserve">{text[start:end]}</w:delText></w:r></w:del>'
    put = f'<w:ins {other}>{opened}<w:t xml:space="preserve">{new}</w:t></w:r></w:ins>' if new else ""
    theirs = _INSERTED.match(text, text.rfind("<w:ins ", 0, run.start())) if "<w:ins " in text[: run.start()] else None
    if theirs and theirs.start() > text.rfind("</w:ins>", 0, run.start()):
        again = _ID_TEXT.sub(f'w:id="{next(ids)}"', theirs.group())
        put = f"</w:ins>{put}{again}"
    opening = text.rfind("<w:t", 0, start)
    kept = text[:opening] + re.sub(r"<w:t(?:\s[^<>]*)?>", '<w:t xml:space="preserve">', text[opening:start], count=1)
    return f'{kept}</w:t></w:r>{gone}{put}{opened}<w:t xml:space="preserve">{text[end:]}'
