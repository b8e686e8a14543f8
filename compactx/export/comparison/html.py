"""A comparison as one HTML page that needs nothing else: no script, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.export.escape import html
from compactx.query.compare import clause_heading, remarks, sentences
from compactx.query.redline import GONE, NEW

if TYPE_CHECKING:
    from typing import IO

    from compactx.query.compare import Alignment, Comparison
    from compactx.query.redline import Piece

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; color: #1b1f24;
  background: #fff; }
h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin: 1.6rem 0 .2rem; } p { margin: .2rem 0; }
del { color: #a3131b; text-decoration: line-through; } ins { color: #0a6b2d; text-decoration: underline; }
.said { color: #55606c; font-size: .9rem; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
"""
_TAGS = {GONE: "del", NEW: "ins"}


def write(found: Comparison, stream: IO[str], *, every: bool = False) -> None:
    """Write the summary, then each clause; unchanged ones only if ``every`` is set."""
    title = html(f"{found.old.name} → {found.new.name}")
    stream.write(f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n')
    stream.write(f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n")
    stream.writelines(f"<p>{html(line)}</p>\n" for line in sentences(found))
    stream.write('<p class="said"><del>gone</del> <ins>new</ins></p>\n')
    for one in found.alignments:
        if one.status != "same" or every:
            stream.write(f'<section class="{one.status}">\n<h2>{html(clause_heading(one))}</h2>\n<p>{_line(one)}</p>\n')
            stream.writelines(f'<p class="said">{html(said)}</p>\n' for said in remarks(one))
            stream.write("</section>\n")
    stream.write("</body>\n</html>\n")


def _line(one: Alignment) -> str:
    if one.line:
        return "".join(map(_piece, one.line))
    clause = one.new or one.old
    tag = {"only-from": "del", "only-to": "ins"}.get(one.status, "span")
    return f"<{tag}>{html(clause.text if clause else '')}</{tag}>"


def _piece(piece: Piece) -> str:
    tag = _TAGS.get(piece.op, "")
    bare = piece.text.rstrip()
    space = " " * (len(bare) < len(piece.text))
    return f"<{tag}>{html(bare)}</{tag}>{space}" if tag else html(piece.text)
