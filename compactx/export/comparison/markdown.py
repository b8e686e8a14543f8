"""A comparison in Markdown: what is gone struck out, what is new in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import markdown
from compactx.query.compare import clause_heading, remarks, sentences
from compactx.query.redline import GONE, NEW, Piece

if TYPE_CHECKING:
    from typing import IO

    from compactx.query.compare import Alignment, Comparison

_MARKS = {GONE: "~~", NEW: "**"}


def write(found: Comparison, stream: IO[str], *, every: bool = False) -> None:
    """Write the summary, then each clause; unchanged ones only if ``every`` is set."""
    stream.write(f"# {markdown(found.old.name)} → {markdown(found.new.name)}\n\n")
    stream.writelines(f"- {markdown(line)}\n" for line in sentences(found))
    stream.write("\n~~gone~~ **new**\n")
    for one in found.alignments:
        if one.status != "same" or every:
            stream.write(f"\n## {markdown(clause_heading(one))}\n\n{_line(one)}\n")
            stream.writelines(f"\n- {markdown(said)}\n" for said in remarks(one))


def _line(one: Alignment) -> str:
    if one.line:
        return "".join(map(_piece, one.line)).strip()
    text = (one.new or one.old).text if one.new or one.old else ""  # type: ignore[union-attr]
    op = {"only-from": GONE, "only-to": NEW}.get(one.status, "same")
    return _piece(Piece(op, text))


def _piece(piece: Piece) -> str:
    bare = piece.text.strip()
    mark = _MARKS.get(piece.op, "") if bare else ""
    before, _, after = piece.text.partition(bare) if bare else (piece.text, "", "")
    return f"{' ' * bool(before)}{mark}{markdown(bare)}{mark}{' ' * bool(after)}"
