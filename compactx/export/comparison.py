"""A comparison as a document: Markdown, one HTML page, and a word processor's file with tracked changes.

Accepting all changes of the file (WordprocessingML) gives the second text, rejecting all the first. Moved paragraphs
are tracked as moves; of a paragraph that was split the most alike part goes on and the others are insertions, of merged
ones the most alike goes on and the others are deletions. What the comparison says beside the words stands in comments.
The same comparison gives the same bytes. Nothing in any form links to anything outside it; the page needs no script.
"""

from __future__ import annotations

import zipfile

from compactx.export.escape import html, markdown, visible, xml
from compactx.query.compare import MERGED, MOVED, SPLIT, clause_heading, remarks, sentences
from compactx.query.redline import GONE, NEW, SAME, Piece

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import IO

    from compactx.query.compare import Alignment, Clause, Comparison, Turn

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BY = 'w:author="compactx"'
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that an archive can tell
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/comments.xml" ContentType="{_TYPE}.comments+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARTS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/comments" Target="comments.xml"/></Relationships>'
)
_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; color: #1b1f24;
  background: #fff; }
h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin: 1.6rem 0 .2rem; } p { margin: .2rem 0; }
del { color: #a3131b; text-decoration: line-through; } ins { color: #0a6b2d; text-decoration: underline; }
.said { color: #55606c; font-size: .9rem; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
"""
_TAGS = {GONE: "del", NEW: "ins"}
_MARKS = {GONE: "~~", NEW: "**"}


def write_docx(found: Comparison, stream: IO[bytes], *, every: bool = True) -> None:  # noqa: ARG001 - a text is always whole
    """Write the word processor's file: the second text whole, with what changed from the first as tracked changes."""
    writer = _Writer(found)
    body = "".join(writer.paragraphs())
    document = f'{_XML}<w:document xmlns:w="{_MAIN}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    comments = f'{_XML}<w:comments xmlns:w="{_MAIN}">{"".join(writer.comments)}</w:comments>'
    files = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document,
             "word/_rels/document.xml.rels": _PARTS, "word/comments.xml": comments}  # fmt: skip
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), text.encode("utf-8"), zipfile.ZIP_DEFLATED)


class _Writer:
    """The paragraphs of one file; each change has a number, and so has each comment."""

    def __init__(self, found: Comparison) -> None:
        self.found = found
        self.comments: list[str] = []
        self._changes = 0
        self._leads = {
            id(max(group, key=lambda one: one.score or 0.0))
            for end, status in (("old", SPLIT), ("new", MERGED))
            for group in _groups(found.alignments, end, status)
        }

    def paragraphs(self) -> Iterator[str]:
        """Yield each paragraph as XML; the summary is a comment on the first."""
        said = sentences(self.found)
        for turn in self.found.turns:
            paragraph = self._paragraph(turn, said)
            if paragraph:
                yield paragraph
                said = []
        if said:
            yield self._built((), "", said)

    def _paragraph(self, turn: Turn, said: Sequence[str]) -> str:
        one = turn.one
        old, new = one.old, one.new
        if one.status in {SPLIT, MERGED} and id(one) not in self._leads:
            old, new = (None, new) if one.status == SPLIT else (old, None)
        if one.status == MOVED:
            return self._moved(one, departed=turn.departed, said=said)
        line = one.line if old and new else ()
        pieces = [*_number(old, new), *(line or _whole(old, new))]
        mark = "" if old and new else "del" if old else "ins"
        noted = (
            [clause_heading(one), *remarks(one)]
            if one.status not in {"same", "changed", "only-to", "only-from"}
            else remarks(one)
        )
        return self._built(pieces, mark, [*said, *noted])

    def _moved(self, one: Alignment, *, departed: bool, said: Sequence[str]) -> str:
        """Return a moved paragraph where it stood (``departed``) or where it stands now."""
        clause, op, tag = (one.old, GONE, "moveFrom") if departed else (one.new, NEW, "moveTo")
        line = one.line or (Piece(SAME, clause.text if clause else ""),)
        number = Piece(op, _mark(clause))
        pieces = [number, *(piece for piece in line if piece.op in {SAME, op})]
        noted = [] if departed else [clause_heading(one), *remarks(one)]
        return self._between(tag, one, self._built(pieces, tag, [*said, *noted], same=tag))

    def _between(self, tag: str, one: Alignment, paragraph: str) -> str:
        """Return a paragraph between the marks that tie both ends of a move together."""
        self._changes += 1
        number = f'w:id="{self._changes}"'
        name = xml(visible(one.old.locator if one.old else ""))
        return f'<w:{tag}RangeStart {number} {_BY} w:name="{name}"/>{paragraph}<w:{tag}RangeEnd {number}/>'

    def _built(self, pieces: Sequence[Piece], mark: str, said: Sequence[str], same: str = "") -> str:
        tags = {SAME: same, GONE: "del", NEW: "ins"}
        runs = "".join(self._run(piece.text, tags[piece.op]) for piece in pieces if piece.text)
        ending = f"<w:pPr><w:rPr>{self._tag(mark, '')}</w:rPr></w:pPr>" if mark else ""
        before, after = self._comment(said) if said else ("", "")
        return f"<w:p>{ending}{before}{runs}{after}</w:p>"

    def _run(self, text: str, tag: str) -> str:
        name = "w:delText" if tag == "del" else "w:t"
        run = f'<w:r><{name} xml:space="preserve">{_text(text)}</{name}></w:r>'
        return self._tag(tag, run) if tag else run

    def _tag(self, tag: str, inside: str) -> str:
        self._changes += 1
        start = f'w:{tag} w:id="{self._changes}" {_BY}'
        return f"<{start}>{inside}</w:{tag}>" if inside else f"<{start}/>"

    def _comment(self, said: Sequence[str]) -> tuple[str, str]:
        number = len(self.comments)
        lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{_text(line)}</w:t></w:r></w:p>' for line in said)
        self.comments.append(f'<w:comment w:id="{number}" {_BY} w:initials="cx">{lines}</w:comment>')
        after = f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeStart w:id="{number}"/>', after


def _groups(alignments: Sequence[Alignment], end: str, status: str) -> list[list[Alignment]]:
    groups: dict[str, list[Alignment]] = {}
    for one in alignments:
        if one.status == status:
            groups.setdefault(getattr(one, end).locator, []).append(one)
    return list(groups.values())


def _number(old: Clause | None, new: Clause | None) -> list[Piece]:
    """Return the numbers before a paragraph, the one that is gone and the one that is new."""
    before, after = _mark(old), _mark(new)
    if before == after or not (old and new):
        return [Piece(SAME if old and new else GONE if old else NEW, before or after)]
    return [Piece(GONE, before), Piece(NEW, after)]


def _mark(clause: Clause | None) -> str:
    """Return the number that a paragraph or an item begins with, '' for recitals and what has none."""
    if clause is None:
        return ""
    shown = clause.printed
    if shown.replace(".", "").isdecimal():
        return f"{shown} " if "." in shown else f"{shown}. "
    return f"({clause.locator.rpartition('.')[2]}) " if shown.endswith(")") else ""


def _whole(old: Clause | None, new: Clause | None) -> list[Piece]:
    clause = new or old
    return [Piece(SAME if old and new else GONE if old else NEW, clause.text if clause else "")]


def _text(text: str) -> str:
    return xml(visible(text))


def write_html(found: Comparison, stream: IO[str], *, every: bool = False) -> None:
    """Write the summary, then each clause; unchanged ones only if ``every`` is set."""
    title = html(f"{found.old.name} → {found.new.name}")
    stream.write(f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n')
    stream.write(f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n")
    stream.writelines(f"<p>{html(line)}</p>\n" for line in sentences(found))
    stream.write('<p class="said"><del>gone</del> <ins>new</ins></p>\n')
    for one in found.alignments:
        if one.status != "same" or every:
            stream.write(
                f'<section class="{one.status}">\n<h2>{html(clause_heading(one))}</h2>\n<p>{_html_line(one)}</p>\n'
            )
            stream.writelines(f'<p class="said">{html(said)}</p>\n' for said in remarks(one))
            stream.write("</section>\n")
    stream.write("</body>\n</html>\n")


def _html_line(one: Alignment) -> str:
    if one.line:
        return "".join(map(_html_piece, one.line))
    clause = one.new or one.old
    tag = {"only-from": "del", "only-to": "ins"}.get(one.status, "span")
    return f"<{tag}>{html(clause.text if clause else '')}</{tag}>"


def _html_piece(piece: Piece) -> str:
    tag = _TAGS.get(piece.op, "")
    bare = piece.text.rstrip()
    space = " " * (len(bare) < len(piece.text))
    return f"<{tag}>{html(bare)}</{tag}>{space}" if tag else html(piece.text)


def write_markdown(found: Comparison, stream: IO[str], *, every: bool = False) -> None:
    """Write the summary, then each clause; unchanged ones only if ``every`` is set."""
    stream.write(f"# {markdown(found.old.name)} → {markdown(found.new.name)}\n\n")
    stream.writelines(f"- {markdown(line)}\n" for line in sentences(found))
    stream.write("\n~~gone~~ **new**\n")
    for one in found.alignments:
        if one.status != "same" or every:
            stream.write(f"\n## {markdown(clause_heading(one))}\n\n{_markdown_line(one)}\n")
            stream.writelines(f"\n- {markdown(said)}\n" for said in remarks(one))


def _markdown_line(one: Alignment) -> str:
    if one.line:
        return "".join(map(_markdown_piece, one.line)).strip()
    text = (one.new or one.old).text if one.new or one.old else ""  # type: ignore[union-attr]
    op = {"only-from": GONE, "only-to": NEW}.get(one.status, "same")
    return _markdown_piece(Piece(op, text))


def _markdown_piece(piece: Piece) -> str:
    bare = piece.text.strip()
    mark = _MARKS.get(piece.op, "") if bare else ""
    before, _, after = piece.text.partition(bare) if bare else (piece.text, "", "")
    return f"{' ' * bool(before)}{mark}{markdown(bare)}{mark}{' ' * bool(after)}"


# By the ending of a file's name.
WRITERS: dict[str, Callable[..., None]] = {"md": write_markdown, "html": write_html, "docx": write_docx}
